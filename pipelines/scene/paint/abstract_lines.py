"""Abstract pictures of thin lines: contours of a land, tangled threads, woven cloth, rain."""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random

import numpy as np

from pipelines.scene.curve import Point, below, n, smooth
from pipelines.scene.isolines import isolines
from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import lightness, mix, shade
from pipelines.scene.shapes import circle, ellipse, path, rect, ring, stroke

CELLS = 64
"""Cells across the field whose contours are drawn."""


def paint_contours(stage: Stage, rng: Random, ground: str, inks: Sequence[str], density: float) -> None:
    """The contours of a land that nobody has seen, tinted by height."""
    x0, y0, w, h = stage.frame
    rows = max(8, round(CELLS * h / w))
    across, down = np.meshgrid(np.linspace(0, w / h, CELLS), np.linspace(0, 1, rows))
    field = np.zeros_like(across)
    for _ in range(rng.choice((12, 16, 20))):
        cx, cy, wide = rng.uniform(0, w / h), rng.uniform(0, 1), rng.uniform(0.07, 0.28)
        field += rng.choice((1, 1, -0.7)) * np.exp(-((across - cx) ** 2 + (down - cy) ** 2) / wide**2)
    levels = round(8 + 14 * density)
    low, high = float(field.min()), float(field.max())
    ramp = sorted(inks, key=lightness, reverse=lightness(ground) > 0.5)
    step = (w / (CELLS - 1), h / (rows - 1))
    for number in range(1, levels):
        share = number / levels
        place = share * (len(ramp) - 1.001)
        colour = mix(ramp[int(place)], ramp[int(place) + 1], place % 1)
        lines = [
            [(x0 + px * step[0], y0 + py * step[1]) for px, py in line]
            for line in isolines(field, low + (high - low) * share)
        ]
        lines = [line for line in lines if len(line) > 6]
        shapes = "".join(smooth(line) for line in lines if line[0] == line[-1])
        thick = stage.unit * (0.5 if number % 4 == 0 else 0.24)
        svg = f'<path d="{shapes}" fill="{colour}" fill-opacity=".13"/>' if shapes else ""
        svg += stroke("".join(smooth(line) for line in lines), colour, thick, 0.9)
        stage.add("contour", "shape", 0.2 + 0.5 * share, svg)


