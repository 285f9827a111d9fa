"""Desks: tables of every use, with what belongs on them."""

from __future__ import annotations

from random import Random

from pipelines.scene.interior.clutter import FILLINGS, pot
from pipelines.scene.interior.piece import Piece
from pipelines.scene.interior.room import Room
from pipelines.scene.interior.seats import chair
from pipelines.scene.palette import mix, shade
from pipelines.scene.pen import Pen

TOP = 0.74
"""Height of a table in metres."""


def legs(pen: Pen, w: float, colour: str, h: float = TOP) -> None:
    """Four legs of a table w metres wide."""
    pen.shadow(0, w)
    for x in (0.1, w - 0.16):
        pen.rect(x, 0.06, 0.06, h - 0.06, shade(colour, -0.14))
    for x in (0.0, w - 0.08):
        pen.rect(x, 0, 0.08, h, colour)


def top(pen: Pen, w: float, colour: str, h: float = TOP) -> None:
    """A table top seen a little from above."""
    pen.poly([(0.04, h + 0.14), (w - 0.04, h + 0.14), (w + 0.08, h), (-0.08, h)], shade(colour, 0.05))
    pen.rect(-0.08, h - 0.055, w + 0.16, 0.06, shade(colour, -0.05), 0.01)


def _table(room: Room, pen: Pen, rng: Random) -> None:
    chair(pen.moved(-0.42), room.wood, room.accent)
    chair(pen.moved(1.56), room.wood, room.accent, faces_right=False)
    legs(pen, 1.6, room.wood)
    top(pen, 1.6, room.wood)


def _dining_table(room: Room, pen: Pen, rng: Random) -> None:
    for x, right in ((-0.44, True), (1.98, False)):
        chair(pen.moved(x), room.wood, room.second, faces_right=right)
    legs(pen, 2.0, room.wood)
    top(pen, 2.0, room.wood)
    cloth = mix(room.accent, "#fff6e6", 0.75)
    pen.poly([(0.5, TOP + 0.14), (1.5, TOP + 0.14), (1.56, TOP), (0.44, TOP)], cloth)
    pen.poly([(0.44, TOP), (1.56, TOP), (1.5, TOP - 0.24), (1.0, TOP - 0.3), (0.5, TOP - 0.24)], shade(cloth, -0.05))
    pot(pen, rng, 1.0, TOP + 0.07, 0.42)


def _round_table(room: Room, pen: Pen, rng: Random) -> None:
    for x, right in ((-0.42, True), (0.76, False)):
        chair(pen.moved(x), shade(room.wood, -0.05), room.accent, faces_right=right)
    pen.shadow(0.1, 0.6)
    pen.rect(0.37, 0.03, 0.06, TOP - 0.05, "#4a4348")
    pen.oval(0.4, 0.03, 0.24, 0.035, "#4a4348")
    pen.oval(0.4, TOP - 0.02, 0.47, 0.07, shade(room.wood, -0.08))
    pen.oval(0.4, TOP + 0.02, 0.47, 0.07, mix(room.wood, "#f6e2bd", 0.45))
    if rng.random() < 0.7:
        pen.rect(0.36, TOP + 0.02, 0.08, 0.13, "#f4f1ea", 0.02)
        for k in (-1, 0, 1):
            pen.bow([(0.4, TOP + 0.14), (0.4 + 0.03 * k, TOP + 0.24), (0.4 + 0.08 * k, TOP + 0.3)], "#5f9a5a", 0.012)
            pen.disc(0.4 + 0.08 * k, TOP + 0.31, 0.04, room.accent)


def _coffee_table(room: Room, pen: Pen, rng: Random) -> None:
    legs(pen, 1.1, room.wood, 0.38)
    top(pen, 1.1, mix(room.wood, "#f6e2bd", 0.25), 0.38)
    FILLINGS["crockery"](pen, rng, 0.5, 0.46, 0.4, 0.2)
    for k in range(3):
        pen.rect(0.1 + 0.01 * k, 0.44 + 0.035 * k, 0.3, 0.033, rng.choice(("#c9534a", "#4f7f98", "#e0a04a")))


def _desk(room: Room, pen: Pen, rng: Random) -> None:
    legs(pen, 1.5, room.wood)
    pen.block(1.05, 0.1, 0.42, TOP - 0.14, shade(room.wood, -0.02))
    for k in range(3):
        pen.rect(1.09, 0.14 + k * 0.19, 0.34, 0.16, shade(room.wood, 0.03), 0.01)
        pen.rect(1.2, 0.2 + k * 0.19, 0.12, 0.025, "#e7cf9a")
    top(pen, 1.5, room.wood)
    desk = pen.moved(0, TOP + 0.06)
    desk.rect(0.42, 0, 0.26, 0.03, "#5a606c")
    desk.rect(0.53, 0, 0.05, 0.16, "#5a606c")
    desk.rect(0.2, 0.14, 0.72, 0.44, "#2f3542", 0.03)
    desk.rect(0.23, 0.17, 0.66, 0.38, mix(room.second, "#bfe3f0", 0.7), 0.01)
    for k in range(4):
        desk.rect(0.28, 0.46 - k * 0.08, rng.uniform(0.2, 0.5), 0.03, "#ffffff", 0.01, 0.75)
    desk.line([(1.22, 0.0), (1.18, 0.32), (1.34, 0.5)], room.accent, 0.03)
    desk.poly([(1.22, 0.5), (1.46, 0.42), (1.4, 0.58), (1.3, 0.62)], room.accent)


