"""Seats: what one sits on."""

from __future__ import annotations

from random import Random

from pipelines.scene.interior.piece import Piece
from pipelines.scene.interior.room import Room
from pipelines.scene.palette import mix, shade
from pipelines.scene.pen import Pen


def _sofa(room: Room, pen: Pen, rng: Random) -> None:
    cloth = rng.choice((room.accent, room.second))
    other = room.second if cloth == room.accent else room.accent
    pen.shadow(0, 2.0)
    for x in (0.12, 1.8):
        pen.rect(x, 0, 0.07, 0.14, shade(room.wood, -0.1))
    pen.block(0.1, 0.3, 1.8, 0.62, shade(cloth, -0.02), 0.14)
    pen.rect(0.2, 0.14, 1.6, 0.2, shade(cloth, -0.07), 0.04)
    for x in (0.22, 1.0):
        pen.block(x, 0.3, 0.77, 0.2, shade(cloth, 0.035), 0.07)
    for x in (0, 1.76):
        pen.block(x, 0.12, 0.25, 0.56, shade(cloth, 0.01), 0.1)
    for x, colour in ((0.34, other), (1.36, mix(other, "#fff3dc", 0.6))):
        pen.soft([(x, 0.5), (x + 0.34, 0.48), (x + 0.36, 0.84), (x + 0.02, 0.86)], colour)


def _armchair(room: Room, pen: Pen, rng: Random) -> None:
    cloth = room.second
    pen.shadow(0, 0.95)
    for x in (0.1, 0.78):
        pen.rect(x, 0, 0.07, 0.14, shade(room.wood, -0.1))
    pen.block(0.12, 0.2, 0.7, 0.85, shade(cloth, -0.03), 0.18)
    pen.block(0.18, 0.28, 0.58, 0.2, shade(cloth, 0.04), 0.07)
    pen.rect(0.1, 0.13, 0.74, 0.17, shade(cloth, -0.07), 0.05)
    for x in (0, 0.74):
        pen.block(x, 0.12, 0.21, 0.55, cloth, 0.09)


def chair(pen: Pen, wood: str, cloth: str, *, faces_right: bool = True) -> None:
    """A chair from the side, 0.46 m wide."""
    x = (lambda v: v) if faces_right else (lambda v: 0.46 - v)
    dark = shade(wood, -0.08)
    pen.line([(x(0.4), 0.45), (x(0.42), 0.02)], dark, 0.04)
    pen.line([(x(0.06), 0.45), (x(0.02), 0.02)], wood, 0.045)
    pen.line([(x(0.06), 0.45), (x(0.0), 0.92)], wood, 0.045)
    for up in (0.6, 0.75, 0.88):
        pen.line([(x(0.045 - (up - 0.45) * 0.1), up), (x(0.1 - (up - 0.45) * 0.12), up + 0.005)], wood, 0.05)
    pen.rect(min(x(0.03), x(0.43)), 0.43, 0.4, 0.06, cloth, 0.03)


def _stool(room: Room, pen: Pen, rng: Random) -> None:
    pen.shadow(0, 0.4)
    for a, b in ((0.08, 0.0), (0.32, 0.4)):
        pen.line([(a, 0.68), (b, 0.02)], shade(room.wood, -0.08), 0.035)
    pen.line([(0.04, 0.26), (0.36, 0.26)], shade(room.wood, -0.08), 0.025)
    pen.rect(0.0, 0.66, 0.4, 0.08, room.accent, 0.04)


def _bench(room: Room, pen: Pen, rng: Random) -> None:
    pen.shadow(0, 1.6)
    for x in (0.1, 1.4):
        pen.rect(x, 0, 0.1, 0.4, shade(room.wood, -0.1))
    pen.block(0, 0.38, 1.6, 0.1, room.accent, 0.04)


def _throne(room: Room, pen: Pen, rng: Random) -> None:
    gold, cloth = "#e0b04a", "#a9353f"
    pen.poly([(-0.9, 0), (2.3, 0), (2.1, 0.14), (-0.7, 0.14)], mix(room.floor, "#ffffff", 0.2))
    pen.poly([(-0.5, 0.14), (1.9, 0.14), (1.75, 0.28), (-0.35, 0.28)], mix(room.floor, "#ffffff", 0.3))
    base = pen.moved(0, 0.28)
    base.soft([(0.15, 0.4), (0.1, 1.9), (0.4, 2.15), (0.7, 2.45), (1.0, 2.15), (1.3, 1.9), (1.25, 0.4)], gold)
    base.soft([(0.28, 0.5), (0.24, 1.75), (0.7, 2.15), (1.16, 1.75), (1.12, 0.5)], cloth)
    base.block(0.1, 0, 1.2, 0.5, gold)
    base.block(0.18, 0.42, 1.04, 0.14, shade(cloth, 0.05), 0.05)
    for x in (0, 1.2):
        base.block(x, 0.0, 0.2, 0.85, shade(gold, -0.03), 0.05)
        base.disc(x + 0.1, 0.9, 0.11, gold)
    base.disc(0.7, 2.5, 0.1, "#d9534f")


def _pew(room: Room, pen: Pen, rng: Random) -> None:
    w = 1.35
    pen.shadow(0, w)
    pen.block(0, 0.05, w, 0.85, shade(room.wood, -0.03))
    pen.rect(0.12, 0.15, w - 0.24, 0.55, shade(room.wood, -0.08), 0.02)
    pen.block(-0.04, 0.86, w + 0.08, 0.08, shade(room.wood, 0.03), 0.03)
    for x in (-0.06, w - 0.1):
        pen.block(x, 0, 0.16, 1.02, shade(room.wood, -0.06), 0.05)


def _waiting_seats(room: Room, pen: Pen, rng: Random) -> None:
    pen.shadow(0, 1.8)
    pen.rect(0.1, 0.2, 1.6, 0.05, "#9aa3ab")
    for x in (0.2, 1.5):
        pen.rect(x, 0, 0.06, 0.42, "#9aa3ab")
    for k in range(3):
        pen.block(k * 0.61, 0.42, 0.56, 0.46, room.second, 0.09)
        pen.block(k * 0.61, 0.38, 0.56, 0.12, shade(room.second, 0.05), 0.05)


SEATS: dict[str, Piece] = {
    "sofa": Piece(_sofa, 2.0, 1.0, "sofa", 0.52),
    "armchair": Piece(_armchair, 0.95, 1.1),
    "stool": Piece(_stool, 0.4, 0.75),
    "bench": Piece(_bench, 1.6, 0.5, "bench", 0.48),
    "throne": Piece(_throne, 1.4, 2.8, "throne", 0.84),
    "pew": Piece(_pew, 1.35, 1.0),
    "waiting seats": Piece(_waiting_seats, 1.83, 0.9),
}
