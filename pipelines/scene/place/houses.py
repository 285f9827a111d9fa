"""Houses: cottages, town houses, barns, in metres from their left foot."""

from __future__ import annotations

from random import Random

from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import mix, shade
from pipelines.scene.pen import Pen
from pipelines.scene.place.open import LAMPLIGHT, dark, halo

PLASTER = ("#f3e4c8", "#e9d0b4", "#f6efe0", "#e3c9c0", "#d6dccb", "#cfdbe0", "#f0d6a4", "#e0b8a0")


BRIGHT = ("#e58f6a", "#f0c97a", "#8fb8b0", "#d98a8a", "#9fb4d6", "#e6dcc4", "#c9a0b8", "#a9c49a")


ROOFS = ("#b5563f", "#8f4a3f", "#6f5560", "#a9683f", "#5f6a7a", "#c26a4a")


SHUTTERS = ("#4f7f6a", "#4f6f8f", "#a9534a", "#8a6a45")


SNOW = "#f4f8fd"


def window(
    stage: Stage, pen: Pen, rng: Random, x: float, up: float, w: float, h: float, frame: str = "#fbf7ee"
) -> None:
    """A window with two panes; in the dark two of three are lit."""
    pen.rect(x - 0.08, up - 0.08, w + 0.16, h + 0.16, frame)
    if dark(stage) and rng.random() < 0.68:
        pen.bright(x, up, w, h, LAMPLIGHT)
        halo(stage, pen, x + w / 2, up + h / 2, max(w, h) * 1.3, strength=0.3)
    else:
        pen.rect(x, up, w, h, mix("#6f8fa6", stage.tones.sky_low, 0.3))
        pen.poly([(x, up + h * 0.3), (x, up), (x + w * 0.7, up + h)], "#ffffff", 0.18)
    pen.rect(x + w / 2 - 0.03, up, 0.06, h, frame)
    pen.rect(x, up + h * 0.55, w, 0.06, frame)


def door(pen: Pen, x: float, w: float, h: float, colour: str) -> None:
    """A door with a step."""
    pen.rect(x - 0.1, 0, w + 0.2, h + 0.1, "#efe6d4")
    pen.rect(x, 0, w, h, colour)
    pen.rect(x + 0.12, 0.2, w - 0.24, h * 0.34, shade(colour, -0.05))
    pen.rect(x + 0.12, h * 0.52, w - 0.24, h * 0.38, shade(colour, -0.05))
    pen.disc(x + w * 0.82, h * 0.46, 0.05, "#e7cf9a")
    pen.rect(x - 0.25, -0.06, w + 0.5, 0.14, "#b9b0a6")


def roof(stage: Stage, pen: Pen, x: float, up: float, w: float, h: float, colour: str, over: float = 0.35) -> None:
    """A roof seen from its long side, with snow in winter."""
    inset = min(w * 0.16, h * 0.7)
    shape = [(x - over, up), (x + inset, up + h), (x + w - inset, up + h), (x + w + over, up)]
    pen.poly(shape, colour)
    for k in range(1, 5):
        y, cut = up + h * k / 5, (over + inset) * k / 5
        pen.line([(x - over + cut, y), (x + w + over - cut, y)], shade(colour, -0.035), 0.05)
    if stage.wintry:
        rng_points = [(x - over + (w + 2 * over) * k / 8, up + h * (0.16 if k % 2 else 0.3)) for k in range(9)]
        pen.poly([(x + inset, up + h * 1.05), (x + w - inset, up + h * 1.05), *reversed(rng_points)], SNOW)
    pen.rect(x - over, up - 0.09, w + 2 * over, 0.14, shade(colour, -0.1))


