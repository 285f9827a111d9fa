"""Sweets: a land of candy."""

from __future__ import annotations

import math
from random import Random

from pipelines.scene.curve import below, rolling, smooth
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.land import paint_path
from pipelines.scene.palette import mix, shade
from pipelines.scene.pen import Pen
from pipelines.scene.place.open import open_sky, pen_at
from pipelines.scene.shapes import path, stroke, trace

SWEETS = ("#f48fb1", "#8fd3e8", "#ffd166", "#b39ddb", "#a5d99a", "#ff8a80")


def paint_candy(stage: Stage) -> None:
    """A land of sweets: hills of icing, lollipop trees, canes and a river of chocolate."""
    open_sky(stage, 2.6)
    rng = stage.random("candy")
    t = stage.tones
    for k in range(4):
        near = k / 3
        y = stage.horizon - stage.unit * (9 - 10 * near)
        points = rolling(rng, stage.left, stage.right, y, stage.unit * (6 - 3 * near), rng.uniform(1.4, 2.4))
        colour = t.away(t.change(("#f7c6dc", "#d6c6f2", "#c6ecd9", "#fbe3ee")[k]), 0.4 - 0.35 * near)
        svg = path(below(smooth(points), stage.left, stage.right, stage.bottom), colour)
        svg += stroke(smooth(points), mix(colour, "#ffffff", 0.6), stage.unit * 1.4)
        for _ in range(30):
            x, py = rng.choice(points)
            px, sy, w = x + rng.uniform(-3, 3) * stage.unit, py + stage.unit * rng.uniform(2, 14), stage.unit * 0.9
            a = rng.uniform(0, math.pi)
            svg += stroke(
                trace("M", px, sy, "l", math.cos(a) * w, math.sin(a) * w * 0.6),
                t.change(rng.choice(SWEETS)),
                stage.unit * 0.35,
            )
        stage.add("icing", "far" if k < 3 else "ground", 0.15 + 0.1 * k, svg)
    brown = mix(t.change("#7a4a32"), t.land, 0.05)
    paint_path(stage, "river", brown, shade(brown, -0.08))
    for k in range(7):
        side = k % 2
        pen = pen_at(stage, stage.width * (side + (1 - 2 * side) * rng.uniform(0.0, 0.28)), rng.uniform(0.12, 0.45))
        (_lolly, _cane, _gumdrop)[k % 3](pen, rng)
        stage.add("sweet", "far", 0.4, pen.svg)


def _lolly(pen: Pen, rng: Random) -> None:
    one, two = rng.sample(SWEETS, 2)
    pen.shadow(-0.4, 0.8)
    pen.rect(-0.09, 0, 0.18, 2.6, "#fff6e8")
    pen.disc(0, 3.2, 1.0, one)
    points = [
        (math.cos(k * 0.45) * (1 - k / 28) * 0.95, 3.2 + math.sin(k * 0.45) * (1 - k / 28) * 0.95) for k in range(28)
    ]
    pen.bow(points, mix(two, "#ffffff", 0.4), 0.16)


def _cane(pen: Pen, rng: Random) -> None:
    pen.shadow(-0.3, 0.6)
    points = [(0, 0), (0, 1.0), (0, 2.0), (0.05, 2.8), (0.5, 3.3), (1.0, 3.1), (1.15, 2.6)]
    pen.bow(points, "#fff6f2", 0.42)
    for x, up in ((0, 0.3), (0, 0.9), (0, 1.5), (0, 2.1), (0.08, 2.75), (0.6, 3.3)):
        pen.line([(x - 0.18, up - 0.1), (x + 0.18, up + 0.14)], "#e8434f", 0.2)


def _gumdrop(pen: Pen, rng: Random) -> None:
    colour = rng.choice(SWEETS)
    pen.shadow(-0.8, 1.6)
    pen.soft([(-0.9, 0), (-0.8, 0.9), (0, 1.6), (0.8, 0.9), (0.9, 0)], colour)
    pen.oval(-0.25, 1.05, 0.22, 0.3, mix(colour, "#ffffff", 0.6))
