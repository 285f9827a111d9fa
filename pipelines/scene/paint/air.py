"""Air: the light that lies over a whole picture, so that drawings and ground stand in one and the same."""

from __future__ import annotations

from itertools import product

from pipelines.scene.curve import n
from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import mix, shade

WASH = {"day": 0.2, "dawn": 0.34, "dusk": 0.36, "night": 0.08}
"""How strong the light is near where it comes from."""
TILE = 26
"""Side of the tile of grain, in the stage's units."""
FLECKS = 420
"""Flecks of each kind on it."""
LAMPS = 0.16
"""The same of the lamps of a room at night."""
CORNER = {"day": 0.2, "dawn": 0.24, "dusk": 0.3, "night": 0.34}
"""How dark the corners are."""


def paint_air(stage: Stage) -> None:
    """A wash of light from sun, moon or window, and corners that fall back, above all that is painted."""
    brief = stage.brief
    if stage.detail == "simple":
        return
    dull = brief.weather in ("rain", "storm", "fog", "snow")
    wash = WASH[brief.daytime] * (0.4 if dull else 1.0)
    if brief.setting == "room":
        wash = LAMPS if brief.daytime == "night" else wash * 0.6
    stage.add("light over all", "air", 0.0, _light(stage, wash) + _corners(stage, CORNER[brief.daytime]))
    if stage.detail == "rich":
        stage.add("grain", "air", 0.0, _grain(stage))


def _grain(stage: Stage) -> str:
    """The tooth of paper: light and dark flecks on one small tile, laid again and again."""
    rng, name, side = stage.random("grain"), stage.ident("grain"), TILE * stage.unit
    flecks = {"#ffffff": "", "#1d1a33": ""}
    for fill in flecks:
        for _ in range(FLECKS):
            x, y, size = rng.uniform(0, side), rng.uniform(0, side), stage.unit * rng.choice((0.09, 0.12, 0.12, 0.2))
            # Five sides that lean: squares would look like pixels.
            flecks[fill] += (
                f"M{x:.1f} {y:.1f}l{size:.1f} {-size / 2:.1f} {size / 2:.1f} {size:.1f} {-size:.1f} {size:.1f}z"
            )
    paths = "".join(f'<path d="{data}" fill="{fill}" fill-opacity=".13"/>' for fill, data in flecks.items())
    stage.defs.append(f'<g id="{name}">{paths}</g>')
    places = product(range(-(-stage.width // round(side))), range(-(-stage.height // round(side))))
    return "".join(f'<use xlink:href="#{name}" x="{n(i * side)}" y="{n(j * side)}"/>' for i, j in places)


def _light(stage: Stage, strength: float) -> str:
    # At night a room has its light from lamps, not from the window.
    lamps = stage.brief.setting == "room" and stage.brief.daytime == "night"
    x, y = (stage.width / 2, stage.height * 0.3) if lamps else stage.light
    fill = stage.glow(mix(stage.tones.light, "#ffd9a0", 0.25), strength)
    reach = 85 * stage.unit
    return f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(reach)}" fill="{fill}"/>'


def _corners(stage: Stage, strength: float) -> str:
    """Darker towards the corners, in the colour of the deep sky: the eye stays in the picture."""
    name, dark = stage.ident("corner"), shade(mix(stage.tones.sky_top, "#1a1638", 0.55), -0.05)
    stage.defs.append(
        f'<radialGradient id="{name}" cx=".5" cy=".48" r=".74"><stop offset=".56" stop-color="{dark}" '
        f'stop-opacity="0"/><stop offset=".8" stop-color="{dark}" stop-opacity="{strength * 0.4:.3f}"/>'
        f'<stop offset="1" stop-color="{dark}" stop-opacity="{strength:.3f}"/></radialGradient>'
    )
    return f'<rect width="{stage.width}" height="{stage.height}" fill="url(#{name})"/>'
