"""Camps: a tent and a fire in a clearing."""

from __future__ import annotations

import math
from random import Random

from pipelines.scene.interior.fire import burning
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.land import paint_ground
from pipelines.scene.nature.ranges import paint_peaks
from pipelines.scene.nature.trees import paint_trees
from pipelines.scene.palette import shade
from pipelines.scene.pen import Pen
from pipelines.scene.place.open import dark, halo, open_sky, pen_at
from pipelines.scene.shapes import circle


def paint_camp(stage: Stage) -> None:
    """A tent and a camp fire in a clearing, with mountains or a wood behind."""
    open_sky(stage, 1.8)
    rng = stage.random("camp")
    paint_peaks(stage, 2, rng.uniform(20, 30), 0.4)
    for row, haze in enumerate((0.55, 0.3)):
        paint_trees(
            stage,
            f"firs {row}",
            "c",
            stage.horizon + stage.unit * (1 + 2 * row),
            stage.unit * (16 + 10 * row),
            haze,
            snow=stage.wintry,
            gaps=0.15,
        )
    paint_ground(stage, grass=not stage.wintry, flowers=14)
    tent = pen_at(stage, stage.width * rng.choice((0.04, 0.6)), 0.34)
    cloth = rng.choice(("#e58f3a", "#4f8fa5", "#c9534a", "#8fa54a"))
    tent.shadow(0, 3.6, 0.3)
    tent.poly([(0, 0), (1.8, 2.1), (3.6, 0)], cloth)
    side = (
        [(3.6, 0), (1.8, 2.1), (4.4, 1.7), (5.2, 0)]
        if tent.lit_from_left
        else [(0, 0), (1.8, 2.1), (-0.8, 1.7), (-1.6, 0)]
    )
    tent.poly(side, shade(cloth, -0.07))
    if dark(stage):
        halo(stage, tent, 1.8, 0.8, 2.2)
        tent.poly([(1.0, 0), (1.8, 1.5), (2.6, 0)], "#ffe0a0")
    else:
        tent.poly([(1.0, 0), (1.8, 1.5), (2.6, 0)], shade(cloth, -0.2))
    tent.poly([(1.0, 0), (1.8, 1.5), (1.3, 0.2), (0.8, 0)], shade(cloth, 0.06))
    stage.add("tent", "far", 0.44, tent.svg)
    _fire(stage, rng)


def _fire(stage: Stage, rng: Random) -> None:
    pen = pen_at(stage, stage.width * rng.uniform(0.42, 0.6), 0.42)
    for a, b in (((-0.7, 0.05), (0.5, 0.28)), ((0.7, 0.05), (-0.5, 0.28)), ((-0.3, 0), (0.3, 0.35))):
        pen.line([a, b], "#6a4a36", 0.16)
    camp_flames(stage, pen)
    for k in range(9):
        turn = math.tau * k / 9
        pen.oval(
            math.cos(turn) * 0.95, -0.05 + math.sin(turn) * 0.22, 0.18, 0.12, shade("#8a8480", rng.uniform(-0.06, 0.05))
        )
    for x in (-2.6, 1.6):
        pen.rect(x, 0, 1.1, 0.36, "#7a5640", 0.16)
        pen.oval(x + 1.05, 0.18, 0.1, 0.18, "#d9b48a")
    stage.anchors["fire"] = (*pen.at(-0.6, 1.0), 1.2 * pen.metre, pen.metre)
    stage.add("camp fire", "far", 0.45, pen.svg)


def camp_flames(stage: Stage, pen: Pen) -> None:
    """Flames a metre high around x = 0, with their glow on the ground."""
    x, y = pen.at(0, 0.5)
    pen.add(circle(x, y, 3.4 * pen.metre, stage.glow("#ff9a4a", 0.55 if dark(stage) else 0.25)))
    burning(pen, 0, 0.12, 0.75)
