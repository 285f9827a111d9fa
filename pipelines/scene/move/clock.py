"""Clock: the length of a film, and rhythms that fit into it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from pipelines.scene.move.easing import clamp


@dataclass(frozen=True)
class Clock:
    """Times are in seconds from the start. In a loop every rhythm has a whole number of cycles, so that the last
    frame leads back into the first."""

    seconds: float
    loop: bool = False

    def cycle(self, t: float, hertz: float, phase: float = 0.0) -> float:
        """How many cycles have passed at time t; `phase` is in cycles."""
        if self.loop:
            hertz = max(1, round(hertz * self.seconds)) / self.seconds
        return hertz * t + phase

    def wave(self, t: float, hertz: float, phase: float = 0.0) -> float:
        """A sine between -1 and 1."""
        return math.sin(2 * math.pi * self.cycle(t, hertz, phase))

    def progress(self, t: float) -> float:
        """The part of the film that has passed, 0 to 1."""
        return clamp(t / self.seconds)
