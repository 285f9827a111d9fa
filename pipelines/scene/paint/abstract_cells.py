"""Abstract pictures of cells and rings: leaded glass, seeds in a spiral, petals, rays."""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random

from pipelines.scene.curve import Point, line, n
from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import lightness, mix, shade
from pipelines.scene.shapes import circle, ellipse, path, stroke, trace, turned

GOLDEN = math.pi * (3 - math.sqrt(5))
"""The angle between two seeds of a sunflower (Vogel, 1979)."""


def paint_glass(stage: Stage, rng: Random, ground: str, inks: Sequence[str], density: float) -> None:
    """Panes of coloured glass in lead, brighter around a point that the light comes from."""
    x0, y0, w, h = stage.frame
    side = math.sqrt(w * h / (40 + 90 * density))
    points = [
        (x0 + (column + rng.uniform(0.12, 0.88)) * side, y0 + (row + rng.uniform(0.12, 0.88)) * side)
        for row in range(int(h / side) + 1)
        for column in range(int(w / side) + 1)
    ]
    lx, ly = stage.width * rng.uniform(0.3, 0.7), stage.height * rng.uniform(0.25, 0.5)
    far = math.hypot(stage.width, stage.height) * 0.6
    bands = sorted(inks, key=lightness)
    svg, reach = "", stage.unit * rng.uniform(16, 26)
    for point in points:
        cell = _cell(point, points, stage.frame, side * 3)
        away = math.dist(point, (lx, ly))
        ring = bands[round(away / reach + rng.gauss(0, 0.7)) % len(bands)]
        colour = shade(ring, 0.1 * (1 - min(1.0, away / far) * 2) + rng.uniform(-0.04, 0.04))
        svg += path(line(cell, closed=True), colour)
    lead = "".join(line(_cell(point, points, stage.frame, side * 3), closed=True) for point in points)
    dark = shade(min([ground, *inks], key=lightness), -0.25)
    svg += (
        f'<path d="{lead}" fill="none" stroke="{dark}" stroke-width="{n(stage.unit * 0.65)}" stroke-linejoin="round"/>'
    )
    stage.add("panes", "shape", 0.3, svg)
    stage.add("light", "shape", 0.5, ellipse(lx, ly, far * 0.6, far * 0.6, stage.glow("#fff6dc", 0.4)))


def _cell(point: Point, points: Sequence[Point], frame: tuple[float, float, float, float], reach: float) -> list[Point]:
    """The part of the frame that is nearer to a point than to the others (Voronoi), cut by one neighbour at a time."""
    x, y, w, h = frame
    cell: list[Point] = [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]
    for other in points:
        if other != point and math.dist(other, point) < reach:
            cell = _cut(cell, point, other)
    return cell


def _cut(cell: list[Point], keep: Point, other: Point) -> list[Point]:
    mx, my, dx, dy = (keep[0] + other[0]) / 2, (keep[1] + other[1]) / 2, other[0] - keep[0], other[1] - keep[1]
    sides = [(px - mx) * dx + (py - my) * dy for px, py in cell]
    kept: list[Point] = []
    for at, (px, py) in enumerate(cell):
        (qx, qy), one, two = cell[at - 1], sides[at], sides[at - 1]
        if (one <= 0) != (two <= 0):
            share = two / (two - one)
            kept.append((qx + (px - qx) * share, qy + (py - qy) * share))
        if one <= 0:
            kept.append((px, py))
    return kept


def paint_spiral(stage: Stage, rng: Random, ground: str, inks: Sequence[str], density: float) -> None:
    """Seeds as a sunflower sets them, growing outwards, in colours that turn with the rings."""
    cx, cy = stage.width * rng.uniform(0.36, 0.64), stage.height * rng.uniform(0.38, 0.62)
    reach = math.hypot(max(cx, stage.width - cx), max(cy, stage.height - cy)) * rng.choice((0.62, 0.8, 1.15))
    count = round(260 + 420 * density)
    ramp, form = sorted(inks, key=lightness, reverse=rng.random() < 0.5), rng.randrange(3)
    turns, start = rng.choice((1.0, 1.6, 2.2)), rng.uniform(0, math.tau)
    groups: list[str] = ["", "", "", ""]
    for at in range(count):
        out = math.sqrt((at + 0.5) / count)
        angle, r = start + at * GOLDEN, out * reach
        x, y = cx + math.cos(angle) * r, cy + math.sin(angle) * r
        place = (out * turns % 1.0) * (len(ramp) - 1.001)
        colour = mix(ramp[int(place)], ramp[int(place) + 1], place % 1)
        size = reach / math.sqrt(count) * (0.35 + 0.5 * out)
        groups[min(3, int(out * 4))] += _seed(form, x, y, size, math.degrees(angle), colour)
    halo = circle(cx, cy, reach * 1.06, stage.glow(mix(ground, ramp[-1], 0.5), 0.7))
    stage.add("halo", "shape", 0.1, halo)
    for number, svg in enumerate(reversed(groups)):
        stage.add("seeds", "shape", 0.3 + 0.15 * number, svg, (cx - reach, cy - reach, 2 * reach, 2 * reach))


