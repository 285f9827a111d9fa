"""Lines and outlines as SVG path data, in scene units."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from random import Random

Point = tuple[float, float]


def n(value: float) -> str:
    """A number as SVG writes it: one decimal is a tenth of a pixel, finer is never seen."""
    return f"{value:.1f}".rstrip("0").rstrip(".") if abs(value) >= 0.05 else "0"


def line(points: Sequence[Point], closed: bool = False) -> str:
    """Straight segments through the points."""
    return "M" + "L".join(f"{n(x)} {n(y)}" for x, y in points) + ("Z" if closed else "")


def smooth(points: Sequence[Point], closed: bool = False) -> str:
    """A curve through all points (Catmull-Rom as cubic Béziers)."""
    count = len(points)
    path = f"M{n(points[0][0])} {n(points[0][1])}"
    for i in range(count if closed else count - 1):
        before, start, end, after = (_at(points, i + k, closed) for k in (-1, 0, 1, 2))
        c1 = (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6)
        c2 = (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6)
        path += f"C{n(c1[0])} {n(c1[1])} {n(c2[0])} {n(c2[1])} {n(end[0])} {n(end[1])}"
    return path + ("Z" if closed else "")


def below(top: str, left: float, right: float, bottom: float) -> str:
    """The area between an open path that runs left to right and a level below it."""
    return f"{top}L{n(right)} {n(bottom)}L{n(left)} {n(bottom)}Z"


def blob(rng: Random, cx: float, cy: float, rx: float, ry: float, rough: float = 0.15, corners: int = 9) -> str:
    """A soft closed shape around an ellipse; rough 0 is the ellipse itself."""
    start = rng.uniform(0, math.tau)
    points = []
    for i in range(corners):
        angle, reach = start + math.tau * i / corners, 1 + rng.uniform(-rough, rough)
        points.append((cx + math.cos(angle) * rx * reach, cy + math.sin(angle) * ry * reach))
    return smooth(points, closed=True)


def rolling(rng: Random, left: float, right: float, level: float, height: float, waves: float = 2.0) -> list[Point]:
    """The outline of soft hills: three sines of falling height. `level` is the middle, `height` the swing."""
    phases = [rng.uniform(0, math.tau) for _ in range(3)]
    speeds = [waves * rng.uniform(0.8, 1.2), waves * rng.uniform(1.9, 2.4), waves * rng.uniform(3.6, 4.4)]
    points = []
    for i in range(49):
        at = i / 48
        swing = sum(math.sin(math.tau * s * at + p) / w for s, p, w in zip(speeds, phases, (1, 2.6, 7), strict=True))
        points.append((left + (right - left) * at, level - height * 0.6 * swing))
    return points


def jagged(rng: Random, left: float, right: float, level: float, height: float, rough: float = 0.5) -> list[Point]:
    """The outline of a mountain range, by midpoint displacement. It rises from `level` by up to about `height`."""
    peaks = max(2, round((right - left) / (height * rng.uniform(1.5, 2.1))))
    heights = []
    for i in range(2 * peaks + 1):
        heights.append(rng.uniform(0.55, 1.0) if i % 2 else rng.uniform(0.08, 0.32))
    spread = 0.16
    for _ in range(4):
        halved = [heights[0]]
        for one, two in pairwise(heights):
            halved += [(one + two) / 2 + rng.uniform(-spread, spread) * rough, two]
        heights, spread = halved, spread * 0.52
    step = (right - left) / (len(heights) - 1)
    return [(left + i * step, level - height * max(0.0, value)) for i, value in enumerate(heights)]


def height_at(points: Sequence[Point], x: float) -> float:
    """The y of an outline at x, by straight interpolation; the end values outside it."""
    for (x1, y1), (x2, y2) in pairwise(points):
        if x1 <= x <= x2:
            return y1 + (y2 - y1) * (x - x1) / max(1e-9, x2 - x1)
    return points[0][1] if x < points[0][0] else points[-1][1]


def _at(points: Sequence[Point], index: int, closed: bool) -> Point:
    return points[index % len(points)] if closed else points[min(len(points) - 1, max(0, index))]
