"""Volcanoes: fire, smoke and black land."""

from __future__ import annotations

import math
from random import Random

from pipelines.scene.curve import below, line, rolling, smooth
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.ranges import paint_hills
from pipelines.scene.palette import mix, shade
from pipelines.scene.place.open import level, open_sky
from pipelines.scene.place.shores import boulder
from pipelines.scene.shapes import circle, ellipse, path, stroke, trace


def paint_volcano(stage: Stage) -> None:
    """A volcano with smoke and rivers of fire over black land."""
    open_sky(stage, 3.0)
    rng = stage.random("volcano")
    t = stage.tones
    paint_hills(stage, 2, 9)
    x, foot, tall = (
        stage.width * rng.uniform(0.36, 0.64),
        stage.horizon + stage.unit * 2,
        stage.unit * rng.uniform(32, 40),
    )
    wide = tall * rng.uniform(1.25, 1.5)
    _smoke(stage, rng, x, foot - tall)
    rock = t.away(t.change("#5f5058"), 0.12)
    fill = stage.vertical((0, shade(rock, -0.03)), (1, t.away(rock, 0.4)), top=foot - tall, bottom=foot)
    rim = tall * 0.16
    left = [
        (x - wide, foot),
        (x - wide * 0.5, foot - tall * 0.36),
        (x - rim * 1.3, foot - tall * 0.86),
        (x - rim, foot - tall),
    ]
    right = [(2 * x - px, y) for px, y in reversed(left)]
    crater = trace(
        "L", x - rim * 0.4, foot - tall * 0.965, "L", x + rim * 0.3, foot - tall * 0.975, "L", x + rim, foot - tall
    )
    svg = path(smooth(left) + crater + smooth(right).replace("M", "L", 1) + "Z", fill)
    side = 1 if stage.lit_from_left else -1
    dim = [
        (x, foot - tall * 0.97),
        (x + side * rim, foot - tall),
        (x + side * rim * 1.3, foot - tall * 0.86),
        (x + side * wide * 0.5, foot - tall * 0.36),
        (x + side * wide, foot),
        (x + side * wide * 0.2, foot),
        (x + side * rim, foot - tall * 0.5),
    ]
    svg += path(line(dim, closed=True), "#2a1f2a", 0.22)
    svg += ellipse(x, foot - tall, rim * 4, rim * 3, stage.glow("#ff8a3a", 0.75))
    svg += path(trace("M", x - rim, foot - tall, "L", x + rim, foot - tall, "L", x, foot - tall * 0.94, "Z"), "#ff9a3f")
    for k in (-1, 0, 1):
        points = [(x + k * rim * 0.5, foot - tall * 0.98)]
        for step in range(1, 6):
            points.append(
                (x + k * wide * 0.09 * step + rng.uniform(-1, 1) * stage.unit, foot - tall * (0.98 - 0.19 * step))
            )
        for colour, w in (("#e8502a", 1.7), ("#ffb03f", 0.8)):
            svg += stroke(smooth(points), colour, stage.unit * w)
    stage.anchors["volcano"] = (x - rim, foot - tall, 2 * rim, tall)
    stage.add("volcano", "far", 0.2, svg)
    _lava_land(stage, rng)


def _smoke(stage: Stage, rng: Random, x: float, y: float) -> None:
    t = stage.tones
    svg, drift = "", rng.choice((-1, 1))
    for k in range(16):
        at = k / 15
        r = stage.unit * (3 + 9 * at)
        cx, cy = x + drift * stage.unit * (22 * at**1.5) + rng.uniform(-1, 1) * r * 0.5, y - stage.unit * 24 * at
        tone = mix(t.change("#6a626c"), t.sky_low, 0.15 + 0.4 * at)
        svg += circle(cx, cy, r, tone, 0.85 - 0.35 * at)
        if at < 0.4:
            svg += circle(cx, cy + r * 0.3, r * 0.7, "#ff7a3a", 0.35 - 0.7 * at)
    for _ in range(12):
        a, reach = rng.uniform(math.pi * 0.2, math.pi * 0.8), stage.unit * rng.uniform(4, 12)
        svg += circle(x + math.cos(a) * reach, y - math.sin(a) * reach, stage.unit * rng.uniform(0.25, 0.6), "#ffb24f")
    stage.add("smoke", "cloud", 0.1, svg)


def _lava_land(stage: Stage, rng: Random) -> None:
    t = stage.tones
    rock = t.change("#4f444c")
    points = rolling(rng, stage.left, stage.right, stage.horizon + stage.unit * 2, stage.unit * 1.2, 1.6)
    fill = stage.vertical((0, t.away(rock, 0.3)), (1, shade(rock, -0.05)), top=stage.horizon, bottom=stage.height)
    svg = path(below(smooth(points), stage.left, stage.right, stage.bottom), fill)
    for _ in range(7):
        x, at = rng.uniform(stage.left, stage.right), rng.uniform(0.12, 0.95)
        w = stage.unit * rng.uniform(5, 14) * (0.4 + at)
        y = level(stage, at)
        crack = [(x, y), (x + w * 0.3, y + w * 0.06), (x + w * 0.55, y - w * 0.03), (x + w, y + w * 0.07)]
        for colour, width in (("#e8502a", 0.9), ("#ffb03f", 0.4)):
            svg += stroke(line(crack), colour, stage.unit * width * (0.4 + at))
    for _ in range(9):
        svg += boulder(
            stage,
            rng,
            rng.uniform(0, stage.width),
            level(stage, rng.uniform(0.15, 0.5)),
            stage.unit * rng.uniform(1.5, 4),
            "#5a4f56",
        )
    stage.add("lava land", "ground", 0.45, svg)