def gable(stage: Stage, pen: Pen, x: float, up: float, w: float, h: float, wall: str, colour: str) -> None:
    """The pointed end of a house with the edges of its roof."""
    pen.poly([(x, up), (x + w / 2, up + h), (x + w, up)], wall)
    side = (
        [(x + w, up), (x + w / 2, up + h), (x + w * 0.62, up)]
        if pen.lit_from_left
        else [(x, up), (x + w / 2, up + h), (x + w * 0.38, up)]
    )
    pen.poly(side, shade(wall, -0.04))
    ridge = SNOW if stage.wintry else colour
    pen.line([(x - 0.35, up - 0.25), (x + w / 2, up + h + 0.08), (x + w + 0.35, up - 0.25)], colour, 0.3)
    if ridge == SNOW:
        pen.line([(x - 0.3, up - 0.1), (x + w / 2, up + h + 0.22), (x + w + 0.3, up - 0.1)], SNOW, 0.2)


def chimney(stage: Stage, pen: Pen, rng: Random, x: float, up: float) -> None:
    """A chimney with smoke in the cold."""
    pen.block(x, up, 0.6, 1.1, "#a9604a")
    pen.rect(x - 0.08, up + 1.0, 0.76, 0.16, SNOW if stage.wintry else "#8f5040")
    if stage.wintry or dark(stage) or rng.random() < 0.4:
        for k in range(4):
            pen.disc(x + 0.4 + k * 0.35, up + 1.5 + k * 0.6, 0.24 + 0.13 * k, "#f3f3f0", 0.5 - 0.1 * k)


def cottage(stage: Stage, pen: Pen, rng: Random) -> float:
    """A small house with a garden door; returns its width in metres."""
    wall, tile = rng.choice(PLASTER), rng.choice(ROOFS)
    w, h = rng.uniform(5.5, 7.5), rng.uniform(2.5, 2.9)
    pen.shadow(0, w, 0.25)
    if rng.random() < 0.6:
        chimney(stage, pen, rng, w * rng.choice((0.2, 0.7)), h + 1.4)
    pen.rect(0, 0, w, h, wall)
    dim = w * 0.22
    pen.rect(w - dim if pen.lit_from_left else 0, 0, dim, h, shade(wall, -0.04))
    pen.rect(0, 0, w, 0.4, shade(wall, -0.14))
    at = rng.choice((0.12, 0.42, 0.7)) * w
    door(pen, at, 1.0, 2.0, rng.choice(SHUTTERS))
    shutter = rng.choice(SHUTTERS)
    for x in (0.08 * w, 0.36 * w, 0.6 * w, 0.82 * w):
        if x + 0.9 < at - 0.3 or (x > at + 1.4 and x + 1.0 < w):
            window(stage, pen, rng, x, 1.05, 0.85, 1.0)
            for side in (x - 0.38, x + 0.93):
                pen.rect(side, 1.0, 0.28, 1.1, shutter)
    if rng.random() < 0.55:
        roof(stage, pen, 0, h, w, rng.uniform(2.0, 2.6), tile)
        _dormer(stage, pen, rng, w * rng.uniform(0.35, 0.55), h + 0.5, wall, tile)
    else:
        gable(stage, pen, 0, h, w, w * 0.5, wall, tile)
        window(stage, pen, rng, w / 2 - 0.45, h + 0.6, 0.9, 1.0)
        if rng.random() < 0.5:
            beams(pen, w, h)
    return w


def beams(pen: Pen, w: float, h: float) -> None:
    """Timber framing."""
    wood = "#7a553f"
    for x in (0.0, w * 0.5, w):
        pen.line([(x, 0.1), (x, h)], wood, 0.2)
    pen.line([(0, h), (w, h)], wood, 0.22)
    pen.line([(w * 0.25, h), (w * 0.5, h + w * 0.25), (w * 0.75, h)], wood, 0.16)


def _dormer(stage: Stage, pen: Pen, rng: Random, x: float, up: float, wall: str, tile: str) -> None:
    pen.rect(x, up, 1.3, 0.9, wall)
    window(stage, pen, rng, x + 0.3, up + 0.12, 0.7, 0.65)
    pen.poly(
        [(x - 0.2, up + 0.85), (x + 0.65, up + 1.55), (x + 1.5, up + 0.85)],
        SNOW if stage.wintry else shade(tile, -0.05),
    )


