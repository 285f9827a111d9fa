"""Cupboards: what stores things: counters, stoves, shelves, bookcases, wardrobes, glass cases."""

from __future__ import annotations

from random import Random

from pipelines.scene.interior.clutter import FILLINGS, Filling, pot, shelf_of
from pipelines.scene.interior.piece import Paint, Piece
from pipelines.scene.interior.room import Room
from pipelines.scene.palette import mix, shade
from pipelines.scene.pen import Pen

STEEL = "#c9d0d6"
BOARD = 0.54
"""Height of a sideboard in metres."""


def base(room: Room, pen: Pen, w: float, h: float, colour: str, doors: int) -> None:
    """A low cupboard with doors and a wooden top."""
    pen.shadow(0, w)
    pen.rect(0.04, 0, w - 0.08, 0.1, shade(colour, -0.25))
    pen.block(0, 0.08, w, h - 0.12, colour)
    step = w / doors
    for k in range(doors):
        pen.rect(k * step + 0.04, 0.14, step - 0.08, h - 0.26, shade(colour, -0.04), 0.02)
        pen.rect(k * step + 0.05, 0.16, step - 0.1, h - 0.29, shade(colour, 0.02), 0.02)
        pen.rect(k * step + step / 2 - 0.05, h - 0.24, 0.1, 0.025, "#e7cf9a", 0.01)
    pen.block(-0.03, h - 0.05, w + 0.06, 0.06, mix(room.wood, "#f3d9ae", 0.3), 0.01)


def _counter(room: Room, pen: Pen, rng: Random) -> None:
    base(room, pen, 1.6, 0.92, room.second, 3)
    FILLINGS["crockery"](pen, rng, 0.1, 0.93, rng.uniform(0.4, 0.7), 0.3)
    if rng.random() < 0.6:
        pot(pen, rng, 1.4, 0.93, 0.32)


def _sink(room: Room, pen: Pen, rng: Random) -> None:
    base(room, pen, 1.3, 0.92, room.second, 2)
    pen.rect(0.32, 0.89, 0.66, 0.04, STEEL, 0.02)
    pen.bow([(0.65, 0.93), (0.65, 1.16), (0.72, 1.22), (0.8, 1.18), (0.8, 1.1)], STEEL, 0.035)
    pen.rect(0.5, 0.93, 0.03, 0.08, STEEL)
    FILLINGS["crockery"](pen, rng, 1.0, 0.93, 0.28, 0.2)


def _stove(room: Room, pen: Pen, rng: Random) -> None:
    body = rng.choice(("#f1ede4", "#3d4450", "#c9534a"))
    pen.shadow(0, 0.7)
    pen.block(0, 0.04, 0.7, 0.88, body)
    pen.rect(0.08, 0.18, 0.54, 0.42, "#2b2f3a", 0.03)
    pen.rect(0.12, 0.24, 0.46, 0.24, "#e58f3f" if room.dark or rng.random() < 0.4 else "#4a505e", 0.02)
    pen.rect(0.1, 0.63, 0.5, 0.03, STEEL, 0.01)
    for k in range(4):
        pen.disc(0.14 + k * 0.14, 0.77, 0.035, shade(body, -0.25))
    pen.rect(0.02, 0.92, 0.66, 0.025, "#3a3f4a", 0.01)
    kettle = rng.choice((room.accent, "#4f7f98", "#d9a13f"))
    pen.rect(0.1, 0.94, 0.3, 0.2, kettle, 0.05)
    pen.rect(0.08, 1.12, 0.34, 0.035, shade(kettle, -0.1), 0.01)
    pen.disc(0.25, 1.17, 0.025, shade(kettle, -0.2))
    for k in range(2):
        x = 0.18 + 0.13 * k
        pen.bow([(x, 1.22), (x + 0.05, 1.32), (x - 0.03, 1.42), (x + 0.04, 1.54)], "#ffffff", 0.03, 0.4)