def _writing_desk(room: Room, pen: Pen, rng: Random) -> None:
    legs(pen, 1.4, room.wood)
    top(pen, 1.4, room.wood)
    desk = pen.moved(0, TOP + 0.05)
    FILLINGS["books"](desk, rng, 0.08, 0, 0.34, 0.3)
    desk.line([(1.08, 0.0), (1.08, 0.3)], "#d9a95a", 0.03)
    desk.poly([(0.92, 0.28), (1.24, 0.28), (1.16, 0.46), (1.0, 0.46)], "#3f8f6a")
    desk.rect(0.98, 0, 0.2, 0.03, "#d9a95a")
    desk.poly([(0.52, 0.0), (0.82, 0.0), (0.78, 0.07), (0.56, 0.07)], "#fdf6e6")


def _school_desks(room: Room, pen: Pen, rng: Random) -> None:
    for k in range(2):
        part = pen.moved(k * 1.15)
        chair(part.moved(0.25), room.second, room.second)
        legs(part, 0.8, "#8d949c")
        top(part, 0.8, mix(room.wood, "#f6d9a4", 0.5))
        FILLINGS["books"](part, rng, 0.1, TOP + 0.05, 0.22, 0.22)


def _teachers_desk(room: Room, pen: Pen, rng: Random) -> None:
    pen.shadow(0, 1.5)
    pen.block(0, 0, 1.5, TOP, room.wood)
    pen.rect(0.08, 0.1, 1.34, 0.5, shade(room.wood, -0.04), 0.02)
    top(pen, 1.5, shade(room.wood, 0.02))
    desk = pen.moved(0, TOP + 0.05)
    FILLINGS["books"](desk, rng, 0.1, 0, 0.3, 0.28)
    desk.disc(1.2, 0.2, 0.14, "#5fa8d3")
    desk.soft([(1.12, 0.22), (1.2, 0.3), (1.28, 0.24), (1.22, 0.12)], "#7fb069")
    desk.rect(1.12, 0, 0.16, 0.03, "#d9a95a")
    desk.disc(0.72, 0.07, 0.06, "#d9534f")
    desk.line([(0.72, 0.12), (0.74, 0.16)], "#5a7a3a", 0.015)


def _workbench(room: Room, pen: Pen, rng: Random) -> None:
    legs(pen, 2.0, room.wood, 0.86)
    pen.rect(0.1, 0.24, 1.8, 0.06, shade(room.wood, -0.08))
    FILLINGS["goods"](pen, rng, 0.2, 0.3, 1.5, 0.34)
    top(pen, 2.0, mix(room.wood, "#e7c08a", 0.3), 0.86)
    bench = pen.moved(0, 0.93)
    bench.block(1.5, 0, 0.34, 0.16, "#5a6470", 0.03)
    bench.rect(1.58, 0.16, 0.2, 0.06, "#8d949c")
    bench.rect(0.2, 0, 0.6, 0.06, "#d9a86a")
    bench.rect(0.3, 0.06, 0.5, 0.06, "#c8935a")
    bench.poly([(0.95, 0), (1.25, 0), (1.2, 0.12), (1.0, 0.12)], "#c9534a")
    bench.bow([(1.02, 0.12), (1.1, 0.2), (1.18, 0.12)], "#3a3f4a", 0.025)


def _lab_bench(room: Room, pen: Pen, rng: Random) -> None:
    pen.shadow(0, 2.2)
    pen.block(0, 0.06, 2.2, 0.8, "#eef1f3")
    for k in range(4):
        pen.rect(0.06 + k * 0.54, 0.14, 0.46, 0.62, mix(room.second, "#ffffff", 0.55), 0.02)
        pen.rect(0.24 + k * 0.54, 0.66, 0.12, 0.025, "#8d949c")
    top(pen, 2.2, "#5a6470", 0.88)
    bench = pen.moved(0, 0.95)
    glow = rng.sample(("#6fd08c", "#e58fb0", "#6fb8e6", "#f0c75a", "#b48fe0"), 4)
    for k, x in enumerate((0.25, 0.62, 1.8)):
        flask(bench, x, 0.42 + 0.1 * (k % 2), glow[k])
    bench.rect(0.92, 0.1, 0.5, 0.03, room.wood)
    for k in range(4):
        bench.rect(0.96 + k * 0.115, 0.02, 0.06, 0.3, "#e7f2f4", 0.03, 0.8)
        bench.rect(0.96 + k * 0.115, 0.02, 0.06, rng.uniform(0.08, 0.2), glow[k], 0.03)
    bench.bow([(0.25, 0.3), (0.34, 0.48), (0.5, 0.46), (0.6, 0.36)], "#cfe3e8", 0.025)


