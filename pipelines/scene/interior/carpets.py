"""Carpets: what lies on the floor of a room."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from pipelines.scene.curve import Point, line, smooth
from pipelines.scene.interior.piece import Piece
from pipelines.scene.interior.room import Room, on_floor
from pipelines.scene.palette import mix, shade
from pipelines.scene.pen import Pen
from pipelines.scene.shapes import stroke

STRIPES = ((0.06, 0.13), (0.17, 0.2), (0.3, 0.42), (0.46, 0.49), (0.58, 0.7), (0.8, 0.83), (0.87, 0.94))
"""From where to where the stripes of a carpet go, as parts of its width."""


def _rug(room: Room, pen: Pen, rng: Random) -> None:
    """A carpet on the floor before the furniture: round, or with four corners, in one of some patterns."""
    colour = rng.choice((room.accent, room.second))
    pale = mix(colour, "#fff3dc", 0.6)
    x, far = _across(room, pen) + 1.5, rng.uniform(0.5, 0.62)
    deep = rng.uniform(1.25, 1.6)
    if rng.random() < 0.35:
        _round(room, pen, (x, far + deep / 2, deep / 2), colour, pale)
        return
    wide = rng.uniform(2.5, 3.3)
    other = room.second if colour == room.accent else room.accent
    field = Field(room, pen, x - wide / 2, far, wide, deep)
    field.box(0, 0, 1, 1, colour)
    rng.choice((_bordered, _striped, _lozenges))(field, colour, pale, other)
    for k in range(0 if rng.random() < 0.5 else 36):
        for side in (0.0, 1.0):
            ends = (side, k / 35), (side + (0.025 if side else -0.025), k / 35)
            pen.add(stroke(line([field.at(*end) for end in ends]), room.change(pale), room.metre * 0.015))


@dataclass(frozen=True)
class Field:
    """The rectangle of a carpet, from 0 to 1 across and from 0 (far) to 1 (near)."""

    room: Room
    pen: Pen
    x: float
    far: float
    wide: float
    deep: float

    def at(self, across: float, near: float) -> Point:
        return on_floor(self.room, self.x + across * self.wide, self.far + near * self.deep)

    def shape(self, points: Sequence[Point], colour: str) -> None:
        self.pen.path(line([self.at(*point) for point in points], closed=True), colour)

    def box(self, left: float, far: float, right: float, near: float, colour: str) -> None:
        self.shape([(left, far), (right, far), (right, near), (left, near)], colour)


def _bordered(field: Field, colour: str, pale: str, other: str) -> None:
    field.box(0.05, 0.07, 0.95, 0.93, pale)
    field.box(0.075, 0.11, 0.925, 0.89, shade(colour, 0.025))
    field.shape([(0.5, 0.2), (0.74, 0.5), (0.5, 0.8), (0.26, 0.5)], pale)
    field.shape([(0.5, 0.28), (0.68, 0.5), (0.5, 0.72), (0.32, 0.5)], shade(other, -0.02))
    for x in (0.16, 0.84):
        field.shape([(x, 0.36), (x + 0.05, 0.5), (x, 0.64), (x - 0.05, 0.5)], pale)


def _striped(field: Field, colour: str, pale: str, other: str) -> None:
    for k, (left, right) in enumerate(
        ((0.06, 0.13), (0.17, 0.2), (0.3, 0.42), (0.46, 0.49), (0.58, 0.7), (0.8, 0.83), (0.87, 0.94))
    ):
        field.box(left, 0, right, 1, pale if k % 2 == 0 else mix(other, "#fff3dc", 0.2))


def _lozenges(field: Field, colour: str, pale: str, other: str) -> None:
    field.box(0.04, 0.05, 0.96, 0.95, shade(pale, 0.01))
    for row in range(3):
        for k in range(7 - row % 2):
            x, y = 0.14 + 0.12 * k + 0.06 * (row % 2), 0.22 + 0.28 * row
            tone = mix(colour, "#fff3dc", 0.15) if (row + k) % 2 else mix(other, "#fff3dc", 0.25)
            field.shape([(x, y - 0.12), (x + 0.05, y), (x, y + 0.12), (x - 0.05, y)], tone)


def _round(room: Room, pen: Pen, middle: tuple[float, float, float], colour: str, pale: str) -> None:
    """Rings around a point of the floor: (x, ahead, radius) in metres."""
    x, ahead, r = middle
    for part, tone in (
        (1.0, colour),
        (0.88, pale),
        (0.82, shade(colour, 0.02)),
        (0.5, pale),
        (0.44, shade(colour, -0.04)),
    ):
        ring = [
            on_floor(room, x + math.cos(a) * r * 1.7 * part, ahead - math.sin(a) * r * part)
            for a in (math.tau * k / 28 for k in range(28))
        ]
        pen.path(smooth(ring, closed=True), tone)


def _across(room: Room, pen: Pen) -> float:
    """How many metres from the left end of the back wall the pen stands that draws a carpet."""
    ex, scale = room.eye[0], pen.metre / room.metre
    return (ex + (pen.x - ex) / scale - room.left) / room.metre


def _mat(room: Room, pen: Pen, rng: Random) -> None:
    colour = mix(room.accent, "#ffffff", 0.3)
    pen.oval(0.6, 0, 0.6, 0.17, colour)
    pen.oval(0.6, 0, 0.5, 0.13, mix(colour, "#ffffff", 0.3))


def _red_carpet(room: Room, pen: Pen, rng: Random) -> None:
    """A runner from the throne or altar to the viewer."""
    anchors = room.stage.anchors
    x, _, wide, _ = anchors.get("throne") or anchors.get("altar") or (room.eye[0], 0, 0, 0)
    at = (x + wide / 2 - room.left) / room.metre
    back, front = room.pen(at, 0.15), room.pen(at, 3.4)
    for half, colour in ((0.62, "#e0b04a"), (0.56, "#a9353f"), (0.44, "#b8434b")):
        shape = [back.at(-half, 0), back.at(half, 0), front.at(half, 0), front.at(-half, 0)]
        data = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in shape) + "Z"
        pen.path(data, colour)


CARPETS: dict[str, Piece] = {
    "rug": Piece(_rug, 3.0),
    "mat": Piece(_mat, 1.2),
    "red carpet": Piece(_red_carpet, 1.2),
}
