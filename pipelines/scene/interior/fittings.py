"""Fittings: fireplaces, doors, columns, plants, instruments: what else stands along a wall."""

from __future__ import annotations

import math
from random import Random

from pipelines.scene.interior.clutter import LEAF, pot
from pipelines.scene.interior.desks import canvas
from pipelines.scene.interior.fire import burning
from pipelines.scene.interior.piece import Piece
from pipelines.scene.interior.room import Room
from pipelines.scene.palette import mix, shade
from pipelines.scene.pen import Pen
from pipelines.scene.shapes import circle


def flames(room: Room, pen: Pen, x: float, up: float, size: float) -> None:
    """A fire with its glow; it keeps its own colours in the dark."""
    cx, cy = pen.at(x, up + size * 0.5)
    m = pen.metre
    pen.add(circle(cx, cy, size * 3.2 * m, room.stage.glow("#ff9a4a", 0.5)))
    burning(pen, x, up, size)


def _fireplace(room: Room, pen: Pen, rng: Random) -> None:
    stone = mix(room.wall, rng.choice(("#a9604a", "#f4ede0", "#8d8a88")), 0.7)
    pen.shadow(0, 1.7)
    pen.block(0.2, 1.2, 1.3, 1.9, shade(stone, 0.02))
    pen.block(0, 0, 1.7, 1.15, stone)
    pen.block(-0.1, 1.12, 1.9, 0.12, mix(room.wood, "#ffffff", 0.1))
    pen.poly([(0.35, 0.0), (0.35, 0.72), (0.55, 0.9), (1.15, 0.9), (1.35, 0.72), (1.35, 0.0)], "#2a2226")
    pen.line([(0.55, 0.1), (1.15, 0.16)], "#6a4a36", 0.09)
    pen.line([(0.55, 0.18), (1.15, 0.1)], "#5a3f30", 0.09)
    flames(room, pen, 0.85, 0.14, 0.42)
    pot(pen, rng, 0.2, 1.24, 0.3)
    for k in range(2):
        pen.rect(1.3 + k * 0.13, 1.24, 0.07, 0.16 + 0.07 * k, "#f7f0df", 0.01)
    canvas(pen.moved(0.5, 1.55), rng, 0.7, 0.55)


def _door(room: Room, pen: Pen, rng: Random) -> None:
    colour = rng.choice((room.wood, room.second, mix(room.accent, room.wood, 0.3)))
    pen.rect(-0.08, 0, 1.11, 2.18, mix(room.wall, "#ffffff", 0.6))
    pen.rect(0, 0, 0.95, 2.1, colour)
    for up, tall in ((0.15, 0.75), (1.05, 0.9)):
        for x in (0.1, 0.52):
            pen.rect(x, up, 0.33, tall, shade(colour, -0.04), 0.02)
    pen.disc(0.85, 1.0, 0.04, "#e7cf9a")


def _column(room: Room, pen: Pen, rng: Random) -> None:
    stone, tall = mix(room.wall, "#f7f1e4", 0.6), room.tall
    pen.shadow(0, 0.7)
    pen.block(0, 0, 0.7, 0.18, stone)
    pen.rect(0.06, 0.16, 0.58, 0.12, shade(stone, -0.03), 0.05)
    pen.rect(0.12, 0.26, 0.46, tall - 0.6, stone)
    for k in range(4):
        pen.rect(0.16 + k * 0.11, 0.28, 0.04, tall - 0.64, shade(stone, -0.045))
    pen.rect(0.04, tall - 0.38, 0.62, 0.14, shade(stone, -0.03), 0.06)
    pen.block(-0.02, tall - 0.26, 0.74, 0.3, stone)


def _palm(room: Room, pen: Pen, rng: Random) -> None:
    pen.shadow(0, 0.5)
    for k in range(9):
        lean = (k - 4) / 4
        tip = (0.25 + lean * 0.62, 1.55 - 0.55 * lean * lean + rng.uniform(-0.05, 0.1))
        mid = (0.25 + lean * 0.22, 1.1)
        tone = shade(LEAF, rng.uniform(-0.09, 0.05))
        pen.soft([(0.25, 0.5), (mid[0] - 0.05, mid[1] + 0.1), tip, (mid[0] + 0.07, mid[1] - 0.1)], tone)
    clay = rng.choice((room.accent, "#f0e6d4", room.second))
    pen.poly([(0.03, 0.46), (0.47, 0.46), (0.4, 0), (0.1, 0)], clay)
    pen.rect(0, 0.42, 0.5, 0.08, shade(clay, 0.05), 0.02)