def _seed(form: int, x: float, y: float, size: float, turn: float, colour: str) -> str:
    if form == 0:
        return circle(x, y, size, colour)
    if form == 1:
        return turned(ellipse(x, y, size * 1.35, size * 0.62, colour), turn, x, y)
    data = trace("M", x - size, y, "Q", x, y - size * 1.1, x + size * 1.5, y, "Q", x, y + size * 1.1, x - size, y, "Z")
    return turned(path(data, colour), turn, x, y)


def paint_petals(stage: Stage, rng: Random, ground: str, inks: Sequence[str], density: float) -> None:
    """Large flowers of translucent petals that lie over each other."""
    count = round(3 + 5 * density)
    for number in range(count):
        x, y = stage.width * rng.uniform(0.05, 0.95), stage.height * rng.uniform(0.05, 0.95)
        r, petals = stage.unit * rng.uniform(16, 34) * (1.25 - 0.6 * number / count), rng.choice((5, 6, 8, 10, 12))
        one, two = rng.sample(list(inks), 2)
        svg, start = "", rng.uniform(0, 360)
        for layer, (share, colour) in enumerate(((1.0, one), (0.7, two), (0.42, mix(one, "#ffffff", 0.4)))):
            for at in range(petals):
                turn = start + 360 / petals * (at + 0.5 * (layer % 2))
                svg += _petal(x, y, r * share, r * share * 2.1 / petals, turn, colour)
        svg += circle(x, y, r * 0.13, mix(two, "#fff3c4", 0.6)) + circle(x, y, r * 0.07, one)
        stage.add("flower", "shape", 0.25 + 0.6 * number / count, svg, (x - r, y - r, 2 * r, 2 * r))


def _petal(x: float, y: float, long: float, wide: float, turn: float, colour: str) -> str:
    data = trace(
        "M",
        x,
        y,
        "C",
        x + wide,
        y - long * 0.35,
        x + wide * 0.9,
        y - long * 0.85,
        x,
        y - long,
        "C",
        x - wide * 0.9,
        y - long * 0.85,
        x - wide,
        y - long * 0.35,
        x,
        y,
        "Z",
    )
    line_of = stroke(data, shade(colour, -0.06), long * 0.012, 0.5)
    return turned(path(data, colour, 0.5) + line_of, turn, x, y)


def paint_rays(stage: Stage, rng: Random, ground: str, inks: Sequence[str], density: float) -> None:
    """Rings around a sun, each cut into sectors that are longer further out."""
    cx, cy = stage.width * rng.choice((0.3, 0.5, 0.7)), stage.height * rng.choice((0.32, 0.5, 0.86))
    far = math.hypot(max(cx, stage.width - cx), max(cy, stage.height - cy)) * 1.3
    core = stage.unit * rng.uniform(9, 15)
    rings, r = round(5 + 7 * density), core * 1.25
    grow = (far / r) ** (1 / rings)
    ramp = sorted(inks, key=lightness, reverse=True)
    stage.add(
        "sun",
        "shape",
        0.2,
        circle(cx, cy, core * 2.6, stage.glow(ramp[0], 0.8)) + circle(cx, cy, core, ramp[0]),
        (cx - 2.6 * core, cy - 2.6 * core, 5.2 * core, 5.2 * core),
    )
    for ring in range(rings):
        outer, count, start = r * grow, rng.choice((12, 16, 18, 24, 36)), rng.uniform(0, math.tau)
        one, two = rng.sample([ground, *inks], 2)
        svg = ""
        for at in range(count):
            angle, wide = start + math.tau * at / count, math.tau / count
            tall = r + (outer - r) * rng.uniform(0.62, 0.97)
            svg += path(_sector(cx, cy, r, tall, angle + wide * 0.04, angle + wide * 0.96), one if at % 2 else two)
        stage.add("ring of rays", "shape", 0.3 + 0.5 * ring / rings, svg)
        r = outer


def _sector(cx: float, cy: float, inner: float, outer: float, start: float, end: float) -> str:
    (ax, ay), (bx, by) = (math.cos(start), math.sin(start)), (math.cos(end), math.sin(end))
    return trace(
        "M", cx + ax * inner, cy + ay * inner, "L", cx + ax * outer, cy + ay * outer,
        "A", outer, outer, 0, 0, 1, cx + bx * outer, cy + by * outer, "L", cx + bx * inner, cy + by * inner,
        "A", inner, inner, 0, 0, 0, cx + ax * inner, cy + ay * inner, "Z",
    )  # fmt: skip
