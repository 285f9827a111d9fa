"""Canals: the water towns south of the Yangtze."""

from __future__ import annotations

import math
from random import Random

from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.ranges import paint_hills
from pipelines.scene.palette import mix, shade
from pipelines.scene.pen import Pen
from pipelines.scene.place.eastern import white_house
from pipelines.scene.place.houses import SNOW
from pipelines.scene.place.open import band, level, open_sky, pen_at
from pipelines.scene.place.shores import gleams
from pipelines.scene.place.streets import row
from pipelines.scene.shapes import rect, stroke, trace


def paint_canal(stage: Stage) -> None:
    """White houses with black roofs along a canal, an arched bridge, boats and willows."""
    open_sky(stage, 2.0)
    rng = stage.random("canal")
    t = stage.tones
    paint_hills(stage, 3, rng.uniform(14, 20))
    row(stage, "houses", white_house, 0.14, 0.18, (0.0, 1.2), 0.3)
    top = level(stage, 0.2)
    stone = t.change("#b9b4aa" if not stage.wintry else "#e6ecf2")
    stage.add(
        "quay",
        "ground",
        0.36,
        band(stage, level(stage, 0.13), top - level(stage, 0.13), stone)
        + band(stage, top - stage.unit * 0.8, stage.unit * 0.8, shade(stone, -0.1)),
    )
    water = mix(t.water, t.change("#5f9a8a"), 0.5)
    fill = stage.vertical(
        (0, mix(water, t.sky_low, 0.35)), (0.5, water), (1, mix(water, t.water_deep, 0.5)), top=top, bottom=stage.height
    )
    svg = band(stage, top, stage.bottom - top, fill) + _mirrored(stage, rng, top) + gleams(stage, rng, top)
    stage.add("canal", "water", 0.4, svg)
    stage.anchors["lake"] = (0, top, stage.width, stage.height * 0.82 - top)
    stage.anchors["river"] = stage.anchors["lake"]
    _bridge(stage, rng)
    _boat(stage, rng)
    _willows(stage, rng)
    _bank(stage, rng)


def _mirrored(stage: Stage, rng: Random, top: float) -> str:
    """Broken reflections of the white walls."""
    svg = ""
    pale = mix(stage.tones.change("#f6f3ec"), stage.tones.water, 0.35)
    for _ in range(46):
        x, at = rng.uniform(stage.left, stage.right), rng.random() ** 1.6
        w = stage.unit * rng.uniform(2, 7)
        svg += rect(
            x,
            top + stage.unit * (0.6 + 13 * at),
            w,
            stage.unit * 0.5,
            pale,
            opacity=0.5 * (1 - at),
            r=stage.unit * 0.25,
        )
    return svg


def _bridge(stage: Stage, rng: Random) -> None:
    """A high arched bridge of stone; kept as the anchor "bridge"."""
    pen = pen_at(stage, 0, 0.24)
    wide, tall = 13.0, 3.8
    pen.x = rng.uniform(0.2, 0.8) * stage.width - wide / 2 * pen.metre
    stone = "#c9c3b6"
    arc = [(wide / 2 + math.cos(math.pi * k / 14) * 3.4, math.sin(math.pi * k / 14) * 2.9) for k in range(15)]
    top = [(wide * k / 16, tall * math.sin(math.pi * k / 16) ** 0.85 + 0.4) for k in range(17)]
    pen.poly([(0, -0.4), *top, (wide, -0.4), *arc], stone)
    pen.line([*arc], shade(stone, -0.1), 0.28)
    for k in range(1, 14):
        a = math.pi * k / 14
        pen.line(
            [(wide / 2 + math.cos(a) * 3.4, math.sin(a) * 2.9), (wide / 2 + math.cos(a) * 4.0, math.sin(a) * 3.4)],
            shade(stone, -0.08),
            0.08,
        )
    rail = [(x, up + 0.7) for x, up in top[1:-1]]
    pen.bow(rail, SNOW if stage.wintry else shade(stone, 0.05), 0.24)
    for x, up in top[1:-1]:
        pen.line([(x, up), (x, up + 0.7)], shade(stone, 0.0), 0.2)
    pen.bow([(x, up) for x, up in top], shade(stone, -0.06), 0.14)
    shadow = [(wide / 2 + math.cos(math.pi * k / 14) * 3.3, -0.4 - math.sin(math.pi * k / 14) * 1.7) for k in range(15)]
    pen.soft(shadow, mix(stage.tones.water_deep, "#20343c", 0.4), 0.35)
    x, y = pen.at(wide * 0.3, tall * 0.95)
    stage.anchors["bridge"] = (x, y, wide * 0.4 * pen.metre, pen.metre * 0.6)
    stage.add("bridge", "far", 0.42, pen.svg)


