"""Terraces: rice on the stairs of a hill."""

from __future__ import annotations

import math
from random import Random

from pipelines.scene.curve import Point, below, smooth
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.land import paint_ground
from pipelines.scene.nature.plants import tuft
from pipelines.scene.nature.ranges import paint_hills, paint_peaks
from pipelines.scene.palette import mix, shade
from pipelines.scene.place.houses import SNOW
from pipelines.scene.place.open import open_sky, pen_at
from pipelines.scene.shapes import path, stroke, trace


def paint_terraces(stage: Stage) -> None:
    """Rice terraces: stairs of water and green that follow the hill."""
    open_sky(stage, 3.0)
    rng = stage.random("terraces")
    t = stage.tones
    paint_peaks(stage, 1, rng.uniform(30, 42), 0.15)
    paint_hills(stage, 2, rng.uniform(14, 20))
    paint_ground(stage, grass=False)
    count, sway, phase = 11, rng.uniform(0.6, 1.0), rng.uniform(0, math.tau)
    green = t.change(
        "#e6edf2"
        if stage.wintry
        else {"autumn": "#d9b54a"}.get(stage.brief.season, rng.choice(("#86ad5a", "#a3b95c", "#8db567")))
    )
    for k in range(count):
        at = k / (count - 1)
        y = stage.horizon - stage.unit * 7 + (stage.height * 0.8 - stage.horizon + stage.unit * 7) * at**1.25
        swing = stage.unit * (2 + 5.5 * at)
        points = [
            (
                x,
                y
                + math.sin(phase + sway * x / stage.width * 5 + k * 0.35) * swing
                + math.sin(x / stage.width * 11 + k) * swing * 0.25,
            )
            for x in (stage.left + (stage.right - stage.left) * i / 40 for i in range(41))
        ]
        stage.add(
            "terrace",
            "far" if at < 0.7 else "ground",
            0.2 + 0.25 * at,
            _terrace(stage, rng, points, at, green, water=k % 3 != 1),
        )
    _bank(stage, rng, points, green)
    _farmers_hut(stage, rng)


def _bank(stage: Stage, rng: Random, points: list[Point], green: str) -> None:
    """The bank in front, in the shade towards the viewer, with its grass."""
    t = stage.tones
    top = [(x, y + stage.unit * 3.7) for x, y in points]
    fill = stage.vertical(
        (0, t.sunny(green)), (0.4, green), (1, t.shaded(green, 1.3)), top=stage.height * 0.8, bottom=stage.height
    )
    svg = path(below(smooth(top), stage.left, stage.right, stage.bottom), fill)
    blades = ["", ""]
    for k in range(70):
        x, y = rng.choice(top)
        low = y + (stage.height - y) * rng.random()
        blades[k % 2] += tuft(rng, x + rng.uniform(-3, 3) * stage.unit, low, stage.unit * rng.uniform(1, 3), 4)
    svg += path(blades[0], shade(green, -0.06)) + path(blades[1], t.sunny(green))
    stage.add("bank", "ground", 0.46, svg)


def _terrace(stage: Stage, rng: Random, points: list[Point], at: float, green: str, *, water: bool) -> str:
    t = stage.tones
    haze = 0.4 * (1 - at)
    step = stage.unit * (1.1 + 2.6 * at)
    surface = t.away(mix(mix(t.sky_edge, t.sky_high, at), t.water, 0.25) if water else shade(green, 0.03), haze)
    wall = t.away(shade(green, -0.1 if not water else -0.05), haze)
    svg = path(below(smooth(points), stage.left, stage.right, stage.bottom), wall)
    inner = [(x, y + step) for x, y in points]
    outer = [(x, y + step * 0.35) for x, y in points]
    svg += path(below(smooth(outer), stage.left, stage.right, stage.bottom), shade(wall, 0.05))
    svg += path(below(smooth(inner), stage.left, stage.right, stage.bottom), surface)
    if water:
        for _ in range(16):
            x, y = rng.choice(inner)
            svg += stroke(
                trace(
                    "M",
                    x,
                    y + step * 0.8,
                    "l",
                    -step * 0.12,
                    -step * 0.4,
                    "m",
                    step * 0.12,
                    step * 0.4,
                    "l",
                    step * 0.12,
                    -step * 0.4,
                ),
                shade(wall, -0.04),
                step * 0.09,
            )
    return svg


def _farmers_hut(stage: Stage, rng: Random) -> None:
    pen = pen_at(stage, stage.width * rng.choice((0.12, 0.72)), 0.2, 0.12)
    wood = "#a9835a"
    pen.rect(0, 0, 4.2, 2.1, wood)
    pen.rect(1.5, 0, 1.0, 1.7, shade(wood, -0.2))
    pen.poly([(-0.8, 1.9), (2.1, 4.1), (5.0, 1.9)], SNOW if stage.wintry else "#c9a860")
    stage.add("hut", "far", 0.32, pen.svg)
