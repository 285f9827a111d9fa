"""Beds and baths: what one lies in, and what a bathroom has besides."""

from __future__ import annotations

from random import Random

from pipelines.scene.interior.clutter import pot
from pipelines.scene.interior.lamps import halo
from pipelines.scene.interior.piece import Piece
from pipelines.scene.interior.room import Room
from pipelines.scene.palette import mix, shade
from pipelines.scene.pen import Pen

WHITE = "#f7f5f0"


def _bed(room: Room, pen: Pen, rng: Random) -> None:
    pen.shadow(0, 2.2, 0.26)
    pen.block(0, 0.05, 0.1, 1.15, shade(room.wood, 0.02), 0.05)
    pen.block(2.1, 0.05, 0.1, 0.68, shade(room.wood, 0.02), 0.04)
    pen.block(0.06, 0.18, 2.08, 0.18, room.wood)
    pen.rect(0.1, 0.34, 2.0, 0.22, WHITE, 0.07)
    for k in range(2):
        pen.soft(
            [
                (0.14 + 0.1 * k, 0.54),
                (0.58 + 0.06 * k, 0.54),
                (0.62, 0.74 - 0.05 * k),
                (0.38, 0.8 - 0.05 * k),
                (0.12 + 0.1 * k, 0.72),
            ],
            shade(WHITE, -0.02 - 0.02 * k),
        )
    quilt = room.accent
    pen.soft(
        [(0.72, 0.58), (1.4, 0.66), (2.06, 0.6), (2.12, 0.4), (2.08, 0.2), (1.4, 0.16), (0.76, 0.2), (0.68, 0.4)], quilt
    )
    pen.poly([(0.66, 0.6), (0.98, 0.64), (0.98, 0.2), (0.7, 0.2)], mix(quilt, WHITE, 0.7))
    for x in (1.2, 1.5, 1.8):
        pen.bow([(x, 0.62), (x + 0.04, 0.4), (x - 0.02, 0.22)], shade(quilt, -0.05), 0.02)


def _nightstand(room: Room, pen: Pen, rng: Random) -> None:
    pen.shadow(0, 0.5)
    halo(room, pen, 0.25, 0.9, 1.3)
    pen.block(0, 0.06, 0.5, 0.5, room.wood)
    for up in (0.12, 0.33):
        pen.rect(0.05, up, 0.4, 0.17, shade(room.wood, -0.04), 0.015)
        pen.disc(0.25, up + 0.085, 0.02, "#e7cf9a")
    pen.rect(0.22, 0.56, 0.06, 0.2, "#d9a95a", 0.02)
    pen.poly(
        [(0.08, 0.74), (0.42, 0.74), (0.34, 1.0), (0.16, 1.0)],
        "#ffe6ae" if room.dark else mix(room.second, "#fff3dc", 0.6),
    )


def _hospital_bed(room: Room, pen: Pen, rng: Random) -> None:
    pen.shadow(0, 2.1)
    steel = "#b8c2ca"
    for x in (0.1, 1.95):
        pen.line([(x, 0.95 if x < 1 else 0.75), (x, 0.1)], steel, 0.05)
        pen.disc(x, 0.06, 0.06, "#5a6470")
    pen.rect(0.08, 0.42, 1.9, 0.08, steel)
    pen.poly([(0.12, 0.5), (0.75, 0.5), (0.2, 0.92), (0.1, 0.88)], shade(WHITE, -0.03))
    pen.rect(0.6, 0.5, 1.38, 0.16, WHITE, 0.05)
    pen.soft([(0.2, 0.76), (0.46, 0.62), (0.52, 0.74), (0.26, 0.94)], "#ffffff")
    pen.rect(0.85, 0.48, 1.12, 0.22, mix(room.second, "#ffffff", 0.45), 0.06)
    pen.line([(2.3, 0.05), (2.3, 1.75), (2.15, 1.75)], steel, 0.035)
    pen.rect(2.08, 1.42, 0.14, 0.3, "#cfe8f2", 0.04, 0.9)
    pen.bow([(2.15, 1.42), (2.12, 1.0), (1.7, 0.72)], "#cfe8f2", 0.015)


