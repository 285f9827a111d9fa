"""Head: a ball that features sit on, so that they move together when it turns."""

from __future__ import annotations

import math
from dataclasses import dataclass

from pipelines.scene.curve import Point
from pipelines.scene.palette import mix, shade
from pipelines.scene.people.shapes import n, oval, path

TURN = 58.0
"""Degrees that a head is turned at -1 and 1."""


@dataclass(frozen=True)
class Head:
    """A head around (0, 0). Places on it are given as u (-1 left to 1 right of the face) and v (-1 top to 1 chin)."""

    rx: float
    ry: float
    turn: float
    """-1 looks to the left, 0 at the viewer, 1 to the right."""
    skin: str
    man: bool = False
    fine: bool = False
    """Whether it is large enough for whites of the eyes and lashes."""

    def at(self, u: float, v: float) -> Point:
        """Where a place of the face is."""
        above = min(0.98, max(0.0, -v - 0.12) / 0.89)
        below = max(0.0, v - 0.2) * 0.34
        return self.rx * math.sin(self.angle(u)) * math.sqrt(1 - above * above) * (1 - below), self.ry * v

    def angle(self, u: float) -> float:
        """How far from the viewer's line a place is turned, in radians."""
        return math.asin(max(-1.0, min(1.0, u))) + math.radians(TURN * self.turn)

    def wide(self, u: float) -> float:
        """Factor on the width of what is at u: little at the rim."""
        return max(0.0, math.cos(self.angle(u)))

    @property
    def dark(self) -> str:
        """The skin in shadow."""
        return mix(shade(self.skin, -0.085), "#b8432f", 0.12)

    def skull(self) -> str:
        """The head without features."""
        x, y, lean = self.rx, self.ry, self.turn * self.rx * 0.16
        jaw = 0.7 if self.man else 0.56
        low = 0.74 if self.man else 0.66
        data = (
            f"M{n(-x)} {n(-0.12 * y)}C{n(-x)} {n(-1.3 * y)} {n(x)} {n(-1.3 * y)} {n(x)} {n(-0.12 * y)}"
            f"C{n(x)} {n(low * y)} {n(jaw * x + lean)} {n(y)} {n(lean)} {n(y)}"
            f"C{n(-jaw * x + lean)} {n(y)} {n(-x)} {n(low * y)} {n(-x)} {n(-0.12 * y)}Z"
        )
        # The ear on the near side of a head that is turned lies on it.
        return self._ears(-1.0, 0.2) + path(data, self.skin) + self._ears(0.2, 1.0)

    def _ears(self, least: float, most: float) -> str:
        """The ears that look at the viewer by more than `least` and at most by `most` (cosines)."""
        parts = ""
        for u in (-1.0, 1.0):
            angle = self.angle(u)
            if not max(-0.5, least) < math.cos(angle) <= most:
                continue
            x = self.rx * math.sin(angle)
            size = self.rx * 0.2
            parts += oval(x, self.ry * 0.14, size, size * 1.25, self.skin if most < 0.5 else shade(self.skin, -0.02))
            parts += oval(x, self.ry * 0.15, size * 0.52, size * 0.7, self.dark)
        return parts
