"""Piece: one kind of furniture: how it is drawn and how much room it takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from pipelines.scene.interior.room import Room
from pipelines.scene.pen import Pen

Paint = Callable[[Room, Pen, Random], None]


@dataclass(frozen=True)
class Piece:
    """Furniture of a kind. What stands is drawn from its left foot, what hangs from its lower left corner, what comes
    from the ceiling from the point where it is fixed."""

    paint: Paint
    wide: float
    """Metres."""
    tall: float = 1.0
    """Metres. What is higher than a person's chest leaves no room for pictures above it."""
    top: str = ""
    """Name of the anchor that its upper side is, where things can be put on it: table, counter, desk, bed ..."""
    level: float = 0.0
    """How high that upper side is, in metres."""
