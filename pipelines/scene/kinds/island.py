"""Island: the coast and the colours of a map."""

from __future__ import annotations

import math
from dataclasses import dataclass

from pipelines.scene.curve import Point, smooth
from pipelines.scene.lay.stage import Stage


@dataclass(frozen=True)
class Sheet:
    """The colours of a map."""

    sea: str
    land: str
    ink: str
    wood: str
    water: str
    mark: str


SHEETS = (
    Sheet("#e6d2a8", "#f2e4c2", "#5b4030", "#7d8a54", "#8fa9a0", "#b8382e"),
    Sheet("#dcc79c", "#efdfb8", "#4d3a2c", "#8a8048", "#7f9a94", "#a32f28"),
    Sheet("#a9d3dd", "#e7dfae", "#3c5560", "#7fae6c", "#6fb4cb", "#d8483c"),
    Sheet("#cfdcd2", "#f3ead2", "#43504c", "#86a06a", "#84b0b4", "#c14a34"),
)
CORNERS = 26


@dataclass(frozen=True)
class Island:
    """The coast around the middle of the sheet; `radii` go round from the right."""

    x: float
    y: float
    wide: float
    tall: float
    radii: tuple[float, ...]

    def at(self, turn: float, out: float) -> Point:
        """The point at a part of a full turn, `out` (0 middle, 1 coast) of the way to the coast."""
        place = turn % 1 * len(self.radii)
        one, two = self.radii[int(place) % len(self.radii)], self.radii[(int(place) + 1) % len(self.radii)]
        radius = (one + (two - one) * (place % 1)) * out
        return self.x + math.cos(turn * math.tau) * self.wide * radius, self.y + math.sin(
            turn * math.tau
        ) * self.tall * radius

    def coast(self, grow: float = 1.0) -> str:
        """Path data of the coast, or of a line before it."""
        return smooth([self.at(at / CORNERS, grow) for at in range(CORNERS)], closed=True)


def island_of(stage: Stage) -> Island:
    """The island of a picture, always the same."""
    rng = stage.random("island")
    radii = [1.0]
    for _ in range(CORNERS - 1):
        radii.append(min(1.12, max(0.72, radii[-1] + rng.uniform(-0.16, 0.16))))
    return Island(stage.width * 0.5, stage.height * 0.49, stage.width * 0.38, stage.height * 0.35, tuple(radii))


def sheet_of(stage: Stage) -> Sheet:
    """The colours of a picture, always the same."""
    return stage.random("map").choice(SHEETS)
