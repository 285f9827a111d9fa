"""Canyons: banded walls on both sides of a river."""

from __future__ import annotations

import math
from random import Random

from pipelines.scene.curve import below, line, rolling, smooth
from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import mix, shade
from pipelines.scene.place.houses import SNOW
from pipelines.scene.place.open import level, open_sky
from pipelines.scene.place.shores import boulder
from pipelines.scene.shapes import path, rect, stroke, trace


def paint_canyon(stage: Stage) -> None:
    """Banded red walls on both sides of a river bed."""
    open_sky(stage, 3.0)
    rng = stage.random("canyon")
    for row in range(4):
        for side in (0, 1):
            _banded(stage, rng, side, row / 3)
    t = stage.tones
    sand = t.change("#e3ab74" if not stage.wintry else "#eef2f6")
    fill = stage.vertical((0, t.away(sand, 0.3)), (1, shade(sand, -0.08)), top=stage.horizon, bottom=stage.height)
    points = rolling(rng, stage.left, stage.right, stage.horizon + stage.unit * 2, stage.unit * 0.8, 1.5)
    stage.add(
        "canyon floor",
        "ground",
        0.44,
        path(below(smooth(points), stage.left, stage.right, stage.bottom), fill),
    )
    _dry_stream(stage, rng)
    rocks_of = "".join(
        boulder(
            stage,
            rng,
            stage.width * rng.choice((rng.uniform(-0.05, 0.25), rng.uniform(0.75, 1.05))),
            level(stage, rng.uniform(0.2, 0.6)),
            stage.unit * rng.uniform(2, 5),
            "#c4764f",
        )
        for _ in range(8)
    )
    stage.add("rocks", "ground", 0.46, rocks_of)
    _cacti(stage, rng)


def _banded(stage: Stage, rng: Random, side: int, near: float) -> None:
    t = stage.tones
    edge, sign = (stage.left, 1) if not side else (stage.right, -1)
    reach = stage.width * (0.66 - 0.3 * near + rng.uniform(-0.05, 0.05)) + stage.width * (0.1 - 0.02 * near)
    tall = stage.unit * (16 + 26 * near + rng.uniform(-3, 3))
    foot = stage.horizon + stage.unit * (2 + 8 * near)
    steps = ((0.62, 1.0), (0.7, 0.98), (0.73, 0.72), (0.83, 0.68), (0.86, 0.36), (0.95, 0.3), (1.0, 0.0))
    colours = ("#d9824f", "#c76a44", "#e39a63", "#b85a3f", "#d67f52")
    haze = 0.6 - 0.5 * near
    outline = [(edge, foot - tall)] + [(edge + sign * reach * a, foot - tall * b) for a, b in steps]
    clip = stage.ident("wall")
    stage.defs.append(f'<clipPath id="{clip}"><path d="{line([*outline, (edge, foot)], closed=True)}"/></clipPath>')
    svg, count = "", 7
    left = min(edge, edge + sign * reach)
    for k in range(count):
        y = foot - tall * (k + 1) / count
        colour = t.away(t.change(colours[k % 5]), haze)
        svg += rect(left, y, reach, tall / count + 1, colour)
    for k in range(6):
        x = edge + sign * reach * (0.15 + 0.14 * k + rng.uniform(-0.04, 0.04))
        svg += path(
            line(
                [
                    (x, foot - tall),
                    (x + sign * stage.unit * 2, foot - tall * 0.5),
                    (x + sign * stage.unit * 5, foot),
                    (x, foot),
                ],
                closed=True,
            ),
            "#5a2a2a",
            0.12,
        )
    cap = stroke(line(outline[:3], closed=False), SNOW, stage.unit * 1.2) if stage.wintry else ""
    stage.add("canyon wall", "far", 0.12 + 0.26 * near, f'<g clip-path="url(#{clip})">{svg}</g>{cap}')


def _dry_stream(stage: Stage, rng: Random) -> None:
    t = stage.tones
    x, lean = stage.width * 0.5, rng.uniform(-0.2, 0.2) * stage.width
    left, right = [], []
    for k in range(9):
        at = k / 8
        half = stage.unit * (1 + 13 * at**1.4)
        middle = x + lean * math.sin(at * 3)
        left.append((middle - half, level(stage, 0.08 + at)))
        right.append((middle + half, level(stage, 0.08 + at)))
    fill = stage.vertical(
        (0, mix(t.water, t.sky_edge, 0.5)), (1, mix(t.water, t.water_deep, 0.3)), top=stage.horizon, bottom=stage.height
    )
    stage.anchors["river"] = stage.anchors["lake"] = (
        left[5][0],
        left[4][1],
        right[5][0] - left[5][0],
        stage.height - left[4][1],
    )
    data = smooth([*left, *reversed(right)], closed=True)
    stage.add(
        "river",
        "water",
        0.45,
        path(data, fill, edge=t.change("#c48a58"), width=stage.unit * 0.9),
    )


def _cacti(stage: Stage, rng: Random) -> None:
    svg = ""
    for _ in range(3):
        x = stage.width * rng.choice((rng.uniform(0.0, 0.22), rng.uniform(0.78, 1.0)))
        svg += cactus(stage, x, level(stage, rng.uniform(0.25, 0.5)), stage.unit * rng.uniform(8, 13))
    stage.add("cacti", "far", 0.46, svg)


def cactus(stage: Stage, x: float, foot: float, tall: float) -> str:
    """A cactus with two arms."""
    green = stage.tones.change("#5f8f5a")
    w = tall * 0.17
    arms = trace(
        "M",
        x,
        foot,
        "V",
        foot - tall,
        "M",
        x,
        foot - tall * 0.35,
        "h",
        tall * 0.27,
        "v",
        -tall * 0.3,
        "M",
        x,
        foot - tall * 0.5,
        "h",
        -tall * 0.25,
        "v",
        -tall * 0.22,
    )
    return stroke(arms, green, w) + stroke(arms, shade(green, 0.06), w * 0.25)