def _fridge(room: Room, pen: Pen, rng: Random) -> None:
    body = rng.choice(("#f4f1ea", mix(room.accent, "#ffffff", 0.25), mix(room.second, "#ffffff", 0.3), "#d5dbe0"))
    pen.shadow(0, 0.78)
    pen.block(0, 0.05, 0.78, 1.85, body, 0.07)
    pen.rect(0, 1.24, 0.78, 0.02, shade(body, -0.12))
    for up, tall in ((1.32, 0.28), (0.78, 0.36)):
        pen.rect(0.07, up, 0.035, tall, "#8d949c", 0.015)
    for _ in range(3):
        pen.rect(
            rng.uniform(0.3, 0.6), rng.uniform(1.35, 1.7), 0.1, 0.12, rng.choice(("#f6c90e", "#e7b8a2", "#9fc3d6"))
        )


def _cupboard(room: Room, pen: Pen, rng: Random) -> None:
    pen.block(0, 0, 1.2, 0.68, room.second)
    for k in range(2):
        glass = rng.random() < 0.5
        pen.rect(k * 0.6 + 0.05, 0.05, 0.5, 0.58, shade(room.second, 0.03), 0.02)
        if glass:
            pen.rect(k * 0.6 + 0.1, 0.1, 0.4, 0.48, "#dfe9e6", 0.01)
            FILLINGS["crockery"](pen, rng, k * 0.6 + 0.11, 0.1, 0.38, 0.22)
            pen.rect(k * 0.6 + 0.1, 0.34, 0.4, 0.02, shade(room.second, 0.03))
            FILLINGS["crockery"](pen, rng, k * 0.6 + 0.11, 0.36, 0.38, 0.2)
        pen.disc(0.55 + 0.1 * k, 0.2, 0.018, "#e7cf9a")


def board(filling: str, w: float = 1.3, rows: int = 2) -> Paint:
    """Wall boards with a filling."""

    def paint(room: Room, pen: Pen, rng: Random) -> None:
        for row in range(rows):
            up = row * 0.42
            pen.rect(0, up, w, 0.04, room.wood, 0.01)
            pen.rect(0, up - 0.015, w, 0.02, shade(room.wood, -0.1), 0.01)
            FILLINGS[filling](pen, rng, 0.06, up + 0.04, w - 0.12, 0.34)

    return paint


def case(filling: str, w: float = 1.2, h: float = 2.1, rows: int = 5) -> Paint:
    """An upright case of shelves with a filling."""

    def paint(room: Room, pen: Pen, rng: Random) -> None:
        wood = shade(room.wood, rng.uniform(-0.03, 0.03))
        pen.shadow(0, w)
        pen.block(0, 0, w, h, wood)
        pen.rect(0.06, 0.1, w - 0.12, h - 0.17, shade(wood, -0.17))
        step = (h - 0.17) / rows
        for row in range(rows):
            up = 0.1 + row * step
            _fill(pen, rng, filling, 0.07, up, w - 0.14, step)
            pen.rect(0.06, up - 0.02, w - 0.12, 0.035, shade(wood, 0.03))
        pen.block(-0.04, h - 0.03, w + 0.08, 0.07, wood)

    return paint


def _fill(pen: Pen, rng: Random, filling: str, x: float, up: float, w: float, h: float) -> None:
    """A shelf: mostly its filling, now and then a gap or a plant."""
    some: Filling = FILLINGS[filling]
    if rng.random() < 0.22:
        part = rng.uniform(0.55, 0.75)
        shelf_of(pen, rng, some, x, up, w * part, h, 1)
        pot(pen, rng, x + w * (part + 1) / 2, up + 0.02, min(h * 0.85, 0.26))
    else:
        shelf_of(pen, rng, some, x, up, w, h, 1)


