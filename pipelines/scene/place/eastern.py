"""Eastern: halls with swept roofs and white houses of the water towns, in metres."""

from __future__ import annotations

from random import Random

from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import shade
from pipelines.scene.pen import Pen
from pipelines.scene.place.houses import SNOW, door
from pipelines.scene.place.open import dark, halo


def hall(stage: Stage, pen: Pen, rng: Random, w: float, h: float, *, red: bool = True, tiers: int = 1) -> None:
    """An east Asian hall with swept roofs, w metres wide; `h` is the height of one storey."""
    wood = "#a93f35" if red else "#7a553f"
    tile = "#d9a23f" if red and rng.random() < 0.4 else "#4f5a66"
    up, wide, x = 0.0, w, 0.0
    for tier in range(tiers):
        pen.rect(x, up, wide, h, "#f0e3cb" if not red else shade(wood, -0.06))
        columns = max(3, round(wide / 1.6))
        for k in range(columns):
            a = x + wide * k / columns
            if k % 2 == 0 or tier:
                lattice(stage, pen, rng, a + 0.15, up + h * 0.15, wide / columns - 0.3, h * 0.65)
            else:
                pen.rect(a + 0.1, up, wide / columns - 0.2, h * 0.8, shade(wood, -0.12))
        for k in range(columns + 1):
            pen.rect(x + wide * k / columns - 0.14, up, 0.28, h, wood)
        pen.rect(x - 0.1, up + h * 0.86, wide + 0.2, h * 0.14, "#3f7f7a" if red else wood)
        swept(stage, pen, x, up + h, wide, h * (0.75 if tier < tiers - 1 else 0.95), tile, last=tier == tiers - 1)
        up, x, wide = up + h * 1.42, x + wide * 0.14, wide * 0.72


def lattice(stage: Stage, pen: Pen, rng: Random, x: float, up: float, w: float, h: float) -> None:
    """A lattice window with paper panes."""
    if dark(stage):
        pen.bright(x, up, w, h, "#ffcf80")
        halo(stage, pen, x + w / 2, up + h / 2, w, strength=0.3)
    else:
        pen.rect(x, up, w, h, "#f3e6c8")
    for k in range(1, 4):
        pen.line([(x + w * k / 4, up), (x + w * k / 4, up + h)], "#6a4030", 0.05)
        pen.line([(x, up + h * k / 4), (x + w, up + h * k / 4)], "#6a4030", 0.05)
    pen.line([(x, up), (x + w, up), (x + w, up + h), (x, up + h), (x, up)], "#6a4030", 0.09)


def swept(stage: Stage, pen: Pen, x: float, up: float, w: float, h: float, tile: str, *, last: bool = True) -> None:
    """A roof whose corners turn up."""
    o = h * 0.85
    left = [(x - o, up + h * 0.2), (x - o * 0.5, up + h * 0.12), (x, up + h * 0.3), (x + w * 0.12, up + h)]
    right = [(x + w - (px - x), y) for px, y in reversed(left)]
    base = [
        (x + w + o, up + h * 0.2),
        (x + w + o * 0.3, up - h * 0.02),
        (x + w / 2, up - h * 0.06),
        (x - o * 0.3, up - h * 0.02),
        (x - o, up + h * 0.2),
    ]
    pen.poly([*left, *right, *base], tile)
    for k in range(1, 12):
        a = x + w * (0.12 + 0.76 * k / 12)
        b = x - o * 0.4 + (w + o * 0.8) * k / 12
        pen.line([(a, up + h * 0.97), (b, up + h * 0.02)], shade(tile, -0.05), 0.06)
    pen.bow(
        [
            (x - o, up + h * 0.22),
            (x - o * 0.3, up),
            (x + w / 2, up - h * 0.05),
            (x + w + o * 0.3, up),
            (x + w + o, up + h * 0.22),
        ],
        shade(tile, -0.12),
        0.14,
    )
    if stage.wintry:
        pen.poly(
            [
                (x + w * 0.12, up + h * 1.04),
                (x + w * 0.88, up + h * 1.04),
                (x + w * 0.96, up + h * 0.55),
                (x + w * 0.5, up + h * 0.66),
                (x + w * 0.04, up + h * 0.55),
            ],
            SNOW,
        )
    if last:
        pen.bow(
            [
                (x + w * 0.08, up + h * 1.16),
                (x + w * 0.14, up + h * 1.02),
                (x + w * 0.5, up + h * 1.0),
                (x + w * 0.86, up + h * 1.02),
                (x + w * 0.92, up + h * 1.16),
            ],
            shade(tile, -0.08),
            0.2,
        )


def white_house(stage: Stage, pen: Pen, rng: Random) -> float:
    """A white-walled house of the water towns south of the Yangtze, with a black roof; returns its width."""
    w, h = rng.uniform(5.5, 8.0), rng.choice((3.2, 5.6, 5.8))
    white, tile = "#f6f3ec", "#464c58"
    pen.rect(0, 0, w, h, white)
    pen.rect(w * 0.8 if pen.lit_from_left else 0, 0, w * 0.2, h, shade(white, -0.05))
    pen.rect(0, 0, w, 0.5, "#a8a59f")
    wood = "#7a4f3a"
    for floor in range(2 if h > 4 else 1):
        for k in range(3):
            x = w * (0.1 + 0.3 * k)
            if floor or k != 1:
                lattice(stage, pen, rng, x, 0.95 + floor * 2.6, w * 0.18, 1.25)
        if floor:
            pen.rect(0, 2.9, w, 0.18, wood)
    door(pen, w * 0.42, 1.1, 2.1, wood)
    if rng.random() < 0.55:
        for k, step in enumerate((0.0, 0.45, 0.9)):
            pen.rect(w * (0.0 + 0.16 * k), h, w * (1.0 - 0.32 * k), 0.6 + step, white)
            pen.rect(
                w * (0.0 + 0.16 * k) - 0.15,
                h + 0.55 + step,
                w * (1.0 - 0.32 * k) + 0.3,
                0.22,
                SNOW if stage.wintry else tile,
            )
    else:
        swept(stage, pen, 0, h, w, 1.5, tile)
    if rng.random() < 0.7:
        lantern(stage, pen, w * 0.36, 2.5)
        lantern(stage, pen, w * 0.36 + 1.5, 2.5)
    return w


def lantern(stage: Stage, pen: Pen, x: float, up: float, r: float = 0.26) -> None:
    """A red paper lantern whose top hangs at `up`."""
    halo(stage, pen, x, up - r, r * 4, "#ff8a4a", 0.55)
    pen.line([(x, up + 0.15), (x, up)], "#5a3a2c", 0.03)
    if dark(stage):
        pen.bright(x - r, up - r * 1.7, 2 * r, r * 1.6, "#ff6a3f", r * 0.8)
    else:
        pen.oval(x, up - r * 0.9, r, r * 0.8, "#d9382f")
    for y in (up - r * 0.05, up - r * 1.75):
        pen.rect(x - r * 0.4, y - 0.03, r * 0.8, 0.08, "#e0b04a")
    pen.line([(x, up - r * 1.8), (x, up - r * 2.5)], "#e0b04a", 0.04)
