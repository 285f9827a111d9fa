"""Fixtures: what stands in streets, squares, parks and harbours, in metres."""

from __future__ import annotations

import math
from random import Random

from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import mix, shade
from pipelines.scene.pen import Pen
from pipelines.scene.place.houses import SNOW, awning
from pipelines.scene.place.open import LAMPLIGHT, dark, halo

WOOD = "#9a6a45"
IRON = "#3f4650"


def lamp_post(stage: Stage, pen: Pen) -> None:
    """A street lamp, four metres high; x is its middle."""
    pen.shadow(-0.3, 0.6)
    pen.rect(-0.16, 0, 0.32, 0.5, IRON, 0.05)
    pen.rect(-0.06, 0.4, 0.12, 3.2, IRON)
    halo(stage, pen, 0, 3.95, 2.6)
    if dark(stage):
        pen.bright(-0.2, 3.65, 0.4, 0.6, "#fff0bd", 0.08)
    else:
        pen.rect(-0.2, 3.65, 0.4, 0.6, "#f4ecd4", 0.08)
    pen.poly([(-0.32, 4.22), (0.32, 4.22), (0.12, 4.5), (-0.12, 4.5)], SNOW if stage.wintry else IRON)
    pen.rect(-0.24, 3.56, 0.48, 0.12, IRON)


def bench(pen: Pen, colour: str = WOOD) -> None:
    """A park bench, 1.8 m wide."""
    pen.shadow(0, 1.8)
    for x in (0.12, 1.56):
        pen.rect(x, 0, 0.12, 0.95, IRON)
    for up in (0.42, 0.62, 0.82):
        pen.block(0, up, 1.8, 0.13, colour, 0.03)


def stall(stage: Stage, pen: Pen, rng: Random) -> None:
    """A market stall with an awning and crates of fruit, 3 m wide."""
    colour = rng.choice(("#d9534f", "#e8a03f", "#4f8f7a", "#4f6f9f", "#b56a9a"))
    pen.shadow(0, 3.0, 0.25)
    for x in (0.05, 2.85):
        pen.rect(x, 0, 0.1, 2.5, WOOD)
    pen.rect(0.1, 0.75, 2.8, 1.3, shade("#6a5546", -0.05))
    for k in range(3):
        x = 0.25 + k * 0.9
        _heap(pen, rng, x, 1.5, 0.75)
        pen.rect(x, 1.42, 0.75, 0.2, "#c9985f")
    for k in range(3):
        x = 0.15 + k * 0.95
        _heap(pen, rng, x, 0.96, 0.8)
        pen.block(x, 0.68, 0.82, 0.34, "#d0a066")
    pen.block(0, 0, 3.0, 0.72, WOOD)
    for k in range(6):
        pen.rect(k * 0.5, 0.02, 0.04, 0.64, shade(WOOD, -0.08))
    if dark(stage):
        halo(stage, pen, 1.5, 2.0, 2.2)
        for x in (0.7, 1.5, 2.3):
            pen.bright(x - 0.08, 1.95, 0.16, 0.2, "#fff0bd", 0.08)
    awning(pen, -0.2, 2.85, 3.4, colour, SNOW if stage.wintry else "#fbf4e4", 0.7)


def _heap(pen: Pen, rng: Random, x: float, up: float, w: float) -> None:
    """Fruit or vegetables in a crate."""
    colour = rng.choice(("#d9413a", "#f08c2e", "#f2c53d", "#7fae3f", "#8a4fa0", "#e8a0a8", "#b5682f"))
    r = rng.choice((0.08, 0.1, 0.12))
    for row in range(2):
        count = int(w / (r * 1.7)) - row
        for k in range(count):
            pen.disc(
                x + r + r * 0.85 * row + k * r * 1.7, up + row * r * 1.3, r, shade(colour, rng.uniform(-0.05, 0.05))
            )


