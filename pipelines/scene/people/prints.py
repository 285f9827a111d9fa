"""Prints: dots and flowers on cloth, laid in rows along the trunk and down to a hem."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from pipelines.scene.curve import Point
from pipelines.scene.palette import lightness, mix, shade
from pipelines.scene.people.shapes import between, oval
from pipelines.scene.people.wardrobe import Piece

Row: TypeAlias = tuple[Point, Point]
"""The left and the right end of a row of marks."""
STEP = 7.0
"""From one mark to the next, in a figure's own units."""
EDGE = 3.2
"""How far marks keep from the sides."""


def printed(rows: Sequence[Row], piece: Piece) -> str:
    """What is printed on the cloth of a garment along its rows; nothing for plain cloth."""
    draw = _MARKS.get(piece.print)
    if draw is None:
        return ""
    parts = ""
    for number, (left, right) in enumerate(rows):
        wide = right[0] - left[0] - 2 * EDGE
        many = max(1, int(wide / STEP))
        for at in range(many):
            share = (EDGE + wide * (at + (0.3 if number % 2 else 0.7)) / many) / (wide + 2 * EDGE)
            parts += draw(*between(left, right, share), piece.colour, number + at)
    return parts


def _pale(colour: str) -> str:
    return mix(colour, "#ffffff", 0.78) if lightness(colour) < 0.82 else shade(colour, -0.16)


def _dot(x: float, y: float, colour: str, number: int) -> str:
    return oval(x, y, 1.15, 1.15, _pale(colour))


def _flower(x: float, y: float, colour: str, number: int) -> str:
    if number % 3:
        return oval(x, y, 0.8, 0.8, _pale(colour)) if number % 3 == 1 else ""
    petals = "".join(
        oval(x + dx, y + dy, 1.15, 1.15, _pale(colour)) for dx, dy in ((-1.3, 0), (1.3, 0), (0, -1.3), (0, 1.3))
    )
    return petals + oval(x, y, 0.85, 0.85, "#f2c14e")


_MARKS: dict[str, Callable[[float, float, str, int], str]] = {"dots": _dot, "flowers": _flower}