def _hanging_plant(room: Room, pen: Pen, rng: Random) -> None:
    pen.line([(0, 0.4), (0, -0.5)], "#8a7a6a", 0.015)
    for k in range(9):
        x = (k - 4) * 0.07
        length = rng.uniform(0.3, 0.8)
        tone = shade(LEAF, rng.uniform(-0.08, 0.06))
        pen.bow([(x * 0.6, -0.55), (x * 1.6, -0.6), (x * 2.0, -0.6 - length)], tone, 0.025)
        for i in range(int(length / 0.12)):
            pen.oval(x * 2.0 + (0.04 if i % 2 else -0.04), -0.66 - i * 0.12, 0.055, 0.04, tone)
    clay = rng.choice((room.accent, "#f0e6d4"))
    pen.poly([(-0.2, -0.5), (0.2, -0.5), (0.14, -0.76), (-0.14, -0.76)], clay)


def _piano(room: Room, pen: Pen, rng: Random) -> None:
    wood = rng.choice(("#2f2a30", "#5a3a2c"))
    pen.shadow(0, 1.5)
    pen.block(0, 0.02, 1.5, 1.2, wood)
    pen.rect(0.06, 0.14, 1.38, 0.42, shade(wood, 0.03), 0.02)
    pen.block(-0.05, 0.6, 1.6, 0.14, shade(wood, 0.04))
    pen.rect(0.05, 0.68, 1.4, 0.06, "#fbf7ee")
    for k in range(20):
        if k % 7 not in (2, 6):
            pen.rect(0.1 + k * 0.067, 0.7, 0.03, 0.04, "#26222a")
    pen.rect(0.5, 0.82, 0.5, 0.3, "#fdf8ec", 0.01)
    for k in range(4):
        pen.line([(0.55, 0.88 + k * 0.06), (0.95, 0.88 + k * 0.06)], "#9a9088", 0.008)


def _statue(room: Room, pen: Pen, rng: Random) -> None:
    stone = "#eee8dc"
    pen.shadow(0, 0.7)
    pen.block(0.05, 0, 0.6, 0.95, mix(room.wall, "#ffffff", 0.5))
    pen.block(0, 0.92, 0.7, 0.09, mix(room.wall, "#ffffff", 0.65))
    pen.soft([(0.14, 1.01), (0.12, 1.2), (0.27, 1.34), (0.35, 1.36), (0.43, 1.34), (0.58, 1.2), (0.56, 1.01)], stone)
    pen.rect(0.29, 1.3, 0.12, 0.16, shade(stone, -0.05))
    pen.oval(0.35, 1.55, 0.12, 0.16, stone)
    for k in range(7):
        a = math.pi * k / 6
        pen.disc(0.35 + math.cos(a) * 0.11, 1.6 + math.sin(a) * 0.1, 0.05, shade(stone, -0.04))


def _vase_stand(room: Room, pen: Pen, rng: Random) -> None:
    pen.shadow(0, 0.6)
    pen.block(0.05, 0, 0.5, 0.9, mix(room.wall, "#ffffff", 0.5))
    glaze = rng.choice(("#3f6f8f", "#c9714a", "#3f8f7a"))
    pen.soft(
        [(0.2, 0.9), (0.1, 1.15), (0.22, 1.38), (0.24, 1.48), (0.36, 1.48), (0.38, 1.38), (0.5, 1.15), (0.4, 0.9)],
        glaze,
    )
    pen.bow([(0.12, 1.12), (0.3, 1.06), (0.48, 1.12)], "#f4e6c4", 0.04)
    pen.rect(0.21, 1.46, 0.18, 0.05, shade(glaze, 0.08), 0.02)


