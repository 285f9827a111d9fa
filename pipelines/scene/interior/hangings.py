"""Hangings: what hangs on the wall of a room."""

from __future__ import annotations

import math
from random import Random

from pipelines.scene.interior.desks import canvas
from pipelines.scene.interior.piece import Piece
from pipelines.scene.interior.room import Room
from pipelines.scene.palette import mix, shade
from pipelines.scene.pen import Pen


def _pictures(room: Room, pen: Pen, rng: Random) -> None:
    x = 0.0
    for _ in range(3):
        w, h, up = rng.uniform(0.3, 0.42), rng.uniform(0.34, 0.5), rng.uniform(0, 0.2)
        pen.rect(x - 0.03, up - 0.03, w + 0.06, h + 0.06, shade(room.wood, -0.06), 0.01)
        canvas(pen.moved(x, up), rng, w, h)
        x += w + 0.14


def _painting(room: Room, pen: Pen, rng: Random) -> None:
    gold = "#d9a94f"
    w, h = rng.choice(((1.3, 0.95), (0.9, 1.2), (1.5, 1.0)))
    pen.rect(-0.1, -0.1, w + 0.2, h + 0.2, shade(gold, -0.1), 0.02)
    pen.rect(-0.08, -0.08, w + 0.16, h + 0.16, gold, 0.02)
    pen.rect(-0.03, -0.03, w + 0.06, h + 0.06, shade(gold, -0.12))
    canvas(pen, rng, w, h)
    pen.rect(w / 2 - 0.12, -0.28, 0.24, 0.08, "#f4ead2", 0.01)


def _abstract_painting(room: Room, pen: Pen, rng: Random) -> None:
    colours = rng.sample(("#d96f5d", "#e8b04f", "#3f7f8f", "#2f3a56", "#e9d8c0", "#8f6bb0", "#6fa58b"), 4)
    pen.rect(-0.03, -0.03, 1.16, 1.16, "#fbf7ee")
    pen.rect(0, 0, 1.1, 1.1, mix(colours[3], "#fff6e6", 0.7))
    pen.disc(rng.uniform(0.35, 0.7), rng.uniform(0.55, 0.75), rng.uniform(0.2, 0.3), colours[0])
    pen.poly([(0, 0), (rng.uniform(0.5, 0.9), 0), (0, rng.uniform(0.5, 0.8))], colours[1])
    pen.rect(rng.uniform(0.5, 0.7), 0.1, 0.28, rng.uniform(0.3, 0.6), colours[2])
    pen.line([(0.1, 0.95), (0.98, rng.uniform(0.5, 0.9))], colours[3], 0.03)
    pen.rect(0.45, -0.22, 0.22, 0.08, "#f4ead2", 0.01)


def _clock(room: Room, pen: Pen, rng: Random) -> None:
    pen.disc(0.22, 0.22, 0.22, shade(room.wood, -0.05))
    pen.disc(0.22, 0.22, 0.18, "#fdf8ec")
    for k in range(12):
        a = math.tau * k / 12
        pen.disc(0.22 + math.cos(a) * 0.15, 0.22 + math.sin(a) * 0.15, 0.01, "#4a4348")
    for length, turn in ((0.09, rng.uniform(0, 6)), (0.135, rng.uniform(0, 6))):
        pen.line([(0.22, 0.22), (0.22 + math.cos(turn) * length, 0.22 + math.sin(turn) * length)], "#4a4348", 0.018)


def _mirror(room: Room, pen: Pen, rng: Random) -> None:
    pen.oval(0.35, 0.45, 0.35, 0.47, mix(room.wood, "#e0b04a", 0.5))
    pen.oval(0.35, 0.45, 0.3, 0.42, "#d9e9ee")
    pen.poly([(0.16, 0.3), (0.24, 0.22), (0.56, 0.68), (0.48, 0.76)], "#ffffff", 0.5)


