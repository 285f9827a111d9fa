"""Carpets: what lies on the floor of a room."""

from __future__ import annotations

import math
from random import Random

from pipelines.scene.interior.piece import Piece
from pipelines.scene.interior.room import Room
from pipelines.scene.palette import mix, shade
from pipelines.scene.pen import Pen

FLAT = 0.3
"""How much flatter a round carpet looks than it is."""


def _rug(room: Room, pen: Pen, rng: Random) -> None:
    colour = rng.choice((room.accent, room.second))
    pale = mix(colour, "#fff3dc", 0.6)
    if rng.random() < 0.5:
        for k, tone in (
            (1.0, colour),
            (0.88, pale),
            (0.82, shade(colour, 0.02)),
            (0.5, pale),
            (0.44, shade(colour, -0.04)),
        ):
            pen.oval(1.5, 0, 1.5 * k, 1.5 * k * FLAT, tone)
        for k in range(30):
            a = math.tau * k / 30
            pen.disc(1.5 + math.cos(a) * 1.41, math.sin(a) * 1.41 * FLAT, 0.025, pale)
        return
    for inset, tone in ((0.0, colour), (0.12, pale), (0.18, shade(colour, 0.02))):
        i = inset
        pen.poly(
            [
                (0.3 + i, 0.42 - i * 0.4),
                (2.7 - i, 0.42 - i * 0.4),
                (3.0 - i * 1.6, -0.42 + i * 0.4),
                (i * 1.6, -0.42 + i * 0.4),
            ],
            tone,
        )
    for k in range(3):
        pen.oval(0.85 + k * 0.65, 0, 0.2, 0.1, pale)
        pen.oval(0.85 + k * 0.65, 0, 0.12, 0.06, shade(colour, -0.05))


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
