"""Relief: a flat drawing as a thing in the light of its picture, with a light side, a shaded one and one soft edge."""

from __future__ import annotations

import re

from pipelines.scene.curve import n
from pipelines.scene.lay.spot import Spot
from pipelines.scene.lay.stage import Stage
from pipelines.scene.paint.dress import Dress
from pipelines.scene.paint.surface import surfaces
from pipelines.scene.palette import chroma, lightness, mix, recolour, shade, to_oklab
from pipelines.scene.scene import Box

LINE = 0.42
"""Width of the edge in the stage's units: all drawings have one line, whatever set they come from."""
PALE = 0.84
"""Lightness from which a thing on a pale ground needs a stronger edge."""

_ID = re.compile(r' id="[^"]*"')
_FILL = re.compile(r'fill="(#[0-9a-fA-F]{6}|#[0-9a-fA-F]{3})"')


def modelled(stage: Stage, spot: Spot, body: str, dress: Dress) -> str:
    """The body of a drawing, in its own units, with its fills running from light to shade, on its edge.

    `body` is tinted and lit, and its ids are its own already. `dress`: where those colours come from.
    """
    return edge(stage, spot, body) + shaded(stage, spot, body, dress)


def surfaced(stage: Stage, spot: Spot, body: str, dress: Dress) -> str:
    """The body with its stripes or its wood, and neither light nor shade."""
    known = surfaces(stage, spot, dress)
    return _FILL.sub(lambda match: f'fill="{known.get(match[1].lower(), match[1])}"', body) if known else body


def shaded(stage: Stage, spot: Spot, body: str, dress: Dress) -> str:
    """Each flat colour becomes a gradient across the whole thing, from the side of the light to the other; where it is
    striped, of wood or of glass, its own colours become that."""
    known = surfaces(stage, spot, dress)
    # Parts that are turned have axes of their own: each is shaded by itself.
    box = None if "transform=" in body else spot.figure.box

    def fill(match: re.Match[str]) -> str:
        colour = match[1].lower()
        if colour not in known:
            known[colour] = _run(stage, colour, box, mirrored=spot.flip)
        return f'fill="{known[colour]}"'

    return _FILL.sub(fill, body)


def edge(stage: Stage, spot: Spot, body: str) -> str:
    """The silhouette, a little larger: light on one side, dark on the other. Empty for what can be seen through."""
    if "opacity" in body or spot.subject.surface == "glass":
        return ""
    main, ground = spot.figure.main if not spot.colour else spot.colour, stage.tones.land
    pale = lightness(main) > PALE and lightness(ground) > PALE - 0.14
    bright = mix(stage.tones.change(shade(main, 0.1)), stage.tones.light, 0.55)
    dark = stage.tones.change(mix(shade(main, -0.34 if pale else -0.28), "#1b1a3a", 0.25))
    wide = LINE * stage.unit * spot.figure.box[3] / spot.height
    line = _gradient(stage, (dark, 0.9) if pale else (bright, 0.85), (dark, 0.85), spot.figure.box, mirrored=spot.flip)
    # The same ids are in the body that is drawn over it.
    body = _ID.sub("", body)
    flat = recolour(re.sub(r'(?<!clip-path=")url\(#[^)]*\)', dark, body), lambda _: dark)
    return f'<g stroke="{line}" stroke-width="{wide:.3f}" stroke-linejoin="round">{flat}</g>'


def _run(stage: Stage, colour: str, box: Box | None, *, mirrored: bool) -> str:
    """The gradient of one fill. What is vivid keeps more of its colour in the shade than grey does."""
    vivid = min(1.0, chroma(to_oklab(colour)) / 0.15)
    bright = shade(mix(colour, stage.tones.light, 0.13), 0.035)
    dark = mix(shade(colour, -0.085, 1.06), stage.tones.sky_top, 0.12 - 0.05 * vivid)
    return _gradient(stage, (bright, 1.0), (dark, 1.0), box, mirrored=mirrored, middle=colour)


def _gradient(
    stage: Stage,
    first: tuple[str, float],
    last: tuple[str, float],
    box: Box | None,
    *,
    mirrored: bool,
    middle: str = "",
) -> str:
    """From the side where the light is, above, to the other, below. Each end is a colour and its opacity."""
    name = stage.ident("lit")
    x, y, w, h = box or (0.0, 0.0, 1.0, 1.0)
    from_left = stage.lit_from_left != mirrored
    x1, x2 = (x + 0.2 * w, x + 0.8 * w) if from_left else (x + 0.8 * w, x + 0.2 * w)
    units = "userSpaceOnUse" if box else "objectBoundingBox"
    stops = [(0.0, *first), (1.0, *last)]
    if middle:
        stops.insert(1, (0.46, middle, 1.0))
    ramp = "".join(f'<stop offset="{at:g}" stop-color="{c}"{_faint(a)}/>' for at, c, a in stops)
    stage.defs.append(
        f'<linearGradient id="{name}" gradientUnits="{units}" x1="{n(x1)}" y1="{n(y)}" x2="{n(x2)}" '
        f'y2="{n(y + h)}">{ramp}</linearGradient>'
    )
    return f"url(#{name})"


def _faint(opacity: float) -> str:
    return "" if opacity >= 1 else f' stop-opacity="{opacity:g}"'