def _blackboard(room: Room, pen: Pen, rng: Random) -> None:
    board, chalk = rng.choice(("#2f5a4a", "#33443f")), "#eef2ea"
    pen.block(0, 0, 3.0, 1.3, room.wood)
    pen.rect(0.06, 0.06, 2.88, 1.18, board)
    pen.rect(0, -0.06, 3.0, 0.07, shade(room.wood, 0.05), 0.01)
    for x in (0.4, 1.6, 2.3):
        pen.rect(x, 0.01, 0.12, 0.03, rng.choice(("#ffffff", "#f6c9c0", "#f6e6a4")))
    for row in range(3):
        x = 0.25
        while x < 1.5:
            w = rng.uniform(0.1, 0.28)
            pen.bow(
                [
                    (x, 0.96 - row * 0.22),
                    (x + w * 0.3, 1.02 - row * 0.22),
                    (x + w * 0.6, 0.95 - row * 0.22),
                    (x + w, 1.0 - row * 0.22),
                ],
                chalk,
                0.02,
                0.75,
            )
            x += w + 0.09
    pen.bow([(1.9, 0.3), (2.25, 1.0), (2.6, 0.3), (1.9, 0.3)], chalk, 0.02, 0.8)
    pen.line([(2.25, 0.3), (2.25, 0.92)], chalk, 0.015, 0.7)


def _map(room: Room, pen: Pen, rng: Random) -> None:
    pen.rect(0, 0, 1.3, 0.85, "#a9d3e0")
    pen.rect(-0.04, 0.83, 1.38, 0.05, shade(room.wood, -0.05), 0.02)
    pen.rect(-0.04, -0.04, 1.38, 0.05, shade(room.wood, -0.05), 0.02)
    for x, up, size in ((0.3, 0.55, 0.18), (0.38, 0.22, 0.1), (0.68, 0.4, 0.14), (0.95, 0.55, 0.22), (1.08, 0.2, 0.09)):
        shape = [
            (x + size * dx * rng.uniform(0.7, 1.2), up + size * dy * rng.uniform(0.6, 1))
            for dx, dy in ((-1, 0), (-0.6, 0.7), (0.3, 0.8), (1, 0.3), (0.6, -0.5), (-0.2, -0.9))
        ]
        pen.soft(shape, rng.choice(("#8fc07a", "#e3c07a", "#d99a6a", "#a9c98f")))


def _alphabet(room: Room, pen: Pen, rng: Random) -> None:
    """A row of children's drawings on a string."""
    pen.bow([(0, 0.5), (0.8, 0.42), (1.6, 0.5)], "#8a7a6a", 0.012)
    for k in range(5):
        x = 0.06 + k * 0.31
        pen.rect(x, 0.12, 0.24, 0.32, "#fffaf0")
        colour = rng.choice(("#e58f5a", "#5fa8d3", "#7fb069", "#d96f9d", "#f0c75a"))
        pen.disc(x + 0.12, 0.29, 0.06, colour)
        pen.rect(x + 0.05, 0.16, 0.14, 0.05, shade(colour, -0.1))


def _menu(room: Room, pen: Pen, rng: Random) -> None:
    pen.block(0, 0, 1.2, 0.9, room.wood)
    pen.rect(0.05, 0.05, 1.1, 0.8, "#33383a")
    chalk = "#f2ede2"
    pen.bow([(0.35, 0.72), (0.5, 0.78), (0.6, 0.7), (0.72, 0.78), (0.86, 0.72)], chalk, 0.028)
    for row in range(4):
        up = 0.56 - row * 0.13
        pen.line([(0.14, up), (0.14 + rng.uniform(0.3, 0.55), up)], chalk, 0.022, 0.85)
        pen.line([(0.94, up), (1.06, up)], room.accent, 0.022)


def _tools(room: Room, pen: Pen, rng: Random) -> None:
    pen.rect(0, 0, 2.0, 1.0, mix(room.wood, "#e7cfa4", 0.5), 0.02)
    steel, grip = "#8f9aa5", "#c9534a"
    for x in (0.18, 0.42):
        pen.line([(x, 0.2), (x, 0.72)], shade(room.wood, -0.1), 0.045)
        pen.rect(x - 0.11, 0.7, 0.22, 0.1, steel, 0.02)
    pen.poly([(0.66, 0.3), (0.76, 0.3), (1.1, 0.8), (0.66, 0.72)], "#cfd6dc")
    pen.rect(0.64, 0.16, 0.14, 0.18, "#d9a86a", 0.04)
    for k, x in enumerate((1.2, 1.34, 1.48)):
        pen.line([(x, 0.7), (x, 0.4)], steel, 0.025)
        pen.line([(x, 0.36), (x, 0.2)], (grip, "#e0a04a", "#4f7f98")[k], 0.05)
    pen.line([(1.74, 0.2), (1.74, 0.66)], steel, 0.05)
    pen.disc(1.74, 0.74, 0.1, steel)
    pen.disc(1.74, 0.79, 0.05, mix(room.wood, "#e7cfa4", 0.5))


