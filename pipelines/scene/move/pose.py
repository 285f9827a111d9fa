"""Pose: how a layer differs from the place it was drawn at, at one moment."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.scene.move.affine import Affine, after, lean, scale, shift, turn
from pipelines.scene.scene import Box


@dataclass(frozen=True)
class Pose:
    """Lengths are scene units, angles degrees clockwise. Stretching, turning and leaning leave the pivot in place."""

    dx: float = 0.0
    dy: float = 0.0
    turn: float = 0.0
    wide: float = 1.0
    """Horizontal stretch; negative shows the mirror image."""
    tall: float = 1.0
    lean: float = 0.0
    """Shear: how far the top goes to the right, as a part of the height."""
    opacity: float = 1.0
    pivot: tuple[float, float] = (0.5, 1.0)
    """Part of the box: (0.5, 1) is where the feet are, (0.5, 0.5) the middle."""

    def matrix(self, box: Box) -> Affine:
        """The map from where the layer was drawn to where it is now."""
        x, y = box[0] + self.pivot[0] * box[2], box[1] + self.pivot[1] * box[3]
        # A drawing squeezed to nothing could not be mapped back.
        wide = self.wide if abs(self.wide) > 0.04 else 0.04
        inner = after(lean(self.lean, y), scale(wide, max(self.tall, 0.04), x, y))
        return after(shift(self.dx, self.dy), after(turn(self.turn, x, y), inner))


REST = Pose()