def flask(pen: Pen, x: float, tall: float, colour: str) -> None:
    """A conical flask with something glowing in it; x is its middle."""
    r = tall * 0.42
    pen.poly(
        [
            (x - r, 0),
            (x + r, 0),
            (x + r * 0.28, tall * 0.6),
            (x + r * 0.28, tall),
            (x - r * 0.28, tall),
            (x - r * 0.28, tall * 0.6),
        ],
        "#c3dbe4",
        0.8,
    )
    pen.poly([(x - r * 0.92, 0.01), (x + r * 0.92, 0.01), (x + r * 0.5, tall * 0.4), (x - r * 0.5, tall * 0.4)], colour)
    for k in range(3):
        pen.disc(x + r * (0.3 - 0.3 * k), tall * (0.15 + 0.08 * k), 0.018, "#ffffff", 0.7)


def _easel(room: Room, pen: Pen, rng: Random) -> None:
    pen.shadow(0, 0.9)
    for a, b in ((0.42, 0.05), (0.48, 0.85)):
        pen.line([(a, 1.75), (b, 0.0)], room.wood, 0.05)
    pen.line([(0.45, 1.8), (0.45, 0.5)], shade(room.wood, -0.08), 0.05)
    pen.rect(0.02, 0.72, 0.88, 0.06, shade(room.wood, -0.04))
    canvas(pen.moved(0.08, 0.78), rng, 0.76, 0.82)


def canvas(part: Pen, rng: Random, w: float, h: float) -> None:
    """A painting of a landscape, w x h metres."""
    sky, sun, hill = rng.choice(
        (("#f6dcb8", "#e58f5a", "#5f8f86"), ("#cfe3ea", "#f6c90e", "#7fa56b"), ("#e8d3e6", "#d96f5d", "#6b7fb5"))
    )
    part.rect(0, 0, w, h, "#fdf8ec")
    part.rect(0.03, 0.03, w - 0.06, h - 0.06, sky)
    part.disc(w * rng.uniform(0.3, 0.7), h * 0.66, min(w, h) * 0.14, sun)
    part.soft(
        [
            (0.03, h * 0.3),
            (w * 0.3, h * 0.52),
            (w * 0.6, h * 0.34),
            (w - 0.03, h * 0.46),
            (w - 0.03, 0.03),
            (0.03, 0.03),
        ],
        hill,
    )
    part.soft(
        [(0.03, 0.03), (0.03, h * 0.2), (w * 0.5, h * 0.26), (w - 0.03, h * 0.14), (w - 0.03, 0.03)], shade(hill, -0.1)
    )


def _potters_wheel(room: Room, pen: Pen, rng: Random) -> None:
    pen.shadow(0, 0.9)
    pen.block(0, 0, 0.9, 0.42, room.wood)
    pen.oval(0.45, 0.46, 0.36, 0.06, "#8d949c")
    clay = "#c98a62"
    pen.soft([(0.28, 0.48), (0.22, 0.7), (0.34, 0.86), (0.56, 0.86), (0.68, 0.7), (0.62, 0.48)], clay)
    pen.oval(0.45, 0.87, 0.12, 0.03, shade(clay, -0.12))


DESKS: dict[str, Piece] = {
    "table": Piece(_table, 1.6, 0.95, "table", 0.82),
    "dining table": Piece(_dining_table, 2.0, 0.95, "table", 0.82),
    "round table": Piece(_round_table, 0.8, 0.95, "table", 0.76),
    "coffee table": Piece(_coffee_table, 1.1, 0.5, "table", 0.46),
    "desk": Piece(_desk, 1.5, 1.25, "desk", 0.82),
    "writing desk": Piece(_writing_desk, 1.4, 1.2, "desk", 0.82),
    "school desks": Piece(_school_desks, 2.0, 0.9, "desk", 0.82),
    "teacher's desk": Piece(_teachers_desk, 1.5, 1.2, "desk", 0.82),
    "workbench": Piece(_workbench, 2.0, 1.2, "table", 0.94),
    "lab bench": Piece(_lab_bench, 2.2, 1.25, "table", 0.97),
    "easel": Piece(_easel, 0.9, 1.8),
    "potter's wheel": Piece(_potters_wheel, 0.9, 0.9),
}