def _curtain_screen(room: Room, pen: Pen, rng: Random) -> None:
    pen.line([(0, 1.95), (1.3, 1.95)], "#b8c2ca", 0.035)
    cloth = mix(room.second, "#ffffff", 0.55)
    pen.rect(0.05, 0.1, 1.2, 1.82, cloth)
    for k in range(6):
        pen.rect(0.05 + k * 0.2, 0.1, 0.09, 1.82, shade(cloth, -0.04))


def _bathtub(room: Room, pen: Pen, rng: Random) -> None:
    pen.shadow(0, 1.8)
    for x in (0.3, 1.4):
        pen.soft([(x, 0.0), (x + 0.12, 0.0), (x + 0.14, 0.16), (x - 0.02, 0.16)], "#d9a95a")
    pen.soft([(0.02, 0.66), (0.12, 0.26), (0.4, 0.1), (1.4, 0.1), (1.68, 0.26), (1.78, 0.66)], WHITE)
    pen.soft([(1.1, 0.62), (1.74, 0.62), (1.66, 0.28), (1.4, 0.12), (1.0, 0.12)], shade(WHITE, -0.05))
    pen.rect(-0.05, 0.62, 1.9, 0.09, "#ffffff", 0.045)
    pen.bow([(1.6, 0.7), (1.6, 0.98), (1.5, 1.04), (1.42, 0.96)], "#c9a35a", 0.04)
    for _ in range(14):
        pen.disc(
            rng.uniform(0.1, 1.3),
            rng.uniform(0.7, 0.8),
            rng.uniform(0.05, 0.1),
            rng.choice(("#ffffff", "#eef6fa", "#e3f0f6")),
        )


def _basin(room: Room, pen: Pen, rng: Random) -> None:
    pen.shadow(0, 1.0)
    pen.block(0, 0.05, 1.0, 0.7, room.wood)
    for x in (0.05, 0.52):
        pen.rect(x, 0.12, 0.43, 0.54, shade(room.wood, -0.04), 0.02)
    pen.block(-0.04, 0.74, 1.08, 0.06, WHITE)
    pen.soft([(0.2, 0.8), (0.24, 0.93), (0.76, 0.93), (0.8, 0.8)], "#ffffff")
    pen.bow([(0.5, 0.93), (0.5, 1.1), (0.6, 1.12), (0.62, 1.04)], "#aab4bc", 0.035)
    pen.rect(0.86, 0.8, 0.08, 0.12, room.accent, 0.02)
    pot(pen, rng, 0.1, 0.8, 0.26)
    pen.oval(0.5, 1.62, 0.36, 0.44, mix(room.wood, "#e0b04a", 0.4))
    pen.oval(0.5, 1.62, 0.31, 0.39, "#d9e9ee")
    pen.poly([(0.3, 1.5), (0.38, 1.42), (0.7, 1.84), (0.62, 1.92)], "#ffffff", 0.5)


def _toilet(room: Room, pen: Pen, rng: Random) -> None:
    pen.shadow(0, 0.55)
    pen.block(0.06, 0.4, 0.42, 0.42, WHITE, 0.05)
    pen.soft([(0.02, 0.42), (0.1, 0.16), (0.2, 0.0), (0.36, 0.0), (0.44, 0.16), (0.52, 0.42)], WHITE)
    pen.rect(-0.02, 0.4, 0.58, 0.07, "#ffffff", 0.035)


def _towels(room: Room, pen: Pen, rng: Random) -> None:
    pen.line([(0, 0.75), (0.95, 0.75)], "#c9a35a", 0.03)
    for x, colour in ((0.08, room.accent), (0.52, mix(room.second, "#ffffff", 0.4))):
        pen.rect(x, 0.12, 0.36, 0.64, colour, 0.02)
        pen.rect(x, 0.22, 0.36, 0.06, mix(colour, "#ffffff", 0.5))


BEDS: dict[str, Piece] = {
    "bed": Piece(_bed, 2.2, 1.25, "bed", 0.62),
    "nightstand": Piece(_nightstand, 0.5, 1.05),
    "hospital bed": Piece(_hospital_bed, 2.4, 1.25, "bed", 0.7),
    "screen": Piece(_curtain_screen, 1.3, 2.0),
    "bathtub": Piece(_bathtub, 1.8, 1.1, "bath", 0.68),
    "basin": Piece(_basin, 1.0, 2.1),
    "toilet": Piece(_toilet, 0.56, 0.9),
    "towels": Piece(_towels, 0.95, 0.8),
}
