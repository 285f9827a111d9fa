"""Lamps: what hangs from the ceiling or stands on the floor of a room and gives light."""

from __future__ import annotations

import math
from random import Random

from pipelines.scene.interior.piece import Piece
from pipelines.scene.interior.room import Room
from pipelines.scene.palette import mix, shade
from pipelines.scene.pen import Pen
from pipelines.scene.shapes import circle, path, trace


def halo(room: Room, pen: Pen, x: float, up: float, r: float) -> None:
    """The glow around a lamp, when it is dark."""
    if not room.dark:
        return
    cx, cy = pen.at(x, up)
    room.lamps.append((cx, cy, r * pen.metre))
    fill = room.stage.glow("#ffc874", 0.62)
    pen.add(circle(cx, cy, r * pen.metre, fill))


def bulb(room: Room, pen: Pen, x: float, up: float, r: float) -> None:
    """What shines itself: it is not dimmed by the light of the room."""
    cx, cy = pen.at(x, up)
    pen.add(circle(cx, cy, r * pen.metre, "#fff1c4" if room.dark else "#fdf6e0"))


def _pendants(room: Room, pen: Pen, rng: Random) -> None:
    drop, shape = rng.uniform(0.7, 1.0), rng.randrange(3)
    for k in range(3):
        x = k * 0.85
        halo(room, pen, x, -drop - 0.2, 1.15)
        pen.line([(x, 0.6), (x, -drop)], "#4a4348", 0.018)
        bulb(room, pen, x, -drop - 0.24, 0.075)
        colour = (room.accent, "#3a3f4a", room.second)[shape]
        if shape == 1:
            pen.poly([(x - 0.2, -drop - 0.24), (x + 0.2, -drop - 0.24), (x + 0.05, -drop), (x - 0.05, -drop)], colour)
        else:
            pen.soft(
                [
                    (x - 0.22, -drop - 0.24),
                    (x - 0.14, -drop - 0.06),
                    (x, -drop),
                    (x + 0.14, -drop - 0.06),
                    (x + 0.22, -drop - 0.24),
                ],
                colour,
            )
            pen.rect(x - 0.22, -drop - 0.26, 0.44, 0.035, shade(colour, -0.08), 0.015)


def _lantern_row(room: Room, pen: Pen, rng: Random) -> None:
    pen.bow([(-0.4, -0.1), (0.6, -0.5), (1.7, -0.34), (2.8, -0.56), (3.8, -0.1)], "#5a4a44", 0.02)
    for x, up in ((0.1, -0.36), (0.8, -0.5), (1.5, -0.38), (2.2, -0.44), (2.9, -0.54)):
        halo(room, pen, x, up - 0.1, 0.5)
        bulb(room, pen, x, up - 0.1, 0.06)


def _chandelier(room: Room, pen: Pen, rng: Random) -> None:
    gold = "#d9a94f"
    halo(room, pen, 0, -1.0, 2.0)
    pen.line([(0, 0.8), (0, -0.7)], gold, 0.035)
    for k in (-2, -1, 1, 2):
        pen.bow([(0, -0.75), (k * 0.22, -1.12), (k * 0.34, -0.92)], gold, 0.035)
    for k in (-2, -1, 0, 1, 2):
        x = k * 0.34
        pen.rect(x - 0.035, -0.92, 0.07, 0.16, "#f7f0df", 0.01)
        bulb(room, pen, x, -0.7, 0.05)
        pen.disc(x * 0.8, -1.16 + 0.03 * abs(k), 0.04, "#e6f2f5")
    pen.disc(0, -1.12, 0.08, gold)


def _tubes(room: Room, pen: Pen, rng: Random) -> None:
    for k in range(2):
        x = k * 2.2
        halo(room, pen, x + 0.6, -0.2, 1.6)
        pen.rect(x, -0.12, 1.3, 0.08, "#e4e8ea")
        pen.rect(x + 0.06, -0.19, 1.18, 0.08, "#fdfdf6", 0.03)
        for dx in (0.2, 1.1):
            pen.line([(x + dx, 0.4), (x + dx, -0.06)], "#9aa3ab", 0.015)


def _floor_lamp(room: Room, pen: Pen, rng: Random) -> None:
    pen.shadow(0, 0.4)
    halo(room, pen, 0.2, 1.5, 1.5)
    pen.line([(0.2, 0.03), (0.2, 1.4)], "#5a4a44", 0.03)
    pen.oval(0.2, 0.03, 0.18, 0.03, "#5a4a44")
    cloth = mix(room.second, "#ffeec4", 0.65)
    x, top = pen.at(0.0, 1.72)
    m = pen.metre
    shape = trace("M", x, top + 0.38 * m, "h", 0.4 * m, "l", -0.09 * m, -0.38 * m, "h", -0.22 * m, "Z")
    pen.add(path(shape, "#ffe2a0" if room.dark else room.change(cloth)))


def _candle_wheel(room: Room, pen: Pen, rng: Random) -> None:
    halo(room, pen, 0, -0.9, 1.9)
    for k in (-1, 1):
        pen.line([(0, 0.2), (k * 0.75, -0.95)], "#4a4348", 0.02)
    pen.oval(0, -1.0, 0.8, 0.14, "#4a3a30")
    pen.oval(0, -0.98, 0.68, 0.09, "#6a5546")
    for k in range(6):
        x, up = math.cos(k * 1.05) * 0.74, -0.98 + math.sin(k * 1.05) * 0.11
        pen.rect(x - 0.03, up, 0.06, 0.16, "#f7f0df")
        bulb(room, pen, x, up + 0.2, 0.035)


LAMPS: dict[str, Piece] = {
    "pendants": Piece(_pendants, 2.0, 1.3),
    "string of lights": Piece(_lantern_row, 3.4, 0.6),
    "chandelier": Piece(_chandelier, 0.2, 1.2),
    "tubes": Piece(_tubes, 3.4, 0.2),
    "floor lamp": Piece(_floor_lamp, 0.4, 1.8),
    "candle wheel": Piece(_candle_wheel, 0.2, 1.15),
}
