"""Piece: one part of the picture that moves as a whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipelines.scene.move.motions import Motion
from pipelines.scene.move.sprite import Ripple, Sprite


@dataclass(frozen=True)
class Piece:
    """One part of the picture that moves as a whole."""

    sprite: Sprite
    depth: float
    motion: Motion
    ripple: Callable[[float], Ripple | None] | None = None
    floor: float | None = None
    """Nothing of it is seen below this height in scene units: the waterline."""
    on_ground: bool = False
    """Whether it lies on the ground plane and reaches from the horizon to the viewer."""
    moments: tuple[Sprite, ...] = ()
    """The thing at the moments of what it does over and over; empty where it looks the same all the time."""
    cycle: Callable[[float], float] | None = None
    """How many rounds of its moments have passed at a time."""

    def seen(self, t: float) -> Sprite:
        """How it looks at a time."""
        if not self.cycle:
            return self.sprite
        return self.moments[int(self.cycle(t) * len(self.moments)) % len(self.moments)]