def paint_threads(stage: Stage, rng: Random, ground: str, inks: Sequence[str], density: float) -> None:
    """Threads that come from all sides, cross in a tangle and leave again."""
    cx, cy = stage.width * rng.uniform(0.38, 0.62), stage.height * rng.uniform(0.38, 0.62)
    reach, count = stage.unit * rng.uniform(20, 34), round(24 + 60 * density)
    for bundle in range(4):
        svg = ""
        for _ in range(count // 4):
            angle, far = rng.uniform(0, math.tau), stage.width + stage.height
            points: list[Point] = [(cx + math.cos(angle) * far * 0.7, cy + math.sin(angle) * far * 0.7)]
            points += [
                (cx + rng.gauss(0, 0.55) * reach, cy + rng.gauss(0, 0.55) * reach) for _ in range(rng.choice((3, 4, 5)))
            ]
            away = angle + math.pi + rng.uniform(-0.7, 0.7)
            points.append((cx + math.cos(away) * far * 0.7, cy + math.sin(away) * far * 0.7))
            svg += stroke(
                smooth(points),
                rng.choice(list(inks)),
                stage.unit * rng.choice((0.14, 0.2, 0.3, 0.55)),
                rng.uniform(0.6, 0.95),
            )
        stage.add("threads", "shape", 0.25 + 0.15 * bundle, svg)
    knot = "".join(
        circle(
            cx + rng.gauss(0, 0.5) * reach,
            cy + rng.gauss(0, 0.5) * reach,
            stage.unit * rng.uniform(0.5, 1.5),
            rng.choice(list(inks)),
        )
        for _ in range(9)
    )
    stage.add("knots", "shape", 0.85, knot)


def paint_weave(stage: Stage, rng: Random, ground: str, inks: Sequence[str], density: float) -> None:
    """Cloth: bands that go over and under each other, in an order of colours that repeats."""
    x0, y0, w, h = stage.frame
    step = stage.unit * (10 - 5 * density)
    order = [rng.choice([ground, *inks]) for _ in range(rng.choice((5, 6, 7)))]
    order += order[-2:0:-1]
    thick, twill = step * rng.uniform(0.78, 0.9), rng.choice((1, 2))
    columns, rows = int(w / step) + 1, int(h / step) + 1
    warp = "".join(_band(x0 + at * step, y0, thick, h, order[at % len(order)], upright=True) for at in range(columns))
    stage.add("warp", "shape", 0.3, rect(x0, y0, w, h, shade(ground, -0.12)) + warp)
    for row in range(rows):
        colour, svg = order[(row + 2) % len(order)], ""
        for column in range(columns):
            if (column + row * 1) % (2 * twill) < twill:
                svg += _band(
                    x0 + (column - 0.5) * step + thick * 0.5, y0 + row * step, step, thick, colour, upright=False
                )
        stage.add("weft", "shape", 0.4, svg)


def _band(x: float, y: float, w: float, h: float, colour: str, *, upright: bool) -> str:
    """A piece of a band with its round sides."""
    svg = rect(x, y, w, h, colour)
    if upright:
        return (
            svg
            + rect(x, y, w * 0.16, h, shade(colour, -0.04))
            + rect(x + w * 0.42, y, w * 0.2, h, shade(colour, 0.015))
        )
    return (
        svg
        + rect(x, y + h * 0.84, w, h * 0.16, shade(colour, -0.05))
        + rect(x, y + h * 0.2, w, h * 0.2, shade(colour, 0.02))
    )


def paint_rain(stage: Stage, rng: Random, ground: str, inks: Sequence[str], density: float) -> None:
    """Rain on still water: falling lines, far and near, and rings where they arrive."""
    dark = sorted(inks, key=lightness)
    level = stage.height * rng.uniform(0.7, 0.8)
    x0, _, w, _ = stage.frame
    hills = [
        (x0 + w * at / 24, level - stage.unit * (5 + 3 * math.sin(at * 0.7 + rng.uniform(0, 0.6)))) for at in range(25)
    ]
    stage.add("shore", "shape", 0.15, path(below(smooth(hills), x0, x0 + w, level), mix(dark[1], ground, 0.55)))
    pool = stage.vertical(
        (0, mix(ground, dark[0], 0.35)), (1, mix(ground, dark[0], 0.7)), top=level, bottom=stage.height
    )
    stage.add("pool", "shape", 0.2, rect(x0, level, w, stage.bottom - level, pool))
    lean = rng.uniform(-0.12, 0.12)
    for near in range(3):
        count, data = round((50 + 110 * density) / (1 + near)), ""
        for _ in range(count):
            x, y = rng.uniform(x0, x0 + w), rng.uniform(stage.top, level)
            long = stage.unit * rng.uniform(5, 13) * (1 + 0.6 * near)
            data += f"M{n(x)} {n(y)}l{n(lean * long)} {n(min(long, level - y + stage.unit * 3 * near))}"
        colour = mix(dark[-1 - near % 2], ground, 0.3 - 0.1 * near)
        stage.add("rain", "shape", 0.3 + 0.2 * near, stroke(data, colour, stage.unit * (0.14 + 0.1 * near), 0.75))
    rings = ""
    for _ in range(round(8 + 16 * density)):
        x, y = rng.uniform(0, stage.width), rng.uniform(level + stage.unit * 2, stage.height)
        r = stage.unit * rng.uniform(1.5, 6) * (0.4 + (y - level) / (stage.height - level))
        for share in (0.45, 1.0):
            rings += ring(x, y, r * share, r * share * 0.28, dark[-1], stage.unit * 0.2, 0.7 * share)
    glow = ellipse(stage.width / 2, level, stage.width * 0.5, stage.unit * 6, stage.glow(dark[-1], 0.35))
    stage.add("rings", "shape", 0.8, glow + rings)
