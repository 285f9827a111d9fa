"""Ruins: columns in the grass."""

from __future__ import annotations

from random import Random

from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.land import paint_ground
from pipelines.scene.nature.ranges import paint_hills
from pipelines.scene.nature.trees import paint_trees
from pipelines.scene.palette import shade
from pipelines.scene.pen import Pen
from pipelines.scene.place.houses import SNOW
from pipelines.scene.place.open import open_sky, pen_at


def column(pen: Pen, rng: Random, tall: float, *, whole: bool, snow: bool = False) -> None:
    """A fluted column, 1.2 m thick; a broken one ends ragged."""
    stone = shade("#e0d6c4", rng.uniform(-0.03, 0.02))
    pen.shadow(-0.1, 1.4)
    pen.block(-0.15, 0, 1.5, 0.35, stone)
    end = (
        [(0.95, tall), (0.7, tall + 0.35), (0.5, tall - 0.1), (0.25, tall + 0.2), (0.2, tall)]
        if not whole
        else [(1.0, tall), (0.2, tall)]
    )
    pen.poly([(0.1, 0.3), (1.1, 0.3), *end], stone)
    dim = (
        [(0.75, 0.3), (1.1, 0.3), (1.0, tall), (0.72, tall)]
        if pen.lit_from_left
        else [(0.45, 0.3), (0.1, 0.3), (0.2, tall), (0.48, tall)]
    )
    pen.poly(dim, shade(stone, -0.07))
    for k in range(3):
        x = 0.35 + 0.22 * k
        pen.line([(x, 0.4), (x, tall - 0.2)], shade(stone, -0.05), 0.05)
    if whole:
        pen.rect(-0.05, tall, 1.3, 0.22, shade(stone, -0.03), 0.1)
        pen.block(-0.2, tall + 0.2, 1.6, 0.3, SNOW if snow else stone)
    for _ in range(2):
        pen.oval(rng.uniform(0.2, 1.0), rng.uniform(0.2, tall * 0.6), 0.22, 0.12, "#7f9a5a", 0.8)


def paint_ruins(stage: Stage) -> None:
    """Columns, a temple's front and fallen drums in the grass."""
    open_sky(stage, 2.1)
    rng = stage.random("ruins")
    paint_hills(stage, 3, rng.uniform(12, 18))
    paint_trees(stage, "tree line", "lpb", stage.horizon + stage.unit, stage.unit * 8, 0.34, gaps=1.2)
    paint_ground(stage, flowers=40)
    front = pen_at(stage, stage.width * rng.choice((0.1, 0.36, 0.5)), 0.14, 0.14)
    _front(stage, front, rng)
    stage.add("temple front", "far", 0.34, front.svg)
    for side in (0, 1):
        for k in range(2):
            pen = pen_at(
                stage,
                stage.width * (side + (1 - 2 * side) * (0.02 + 0.13 * k)) - 40 * side * stage.unit / 20,
                0.4 - 0.1 * k,
                0.04,
            )
            column(pen, rng, rng.uniform(2.2, 5.0), whole=rng.random() < 0.35, snow=stage.wintry)
            stage.add("column", "far", 0.44, pen.svg)
    for _ in range(4):
        pen = pen_at(stage, stage.width * rng.uniform(0.05, 0.9), rng.uniform(0.26, 0.5))
        stone = shade("#d9cfbd", rng.uniform(-0.04, 0.02))
        pen.shadow(0, 1.2)
        pen.rect(0, 0, 1.3, 0.85, stone, 0.3)
        pen.oval(0.14, 0.42, 0.24, 0.42, shade(stone, 0.04))
        for k in range(3):
            pen.line([(0.4, 0.2 + 0.22 * k), (1.25, 0.2 + 0.22 * k)], shade(stone, -0.05), 0.04)
        stage.add("drum", "far", 0.45, pen.svg)


def _front(stage: Stage, pen: Pen, rng: Random) -> None:
    stone = "#e3d9c6"
    for k in range(3):
        pen.rect(-1 + 0.4 * k, 0.35 * k, 17 - 0.8 * k, 0.36, shade(stone, -0.04 * (k % 2)))
    base = pen.moved(0, 1.05)
    broken = rng.randrange(1, 5)
    for k in range(6):
        column(
            base.moved(k * 2.76), rng, 6.0 if k != broken else rng.uniform(2.4, 4), whole=k != broken, snow=stage.wintry
        )
    cut = rng.uniform(9, 15.4)
    base.rect(-0.3, 6.5, cut, 0.9, stone)
    base.rect(-0.3, 7.3, cut, 0.2, SNOW if stage.wintry else shade(stone, 0.03))
    if cut > 12:
        base.poly(
            [(-0.3, 7.5), (7.5, 10.0), (cut - 0.3, 8.3 if cut < 14 else 7.5), (cut - 0.3, 7.5)], shade(stone, -0.03)
        )
        base.poly([(1.6, 7.7), (7.5, 9.5), (cut - 2, 7.7)], shade(stone, -0.1))