def _banner(room: Room, pen: Pen, rng: Random) -> None:
    cloth = rng.choice((("#a9353f", "#e0b04a"), ("#2f4f8f", "#e0c26a"), ("#2f6b4f", "#e8cf8a")))
    pen.line([(-0.08, 2.0), (0.78, 2.0)], "#d9a94f", 0.05)
    pen.poly([(0, 2.0), (0.7, 2.0), (0.7, 0.25), (0.35, 0.0), (0, 0.25)], cloth[0])
    pen.poly([(0.06, 1.96), (0.64, 1.96), (0.64, 0.3), (0.35, 0.08), (0.06, 0.3)], shade(cloth[0], -0.06))
    pen.disc(0.35, 1.15, 0.19, cloth[1])
    pen.poly([(0.35, 1.3), (0.24, 1.06), (0.46, 1.06)], cloth[0])


def _utensils(room: Room, pen: Pen, rng: Random) -> None:
    pen.line([(0, 0.5), (1.2, 0.5)], "#8d949c", 0.03)
    for k in range(5):
        x, colour = 0.1 + k * 0.25, rng.choice(("#b8702f", "#5a606c", "#c98a52", "#8d949c"))
        pen.line([(x, 0.48), (x, 0.2)], colour, 0.025)
        if k % 2:
            pen.disc(x, 0.1, 0.11, "#3f454f" if k == 3 else "#b8643f")
        else:
            pen.oval(x, 0.15, 0.05, 0.075, colour)


def _cross_poster(room: Room, pen: Pen, rng: Random) -> None:
    pen.rect(0, 0, 0.7, 0.95, "#ffffff", 0.02)
    pen.rect(0.05, 0.05, 0.6, 0.85, mix(room.second, "#ffffff", 0.6))
    pen.rect(0.3, 0.42, 0.1, 0.36, "#d9534f")
    pen.rect(0.17, 0.55, 0.36, 0.1, "#d9534f")
    for k in range(3):
        pen.rect(0.14, 0.28 - k * 0.08, rng.uniform(0.28, 0.42), 0.03, "#ffffff")


def _wall_bars(room: Room, pen: Pen, rng: Random) -> None:
    for x in (0, 0.9, 1.8):
        pen.rect(x, 0, 0.07, 2.4, room.wood)
    for k in range(11):
        pen.rect(0, 0.14 + k * 0.21, 1.86, 0.05, mix(room.wood, "#f3d9ae", 0.4), 0.02)


def _long_mirror(room: Room, pen: Pen, rng: Random) -> None:
    pen.rect(0, 0, 2.4, 1.7, room.wood)
    pen.rect(0.04, 0.04, 2.32, 1.62, mix(room.wall, "#d5e6ee", 0.7))
    for x in (0.3, 1.4):
        pen.poly([(x, 0.04), (x + 0.25, 0.04), (x + 0.8, 1.66), (x + 0.55, 1.66)], "#ffffff", 0.3)
    pen.rect(-0.1, 0.62, 2.6, 0.05, room.wood, 0.02)


HANGINGS: dict[str, Piece] = {
    "pictures": Piece(_pictures, 1.35, 0.7),
    "painting": Piece(_painting, 1.55, 1.2),
    "abstract painting": Piece(_abstract_painting, 1.1, 1.15),
    "clock": Piece(_clock, 0.44, 0.44),
    "mirror": Piece(_mirror, 0.7, 0.92),
    "blackboard": Piece(_blackboard, 3.0, 1.3),
    "map": Piece(_map, 1.3, 0.9),
    "drawings": Piece(_alphabet, 1.6, 0.5),
    "menu": Piece(_menu, 1.2, 0.9),
    "tools": Piece(_tools, 2.0, 1.0),
    "banner": Piece(_banner, 0.7, 2.0),
    "utensils": Piece(_utensils, 1.2, 0.52),
    "health poster": Piece(_cross_poster, 0.7, 0.95),
    "wall bars": Piece(_wall_bars, 1.87, 2.4),
    "long mirror": Piece(_long_mirror, 2.4, 1.7),
}
