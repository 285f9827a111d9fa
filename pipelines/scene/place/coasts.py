"""Coasts: a headland with its lighthouse, and beaches."""

from __future__ import annotations

import math
from random import Random

from pipelines.scene.curve import blob, line, smooth
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.rock import rock_face
from pipelines.scene.nature.water import paint_beach, paint_coast, paint_sea
from pipelines.scene.palette import mix
from pipelines.scene.pen import Pen
from pipelines.scene.place import fixtures
from pipelines.scene.place.open import dark, halo, level, open_sky, pen_at
from pipelines.scene.place.shores import rocks, shore
from pipelines.scene.shapes import path, trace


def paint_lighthouse(stage: Stage) -> None:
    """A coast of rocks with a lighthouse on a headland."""
    open_sky(stage, 5.0)
    rng = stage.random("lighthouse")
    paint_coast(stage)
    paint_sea(stage)
    side = rng.choice((0, 1))
    _headland(stage, rng, side, "lighthouse" not in {subject.drawing for subject in stage.brief.subjects})
    grass = stage.tones.change("#eef4f8" if stage.wintry else "#8fb05a")
    top = shore(stage, rng, 0.62, mix(grass, stage.tones.land, 0.2), edge=stage.tones.change("#7a746c"), rough=3)
    rocks(stage, rng, top, 9)


def _headland(stage: Stage, rng: Random, side: int, lamp: bool) -> None:
    t = stage.tones
    far = t.away(t.change("#7f776e"), 0.12)
    edge = stage.left if not side else stage.right
    sign = 1 if not side else -1
    reach = stage.width * rng.uniform(0.42, 0.52) + stage.width * 0.22
    tall = stage.unit * rng.uniform(14, 18)
    foot = level(stage, 0.22)
    profile = [(0, 1), (0.45, 1.02), (0.72, 0.92), (0.84, 0.62), (0.9, 0.3), (1.0, 0.05), (1.05, -0.02)]
    points = [(edge + sign * reach * a, foot - tall * b + rng.uniform(-1, 1) * stage.unit * 0.5) for a, b in profile]
    svg = rock_face(stage, rng, points[::sign], foot + stage.unit * 1.4, far, stage.unit * 4)
    green = t.away(t.change("#eef4f8" if stage.wintry else "#86a858"), 0.12)
    cap = [(x, y - stage.unit * 0.8) for x, y in points[:4]] + [
        (points[3][0] - sign * stage.unit * 2, points[3][1] + stage.unit * 2),
        (edge, points[0][1] + stage.unit * 2.6),
    ]
    svg += path(line(cap, closed=True), green)
    svg += "".join(
        (
            path(
                blob(
                    rng,
                    edge + sign * reach * rng.uniform(0.7, 1.08),
                    foot,
                    stage.unit * rng.uniform(2, 4),
                    stage.unit * 0.5,
                    0.3,
                ),
                "#ffffff",
                0.55,
            )
        )
        for _ in range(7)
    )
    stage.add("headland", "far", 0.3, svg)
    if lamp:
        pen = Pen(
            edge + sign * reach * 0.58,
            points[1][1] + stage.unit * 0.6,
            stage.unit * 1.15,
            lambda c: t.away(t.change(c), 0.08),
            lit_from_left=stage.lit_from_left,
        )
        lighthouse(stage, pen)
        stage.add("lighthouse", "far", 0.31, pen.svg)


