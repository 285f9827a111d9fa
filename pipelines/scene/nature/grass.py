"""Grass and flowers: over the ground, at the feet of what stands in it, and as a frame along the lower edge."""

from __future__ import annotations

from random import Random

from pipelines.scene.curve import n
from pipelines.scene.lay.stage import Stage
from pipelines.scene.lay.unwanted import is_missing
from pipelines.scene.nature.crowns import ball
from pipelines.scene.nature.flowers import KINDS, drift, in_flower
from pipelines.scene.nature.plants import tuft
from pipelines.scene.palette import lightness, mix, shade
from pipelines.scene.scene import Detail

PLENTY: dict[Detail, float] = {"simple": 0.6, "usual": 1.0, "rich": 2.0}
"""How many small plants there are."""


def paint_grass(stage: Stage, flowers: int) -> None:
    """Tufts in clumps all over the ground, and about as many flowers, in drifts of their kinds."""
    rng, t = stage.random("grass"), stage.tones
    deep = stage.height - stage.horizon
    parts = ["", "", ""]
    for _ in range(round(46 * PLENTY[stage.detail])):
        at = rng.random() ** 0.8
        x, y = rng.uniform(stage.left, stage.right), stage.horizon + deep * (0.05 + 1.0 * at)
        for _ in range(3):
            size = stage.unit * (0.6 + 2.5 * at) * rng.uniform(0.6, 1.2)
            px, py = x + rng.gauss(0, stage.unit * (0.8 + 2.4 * at)), y + rng.gauss(0, deep * 0.012 * (0.4 + at))
            parts[rng.choice((0, 0, 1, 2))] += tuft(rng, px, py, size, 3)
    tones = (t.shaded(t.land, 0.9), shade(t.land, -0.035), t.sunny(t.land, 1.2))
    svg = "".join(f'<path d="{data}" fill="{colour}"/>' for data, colour in zip(parts, tones, strict=True) if data)
    stage.add("grass", "ground", 0.5, svg)
    plenty = 0 if stage.wintry else flowers // 4 if stage.brief.mood == "gloomy" else flowers
    if plenty:
        stage.add("flowers", "ground", 0.5, _drifts(stage, rng, round(plenty * PLENTY[stage.detail])))


