"""Courtyards: paving between the walls of an old house, with ivy, pots and a table."""

from __future__ import annotations

from random import Random

from pipelines.scene.curve import smooth
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.crowns import leafy
from pipelines.scene.nature.ranges import paint_hills
from pipelines.scene.palette import mix, shade
from pipelines.scene.pen import Pen
from pipelines.scene.place.houses import PLASTER, ROOFS, SHUTTERS, SNOW, door, roof, window
from pipelines.scene.place.open import LAMPLIGHT, dark, halo, level, open_sky, pen_at
from pipelines.scene.place.streets import paved
from pipelines.scene.place.verandas import near_table, pot
from pipelines.scene.shapes import ellipse
from pipelines.scene.tables import table

BACK = 0.36
"""Depth of the house across the yard."""


def paint_courtyard(stage: Stage) -> None:
    """A yard before an old house with shutters and ivy, a gate to the garden beside it, pots and a table."""
    open_sky(stage, 2.2)
    rng = stage.random("courtyard")
    paint_hills(stage, 3, rng.uniform(10, 18))
    side = rng.choice((0, 1))
    _tree_behind(stage, rng, side)
    paved(stage, "paving", 0.02, 1.4)
    _house(stage, rng, side)
    _pots(stage, rng, side)
    _light(stage, rng)
    if not any(subject.drawing in table("pieces")["by_the_wall"] for subject in stage.brief.subjects):
        near_table(stage, "yard table", rng.choice(("#a9794f", "#6f8f86", "#f1ead9")), side)
    top, low = level(stage, 0.42), level(stage, 0.55)
    stage.anchors["lawn"] = (stage.width * 0.08, top, stage.width * 0.84, low - top)
    stage.anchors["near"] = (0, level(stage, 0.68), stage.width, level(stage, 0.93) - level(stage, 0.68))


def _tree_behind(stage: Stage, rng: Random, side: int) -> None:
    """A tree that looks over the garden wall."""
    pen = pen_at(stage, stage.width * (0.12 if side else 0.88), 0.26, 0.1)
    green = SNOW if stage.wintry else shade(mix(stage.tones.change("#7fa55f"), stage.tones.far, 0.2), -0.03)
    svg = leafy(rng, pen.x, pen.foot, 8.5 * pen.metre, pen.change(green))
    stage.add("tree behind", "far", 0.34, svg)


def _house(stage: Stage, rng: Random, side: int) -> None:
    """Two storeys over three quarters of the picture, then a wall with a gate."""
    pen = pen_at(stage, stage.left if not side else stage.width * 0.3, BACK, 0.03)
    wide = (stage.width * 0.7 - stage.left) / pen.metre if not side else (stage.right - stage.width * 0.3) / pen.metre
    wall, tile, shutter = rng.choice(PLASTER), rng.choice(ROOFS), rng.choice(SHUTTERS)
    pen.rect(0, 0, wide, 5.4, wall)
    pen.rect(0, 0, wide, 0.5, shade(wall, -0.1))
    roof(stage, pen, 0, 5.4, wide, 1.6, tile, 0.3)
    count = round(wide / 2.6)
    step, at = wide / count, rng.randrange(1, count - 1)
    for k in range(count):
        x = k * step + step / 2
        _opening(stage, pen, rng, x, 3.3, shutter)
        if k == at:
            door(pen, x - 0.6, 1.2, 2.3, shutter)
            _lantern(stage, pen, x + 1.0)
        else:
            _opening(stage, pen, rng, x, 0.95, shutter)
    _ivy(stage, pen, rng, wide if not side else 0.0)
    stage.add("house", "far", 0.4, pen.svg)
    _garden_wall(stage, rng, side, wall)


def _opening(stage: Stage, pen: Pen, rng: Random, x: float, up: float, shutter: str) -> None:
    window(stage, pen, rng, x - 0.42, up, 0.84, 1.3)
    for left in (x - 0.86, x + 0.5):
        pen.rect(left, up - 0.05, 0.36, 1.4, shutter)
        for k in range(5):
            pen.rect(left + 0.05, up + 0.1 + k * 0.25, 0.26, 0.05, shade(shutter, -0.06))


