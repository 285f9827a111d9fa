"""Actor: what a verb needs to know of the thing it moves."""

from __future__ import annotations

import math
from dataclasses import dataclass

from pipelines.scene.move.clock import Clock
from pipelines.scene.move.easing import clamp
from pipelines.scene.scene import Box

AIR = 0.07
"""Part of the picture's width that travellers keep from its sides."""


@dataclass(frozen=True)
class Actor:
    """A thing on the stage. Lengths are scene units."""

    box: Box
    group: Box
    """Around all things that go the same way: they keep their formation."""
    picture: tuple[float, float]
    clock: Clock
    heading: int = -1
    """-1 when it looks to the left, 1 to the right."""
    phase: float = 0.0
    """Part of a cycle that it is ahead of others, so that crowds are not in step."""
    climb: float = 0.0
    """How steeply it rises as it goes ahead, height by width."""
    winged: bool = False
    plant: bool = False
    lively: bool = True
    """False for houses and the like, which stand still."""
    breeze: float = 1.0
    """Strength of the wind: 1 is a gentle one."""

    @property
    def tall(self) -> float:
        return self.box[3]

    def travel(self, t: float, distance: float) -> tuple[float, float]:
        """Displacement and facing while going `distance` the way it looks, never out of the picture.

        Facing is 1 while it goes the way it looks, -1 on the way back, which is part of every loop; between them it
        turns round. The way has its middle where the thing was drawn if there is room.
        """
        behind, ahead = self._way(distance)
        p = self.clock.progress(t)
        if not self.clock.loop:
            return self.heading * (behind + (ahead - behind) * p), 1.0
        there = (p + 0.25) % 1
        along = 0.5 - 0.5 * math.cos(2 * math.pi * there)
        facing = clamp(8 * math.sin(2 * math.pi * there), -1, 1)
        return self.heading * (behind + (ahead - behind) * along), facing

    def _way(self, distance: float) -> tuple[float, float]:
        """Where the way begins (at most 0) and ends, counted along the heading."""
        width = self.picture[0]
        margin = AIR * width
        left = max(0.0, self.group[0] - margin)
        right = max(0.0, width - margin - self.group[0] - self.group[2])
        back, front = (left, right) if self.heading > 0 else (right, left)
        behind, ahead = min(distance / 2, back), min(distance / 2, front)
        behind, ahead = min(back, distance - ahead), min(front, distance - behind)
        return -behind, ahead
