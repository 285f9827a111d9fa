"""Fields: hills with fields, and rows that run away from the viewer."""

from __future__ import annotations

from random import Random

from pipelines.scene.curve import Point, below, rolling, smooth
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.grass import paint_grass
from pipelines.scene.nature.plants import leafy, poplar
from pipelines.scene.nature.ranges import paint_hills, paint_peaks
from pipelines.scene.palette import mix, shade
from pipelines.scene.place.houses import SNOW
from pipelines.scene.place.open import open_sky
from pipelines.scene.shapes import path, rect, trace


def paint_hills_place(stage: Stage) -> None:
    """Hills one behind the other, patched with fields, hedges and lone trees."""
    open_sky(stage, 2.8)
    rng = stage.random("hill country")
    if rng.random() < 0.4:
        paint_peaks(stage, 1, rng.uniform(20, 30), 0.4)
    paint_hills(stage, 2, rng.uniform(14, 22))
    t = stage.tones
    for k in range(4):
        near = k / 3
        y = stage.horizon - stage.unit * (5 - 7 * near) + (stage.height - stage.horizon) * 0.26 * near
        points = rolling(rng, stage.left, stage.right, y, stage.unit * (3 + 3 * near), rng.uniform(0.7, 1.3))
        colour = t.away(
            shade(
                SNOW if stage.wintry else mix(t.land, rng.choice(("#d9c86a", "#7fae4a", "#a9c06a", "#6f9f4a")), 0.3),
                -0.05 * near,
            ),
            0.45 - 0.42 * near,
        )
        fill = stage.vertical(
            (0, shade(colour, 0.04)), (1, shade(colour, -0.06)), top=y - stage.unit * 5, bottom=y + stage.unit * 24
        )
        svg = path(below(smooth(points), stage.left, stage.right, stage.bottom), fill)
        svg += _lone_trees(stage, rng, points, near)
        stage.add("hill side", "far" if near < 0.9 else "ground", 0.2 + 0.25 * near, svg)
    paint_grass(stage, 40)


def _lone_trees(stage: Stage, rng: Random, points: list[Point], near: float) -> str:
    t, svg = stage.tones, ""
    green = t.away(shade(mix(t.far, t.land, 0.4), -0.06), 0.45 - 0.42 * near)
    for _ in range(rng.choice((3, 5, 7)) if near < 0.9 else 0):
        x, y = rng.choice(points)
        tall = stage.unit * (3 + 5 * near) * rng.uniform(0.8, 1.3)
        draw = rng.choice((leafy, poplar))
        svg += draw(rng, x, y + stage.unit * 0.4, tall, green)
    return svg


def furrows(stage: Stage, rng: Random, top: float, one: str, two: str, count: int = 17) -> str:
    """Rows that run away from the viewer to one point on the horizon."""
    middle = stage.width * rng.uniform(0.35, 0.65)
    svg, wide = "", stage.unit * 15
    deep = stage.bottom - top
    for k in range(-count, count + 1):
        a, b = k * wide * 0.1, k * wide
        half_a, half_b = wide * 0.026, wide * 0.27
        svg += trace(
            "M",
            middle + a - half_a,
            top,
            "L",
            middle + a + half_a,
            top,
            "L",
            middle + b + half_b,
            stage.bottom,
            "H",
            middle + b - half_b,
            "Z",
        )
    fill = stage.vertical((0, stage.tones.away(one, 0.25)), (1, one), top=top, bottom=stage.height)
    return rect(stage.left, top, stage.right - stage.left, deep, fill) + path(svg, two)
