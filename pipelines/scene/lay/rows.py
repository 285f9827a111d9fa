"""Rows: small things side by side on a top, in one row or more, the tall ones farther away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from random import Random

from pipelines.scene.lay.spot import Spot
from pipelines.scene.lay.stage import Stage
from pipelines.scene.lay.tableau import least

LEVELS: dict[int, tuple[float, ...]] = {1: (0.56,), 2: (0.26, 0.8), 3: (0.2, 0.52, 0.87)}
"""How near each row stands, 0 at the far edge of the top to 1 at the lower edge of the picture, far ones first."""
TALL = {1: 0.47, 2: 0.32, 3: 0.22}
"""Height of the tallest, as a part of the picture's, by the number of rows."""
WIDE = {1: 0.82, 2: 0.84, 3: 0.86}
"""Width of the widest row, as a part of the picture's."""
AIR = 1.4
"""How much looser than side by side things stand, at most."""
LONGEST = 5
"""How many of one kind are in one row, where each kind has its own."""
FELT = 0.62
"""How much real sizes count, 0 not at all to 1 wholly."""
REAL = (0.04, 0.6)
"""Metres between which real sizes are told apart."""
ZIGZAG = 0.1
"""How much nearer or farther every other one of a row stands."""
FARTHER = 0.3
"""How much smaller things are at the far edge of the top than at its near one."""
NEAR = 0.945
"""The lowest foot, as a part of the picture's height."""


@dataclass
class Rows:
    """Things in one row or more, the tall ones farther away, none hidden."""

    stage: Stage
    rows: list[list[Spot]]

    @cached_property
    def gap(self) -> float:
        """The room of each by its width: two things of two kinds may cover each other a little."""
        alike = len({spot.index for row in self.rows for spot in row}) == 1
        return 1.1 if len(self.rows) > 1 or alike else 0.98

    @cached_property
    def widths(self) -> list[float]:
        return [sum(tall(spot) * spot.figure.ratio for spot in row) * self.gap for row in self.rows]

    @cached_property
    def scale(self) -> float:
        """Scene units of what is felt as one."""
        count, tallest = len(self.rows), max(tall(spot) for row in self.rows for spot in row)
        return min(self.stage.width * WIDE[count] / max(self.widths), self.stage.height * TALL[count] / tallest)

    @cached_property
    def air(self) -> float:
        """How much looser than side by side they stand, where one row is behind another and there is room."""
        free = self.stage.width * WIDE[len(self.rows)] / (max(self.widths) * self.scale)
        return 1.0 if len(self.rows) == 1 else max(1.0, min(AIR, free))

    def spots(self, rng: Random) -> list[Spot]:
        """Where they stand."""
        found: list[Spot] = []
        middle, levels = self.stage.width * (0.5 + rng.uniform(-0.02, 0.02)), LEVELS[len(self.rows)]
        # Rows of equal length would hide each other.
        equal = len(levels) > 1 and len({len(row) for row in self.rows}) == 1
        for number, (level, row, wide) in enumerate(zip(levels, self.rows, self.widths, strict=True)):
            scale = self.scale * (1 - FARTHER * (levels[-1] - level))
            across = wide * scale * self.air
            shift = 0.2 * across / len(row) * (1 - 2 * (number % 2)) if equal else 0.0
            found += _row(self.stage, row, middle - across / 2 + shift, level, scale, self.gap * self.air)
        return found


def _row(stage: Stage, row: Sequence[Spot], x: float, level: float, scale: float, gap: float) -> list[Spot]:
    """Things side by side from x on, every other one a little nearer; the taller of two stands behind."""
    found, tallest = [], max(map(tall, row))
    for number, spot in enumerate(row):
        height = max(tall(spot) * scale, least(stage, spot.figure.ratio))
        across = tall(spot) * spot.figure.ratio * scale * gap
        nearer = ZIGZAG * (number % 2) if len({one.index for one in row}) == 1 else ZIGZAG * (tall(spot) < tallest)
        near = level + nearer - ZIGZAG / 2 if len(row) > 1 else level
        found.append(moved(stage, spot, x + across / 2, level_of(stage, near), height))
        x += across
    return found


def in_rows(turn: list[Spot], count: int) -> list[list[Spot]]:
    """The things in so many rows, the tall ones in those far away; the nearest row is the longest."""
    if count == 1:
        return [turn]
    kinds = [[spot for spot in turn if spot.index == at] for at in dict.fromkeys(spot.index for spot in turn)]
    if len(kinds) == count and max(map(len, kinds)) <= LONGEST:
        return sorted(kinds, key=lambda kind: -tall(kind[0]))
    behind = sorted(turn, key=lambda spot: (-tall(spot), turn.index(spot)))
    rows, start = [], 0
    for number in range(count):
        size = (len(turn) - start) // (count - number)
        chosen = behind[start : start + size]
        rows.append([spot for spot in turn if spot in chosen])
        start += size
    return rows


def _side(spot: Spot) -> float:
    """The side of the square that is as large as the thing, as it is felt; no unit."""
    low, high = REAL
    real = spot.figure.concept.metres * spot.figure.ratio**0.5 * spot.subject.size**0.9
    return float(min(high, max(low, real)) ** FELT)


def tall(spot: Spot) -> float:
    """Its height as it is felt; no unit."""
    return _side(spot) / spot.figure.ratio**0.5


def level_of(stage: Stage, at: float) -> float:
    """The y of a foot, 0 at the far edge of the top to 1 near the lower edge of the picture."""
    return stage.horizon + (stage.height * NEAR - stage.horizon) * min(1.0, at)


def moved(stage: Stage, spot: Spot, x: float, foot: float, height: float) -> Spot:
    """The spot there, inside the frame."""
    half = height * spot.figure.ratio / 2 + stage.width * 0.02
    x = min(max(x, half), stage.width - half) if half < stage.width / 2 else stage.width / 2
    return replace(spot, x=x, foot=foot, height=height, order=1000 + foot)