def _lantern(stage: Stage, pen: Pen, x: float) -> None:
    halo(stage, pen, x, 2.3, 1.8)
    pen.rect(x - 0.03, 2.45, 0.06, 0.2, "#3f4650")
    pen.rect(x - 0.13, 2.1, 0.26, 0.36, "#3f4650", 0.05)
    paint = pen.bright if dark(stage) else pen.rect
    paint(x - 0.09, 2.14, 0.18, 0.28, LAMPLIGHT if dark(stage) else "#f6ead0", 0.03)


def _garden_wall(stage: Stage, rng: Random, side: int, colour: str) -> None:
    """The wall beside the house, with an open gate into the green."""
    pen = pen_at(stage, stage.width * 0.7 if not side else stage.left, BACK, 0.03)
    wide = (stage.right - stage.width * 0.7) / pen.metre if not side else (stage.width * 0.3 - stage.left) / pen.metre
    stone = shade(mix(colour, "#b9a58c", 0.5), -0.02)
    pen.rect(0, 0, wide, 2.5, stone)
    pen.rect(-0.05, 2.42, wide + 0.1, 0.2, SNOW if stage.wintry else shade(stone, 0.07))
    for _ in range(26):
        pen.rect(
            rng.uniform(0, wide - 0.6), rng.uniform(0.1, 2.2), 0.5, 0.2, shade(stone, rng.choice((-0.035, 0.03))), 0.04
        )
    gate = 0.9 if not side else wide - 2.6
    arch = [(gate + 1.7 * k / 8, 1.6 + 0.75 * (1 - (k / 4 - 1) ** 2) ** 0.5) for k in range(9)]
    pen.poly(
        [(gate - 0.15, 0), *[(x + (x - gate - 0.85) * 0.17, up + 0.16) for x, up in arch], (gate + 1.85, 0)],
        shade(stone, 0.05),
    )
    green = stage.tones.change("#dfe8ee" if stage.wintry else "#9fc07a")
    pen.path(
        smooth([pen.at(gate, 0), *[pen.at(*one) for one in arch], pen.at(gate + 1.7, 0)]) + "Z",
        mix(green, stage.tones.sky_low, 0.3),
    )
    for _ in range(14):
        leaf = SNOW if stage.wintry else shade("#7fa55f", rng.uniform(-0.08, 0.05))
        pen.disc(gate + rng.uniform(0.2, 1.5), rng.uniform(0.15, 0.95), rng.uniform(0.1, 0.24), leaf)
    stage.add("garden wall", "far", 0.39, pen.svg)


def _ivy(stage: Stage, pen: Pen, rng: Random, x: float) -> None:
    """Leaves that climb up a corner of the house."""
    green = {"autumn": "#c9583f"}.get(stage.brief.season, rng.choice(("#5f8f55", "#7f9f55")))
    for _ in range(150):
        up = rng.uniform(0, 5.3)
        reach = 0.4 + 1.9 * (up / 5.3) ** 1.5
        leaf = SNOW if stage.wintry else shade(green, rng.uniform(-0.08, 0.07))
        pen.disc(x + rng.uniform(-reach, reach), up, rng.uniform(0.1, 0.2), leaf)


def _pots(stage: Stage, rng: Random, side: int) -> None:
    """Pots with green and flowers at the foot of the house."""
    for _ in range(5):
        x = stage.width * (rng.uniform(0.02, 0.66) if not side else rng.uniform(0.34, 0.94))
        pen = pen_at(stage, x, BACK + 0.035)
        pen.shadow(0, 0.6)
        pot(stage, pen, rng)
        stage.add("pots", "far", 0.42, pen.svg)


def _light(stage: Stage, rng: Random) -> None:
    """Sun on the paving, between the shadows of leaves."""
    if dark(stage) or stage.brief.weather not in ("clear", "wind"):
        return
    svg = ""
    for _ in range(11):
        x, y = stage.width * rng.uniform(0.05, 0.95), level(stage, rng.uniform(0.46, 0.95))
        r = stage.unit * rng.uniform(2, 7)
        svg += ellipse(x, y, r, r * 0.24, stage.tones.light, 0.17)
    stage.add("sun spots", "light", 0.465, svg)
