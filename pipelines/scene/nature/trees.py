"""Trees of the background: lines of them on the horizon, and a grove at the side."""

from __future__ import annotations

from pipelines.scene.curve import n
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.crowns import leafy
from pipelines.scene.nature.plants import bush, conifer, poplar
from pipelines.scene.palette import mix, shade


def paint_trees(
    stage: Stage,
    name: str,
    kinds: str,
    foot: float,
    height: float,
    haze: float,
    *,
    snow: bool = False,
    gaps: float = 0.0,
) -> None:
    """A line of trees. `kinds` holds letters: c conifer, l leafy, p poplar, b bush; `haze` 0 (near) to 1 (far)."""
    rng = stage.random(name)
    t = stage.tones
    base = mix(t.far, t.land, 0.35) if not snow else t.change("#4f7a78")
    svg, x = "", stage.left
    draw = {"c": conifer, "l": leafy, "p": poplar, "b": bush}
    while x < stage.right:
        tall = height * rng.uniform(0.62, 1.15)
        kind = rng.choice(kinds)
        colour = t.away(shade(base, rng.uniform(-0.05, 0.01) - 0.05 * (1 - haze)), haze)
        args = (rng, x, foot + rng.uniform(-0.02, 0.06) * height, tall, colour)
        white = t.away(t.change("#f4f8fd"), haze * 0.6)
        left = stage.lit_from_left
        svg += conifer(*args, snow=white, left=left) if kind == "c" and snow else draw[kind](*args, left=left)
        x += tall * (0.34 if kind in "cp" else 0.52) * rng.uniform(0.7, 1.25) * (1 + gaps * rng.choice((0, 0, 2.5, 5)))
    fade = stage.vertical(
        (0, t.away(base, haze), 0),
        (1, t.away(t.land, haze * 0.7), 0.55),
        top=foot - height * 0.5,
        bottom=foot + height * 0.1,
    )
    floor = (
        f'<rect x="{n(stage.left)}" y="{n(foot - height * 0.5)}" width="{n(stage.right - stage.left)}" '
        f'height="{n(height * 0.56)}" fill="{fade}"/>'
    )
    stage.add(name, "far", 0.42 - 0.3 * haze, svg + (floor if haze > 0.3 else ""))


def paint_grove(stage: Stage, kinds: str) -> None:
    """Three to five tall trees at the side away from the light: a frame for the middle of the picture."""
    rng = stage.random("grove")
    t = stage.tones
    draw = {"c": conifer, "l": leafy, "p": poplar}
    side = 1 if stage.light[0] < stage.width / 2 else 0
    svg = ""
    for i in range(rng.choice((3, 4, 5))):
        x = stage.width * (side + (1 - 2 * side) * (rng.uniform(-0.04, 0.22)))
        foot = stage.horizon + stage.unit * (1.6 + 1.5 * i)
        kind, tall = rng.choice(kinds), stage.unit * rng.uniform(19, 26) * (1 + 0.09 * i)
        colour = t.away(shade(mix(t.far, t.land, 0.3), rng.uniform(-0.09, -0.03)), 0.14 - 0.03 * i)
        shadow = f'cx="{n(x)}" cy="{n(foot)}" rx="{n(tall * 0.24)}" ry="{n(tall * 0.03)}"'
        svg += f'<ellipse {shadow} fill="{shade(t.land, -0.08)}"/>'
        svg += draw[kind](rng, x, foot, tall, colour, left=stage.lit_from_left)
    stage.add("grove", "far", 0.44, svg)