def _boat(stage: Stage, rng: Random) -> None:
    """A black-awninged boat."""
    pen = pen_at(stage, stage.width * rng.choice((0.06, 0.62)), 0.42)
    hull = "#6a4a38"
    pen.oval(2.4, -0.02, 2.5, 0.12, "#12324a", 0.3)
    pen.soft(
        [(0, 0.75), (0.6, 0.5), (2.4, 0.4), (4.2, 0.5), (4.8, 0.8), (4.2, 0.05), (3.6, -0.1), (1.2, -0.1), (0.6, 0.05)],
        hull,
    )
    pen.soft([(1.2, 0.45), (1.25, 1.15), (1.9, 1.45), (2.9, 1.45), (3.55, 1.15), (3.6, 0.45)], "#3f4248")
    for x in (1.7, 2.4, 3.1):
        pen.bow([(x - 0.05, 0.5), (x - 0.03, 1.15), (x, 1.42)], "#5a5f66", 0.05)
    pen.line([(4.4, 0.6), (5.2, 2.4)], "#8a6a4a", 0.06)
    stage.add("boat", "far", 0.43, pen.svg)


def _willows(stage: Stage, rng: Random) -> None:
    """A willow at one side, its twigs over the water."""
    pen = pen_at(stage, stage.width * (0.06 if stage.lit_from_left else 0.94), 0.3)
    side = 1 if stage.lit_from_left else -1
    willow(stage, pen, rng, side, 6.5)
    stage.add("willow leaves", "far", 0.44, pen.svg)


def willow(stage: Stage, pen: Pen, rng: Random, side: int, tall: float) -> None:
    """A willow that leans to one side (1 right, -1 left)."""
    green = {"autumn": "#c9a84a", "spring": "#9ccf6a"}.get(stage.brief.season, "#7fae5a")
    green = "#dfe8ee" if stage.wintry else green
    pen.bow([(0, -0.2), (side * 0.3, tall * 0.35), (side * 0.9, tall * 0.75)], "#6a5040", 0.5)
    pen.bow([(side * 0.3, tall * 0.4), (-side * 0.6, tall * 0.8)], "#6a5040", 0.28)
    for dx, up, r in ((0.6, 0.86, 1.5), (-0.8, 0.82, 1.2), (1.8, 0.8, 1.2), (0.2, 0.98, 1.1)):
        pen.oval(side * dx, tall * up, r, r * 0.7, shade(green, -0.02))
    for k in range(34):
        x = side * (-1.8 + 4.8 * k / 33)
        up = tall * (0.92 - 0.03 * abs(k / 33 - 0.45) * 6)
        drop = tall * rng.uniform(0.25, 0.62)
        pen.bow(
            [(x, up), (x + side * 0.12, up - drop * 0.5), (x + side * rng.uniform(-0.1, 0.25), up - drop)],
            shade(green, rng.uniform(-0.06, 0.06)),
            0.13,
        )


def _bank(stage: Stage, rng: Random) -> None:
    """The near quay along the lower edge, where people stand."""
    top = level(stage, 0.8)
    stone = stage.tones.change("#c3beb4" if not stage.wintry else "#e9eff5")
    svg = band(stage, top, stage.bottom - top, stone) + band(
        stage, top + stage.unit * 2, stage.unit * 0.5, shade(stone, -0.08)
    )
    line = "".join(
        (trace("M", stage.left + k * stage.unit * 9, top, "l", (k - 8) * stage.unit * 0.6, stage.bottom - top))
        for k in range(18)
    )
    svg += stroke(line, shade(stone, -0.07), stage.unit * 0.3)
    stage.anchors["beach"] = (0, top, stage.width, stage.height - top)
    stage.add("near quay", "ground", 0.5, svg)