def _armour(room: Room, pen: Pen, rng: Random) -> None:
    steel = "#aab4be"
    pen.shadow(0, 0.7)
    for x in (0.18, 0.36):
        pen.rect(x, 0.06, 0.15, 0.8, shade(steel, -0.05), 0.05)
        pen.rect(x - 0.02, 0, 0.2, 0.1, steel, 0.04)
    pen.soft([(0.12, 0.8), (0.08, 1.3), (0.35, 1.48), (0.62, 1.3), (0.58, 0.8)], steel)
    for x in (0.08, 0.62):
        pen.disc(x, 1.32, 0.14, shade(steel, 0.05))
        pen.rect(x - 0.06, 0.78, 0.12, 0.5, shade(steel, -0.04), 0.05)
    pen.rect(0.24, 1.46, 0.22, 0.32, steel, 0.09)
    pen.rect(0.26, 1.6, 0.18, 0.035, "#2f343c")
    pen.soft([(0.35, 1.76), (0.3, 1.95), (0.5, 2.0), (0.52, 1.85)], room.accent)
    pen.line([(0.72, 0.05), (0.72, 2.2)], room.wood, 0.04)
    pen.poly([(0.65, 2.18), (0.79, 2.18), (0.72, 2.42)], steel)


def _altar(room: Room, pen: Pen, rng: Random) -> None:
    pen.poly([(-0.6, 0), (2.4, 0), (2.2, 0.16), (-0.4, 0.16)], mix(room.floor, "#ffffff", 0.3))
    pen.block(0.1, 0.16, 1.6, 0.9, mix(room.wall, "#ffffff", 0.5))
    pen.rect(0.02, 0.9, 1.76, 0.18, "#fbf7ee")
    pen.rect(0.6, 0.4, 0.6, 0.5, room.accent)
    pen.rect(0.86, 1.08, 0.08, 0.62, "#d9a94f")
    pen.rect(0.72, 1.42, 0.36, 0.08, "#d9a94f")
    for x in (0.2, 0.42, 1.34, 1.56):
        pen.rect(x, 1.08, 0.06, 0.34, "#f7f0df")
        pen.soft([(x, 1.42), (x + 0.03, 1.54), (x + 0.06, 1.42)], "#ffd27a")


def _anvil(room: Room, pen: Pen, rng: Random) -> None:
    pen.shadow(0, 0.7)
    pen.block(0.14, 0, 0.44, 0.5, shade(room.wood, -0.05), 0.04)
    pen.poly([(0.2, 0.5), (0.52, 0.5), (0.46, 0.64), (0.7, 0.8), (-0.1, 0.8), (0.24, 0.64)], "#4a505c")
    pen.poly([(0.7, 0.8), (0.7, 0.74), (0.52, 0.68)], "#3a404c")


def _crates(room: Room, pen: Pen, rng: Random) -> None:
    pen.shadow(0, 1.2)
    for x, up in ((0, 0), (0.62, 0), (0.3, 0.56)):
        wood = shade(mix(room.wood, "#e0b47a", 0.4), rng.uniform(-0.03, 0.03))
        pen.block(x, up, 0.58, 0.54, wood)
        for k in (0.16, 0.34):
            pen.rect(x, up + k, 0.58, 0.02, shade(wood, -0.1))
        pen.line([(x + 0.06, up + 0.06), (x + 0.52, up + 0.48)], shade(wood, -0.06), 0.05)


def _barrel(room: Room, pen: Pen, rng: Random) -> None:
    wood = shade(room.wood, -0.03)
    pen.shadow(0, 0.7)
    pen.soft([(0.08, 0.02), (0.0, 0.45), (0.08, 0.88), (0.6, 0.88), (0.68, 0.45), (0.6, 0.02)], wood)
    for up in (0.16, 0.68):
        pen.bow([(0.04, up), (0.34, up - 0.03), (0.64, up)], "#5a606c", 0.05)
    pen.oval(0.34, 0.88, 0.25, 0.04, shade(wood, 0.06))


FITTINGS: dict[str, Piece] = {
    "fireplace": Piece(_fireplace, 1.7, 2.6),
    "door": Piece(_door, 1.03, 2.2),
    "column": Piece(_column, 0.7, 3.0),
    "palm": Piece(_palm, 0.5, 1.6),
    "hanging plant": Piece(_hanging_plant, 0.4),
    "piano": Piece(_piano, 1.5, 1.3),
    "statue": Piece(_statue, 0.7, 1.75),
    "vase": Piece(_vase_stand, 0.6, 1.25),
    "armour": Piece(_armour, 0.75, 2.4),
    "altar": Piece(_altar, 1.8, 1.8, "altar", 1.08),
    "anvil": Piece(_anvil, 0.7, 0.85, "anvil", 0.8),
    "crates": Piece(_crates, 1.2, 1.15),
    "barrel": Piece(_barrel, 0.7, 0.95),
}
