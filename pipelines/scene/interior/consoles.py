"""Consoles: what stands in a spaceship."""

from __future__ import annotations

from random import Random

from pipelines.scene.interior.piece import Piece
from pipelines.scene.interior.room import Room
from pipelines.scene.palette import mix, shade
from pipelines.scene.pen import Pen

HULL = "#c9d3e0"
GLOWS = ("#5fe0d0", "#ffb45a", "#ff7a8a", "#8fb8ff", "#a8e86a")


def _console(room: Room, pen: Pen, rng: Random) -> None:
    pen.shadow(0, 2.4)
    pen.poly([(0.1, 0), (2.3, 0), (2.4, 0.75), (0, 0.75)], HULL)
    pen.poly([(0, 0.75), (2.4, 0.75), (2.2, 1.05), (0.2, 1.05)], shade(HULL, -0.12))
    for k in range(3):
        x = 0.3 + k * 0.66
        pen.rect(x, 0.8, 0.5, 0.2, "#1f2a40", 0.02)
        _readings(pen, rng, x + 0.04, 0.83, 0.42, 0.14)
    for _ in range(12):
        pen.disc(rng.uniform(0.2, 2.2), rng.uniform(0.55, 0.7), 0.03, rng.choice(GLOWS))
    pen.rect(0.15, 0.2, 2.1, 0.05, room.accent)


def _readings(pen: Pen, rng: Random, x: float, up: float, w: float, h: float) -> None:
    points = [(x + w * k / 7, up + h * rng.random()) for k in range(8)]
    pen.line(points, rng.choice(GLOWS), 0.015)


def _locker(room: Room, pen: Pen, rng: Random) -> None:
    pen.block(0, 0, 1.0, 2.2, mix(HULL, room.wall, 0.3), 0.08)
    pen.rect(0.1, 0.15, 0.8, 1.9, shade(HULL, -0.06), 0.1)
    pen.rect(0.16, 1.5, 0.68, 0.4, "#1f2a40", 0.04)
    _readings(pen, rng, 0.2, 1.55, 0.6, 0.28)
    for k in range(3):
        pen.rect(0.16, 0.35 + k * 0.32, 0.68, 0.2, mix(HULL, "#ffffff", 0.3), 0.03)
        pen.disc(0.76, 0.45 + k * 0.32, 0.03, rng.choice(GLOWS))


def _screens(room: Room, pen: Pen, rng: Random) -> None:
    for k in range(2):
        pen.rect(k * 0.85, 0, 0.75, 0.5, "#1f2a40", 0.05)
        _readings(pen, rng, k * 0.85 + 0.06, 0.1, 0.62, 0.3)


CONSOLES: dict[str, Piece] = {
    "console": Piece(_console, 2.4, 1.1, "desk", 0.9),
    "locker": Piece(_locker, 1.0, 2.2),
    "screens": Piece(_screens, 1.6, 0.5),
}