def townhouse(stage: Stage, pen: Pen, rng: Random, *, shop: bool = True) -> float:
    """A narrow house of several floors, often with a shop below; returns its width in metres."""
    wall, w, floors = rng.choice(BRIGHT), rng.uniform(4.4, 6.4), rng.choice((2, 3, 3, 4))
    low, step = 3.4, 3.0
    h = low + floors * step
    trim = mix(wall, "#ffffff", 0.6)
    pen.rect(0, 0, w, h, wall)
    pen.rect(w * 0.84 if pen.lit_from_left else 0, 0, w * 0.16, h, shade(wall, -0.045))
    columns = 3 if w > 5.4 else 2
    for floor in range(floors):
        for k in range(columns):
            x = w * (k + 0.5) / columns - 0.5
            window(stage, pen, rng, x, low + floor * step + 0.7, 1.0, 1.55, trim)
            pen.rect(x - 0.18, low + floor * step + 0.5, 1.36, 0.14, trim)
            if rng.random() < 0.22:
                _flower_box(stage, pen, rng, x - 0.15, low + floor * step + 0.62)
        pen.rect(0, low + floor * step, w, 0.12, shade(wall, -0.05))
    _crown(stage, pen, rng, w, h, wall, trim)
    if shop and rng.random() < 0.75:
        shop_front(stage, pen, rng, w)
    else:
        door(pen, w * 0.38, 1.1, 2.3, rng.choice(SHUTTERS))
        for x in (w * 0.08, w * 0.72):
            window(stage, pen, rng, x, 0.9, 1.0, 1.5, trim)
    return w


def _flower_box(stage: Stage, pen: Pen, rng: Random, x: float, up: float) -> None:
    pen.rect(x, up - 0.2, 1.3, 0.28, "#9a6a4a")
    for k in range(7):
        colour = SNOW if stage.wintry else rng.choice(("#e8628a", "#f2b84a", "#ef6f6c", "#7fae5a", "#7fae5a"))
        pen.disc(x + 0.1 + k * 0.19, up + 0.14, 0.15, colour)


def _crown(stage: Stage, pen: Pen, rng: Random, w: float, h: float, wall: str, trim: str) -> None:
    tile, kind = rng.choice(ROOFS), rng.random()
    if kind < 0.4:
        roof(stage, pen, 0, h, w, 1.5, tile, 0.15)
    elif kind < 0.7:
        pen.poly(
            [
                (0, h),
                (w * 0.15, h),
                (w * 0.15, h + 0.9),
                (w * 0.32, h + 0.9),
                (w * 0.32, h + 1.8),
                (w * 0.68, h + 1.8),
                (w * 0.68, h + 0.9),
                (w * 0.85, h + 0.9),
                (w * 0.85, h),
                (w, h),
            ],
            wall,
        )
        window(stage, pen, rng, w / 2 - 0.4, h + 0.3, 0.8, 1.0, trim)
        if stage.wintry:
            pen.rect(w * 0.3, h + 1.75, w * 0.4, 0.22, SNOW, 0.1)
    else:
        pen.rect(-0.15, h - 0.1, w + 0.3, 0.5, trim)
        pen.rect(-0.25, h + 0.3, w + 0.5, 0.22, SNOW if stage.wintry else shade(trim, -0.06))


