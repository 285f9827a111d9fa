"""Temples: the court of a temple."""

from __future__ import annotations

from random import Random

from pipelines.scene.curve import n
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.ranges import paint_hills, paint_peaks
from pipelines.scene.nature.trees import paint_trees
from pipelines.scene.palette import shade
from pipelines.scene.pen import Pen
from pipelines.scene.place.eastern import hall, lantern
from pipelines.scene.place.houses import SNOW
from pipelines.scene.place.open import band, open_sky, pen_at
from pipelines.scene.place.shores import pines
from pipelines.scene.shapes import circle, trace


def flags(stage: Stage, rng: Random, colour: str) -> None:
    """Flagstones over the whole ground, running away from the viewer."""
    t = stage.tones
    stone = t.change("#e9eff4" if stage.wintry else colour)
    fill = stage.vertical((0, t.away(stone, 0.2)), (1, shade(stone, -0.06)), top=stage.horizon, bottom=stage.height)
    svg = band(stage, stage.horizon, stage.bottom - stage.horizon, fill)
    middle, deep = stage.width / 2, stage.bottom - stage.horizon
    rays = "".join(
        (trace("M", middle + k * stage.unit * 5, stage.horizon, "L", middle + k * stage.unit * 26, stage.bottom))
        for k in range(-16, 17)
    )
    rows = "".join(
        (trace("M", stage.left, stage.horizon + deep * (k / 12) ** 1.9, "H", stage.right)) for k in range(2, 13)
    )
    svg += f'<path d="{rays}{rows}" stroke="{shade(stone, -0.06)}" stroke-width="{n(stage.unit * 0.25)}" fill="none"/>'
    stage.add("flagstones", "ground", 0.44, svg)


def paint_temple(stage: Stage) -> None:
    """The court of a temple: a hall on steps, a pagoda, stone lanterns, pines and hills."""
    open_sky(stage, 1.9)
    rng = stage.random("temple")
    paint_peaks(stage, 2, rng.uniform(20, 30), 0.3) if rng.random() < 0.5 else paint_hills(stage, 3, 18)
    paint_trees(stage, "trees", "cl", stage.horizon + stage.unit, stage.unit * 14, 0.36, snow=stage.wintry, gaps=0.2)
    flags(stage, rng, rng.choice(("#cfc4b4", "#c4c0b8", "#d6c6ac")))
    if rng.random() < 0.75:
        side = rng.choice((0.06, 0.8))
        tower = pen_at(stage, stage.width * side, 0.1, 0.28)
        hall(stage, tower, rng, 4.6, 2.2, tiers=rng.choice((4, 5)))
        stage.add("pagoda", "far", 0.28, tower.svg)
    main = pen_at(stage, 0, 0.16, 0.06)
    main.x = stage.width / 2 + rng.uniform(-0.1, 0.1) * stage.width - 7.5 * main.metre
    for k in range(4):
        main.rect(-1.4 + 0.35 * k, 0.28 * k, 17.8 - 0.7 * k, 0.3, shade("#d3ccc0", -0.03 * (k % 2)))
    main.rect(6.2, 0, 2.6, 1.1, "#c3bbae")
    for k in range(5):
        main.rect(6.2, 0.22 * k, 2.6, 0.04, "#a8a094")
    hall(stage, main.moved(0, 1.1), rng, 15, 3.4, tiers=rng.choice((1, 2)))
    stage.add("temple hall", "far", 0.36, main.svg)
    for side in (0.1, 0.84):
        pen = pen_at(stage, stage.width * (side + rng.uniform(-0.03, 0.03)), 0.36)
        stone_lantern(stage, pen)
        stage.add("stone lantern", "far", 0.44, pen.svg)
    stage.add("pines", "far", 0.42, pines(stage, rng, 4, (6, 9)))
    _incense(stage, rng)


def stone_lantern(stage: Stage, pen: Pen) -> None:
    """A stone lantern, 2.2 m high."""
    stone = "#a3a29c"
    pen.shadow(0, 0.9)
    pen.rect(0.1, 0, 0.7, 0.25, stone)
    pen.rect(0.3, 0.2, 0.3, 0.9, shade(stone, -0.04))
    pen.rect(0.12, 1.05, 0.66, 0.16, stone)
    pen.rect(0.22, 1.2, 0.46, 0.42, shade(stone, -0.05))
    if stage.brief.daytime in ("dusk", "night"):
        x, y = pen.at(0.45, 1.4)
        pen.add(circle(x, y, 1.4 * pen.metre, stage.glow("#ffb85a", 0.6)))
        pen.bright(0.33, 1.26, 0.24, 0.3, "#ffdf9a")
    else:
        pen.rect(0.33, 1.26, 0.24, 0.3, "#5a564f")
    pen.poly([(-0.1, 1.6), (0.25, 1.92), (0.65, 1.92), (1.0, 1.6)], SNOW if stage.wintry else stone)
    pen.disc(0.45, 2.02, 0.13, stone)


def _incense(stage: Stage, rng: Random) -> None:
    """A bronze bowl with rising smoke in the middle of the court, and lanterns on a line."""
    pen = pen_at(stage, stage.width * rng.uniform(0.4, 0.6), 0.28)
    bronze = "#6f5a3f"
    pen.shadow(-0.7, 1.4)
    for x in (-0.5, 0.4):
        pen.rect(x, 0, 0.14, 0.5, shade(bronze, -0.06))
    pen.soft([(-0.8, 1.1), (-0.7, 0.6), (-0.3, 0.4), (0.3, 0.4), (0.7, 0.6), (0.8, 1.1)], bronze)
    pen.rect(-0.9, 1.05, 1.8, 0.12, shade(bronze, 0.06), 0.05)
    for k in (-0.2, 0.1):
        pen.bow([(k, 1.2), (k + 0.25, 1.9), (k - 0.15, 2.6), (k + 0.3, 3.5)], "#f3f1ec", 0.13, 0.35)
    stage.add("incense", "far", 0.42, pen.svg)
    for side in (0.2, 0.8):
        hanging = pen_at(stage, stage.width * side, 0.2)
        lantern(stage, hanging, 0, 3.4, 0.42)
        stage.add("lantern", "far", 0.42, hanging.svg)
