"""Shapes that people are made of, as SVG: tapered limbs, hulls around circles, ovals.

Lengths are a figure's own units: a grown person is about 200 tall, y grows downwards and the ground is at 0.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import pairwise

from pipelines.scene.curve import Point, line

Circle = tuple[float, float, float]
"""x, y, radius."""

_COMMAND = re.compile(r"([A-Za-z])([^A-Za-z]*)")
BENT = 0.42
"""How much of each half of a limb the rounding of its joint takes."""


def n(value: float) -> str:
    """A number as SVG writes it; finer than elsewhere, since portraits show a figure many times its size."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if abs(value) >= 0.005 else "0"


def stencil(data: str, wide: float, tall: float, at: Point = (0.0, 0.0)) -> str:
    """Path data without arcs, every x times `wide` and every y times `tall`, moved to a point."""
    return _COMMAND.sub(lambda found: found[1] + _stretched(found[1], found[2], wide, tall, at), data)


def path(data: str, fill: str, extra: str = "") -> str:
    """A filled path."""
    return f'<path d="{data}" fill="{fill}"{extra}/>'


def stroke(data: str, colour: str, width: float, extra: str = "") -> str:
    """A drawn line with round ends."""
    return (
        f'<path d="{data}" fill="none" stroke="{colour}" stroke-width="{n(width)}" stroke-linecap="round" '
        f'stroke-linejoin="round"{extra}/>'
    )


def oval(x: float, y: float, rx: float, ry: float, fill: str, extra: str = "") -> str:
    """A filled ellipse."""
    return f'<ellipse cx="{n(x)}" cy="{n(y)}" rx="{n(rx)}" ry="{n(ry)}" fill="{fill}"{extra}/>'


def rect(x: float, y: float, wide: float, tall: float, fill: str, round_: float = 0.0, extra: str = "") -> str:
    """A filled rectangle; `round_` is the radius of its corners."""
    return f'<rect x="{n(x)}" y="{n(y)}" width="{n(wide)}" height="{n(tall)}" rx="{n(round_)}" fill="{fill}"{extra}/>'


def group(name: str, *parts: str) -> str:
    """A group with an id; nothing where there is nothing in it."""
    inside = "".join(parts)
    return f'<g id="{name}">{inside}</g>' if inside else ""


def between(a: Point, b: Point, share: float) -> Point:
    """The point at a share (0 to 1) of the way from a to b."""
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share


def swung(start: Point, degrees: float, length: float) -> Point:
    """Where something that hangs at `start` ends: 0 hangs straight down, positive swings to the left."""
    angle = math.radians(degrees)
    return start[0] - math.sin(angle) * length, start[1] + math.cos(angle) * length


def turned(point: Point, about: Point, degrees: float) -> Point:
    """The point turned about another, clockwise on a screen."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    x, y = point[0] - about[0], point[1] - about[1]
    return about[0] + c * x - s * y, about[1] + s * x + c * y


def bent(a: Point, joint: Point, b: Point, share: float = 1.0) -> list[Point]:
    """Points along a limb with a rounded joint, from a up to a share (0 to 1) of its length."""
    start, end = between(a, joint, 1 - BENT), between(joint, b, BENT)
    points = [a, start]
    for i in range(1, 6):
        t = i / 6
        one, two = between(start, joint, t), between(joint, end, t)
        points.append(between(one, two, t))
    return _cut([*points, end, b], share)


def ribbon(
    points: Sequence[Point], first: float, last: float, swell: tuple[float, float] = (0.5, 0.0), *, flat: bool = False
) -> str:
    """A line whose half width goes from `first` to `last`, with round ends; `flat` cuts the last one off.

    `swell` is the share of its length (0 to 1) where it is thicker, as a calf is, and by how much.
    """
    lengths = [0.0]
    for a, b in pairwise(points):
        lengths.append(lengths[-1] + math.dist(a, b))
    left, right, total = [], [], max(lengths[-1], 1e-6)
    for i, (x, y) in enumerate(points):
        nx, ny = _normal(points, i)
        way = lengths[i] / total
        half = first + (last - first) * way + swell[1] * max(0.0, 1 - abs(way - swell[0]) * 4)
        left.append((x + nx * half, y + ny * half))
        right.append((x - nx * half, y - ny * half))
    end = f"{n(right[-1][0])} {n(right[-1][1])}"
    arc_end = f"L{end}" if flat else f"A{n(last)} {n(last)} 0 0 1 {end}"
    arc_start = f"A{n(first)} {n(first)} 0 0 1 {n(left[0][0])} {n(left[0][1])}"
    back = "".join(f"L{n(x)} {n(y)}" for x, y in reversed(right[:-1]))
    return line(left) + arc_end + back + arc_start + "Z"


def hull(circles: Sequence[Circle]) -> str:
    """The outline of a band stretched around circles: cloth that hangs over legs."""
    points = sorted(
        (round(x + r * math.cos(math.tau * i / 24), 2), round(y + r * math.sin(math.tau * i / 24), 2))
        for x, y, r in circles
        for i in range(24)
    )
    return line([*_half(points), *_half(points[::-1])], closed=True)


def _stretched(command: str, numbers: str, wide: float, tall: float, at: Point) -> str:
    x, y = at if command.isupper() else (0.0, 0.0)
    values = [float(number) for number in numbers.split()]
    if command in "Vv":
        return n(values[0] * tall + y)
    return " ".join(n(value * tall + y if i % 2 else value * wide + x) for i, value in enumerate(values))


def _half(points: Sequence[Point]) -> list[Point]:
    """One side of a convex hull, without its last point (Andrew's monotone chain)."""
    kept: list[Point] = []
    for point in points:
        while len(kept) > 1 and _cross(kept[-2], kept[-1], point) <= 0:
            kept.pop()
        kept.append(point)
    return kept[:-1]


def _cross(o: Point, a: Point, b: Point) -> float:
    return (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0])


def _normal(points: Sequence[Point], index: int) -> Point:
    before, after = points[max(0, index - 1)], points[min(len(points) - 1, index + 1)]
    dx, dy = after[0] - before[0], after[1] - before[1]
    long = math.hypot(dx, dy) or 1.0
    return dy / long, -dx / long


def _cut(points: list[Point], share: float) -> list[Point]:
    """The beginning of a line, up to a share of its length."""
    if share >= 1:
        return points
    left = share * sum(math.dist(a, b) for a, b in pairwise(points))
    kept = [points[0]]
    for a, b in pairwise(points):
        step = math.dist(a, b)
        if left <= step:
            return [*kept, between(a, b, left / max(step, 1e-6))]
        left -= step
        kept.append(b)
    return kept