def _drifts(stage: Stage, rng: Random, flowers: int) -> str:
    """Far specks, then single flowers nearer by."""
    deep, svg = stage.height - stage.horizon, ""
    kinds = rng.sample(range(len(KINDS)), 2)
    for k in range(max(2, flowers // 14)):
        at = rng.uniform(0.04, 0.5)
        middle = (rng.uniform(stage.left, stage.right), stage.horizon + deep * at)
        svg += drift(stage, rng, kinds[k % 2], middle, stage.unit * (5 + 14 * at), 9, stage.unit * (0.16 + 0.5 * at))
    feet = []
    for k in range(max(3, flowers // 9)):
        x, at = rng.uniform(stage.left, stage.right), rng.uniform(0.45, 1.0)
        for _ in range(3):
            feet.append((at + rng.gauss(0, 0.03), x + rng.gauss(0, stage.unit * 6 * at), kinds[k % 2]))
    stem = shade(stage.tones.land, -0.1)
    for at, x, kind in sorted(feet):
        foot = (x, stage.horizon + deep * at)
        svg += in_flower(stage, rng, kind, foot, stage.unit * (1.2 + 2.6 * at), stem, rng.uniform(-0.2, 0.2))
    return svg


def paint_front_grass(stage: Stage, flowers: int = 5) -> None:
    """Grass along the lower edge, tall in one corner: it frames the picture without closing it."""
    rng, t = stage.random("front"), stage.tones
    colour = shade(mix(t.land, t.near, 0.5), -0.05) if lightness(t.land) > 0.4 else shade(t.land, -0.08)
    corner = rng.choice((0, 0, 1, 1, 2))
    back = front = ""
    for i in range(80):
        x = stage.left + (stage.right - stage.left) * (i + rng.uniform(-0.5, 0.5)) / 79
        tall = stage.unit * (1.6 + 8.5 * _weight(stage, x, corner)) * rng.uniform(0.6, 1.2)
        blades = tuft(rng, x, stage.height + stage.unit * 1.2, tall, 5)
        back, front = (back + blades, front) if i % 2 else (back, front + blades)
    bare = stage.wintry or is_missing("flowers", stage.brief)
    blossoms = _ears(stage, rng, corner, colour) + (
        "" if bare or not flowers else _nearest(stage, rng, corner, flowers)
    )
    skirt = (
        f'<rect x="{n(stage.left)}" y="{n(stage.height + stage.unit * 0.8)}" '
        f'width="{n(stage.right - stage.left)}" height="{n(stage.bottom - stage.height)}" '
        f'fill="{shade(colour, -0.03)}"/>'
    )
    svg = (
        f'<path d="{back}" fill="{t.sunny(shade(colour, 0.03), 0.6)}"/>{blossoms}'
        f'<path d="{front}" fill="{shade(colour, -0.03)}"/>{skirt}'
    )
    stage.add("front grass", "near", 0.95, svg)


def paint_at_feet(stage: Stage, left: float, right: float, foot: float, tall: float, depth: float) -> None:
    """A few blades before the feet of something that stands in the grass; lengths in scene units."""
    rng, t = stage.random(f"feet {left:.0f} {foot:.0f}"), stage.tones
    paths = ["", ""]
    for k in range(max(5, min(16, round((right - left) / stage.unit)))):
        x = left + (right - left) * rng.random()
        paths[k % 2] += tuft(rng, x, foot + tall * rng.uniform(0.1, 0.5), tall * rng.uniform(0.5, 1.1), 3)
    colours = (shade(t.land, -0.05), t.sunny(t.land, 1.1))
    svg = "".join(f'<path d="{data}" fill="{colour}"/>' for data, colour in zip(paths, colours, strict=True))
    stage.add("grass blades", "ground", depth, svg, (left, foot - tall, right - left, tall * 2))


def _weight(stage: Stage, x: float, corner: int) -> float:
    """How tall the frame is there, 0 to 1: in the left corner (0), the right one (1) or a little in both (2)."""
    at = x / stage.width
    sides = (1 - at / 0.42, 1 - (1 - at) / 0.42)
    found = max(sides) * 0.75 if corner == 2 else sides[corner]
    return min(1.0, max(0.0, found)) ** 1.7


def _ears(stage: Stage, rng: Random, corner: int, colour: str) -> str:
    """Tall grasses with their seeds."""
    stalks = seeds = ""
    for _ in range(9):
        x = _in_corner(stage, rng, corner)
        tall, lean = stage.unit * rng.uniform(7, 15), stage.unit * rng.uniform(-3, 3)
        stalks += f"M{n(x)} {n(stage.height + stage.unit)}q0 {n(-tall * 0.6)} {n(lean)} {n(-tall)}"
        for k in range(6):
            seeds += ball(
                x + lean + lean * 0.05 * k, stage.height + stage.unit - tall - k * stage.unit * 0.42, stage.unit * 0.26
            )
    pale = mix(stage.tones.sunny(colour), stage.tones.change("#e4cf92"), 0.45)
    line = f'fill="none" stroke="{shade(colour, 0.02)}" stroke-width="{n(stage.unit * 0.16)}"'
    return f'<path d="{stalks}" {line}/><path d="{seeds}" fill="{pale}"/>'


def _nearest(stage: Stage, rng: Random, corner: int, flowers: int) -> str:
    kinds, stem = rng.sample(range(len(KINDS)), 2), shade(stage.tones.land, -0.12)
    return "".join(
        in_flower(
            stage,
            rng,
            kinds[k % 2],
            (_in_corner(stage, rng, corner), stage.height + stage.unit),
            stage.unit * rng.uniform(5, 11),
            stem,
            rng.uniform(-0.25, 0.25),
        )
        for k in range(flowers)
    )


def _in_corner(stage: Stage, rng: Random, corner: int) -> float:
    side = rng.choice((0, 1)) if corner == 2 else corner
    return stage.width * (side + (1 - 2 * side) * abs(rng.gauss(0, 0.16)))