def shop_front(stage: Stage, pen: Pen, rng: Random, w: float) -> None:
    """A shop on the ground floor: display, door, awning and sign."""
    colour = rng.choice((*SHUTTERS, "#b5483f", "#2f5f6f", "#d99a3f"))
    pen.rect(0.15, 0, w - 0.3, 3.1, colour)
    glass = mix("#7fa0b0", stage.tones.sky_low, 0.3)
    for x, wide in ((0.4, w * 0.5), (w * 0.5 + 1.75, w * 0.5 - 2.15)):
        if wide < 0.5:
            continue
        if dark(stage):
            pen.bright(x, 0.6, wide, 1.7, LAMPLIGHT)
            halo(stage, pen, x + wide / 2, 1.3, 2.6, strength=0.35)
        else:
            pen.rect(x, 0.6, wide, 1.7, glass)
            pen.poly([(x, 0.6), (x + wide * 0.3, 0.6), (x + wide * 0.6, 2.3), (x + wide * 0.3, 2.3)], "#ffffff", 0.2)
    pen.rect(w * 0.5 + 0.55, 0, 1.0, 2.3, shade(colour, -0.08))
    pen.rect(w * 0.5 + 0.7, 0.9, 0.7, 1.25, glass)
    awning(pen, 0.05, 2.95, w - 0.1, rng.choice(("#d9534f", "#e8a03f", "#4f8f7a", "#4f6f9f")), "#fbf4e4")


def awning(pen: Pen, x: float, up: float, w: float, colour: str, other: str, h: float = 0.75) -> None:
    """A striped awning that hangs down from `up`."""
    count = max(4, round(w / 0.55))
    step = w / count
    for k in range(count):
        tone = colour if k % 2 else other
        a, b = x + k * step, x + (k + 1) * step
        spread = 0.06
        pen.poly([(a, up), (b, up), (b + spread, up - h), (a + spread, up - h)], tone)
        pen.oval((a + b) / 2 + spread, up - h, step / 2, 0.13, shade(tone, -0.04))


def barn(stage: Stage, pen: Pen, rng: Random) -> float:
    """A red barn; returns its width in metres."""
    red, w, h = rng.choice(("#b5433a", "#a93f38", "#c2563f")), 9.0, 4.2
    pen.shadow(0, w, 0.25)
    pen.poly([(0, 0), (0, h), (1.4, h + 2.0), (w / 2, h + 3.6), (w - 1.4, h + 2.0), (w, h), (w, 0)], red)
    dim = (
        [(w, 0), (w, h), (w - 1.4, h + 2.0), (w - 1.4, 0)]
        if pen.lit_from_left
        else [(0, 0), (0, h), (1.4, h + 2.0), (1.4, 0)]
    )
    pen.poly(dim, shade(red, -0.05))
    edge = SNOW if stage.wintry else "#6f5560"
    pen.line([(-0.4, h - 0.3), (1.4, h + 2.1), (w / 2, h + 3.75), (w - 1.4, h + 2.1), (w + 0.4, h - 0.3)], edge, 0.4)
    white = "#fbf4e6"
    pen.rect(3.0, 0, 3.0, 3.2, white)
    pen.rect(3.15, 0, 2.7, 3.05, shade(red, -0.06))
    pen.line([(3.2, 0.1), (5.8, 3.0)], white, 0.18)
    pen.line([(3.2, 3.0), (5.8, 0.1)], white, 0.18)
    pen.rect(3.9, h + 0.6, 1.2, 1.2, white)
    pen.rect(4.05, h + 0.75, 0.9, 0.9, "#4a3030")
    for k in range(1, 9):
        pen.line([(k, 0.1), (k, h - 0.2)] if not 2.8 < k < 6.2 else [(k, 3.4), (k, h + 0.3)], shade(red, -0.04), 0.06)
    return w


def silo(pen: Pen, stage: Stage) -> None:
    """A round silo, 2.6 m wide."""
    steel = "#c3ccd3"
    pen.rect(0, 0, 2.6, 7.5, steel)
    pen.rect(1.9 if pen.lit_from_left else 0, 0, 0.7, 7.5, shade(steel, -0.08))
    pen.soft([(0, 7.4), (0.4, 8.4), (1.3, 8.9), (2.2, 8.4), (2.6, 7.4)], SNOW if stage.wintry else "#a9604f")
    for k in range(1, 5):
        pen.rect(0, k * 1.5, 2.6, 0.08, shade(steel, -0.1))
