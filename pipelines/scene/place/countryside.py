"""Countryside: lands that lie behind a meadow and are farmed: fields, villages, orchards, hay."""

from __future__ import annotations

from random import Random

from pipelines.scene.curve import Point, height_at, line, rolling, smooth
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.crowns import ball, leafy
from pipelines.scene.nature.slopes import dome, fields, hedge, paint_slope, slant
from pipelines.scene.palette import mix, shade
from pipelines.scene.place.open import LAMPLIGHT, dark
from pipelines.scene.shapes import path, rect, stroke

CROPS = ("#dcc66a", "#9fb85c", "#c9b764", "#7f9f56", "#b58f5c", "#cfd07a")
ROOFS = ("#b5644a", "#a8583f", "#8d5a4c", "#7d6a66")
WALLS = ("#f4ead8", "#efe0c6", "#e6d8c8", "#f7f1e4")


def outline(stage: Stage, rng: Random, level: float, swing: float, waves: float = 1.4) -> list[Point]:
    """A rolling outline `level` above the horizon that swings by `swing`, both in seventieths of the picture."""
    u = stage.unit * 1.4
    return rolling(rng, stage.left, stage.right, stage.horizon - u * level, u * swing, waves)


def green(stage: Stage, near: float) -> str:
    """The colour of trees and hedges at that nearness, 0 to 1."""
    t = stage.tones
    leaf = t.change("#c98f3e") if stage.brief.season == "autumn" else mix(t.far, t.land, 0.4)
    return t.away(shade(leaf, -0.07), 0.6 * (1 - near))


def paint_hedged(stage: Stage, rng: Random) -> None:
    """Rolling hills, patched with fields between hedges."""
    t = stage.tones
    for k, (level, swing) in enumerate(((13, 5), (8.5, 5), (4, 3.4))):
        near = 0.25 + 0.27 * k
        points = outline(stage, rng, level, swing, rng.uniform(0.9, 1.6))
        extra = "" if stage.wintry else fields(stage, rng, points, near, CROPS, 3)
        start = rng.uniform(-0.1, 0.5)
        extra += hedge(
            stage,
            rng,
            points,
            (start, start + rng.uniform(0.3, 0.7)),
            stage.unit * (0.5 + near),
            green(stage, near),
            gap=0.15,
        )
        paint_slope(stage, "hills", points, mix(t.far, t.land, 0.35 + 0.5 * near), near, extra)


def paint_village(stage: Stage, rng: Random) -> None:
    """A valley with a village and its church far off."""
    t, middle = stage.tones, rng.uniform(0.3, 0.7)
    paint_slope(stage, "hills", outline(stage, rng, 15, 5, 1.1), mix(t.far, t.land, 0.25), 0.2)
    for side in (-1, 1):
        points = slant(rng, stage, stage.horizon - stage.unit * (3 + side), stage.unit * rng.uniform(11, 16), side)
        wood = hedge(stage, rng, points, (0.55, 1.2) if side > 0 else (-0.2, 0.4), stage.unit * 0.9, green(stage, 0.45))
        paint_slope(stage, "hills", points, mix(t.far, t.land, 0.55), 0.42 + 0.1 * side, wood)
    foot = stage.horizon - stage.unit * 1.6
    floor = outline(stage, rng, 2.2, 1.0)
    paint_slope(stage, "hills", floor, t.land, 0.62, "" if stage.wintry else fields(stage, rng, floor, 0.6, CROPS, 2))
    svg = ""
    for k in range(rng.choice((6, 8, 10))):
        x = stage.width * middle + rng.gauss(0, stage.unit * 11)
        svg += house(stage, rng, x, foot + rng.uniform(-0.4, 0.9) * stage.unit, stage.unit * rng.uniform(2.2, 3.2))
        if k % 2:
            svg += _clump(stage, rng, x + stage.unit * 2.4, foot + stage.unit * 0.6)
    svg += _church(stage, stage.width * middle, foot, stage.unit * 3.4)
    stage.add("houses", "far", 0.38, svg)


def house(stage: Stage, rng: Random, x: float, foot: float, size: float) -> str:
    """A far house, `size` scene units wide, its gable end in the light."""
    t = stage.tones
    wall, roof = (t.away(t.change(rng.choice(kinds)), 0.25) for kinds in (WALLS, ROOFS))
    roof = t.away(t.change("#eef3f8"), 0.2) if stage.wintry else roof
    tall, lit = size * 0.5, size * 0.36
    gable = x if stage.lit_from_left else x + size - lit
    svg = rect(x, foot - tall, size, tall, shade(wall, -0.06)) + rect(gable, foot - tall, lit, tall, wall)
    ridge = [(x - size * 0.06, foot - tall), (x + size * 0.2, foot - tall * 2), (x + size * 0.86, foot - tall * 2)]
    svg += path(line([*ridge, (x + size * 1.06, foot - tall)]), roof)
    pane = LAMPLIGHT if dark(stage) else shade(wall, -0.3)
    return svg + rect(x + size * 0.55, foot - tall * 0.75, size * 0.14, tall * 0.35, pane)