def fountain(stage: Stage, pen: Pen) -> None:
    """A fountain with two bowls, 6 m wide; x is its middle."""
    stone, water = "#cfc8bb", "#9fd3e6"
    pen.oval(0, 0, 3.2, 0.5, shade(stone, -0.15), 0.6)
    pen.rect(-3, 0, 6, 0.7, stone)
    pen.oval(0, 0.0, 3.0, 0.45, shade(stone, -0.05))
    pen.rect(-3, 0, 6, 0.7, stone)
    pen.oval(0, 0.7, 3.0, 0.42, shade(stone, 0.04))
    pen.oval(0, 0.7, 2.75, 0.36, SNOW if stage.wintry else water)
    pen.rect(-0.3, 0.6, 0.6, 1.7, stone)
    pen.soft([(-1.4, 2.5), (-0.8, 2.15), (0, 2.05), (0.8, 2.15), (1.4, 2.5), (0, 2.55)], shade(stone, -0.03))
    pen.oval(0, 2.5, 1.4, 0.18, water)
    pen.rect(-0.15, 2.4, 0.3, 0.8, stone)
    if not stage.wintry:
        for side in (-1, 1):
            for k in (0.5, 0.9, 1.3):
                pen.bow([(0, 3.25), (side * k * 0.6, 3.5 - 0.2 * k), (side * k, 2.5)], "#dff2f8", 0.08, 0.8)
                pen.bow([(side * k, 2.4), (side * (k + 0.7), 2.2), (side * (k + 1.1), 0.8)], "#dff2f8", 0.08, 0.6)


def cafe_table(stage: Stage, pen: Pen, rng: Random) -> None:
    """A table under a parasol with two chairs, 2.4 m wide."""
    cloth = rng.choice(("#d9534f", "#e8a03f", "#4f8f7a", "#f6efe0"))
    pen.shadow(0.2, 2.0, 0.25)
    for x, side in ((0.3, -1), (1.8, 1)):
        pen.rect(x, 0.42, 0.45, 0.06, WOOD)
        pen.line([(x + 0.05, 0.42), (x + 0.02, 0)], IRON, 0.05)
        pen.line([(x + 0.4, 0.42), (x + 0.43, 0)], IRON, 0.05)
        back = x + (0.02 if side < 0 else 0.43)
        pen.line([(back, 0.45), (back + side * 0.06, 0.95)], IRON, 0.05)
    pen.rect(1.24, 0, 0.06, 2.5, IRON)
    pen.oval(1.27, 0.74, 0.5, 0.07, "#f2e4c9")
    pen.poly([(0, 2.35), (1.27, 3.0), (2.54, 2.35)], cloth)
    pen.poly([(0.6, 2.35), (1.27, 3.0), (1.0, 2.35)], mix(cloth, "#ffffff", 0.6))
    pen.poly([(1.55, 2.35), (1.27, 3.0), (1.95, 2.35)], mix(cloth, "#ffffff", 0.6))


def fence(stage: Stage, pen: Pen, length: float, colour: str = "#f6f0e2") -> None:
    """A paling fence."""
    step = 0.32
    for up in (0.3, 0.7):
        pen.rect(0, up, length, 0.09, shade(colour, -0.06))
    for k in range(int(length / step)):
        x = k * step
        pen.poly([(x, 0), (x + 0.18, 0), (x + 0.18, 0.95), (x + 0.09, 1.1), (x, 0.95)], colour)


def rails(pen: Pen, length: float, colour: str = WOOD) -> None:
    """A fence of posts and two rails."""
    for up in (0.45, 0.9):
        pen.rect(0, up, length, 0.13, colour)
    for k in range(int(length / 2) + 1):
        pen.block(k * 2 - 0.1, 0, 0.2, 1.25, shade(colour, 0.03))


def sailing_boat(pen: Pen, rng: Random) -> None:
    """A boat with a mast and furled or hoisted sails, 6 m long."""
    hull = rng.choice(("#f4efe4", "#2f4f6f", "#a9433c", "#f4efe4"))
    sail = rng.choice(("#fbf6ea", "#f3dcb8", "#e5886a"))
    pen.oval(3, -0.04, 2.9, 0.16, "#12324a", 0.3)
    pen.poly([(0, 1.0), (6.2, 1.15), (5.3, -0.1), (0.7, -0.1)], hull)
    pen.rect(0.4, 0.1, 5.1, 0.18, shade(hull, -0.15))
    pen.rect(1.6, 1.0, 1.9, 0.7, "#efe4d0", 0.12)
    for x in (1.9, 2.7):
        pen.rect(x, 1.2, 0.5, 0.28, "#5f7f93", 0.08)
    pen.rect(3.0, 1.0, 0.14, 7.4, "#7a5a45")
    pen.soft([(3.2, 8.0), (4.6, 4.5), (5.6, 1.9), (3.2, 1.8)], sail)
    pen.poly([(2.9, 7.6), (2.9, 2.0), (0.5, 1.6)], shade(sail, -0.04))


