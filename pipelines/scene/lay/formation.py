"""Formation: several equal things across the ground, in a loose zigzag or in rows, so that none touches the next."""

from __future__ import annotations

import math
from dataclasses import dataclass
from random import Random

from pipelines.scene.lay.perspective import eye_level
from pipelines.scene.lay.stage import Stage
from pipelines.scene.scene import Box

ROWS = (4, 12, 27)
"""Up to how many stand in one row, in two and in three; more of them are a crowd."""
SHALLOW = 0.33
"""Part of the picture's height below which the ground has no room for a further row."""
WIDE = 0.94
"""Part of the width of the ground that the widest formation fills."""
LOOSE = 1.5
"""Width of the room of each by its own width, where there is room enough."""
FREE = 0.9
"""Part of its room that each may fill."""
ZIGZAG = 0.13
"""How much nearer than the middle of its row every other one stands, as a part of the distance from the eye's level."""
SOFT = 0.6
"""How much of the perspective between rows their sizes follow: all of it would make the farthest too small."""
CLEAR = 0.9
"""Height of the nearest row by the distance to the next one, at most."""
MORE = 1.16
"""How many more than its part a farther row has."""
FIRST = 0.4
"""How near the farthest of several rows stands, 0 to 1 of the ground."""
DEEP = (0.52, 0.78)
"""From how far to how near a row of them stands, 0 to 1 of the ground."""


@dataclass(frozen=True)
class Post:
    """Where one of several stands, and how tall, in scene units."""

    x: float
    foot: float
    height: float


def posts(stage: Stage, rng: Random, ground: Box, count: int, ratio: float, size: float, least: float) -> list[Post]:
    """A post for each of `count` things of `ratio` (width by height) on a part of the ground; none of a crowd.

    `size` is the height that they would have by themselves, and `least` the smallest that is seen; they are smaller
    where there is no room.
    """
    left, top, wide, deep = ground
    few = count - (deep < SHALLOW * stage.height)
    rows = next((number + 1 for number, most in enumerate(ROWS) if few <= most), 0)
    if not rows:
        return []
    counts, feet = _counts(count, rows), _feet(rng, top, deep, rows)
    scales = [_scale(stage, foot, feet[-1]) for foot in feet]
    room = [wide * WIDE / (number + (rows > 1) * 0.5) for number in counts]
    most = min(each * FREE / ratio / scale for each, scale in zip(room, scales, strict=True))
    if rows > 1:
        most = min(most, max(least / scales[0], (feet[-1] - feet[-2]) * CLEAR))
    size = min(max(size, least / scales[0]), most)
    found = []
    for mine, foot, scale, each in zip(counts, feet, scales, room, strict=True):
        each = min(each, ratio * size * scale * LOOSE)
        start = left + wide * (1 - WIDE) / 2 + rng.random() * (wide * WIDE - each * mine)
        found += _row(stage, rng, start, each, mine, (foot, size * scale))
    return found


def _counts(count: int, rows: int) -> list[int]:
    """How many stand in each row, far to near: the fewest in front."""
    counts: list[int] = []
    for row in range(rows):
        left = count - sum(counts)
        counts.append(left if row == rows - 1 else math.ceil(left / (rows - row) * MORE))
    return counts


def _feet(rng: Random, top: float, deep: float, rows: int) -> list[float]:
    """The middle of the feet of each row, far to near."""
    if rows == 1:
        return [top + deep * rng.uniform(*DEEP)]
    return [top + deep * (FIRST + (0.96 - FIRST) * row / (rows - 1)) for row in range(rows)]


def _scale(stage: Stage, foot: float, nearest: float) -> float:
    """How large things on a row are by those on the nearest."""
    eye = eye_level(stage)
    return ((foot - eye) / max(1.0, nearest - eye)) ** SOFT


def _row(stage: Stage, rng: Random, start: float, room: float, count: int, at: tuple[float, float]) -> list[Post]:
    """Side by side, every other one nearer."""
    foot, size = at
    eye, first = eye_level(stage), rng.choice((-1, 1))
    row = []
    for number in range(count):
        nearer = 1 + ZIGZAG * first * (1 if number % 2 else -1) * rng.uniform(0.6, 1.0) if count > 1 else 1.0
        x = start + room * (number + 0.5 + rng.uniform(-0.06, 0.06))
        lower = min(eye + (foot - eye) * nearer, stage.height * 0.945)
        row.append(Post(x, lower, size * (lower - eye) / (foot - eye)))
    return row
