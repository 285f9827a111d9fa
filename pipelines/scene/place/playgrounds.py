"""Playgrounds: swings, a slide, a big wheel."""

from __future__ import annotations

import math
from random import Random

from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.land import paint_ground
from pipelines.scene.nature.ranges import paint_hills
from pipelines.scene.nature.trees import paint_trees
from pipelines.scene.pen import Pen
from pipelines.scene.place.houses import SNOW
from pipelines.scene.place.open import dark, halo, open_sky, pen_at


def paint_playground(stage: Stage) -> None:
    """A slide, swings and a sandpit before trees; or a wheel and tents of a fair."""
    open_sky(stage, 2.0)
    rng = stage.random("playground")
    paint_hills(stage, 2, 10)
    if rng.random() < 0.35:
        _wheel(stage, rng)
    paint_trees(stage, "park trees", "l", stage.horizon + stage.unit * 1.5, stage.unit * 11, 0.3, gaps=0.5)
    paint_ground(stage, flowers=20)
    swing, slide = pen_at(stage, stage.width * 0.05, 0.32), pen_at(stage, stage.width * 0.6, 0.34)
    if rng.random() < 0.5:
        swing.x, slide.x = stage.width * 0.58, stage.width * 0.06
    _swings(swing)
    _slide(slide, rng)
    stage.add("swings", "far", 0.43, swing.svg)
    stage.add("slide", "far", 0.44, slide.svg)
    _sandpit(stage, rng)


def _swings(pen: Pen) -> None:
    pen.shadow(0, 4.2, 0.15)
    for x in (0.3, 3.9):
        pen.line([(x, 2.6), (x - 0.5, 0)], "#d9534f", 0.12)
        pen.line([(x, 2.6), (x + 0.5, 0)], "#d9534f", 0.12)
    pen.line([(0.3, 2.6), (3.9, 2.6)], "#e8b04f", 0.14)
    for x, lean in ((1.4, 0.1), (2.8, -0.2)):
        for dx in (-0.25, 0.25):
            pen.line([(x + dx, 2.55), (x + dx + lean, 0.6)], "#5a606c", 0.04)
        pen.rect(x - 0.32 + lean, 0.52, 0.64, 0.1, "#4f7fb0", 0.04)


def _slide(pen: Pen, rng: Random) -> None:
    pen.shadow(0, 4.2, 0.18)
    for x in (0.2, 1.5):
        pen.rect(x, 0, 0.16, 2.9, "#4f8f7a")
    pen.rect(0.1, 1.7, 1.7, 0.16, "#e8b04f")
    pen.poly([(-0.1, 2.8), (0.95, 3.7), (2.0, 2.8)], "#d9534f")
    for k in range(5):
        pen.line([(-0.4 + k * 0.12, 0.2 + k * 0.34), (0.2 + k * 0.02, 0.2 + k * 0.34)], "#e8b04f", 0.08)
    pen.line([(-0.5, 0), (0.2, 1.8)], "#e8b04f", 0.1)
    pen.soft(
        [(1.7, 1.86), (2.2, 1.6), (3.4, 0.5), (4.3, 0.28), (4.3, 0.12), (3.3, 0.28), (2.1, 1.3), (1.7, 1.62)], "#f2c14f"
    )
    pen.bow([(1.7, 2.0), (2.25, 1.72), (3.45, 0.62), (4.3, 0.4)], "#e88a3f", 0.12)


def _sandpit(stage: Stage, rng: Random) -> None:
    pen = pen_at(stage, stage.width * rng.uniform(0.38, 0.48), 0.5)
    pen.oval(1.4, 0, 1.9, 0.4, "#c99a6a")
    pen.oval(1.4, 0.04, 1.7, 0.33, SNOW if stage.wintry else "#f0d79a")
    pen.poly([(0.9, 0.02), (1.05, 0.36), (1.4, 0.4), (1.55, 0.02)], "#e3c27f")
    pen.poly([(1.9, 0.3), (2.3, 0.3), (2.22, 0.0), (1.98, 0.0)], "#d9534f")
    stage.add("sandpit", "ground", 0.46, pen.svg)


def _wheel(stage: Stage, rng: Random) -> None:
    """A big wheel; x is its middle."""
    pen = pen_at(stage, stage.width * rng.uniform(0.25, 0.75), 0.1, 0.22)
    r, hub, turn = 9.0, 10.5, rng.uniform(0, 1)
    for side in (-1, 1):
        pen.line([(0, hub), (side * 4.5, 0)], "#8d949c", 0.5)
    for k in range(12):
        a = turn + math.tau * k / 12
        pen.line([(0, hub), (math.cos(a) * r, hub + math.sin(a) * r)], "#e6e9ec", 0.14)
    for reach in (r, r * 0.86):
        pen.bow(
            [(math.cos(math.tau * k / 24) * reach, hub + math.sin(math.tau * k / 24) * reach) for k in range(25)],
            "#e8e4dc",
            0.26,
        )
    for k in range(12):
        a = turn + math.tau * k / 12
        x, up = math.cos(a) * r, hub + math.sin(a) * r
        if dark(stage):
            halo(stage, pen, x, up, 1.4, strength=0.5)
        pen.rect(
            x - 0.8, up - 1.7, 1.6, 1.3, ("#d9534f", "#e8b04f", "#4f8fb0", "#5fa58a", "#a06fb0", "#f08a6a")[k % 6], 0.3
        )
    pen.disc(0, hub, 0.8, "#d9534f")
    stage.add("big wheel", "far", 0.25, pen.svg)