def _wardrobe(room: Room, pen: Pen, rng: Random) -> None:
    pen.shadow(0, 1.15)
    for x in (0.06, 1.03):
        pen.rect(x, 0, 0.06, 0.12, shade(room.wood, -0.15))
    pen.block(0, 0.1, 1.15, 1.95, room.wood)
    for x in (0.06, 0.595):
        pen.rect(x, 0.48, 0.495, 1.48, shade(room.wood, -0.045), 0.03)
        pen.rect(x + 0.06, 0.55, 0.375, 1.32, shade(room.wood, 0.02), 0.03)
    pen.rect(0.06, 0.18, 1.03, 0.24, shade(room.wood, 0.02), 0.02)
    for x, up in ((0.5, 1.2), (0.65, 1.2), (0.3, 0.3), (0.85, 0.3)):
        pen.disc(x, up, 0.025, "#e7cf9a")
    pen.block(-0.05, 2.02, 1.25, 0.1, shade(room.wood, 0.03), 0.03)


def _dresser(room: Room, pen: Pen, rng: Random) -> None:
    wood = shade(room.wood, 0.03)
    pen.shadow(0, 1.1)
    for x in (0.06, 0.97):
        pen.rect(x, 0, 0.06, 0.16, shade(wood, -0.15))
    pen.block(0, 0.14, 1.1, 0.68, wood)
    for row in range(3):
        pen.rect(0.06, 0.2 + row * 0.2, 0.98, 0.17, shade(wood, -0.035), 0.015)
        for x in (0.3, 0.8):
            pen.disc(x, 0.285 + row * 0.2, 0.022, "#e7cf9a")
    pot(pen, rng, 0.24, 0.82, 0.36)
    FILLINGS["books"](pen, rng, 0.55, 0.82, 0.36, 0.26)


def _glass_case(room: Room, pen: Pen, rng: Random) -> None:
    pen.shadow(0, 1.7)
    pen.block(0, 0.04, 1.7, 0.5, room.wood)
    pen.rect(0.03, 0.54, 1.64, 0.6, "#f3f6ee", 0.03, 0.9)
    for up in (0.54, 0.84):
        FILLINGS["loaves"](pen, rng, 0.1, up + 0.03, 1.5, 0.26)
        pen.rect(0.03, up, 1.64, 0.03, mix(room.wood, "#ffffff", 0.3))
    pen.poly([(0.2, 0.58), (0.5, 0.58), (0.8, 1.12), (0.5, 1.12)], "#ffffff", 0.3)
    pen.block(-0.02, 1.12, 1.74, 0.06, room.second)


def _till(room: Room, pen: Pen, rng: Random) -> None:
    pen.shadow(0, 2.0)
    pen.block(0, 0.02, 2.0, 1.02, room.second)
    for k in range(5):
        pen.rect(0.06 + k * 0.385, 0.1, 0.34, 0.84, shade(room.second, -0.03), 0.02)
    pen.block(-0.06, 1.0, 2.12, 0.08, room.wood)
    pen.block(1.25, 1.08, 0.42, 0.26, "#4a505e", 0.03)
    pen.poly([(1.27, 1.34), (1.65, 1.34), (1.6, 1.5), (1.32, 1.5)], "#8fb8c9")
    pot(pen, rng, 0.25, 1.08, 0.34)


def _espresso_bar(room: Room, pen: Pen, rng: Random) -> None:
    base(room, pen, 2.4, 1.08, mix(room.accent, room.wood, 0.35), 4)
    pen.block(0.75, 1.09, 0.85, 0.4, STEEL, 0.05)
    pen.rect(0.8, 1.12, 0.75, 0.17, "#4a505e", 0.02)
    for x in (0.95, 1.3):
        pen.rect(x, 1.22, 0.1, 0.06, "#8d949c")
        FILLINGS["crockery"](pen, rng, x - 0.05, 1.12, 0.18, 0.1)
    pen.rect(0.85, 1.49, 0.65, 0.04, shade(STEEL, -0.1))
    FILLINGS["crockery"](pen, rng, 0.85, 1.53, 0.62, 0.12)
    pen.rect(1.85, 1.09, 0.34, 0.28, "#f3f6ee", 0.12, 0.85)
    FILLINGS["loaves"](pen, rng, 1.88, 1.1, 0.3, 0.2)
    pot(pen, rng, 0.3, 1.09, 0.3)