def fishing_boat(stage: Stage, pen: Pen, rng: Random) -> None:
    """A cutter with a wheelhouse, 8 m long."""
    hull = rng.choice(("#a9433c", "#2f6b7f", "#3f5a8f", "#4f7f5a"))
    pen.oval(4, -0.05, 3.9, 0.2, "#12324a", 0.3)
    pen.soft([(0, 1.5), (2, 1.25), (5, 1.3), (8.4, 2.3), (7.4, 0.2), (6.8, -0.15), (1.0, -0.15), (0.3, 0.2)], hull)
    pen.bow([(0.1, 1.45), (2, 1.2), (5, 1.25), (8.2, 2.2)], "#f4efe4", 0.16)
    pen.rect(0.6, 0.0, 6.6, 0.2, shade(hull, -0.15))
    pen.block(2.2, 1.25, 2.2, 1.9, "#f4efe4", 0.05)
    for x in (2.4, 3.4):
        if dark(stage):
            pen.bright(x, 2.2, 0.75, 0.6, LAMPLIGHT)
        else:
            pen.rect(x, 2.2, 0.75, 0.6, "#5f7f93")
    pen.rect(2.0, 3.1, 2.6, 0.22, hull)
    pen.rect(5.3, 1.3, 0.14, 4.6, "#7a5a45")
    pen.line([(5.4, 5.6), (8.1, 2.3)], IRON, 0.04)
    pen.line([(5.4, 5.6), (1.2, 1.5)], IRON, 0.04)
    halo(stage, pen, 3.3, 2.5, 2.2)


def palm(pen: Pen, rng: Random, tall: float) -> None:
    """A leaning palm; x is its foot."""
    lean = rng.choice((-1, 1)) * rng.uniform(0.1, 0.28) * tall
    trunk, leaf = "#a87f56", rng.choice(("#4f9a5a", "#5fa85f", "#3f8f63"))
    pen.shadow(-0.4, 1.6)
    left = [(-0.22, 0), (lean * 0.25 - 0.15, tall * 0.4), (lean - 0.1, tall)]
    right = [(lean + 0.1, tall), (lean * 0.25 + 0.17, tall * 0.4), (0.25, 0)]
    pen.soft([*left, *right], trunk)
    for k in range(1, 8):
        at = k / 8
        x = lean * at**1.5
        pen.line([(x - 0.14, tall * at), (x + 0.14, tall * at + 0.05)], shade(trunk, -0.09), 0.05)
    for k in range(9):
        angle = math.radians(-28 + 236 * k / 8)
        reach = tall * rng.uniform(0.34, 0.44)
        tip = (lean + math.cos(angle) * reach, tall + math.sin(angle) * reach * 0.62 - reach * 0.24)
        mid = (lean + math.cos(angle) * reach * 0.55, tall + math.sin(angle) * reach * 0.55 + reach * 0.08)
        tone = shade(leaf, rng.uniform(-0.07, 0.04))
        pen.soft(
            [(lean, tall), (mid[0], mid[1] + reach * 0.09), tip, (mid[0] + reach * 0.03, mid[1] - reach * 0.1)], tone
        )
    for dx in (-0.14, 0.12):
        pen.disc(lean + dx, tall - 0.1, 0.17, "#7a4f33")


def barrels(pen: Pen, rng: Random) -> None:
    """Two barrels and a crate, 2 m wide."""
    for x in (0, 0.75):
        pen.soft(
            [(x + 0.08, 0.0), (x, 0.45), (x + 0.08, 0.9), (x + 0.6, 0.9), (x + 0.68, 0.45), (x + 0.6, 0.0)],
            shade(WOOD, -0.04),
        )
        for up in (0.18, 0.7):
            pen.rect(x + 0.03, up, 0.62, 0.07, IRON)
    pen.block(1.5, 0, 0.7, 0.62, "#c9985f")
    pen.line([(1.55, 0.06), (2.15, 0.56)], shade("#c9985f", -0.1), 0.06)
