"""Camera: how the point of view moves, and what that does to layers by their depth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipelines.scene.move.affine import IDENTITY, Affine, scale, shift
from pipelines.scene.move.clock import Clock
from pipelines.scene.move.easing import settle, there_and_back

Move = Literal["still", "push in", "pull out", "pan left", "pan right", "rise"]

PUSH = 0.17
"""How much larger a layer at depth 1 is at the near end of a push."""
PAN = 0.17
"""How far a layer at depth 1 goes in a pan, as a part of the picture's width."""
RISE = 0.15
"""The same for a rise, as a part of the height."""

NEAR = 0.45
"""How much nearer the lower edge of the picture is than the ground at the horizon."""


@dataclass(frozen=True)
class Camera:
    """A move over a picture of the given size in scene units. `focus` is what a push goes towards."""

    move: Move
    clock: Clock
    width: float
    height: float
    focus: tuple[float, float]

    def matrix(self, t: float, depth: float) -> Affine:
        """Where a layer of this depth is seen at time t. Layers are never made smaller, so no edge comes into view."""
        along = self._along(t)
        if self.move in ("push in", "pull out"):
            size = 1 + PUSH * (0.25 + 0.75 * depth) * (along if self.move == "push in" else 1 - along)
            return scale(size, size, *self.focus)
        if self.move in ("pan left", "pan right"):
            sign = 1 if self.move == "pan left" else -1
            return shift(sign * (along - 0.5) * PAN * self.width * depth, 0)
        if self.move == "rise":
            return shift(0, (along - 0.5) * RISE * self.height * depth)
        return IDENTITY

    def ground(self, t: float, depth: float, horizon: float) -> Affine:
        """The same for a layer that lies on the ground plane: in a pan its near parts go further, as far as the things
        that stand on them."""
        if not self.move.startswith("pan"):
            return self.matrix(t, depth)
        sign = 1 if self.move == "pan left" else -1
        pan = sign * (self._along(t) - 0.5) * PAN * self.width
        slope = pan * NEAR / max(self.height - horizon, 1.0)
        return (1.0, slope, pan * depth - slope * horizon, 0.0, 1.0, 0.0)

    @property
    def reach(self) -> tuple[float, float]:
        """How far beyond each side, left and right or top and bottom, layers may come into view, in scene units."""
        pan = PAN / 2 * self.width if self.move.startswith("pan") else 0.0
        return pan + 2, (RISE / 2 * self.height if self.move == "rise" else 0.0) + 2

    def _along(self, t: float) -> float:
        p = self.clock.progress(t)
        return there_and_back(p) if self.clock.loop else settle(p)