def _bar(room: Room, pen: Pen, rng: Random) -> None:
    pen.shadow(0, 3.0)
    pen.block(0, 0.02, 3.0, 1.05, shade(room.wood, -0.08))
    for k in range(5):
        pen.rect(0.08 + k * 0.58, 0.16, 0.5, 0.76, shade(room.wood, -0.12), 0.02)
        pen.rect(0.12 + k * 0.58, 0.2, 0.42, 0.68, shade(room.wood, -0.05), 0.02)
    pen.block(-0.08, 1.03, 3.16, 0.09, mix(room.wood, "#f3c98e", 0.35), 0.02)
    pen.rect(0, 0.14, 3.0, 0.035, "#d9a95a", 0.015)
    FILLINGS["bottles"](pen, rng, 0.3, 1.12, 0.5, 0.3)
    for x in (1.9, 2.02, 2.14):
        pen.rect(x, 1.12, 0.05, 0.32, "#d9a95a", 0.02)


def _sideboard(room: Room, pen: Pen, rng: Random) -> None:
    """A low board on feet, on which something stands."""
    pen.shadow(0, 1.5)
    for x in (0.12, 1.32):
        pen.rect(x, 0, 0.06, 0.14, shade(room.wood, -0.15))
    pen.block(0, 0.12, 1.5, 0.42, room.wood)
    for k in range(3):
        pen.rect(0.05 + k * 0.475, 0.17, 0.45, 0.3, shade(room.wood, 0.035), 0.015)
        pen.disc(0.275 + k * 0.475, 0.32, 0.022, "#e7cf9a")


CUPBOARDS: dict[str, Piece] = {
    "counter": Piece(_counter, 1.6, 1.0, "counter", 0.95),
    "sink": Piece(_sink, 1.3, 1.0),
    "stove": Piece(_stove, 0.7, 1.0),
    "fridge": Piece(_fridge, 0.78, 1.95),
    "cupboard": Piece(_cupboard, 1.2, 0.7),
    "crockery shelf": Piece(board("crockery"), 1.3, 0.85),
    "bottle shelf": Piece(board("bottles", 1.8, 3), 1.8, 1.3),
    "book shelf": Piece(board("books", 1.2), 1.2, 0.85),
    "goods shelf": Piece(board("goods", 1.4, 2), 1.4, 0.9),
    "plant shelf": Piece(board("plants", 1.2, 1), 1.2, 0.5),
    "bread shelf": Piece(board("loaves", 1.5, 3), 1.5, 1.3),
    "bookcase": Piece(case("books"), 1.2, 2.1),
    "tall bookcase": Piece(case("books", 1.3, 2.55, 7), 1.3, 2.6),
    "narrow bookcase": Piece(case("books", 0.7, 2.55, 7), 0.7, 2.6),
    "goods case": Piece(case("goods", 1.4, 1.9, 4), 1.4, 1.95),
    "bottle case": Piece(case("bottles", 1.3, 2.2, 5), 1.3, 2.2),
    "bread case": Piece(case("loaves", 1.5, 2.0, 5), 1.5, 2.05),
    "plant case": Piece(case("plants", 1.3, 1.6, 4), 1.3, 1.6),
    "ball rack": Piece(case("balls", 1.4, 1.15, 3), 1.4, 1.2),
    "wardrobe": Piece(_wardrobe, 1.15, 2.1),
    "dresser": Piece(_dresser, 1.1, 1.1),
    "sideboard": Piece(_sideboard, 1.5, 0.55, "table", BOARD),
    "glass case": Piece(_glass_case, 1.7, 1.2, "counter", 1.18),
    "till": Piece(_till, 2.0, 1.3, "counter", 1.08),
    "espresso bar": Piece(_espresso_bar, 2.4, 1.25, "counter", 1.1),
    "bar": Piece(_bar, 3.0, 1.2, "counter", 1.12),
}