def _church(stage: Stage, x: float, foot: float, size: float) -> str:
    t = stage.tones
    wall, roof = t.away(t.change("#f2e8d6"), 0.25), t.away(t.change("#6f6a76"), 0.25)
    tower, high = size * 0.5, size * 1.9
    svg = rect(x, foot - size * 0.7, size * 1.3, size * 0.7, wall)
    svg += path(
        line([(x, foot - size * 0.7), (x + size * 0.2, foot - size * 1.2), (x + size * 1.4, foot - size * 0.7)]), roof
    )
    svg += rect(x - tower, foot - high, tower, high, wall) + rect(
        x - tower * 0.4, foot - high, tower * 0.4, high, shade(wall, -0.06)
    )
    return svg + path(
        line([(x - tower * 1.1, foot - high), (x - tower / 2, foot - high * 1.8), (x + tower * 0.1, foot - high)]), roof
    )


def _clump(stage: Stage, rng: Random, x: float, foot: float) -> str:
    tone = green(stage, 0.6)
    data = "".join(
        ball(
            x + rng.gauss(0, stage.unit), foot - stage.unit * rng.uniform(0.2, 0.9), stage.unit * rng.uniform(0.5, 0.9)
        )
        for _ in range(4)
    )
    return path(data, tone)


def paint_orchard(stage: Stage, rng: Random) -> None:
    """Rows of fruit trees on the next slope."""
    t, side = stage.tones, rng.choice((-1, 1))
    paint_slope(stage, "hills", outline(stage, rng, 12, 4), mix(t.far, t.land, 0.3), 0.25)
    points = slant(rng, stage, stage.horizon - stage.unit * 2, stage.unit * rng.uniform(11, 16), side)
    paint_slope(stage, "hills", points, t.land, 0.62)
    leaf = {"spring": "#f6cfd8", "autumn": "#d19a3f", "winter": "#dfe7ee"}.get(stage.brief.season, "")
    svg = ""
    for row in range(3):
        x = stage.left + rng.uniform(0, stage.unit * 4)
        while x < stage.right:
            tall = stage.unit * (6 + 2 * row) * rng.uniform(0.85, 1.15)
            colour = t.away(t.change(leaf) if leaf else mix(t.far, t.land, 0.55), 0.3 - 0.08 * row)
            foot = height_at(points, x) + stage.unit * (1.4 + 3.2 * row)
            svg += leafy(rng, x, foot, tall, shade(colour, rng.uniform(-0.05, 0.0)), left=stage.lit_from_left)
            x += tall * rng.uniform(1.0, 1.25)
    stage.add("fruit trees", "far", 0.4, svg)


def paint_hay(stage: Stage, rng: Random) -> None:
    """A mown field with bales far off, before a line of woods."""
    t = stage.tones
    gold = t.change("#e9eef2" if stage.wintry else "#d9c076")
    paint_slope(stage, "hills", outline(stage, rng, 13, 5, 1.1), mix(t.far, t.land, 0.25), 0.22)
    wood = outline(stage, rng, 6, 2.4)
    tone = green(stage, 0.45)
    paint_slope(stage, "trees", wood, tone, 0.6, hedge(stage, rng, wood, (-0.22, 1.22), stage.unit * 1.5, tone))
    points = dome(rng, stage, stage.horizon - stage.unit * 1.5, stage.unit * 6, rng.uniform(0.3, 0.7), 0.9)
    rows = "".join(smooth([(x, y + stage.unit * (0.5 + 0.62 * k)) for x, y in points[::6]]) for k in range(1, 7))
    swath = stroke(rows, shade(gold, -0.05), stage.unit * 0.16, 0.6)
    paint_slope(stage, "field", points, gold, 0.72, swath)
    svg = ""
    for _ in range(rng.choice((5, 7, 9))):
        x, down = rng.uniform(0.02, 0.98) * stage.width, rng.uniform(0.8, 5)
        svg += _bale(stage, x, height_at(points, x) + stage.unit * down, stage.unit * (0.8 + 0.36 * down))
    stage.add("hay", "far", 0.42, svg)


def _bale(stage: Stage, x: float, foot: float, r: float) -> str:
    t, lean = stage.tones, 1 if stage.lit_from_left else -1
    straw = t.away(t.change("#cfae5e"), 0.2)
    cast = rect(x if lean > 0 else x - r * 2.6, foot - r * 0.3, r * 2.6, r * 0.4, t.shaded(t.land), 0.5, r * 0.2)
    return (
        cast
        + path(ball(x, foot - r * 0.8, r), shade(straw, -0.04))
        + path(ball(x - lean * r * 0.2, foot - r * 0.95, r * 0.7), t.sunny(straw))
    )