def lighthouse(stage: Stage, pen: Pen) -> None:
    """A striped tower of 20 metres with its light; x is its middle."""
    if dark(stage):
        for side in (-1, 1):
            x, y = pen.at(0, 18.4)
            reach, spread = 60 * pen.metre, 9 * pen.metre
            beam = trace("M", x, y, "L", x + side * reach, y - spread, "V", y + spread * 0.6, "Z")
            pen.add(path(beam, "#ffe9a8", 0.22))
        halo(stage, pen, 0, 18.4, 9)
    pen.block(2.2, 0, 5, 3, "#f4efe4")
    pen.poly([(1.9, 3), (4.7, 5.2), (7.5, 3)], "#b5563f")
    for k in range(5):
        a, b = 2.5 - k * 0.22, 2.5 - (k + 1) * 0.22
        pen.poly(
            [(-a, k * 3.2), (a, k * 3.2), (b, k * 3.2 + 3.2), (-b, k * 3.2 + 3.2)], "#d9483f" if k % 2 else "#f7f2e8"
        )
    dim = (
        [(0.6, 0), (2.5, 0), (1.4, 16), (0.5, 16)]
        if pen.lit_from_left
        else [(-0.6, 0), (-2.5, 0), (-1.4, 16), (-0.5, 16)]
    )
    pen.poly(dim, "#3a2a40", 0.14)
    pen.rect(-2.0, 16, 4.0, 0.5, "#4a4f5a")
    pen.rect(-1.1, 16.5, 2.2, 2.6, "#dfe9ee")
    pen.bright(-0.6, 17.2, 1.2, 1.5, "#ffe9a0" if dark(stage) else "#f7e6b0", 0.3)
    pen.poly([(-1.5, 19.1), (0, 20.9), (1.5, 19.1)], "#b5483f")


def paint_beach_place(stage: Stage) -> None:
    """A beach with palms, a parasol or a hut, and islands."""
    open_sky(stage, 2.4)
    rng = stage.random("beach place")
    paint_coast(stage)
    paint_sea(stage)
    top = paint_beach(stage)
    stage.anchors["beach"] = (0, top, stage.width, stage.height - top)
    side = 1 if stage.lit_from_left else 0
    for k in range(rng.choice((2, 3))):
        pen = pen_at(stage, stage.width * (side + (1 - 2 * side) * rng.uniform(0.0, 0.2)), 0.6 + 0.07 * k)
        fixtures.palm(pen, rng, rng.uniform(4.2, 6.2))
        stage.add("palm leaves", "far", 0.5, pen.svg)
    pen = pen_at(stage, stage.width * (0.1 if side else 0.72) + rng.uniform(0, 0.1) * stage.width, 0.64)
    _parasol(pen, rng)
    stage.add("parasol", "far", 0.5, pen.svg)
    _shells(stage, rng, top)


def _parasol(pen: Pen, rng: Random) -> None:
    one = rng.choice(("#e8543f", "#2f8fb0", "#f0a830"))
    pen.shadow(-0.6, 2.4)
    pen.line([(0.6, 0), (0.4, 2.2)], "#f4efe4", 0.06)
    for k in range(6):
        a, b = math.pi * k / 6, math.pi * (k + 1) / 6
        pen.poly(
            [
                (0.4, 2.45),
                (0.4 + math.cos(a) * 1.5, 1.75 + math.sin(a) * 0.75),
                (0.4 + math.cos(b) * 1.5, 1.75 + math.sin(b) * 0.75),
            ],
            one if k % 2 else "#fbf4e4",
        )
    pen.poly([(-1.1, 1.75), (0.4, 2.5), (1.9, 1.75), (0.4, 1.66)], one, 0.35)
    pen.poly([(-1.6, 0), (0.0, 0), (0.25, 0.16), (-1.4, 0.16)], "#f4efe4")
    pen.poly([(-1.0, 0), (-0.6, 0), (-0.4, 0.16), (-0.8, 0.16)], one)


def _shells(stage: Stage, rng: Random, top: float) -> None:
    svg = ""
    for _ in range(9):
        x, y = rng.uniform(0, stage.width), top + (stage.height - top) * rng.uniform(0.3, 0.95)
        r, colour = (
            stage.unit * rng.uniform(0.5, 1.0),
            stage.tones.change(rng.choice(("#fbe9dc", "#f3b8a0", "#e58f7a", "#fdf6ea"))),
        )
        if rng.random() < 0.35:
            points = [
                (
                    x + math.cos(math.tau * k / 10) * r * (1.3 if k % 2 else 0.55),
                    y + math.sin(math.tau * k / 10) * r * (0.8 if k % 2 else 0.35),
                )
                for k in range(10)
            ]
            svg += path(smooth(points, closed=True), colour)
        else:
            svg += path(trace("M", x - r, y, "a", r, r * 0.8, 0, 0, 1, 2 * r, 0, "l", -r, r * 0.5, "Z"), colour)
    stage.add("shells", "ground", 0.52, svg)
