"""Snows: white land with blue shadows, firs under snow, drifts and a track."""

from __future__ import annotations

import math
from random import Random

from pipelines.scene.curve import below, height_at, rolling, smooth
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.plants import conifer
from pipelines.scene.nature.ranges import paint_peaks
from pipelines.scene.nature.slopes import paint_slope, slant
from pipelines.scene.palette import mix
from pipelines.scene.place.countryside import house
from pipelines.scene.shapes import ellipse, path

FIR = "#4a736c"


def paint_snow(stage: Stage) -> None:
    """Peaks or hills, firs, and the snow before them."""
    rng, t = stage.random("winter"), stage.tones
    if rng.random() < 0.6:
        paint_peaks(stage, 2, rng.uniform(30, 44), 0.75)
    for k in range(3):
        side = rng.choice((-1, 1))
        points = slant(rng, stage, stage.horizon - stage.unit * (6 - 2.6 * k), stage.unit * rng.uniform(4, 11), side)
        near = 0.3 + 0.2 * k
        paint_slope(stage, "hills", points, mix(t.far, t.land, 0.5 + 0.2 * k), near)
        _firs(stage, rng, points, near, 12 - 2 * k)
    if rng.random() < 0.3:
        x = stage.width * rng.choice((0.2, 0.8))
        stage.add("houses", "far", 0.42, house(stage, rng, x, stage.horizon + stage.unit * 0.6, stage.unit * 7))
    _ground(stage, rng)
    _great_firs(stage, rng)


def _firs(stage: Stage, rng: Random, points: list[tuple[float, float]], near: float, count: int) -> None:
    svg, middle = "", rng.uniform(0.1, 0.9) * stage.width
    for _ in range(count):
        x = middle + rng.gauss(0, stage.width * 0.3)
        foot, tall = (
            height_at(points, x) + stage.unit * rng.uniform(0, 1.5),
            stage.unit * (4 + 14 * near) * rng.uniform(0.7, 1.2),
        )
        svg += _fir(stage, rng, x, foot, tall, 0.6 * (1 - near))
    stage.add("firs", "far", 0.14 + 0.28 * near, svg)


def _fir(stage: Stage, rng: Random, x: float, foot: float, tall: float, haze: float) -> str:
    t = stage.tones
    white = t.away(t.change("#f6f9fd"), haze * 0.6)
    return conifer(rng, x, foot, tall, t.away(t.change(FIR), haze), white, left=stage.lit_from_left)


def _ground(stage: Stage, rng: Random) -> None:
    """The snow in front: swells with a lit crest and a blue hollow, and a glitter."""
    t, deep = stage.tones, stage.height - stage.horizon
    svg = ""
    for k, at in enumerate((0.0, 0.2, 0.46, 0.74)):
        level = stage.horizon + deep * at
        points = rolling(rng, stage.left, stage.right, level, stage.unit * (1.2 + 1.5 * k), rng.uniform(0.6, 1.2))
        fill = stage.vertical(
            (0, t.sunny(t.land)),
            (0.3, t.land),
            (1, t.shaded(t.land, 0.9)),
            top=level - stage.unit * 2,
            bottom=level + deep * 0.4,
        )
        svg += path(below(smooth(points), stage.left, stage.right, stage.bottom), fill)
    for _ in range(70):
        at = rng.random()
        x, y = rng.uniform(stage.left, stage.right), stage.horizon + deep * (0.1 + 0.9 * at)
        svg += ellipse(x, y, stage.unit * (0.08 + 0.16 * at), stage.unit * (0.06 + 0.1 * at), "#ffffff", 0.8)
    stage.add("ground", "ground", 0.45, svg)
    if rng.random() < 0.7:
        stage.add("drifts", "ground", 0.46, _track(stage, rng))


def _track(stage: Stage, rng: Random) -> str:
    """Footprints that wind away over the snow."""
    t, side, svg = stage.tones, rng.choice((-1, 1)), ""
    for k in range(26):
        at = (k / 25) ** 1.5
        x = stage.width * (0.5 + side * (0.3 * math.sin(at * 3.2 + 0.4) - 0.12 * at)) + (
            1 if k % 2 else -1
        ) * stage.unit * (0.2 + 1.3 * at)
        y, size = stage.horizon + (stage.height - stage.horizon) * (0.03 + 0.96 * at), stage.unit * (0.14 + 0.95 * at)
        svg += ellipse(x, y, size, size * 0.42, t.shaded(t.land, 1.8)) + ellipse(
            x, y + size * 0.26, size * 0.8, size * 0.2, t.sunny(t.land)
        )
    return svg


def _great_firs(stage: Stage, rng: Random) -> None:
    """Some near firs at one side, with their blue shadow."""
    t, side, svg = stage.tones, rng.choice((0, 1)), ""
    for k in range(rng.choice((2, 3))):
        x = stage.width * (side + (1 - 2 * side) * rng.uniform(-0.04, 0.2))
        foot, tall = stage.horizon + stage.unit * (3 + 3 * k), stage.unit * rng.uniform(24, 34) * (1 + 0.1 * k)
        lean = 1 if stage.lit_from_left else -1
        svg += ellipse(x + lean * tall * 0.24, foot, tall * 0.4, tall * 0.035, t.shaded(t.land, 1.6), 0.7)
        svg += _fir(stage, rng, x, foot, tall, 0.06)
    stage.add("firs", "far", 0.47, svg)
