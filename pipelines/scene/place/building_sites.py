"""Building sites: cranes and unfinished houses."""

from __future__ import annotations

from random import Random

from pipelines.scene.curve import below, rolling, smooth
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.city import paint_skyline
from pipelines.scene.palette import shade
from pipelines.scene.pen import Pen
from pipelines.scene.place.open import open_sky, pen_at
from pipelines.scene.shapes import path


def paint_construction(stage: Stage) -> None:
    """Cranes, scaffolds and heaps on bare ground."""
    open_sky(stage, 3.0)
    rng = stage.random("site")
    paint_skyline(stage)
    t = stage.tones
    earth = t.change("#e3e8ee" if stage.wintry else "#c9a67a")
    points = rolling(rng, stage.left, stage.right, stage.horizon + stage.unit, stage.unit * 0.8, 1.4)
    fill = stage.vertical((0, t.away(earth, 0.2)), (1, shade(earth, -0.08)), top=stage.horizon, bottom=stage.height)
    stage.add(
        "ground",
        "ground",
        0.44,
        path(below(smooth(points), stage.left, stage.right, stage.bottom), fill),
    )
    for k in range(2):
        pen = pen_at(stage, stage.width * (0.14 + 0.66 * k + rng.uniform(-0.06, 0.06)), 0.16, 0.15)
        _frame(pen, rng)
        stage.add("shell of a house", "far", 0.3, pen.svg)
    pen = pen_at(stage, stage.width * rng.uniform(0.35, 0.6), 0.2, 0.05)
    _crane(pen, rng)
    stage.add("crane", "far", 0.36, pen.svg)
    near = pen_at(stage, stage.width * rng.choice((0.0, 0.72)), 0.42)
    near.soft([(0, 0), (1.2, 1.5), (2.2, 1.9), (3.4, 1.2), (4.6, 0)], shade("#b08a5c", -0.02))
    near.soft([(2.2, 1.9), (3.4, 1.2), (4.6, 0), (2.6, 0)], shade("#b08a5c", -0.07))
    stage.add("heap", "far", 0.44, near.svg)


def _frame(pen: Pen, rng: Random) -> None:
    steel, floors = "#8d949c", rng.choice((3, 4, 5))
    for floor in range(floors):
        up = floor * 3.2
        pen.rect(0, up + 3.0, 12, 0.3, "#c3beb6")
        for k in range(5):
            pen.rect(k * 2.9, up, 0.4, 3.2, "#b5afa6")
        if floor < floors - 1:
            for k in range(3):
                pen.rect(k * 4 + 0.5, up + 0.1, 2.2, 2.4, rng.choice(("#d98f5a", "#e0a86a", "#c97a4f")), 0, 0.8)
    for k in range(4):
        pen.rect(-1.0 + 0.0, k * 2.6, 0.12, 2.6, steel)
    pen.line([(12.6, 0), (12.6, floors * 3.2 + 1)], steel, 0.15)


def _crane(pen: Pen, rng: Random) -> None:
    yellow = "#f0b429"
    side = rng.choice((-1, 1))
    pen.block(-1.2, 0, 2.4, 0.8, "#8d949c")
    for x in (-0.6, 0.6):
        pen.line([(x, 0.8), (x, 20)], yellow, 0.22)
    for k in range(10):
        pen.line([(-0.6, 0.8 + k * 1.9), (0.6, 2.7 + k * 1.9)], yellow, 0.14)
        pen.line([(0.6, 0.8 + k * 1.9), (-0.6, 2.7 + k * 1.9)], yellow, 0.14)
    pen.line([(-side * 5, 20.2), (side * 15, 20.2)], yellow, 0.34)
    pen.line([(-side * 5, 20.0), (0, 23), (side * 14, 20.4)], yellow, 0.12)
    pen.rect(-side * 5 - 0.8, 18.6, 1.8, 1.4, "#6f7780")
    pen.block(-0.9, 19.4, 1.8, 1.6, "#fbf4e4")
    pen.line([(side * 10, 20), (side * 10, 12)], "#4a505c", 0.08)
    pen.rect(side * 10 - 1.6, 11, 3.2, 0.7, "#c9714a")
