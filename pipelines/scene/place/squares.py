"""Squares: a square with its fountain, a market, a terrace over the roofs."""

from __future__ import annotations

from random import Random

from pipelines.scene.curve import n
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.city import paint_skyline
from pipelines.scene.nature.plants import bush
from pipelines.scene.nature.ranges import paint_hills
from pipelines.scene.palette import shade
from pipelines.scene.pen import Pen
from pipelines.scene.place import fixtures
from pipelines.scene.place.houses import SNOW, townhouse
from pipelines.scene.place.open import band, dark, halo, level, open_sky, pen_at
from pipelines.scene.place.streets import row
from pipelines.scene.shapes import stroke, trace


def paint_square(stage: Stage) -> None:
    """A square with a fountain, houses around it, lamps and a table or two."""
    open_sky(stage, 2.3)
    rng = stage.random("square")
    paint_skyline(stage) if rng.random() < 0.3 else paint_hills(stage, 2, 12)
    _cobbles(stage, rng)
    row(stage, "houses", townhouse, 0.17, 0.14, (0.0, 0.0), 0.33)
    pen = pen_at(stage, stage.width * rng.uniform(0.35, 0.65), 0.36)
    fixtures.fountain(stage, pen)
    stage.add("fountain", "far", 0.42, pen.svg)
    for side in (0, 1):
        pen = pen_at(stage, stage.width * (0.06 + 0.88 * side), 0.42)
        fixtures.lamp_post(stage, pen)
        stage.add("street lamp", "far", 0.45, pen.svg)
    pen = pen_at(stage, stage.width * rng.choice((0.08, 0.68)), 0.44)
    fixtures.cafe_table(stage, pen, rng)
    stage.add("parasol", "far", 0.45, pen.svg)


def _cobbles(stage: Stage, rng: Random) -> None:
    t = stage.tones
    colour = t.change("#e8eef4" if stage.wintry else rng.choice(("#d9c4a4", "#cdbfae", "#d6b8a0")))
    fill = stage.vertical((0, t.away(colour, 0.2)), (1, shade(colour, -0.05)), top=stage.horizon, bottom=stage.height)
    svg = band(stage, stage.horizon, stage.bottom - stage.horizon, fill)
    middle, deep = stage.width / 2, stage.bottom - stage.horizon
    rays = "".join(
        (trace("M", middle + k * stage.unit * 4, stage.horizon, "L", middle + k * stage.unit * 22, stage.bottom))
        for k in range(-18, 19)
    )
    rows = "".join(
        (trace("M", stage.left, stage.horizon + deep * (k / 14) ** 1.9, "H", stage.right)) for k in range(2, 15)
    )
    svg += (
        f'<path d="{rays}{rows}" stroke="{shade(colour, -0.055)}" stroke-width="{n(stage.unit * 0.22)}" fill="none"/>'
    )
    stage.add("paving", "ground", 0.44, svg)


def paint_market(stage: Stage) -> None:
    """Two rows of stalls under strings of lamps or flags."""
    open_sky(stage, 1.6)
    rng = stage.random("market")
    paint_hills(stage, 2, 10)
    _cobbles(stage, rng)
    row(stage, "houses", townhouse, 0.16, 0.22, (0.0, 0.4), 0.3)
    row(stage, "stalls", _stall, 0.27, 0.06, (0.4, 1.2), 0.4)
    for side in (0, 1):
        pen = pen_at(stage, 0, 0.46)
        x = -2.1 * pen.metre if not side else stage.width - 0.95 * pen.metre
        near = pen_at(stage, x, 0.46)
        fixtures.stall(stage, near, rng)
        stage.add("stall", "far", 0.45, near.svg)
    _flags(stage, rng)


def _stall(stage: Stage, pen: Pen, rng: Random) -> float:
    fixtures.stall(stage, pen, rng)
    return 3.0


def _flags(stage: Stage, rng: Random) -> None:
    """Strings of small flags, or of lamps in the dark, from side to side."""
    svg = ""
    for k in range(2):
        y1, y2 = stage.horizon * rng.uniform(0.2, 0.42), stage.horizon * rng.uniform(0.2, 0.42)
        sag = stage.horizon * 0.2
        for i in range(19):
            at = i / 18
            x = stage.width * (-0.05 + 1.1 * at)
            y = y1 + (y2 - y1) * at + sag * 4 * at * (1 - at)
            pen = Pen(x, y, stage.unit * 3.2, stage.tones.change)
            if dark(stage):
                halo(stage, pen, 0, -0.2, 1.1, strength=0.5)
                pen.bright(-0.18, -0.4, 0.36, 0.4, "#ffe6a4", 0.18)
            else:
                pen.poly(
                    [(-0.42, 0), (0.42, 0), (0, -0.95)],
                    ("#d9534f", "#e8b04f", "#4f8f7a", "#4f7fb0", "#f6efe0")[(i + k) % 5],
                )
            svg += pen.svg
        line = trace(
            "M", -stage.width * 0.05, y1, "Q", stage.width / 2, (y1 + y2) / 2 + 2 * sag, stage.width * 1.05, y2
        )
        svg = stroke(line, stage.tones.change("#5a4a44"), stage.unit * 0.2) + svg
    stage.add("flags", "far", 0.4, svg)


def paint_rooftop(stage: Stage) -> None:
    """A roof terrace over the city with plants, a parapet and lamps on strings."""
    open_sky(stage, 1.7)
    rng = stage.random("rooftop")
    paint_skyline(stage)
    t = stage.tones
    top = level(stage, 0.2)
    colour = t.change("#e8eef4" if stage.wintry else rng.choice(("#c98f62", "#b98a6a", "#cbb79c")))
    fill = stage.vertical((0, shade(colour, 0.0)), (1, shade(colour, -0.06)), top=top, bottom=stage.height)
    svg = band(stage, top, stage.bottom - top, fill)
    boards = "".join(
        (
            trace(
                "M", stage.width / 2 + k * stage.unit * 6, top, "L", stage.width / 2 + k * stage.unit * 16, stage.bottom
            )
        )
        for k in range(-22, 23)
    )
    svg += stroke(boards, shade(colour, -0.06), stage.unit * 0.25)
    stage.add("terrace", "ground", 0.44, svg)
    wall = pen_at(stage, stage.left, 0.2)
    long = (stage.right - stage.left) / wall.metre
    wall.rect(0, 0, long, 0.95, rng.choice(("#c4745a", "#d9cbb8", "#8f9aa5")))
    wall.rect(0, 0.9, long, 0.16, SNOW if stage.wintry else "#efe6d6")
    stage.add("parapet", "far", 0.4, wall.svg)
    green = shade(t.change("#6fa564"), -0.04)
    plants = ""
    for _ in range(7):
        pen = pen_at(stage, stage.width * rng.choice((rng.uniform(-0.02, 0.25), rng.uniform(0.75, 1.02))), 0.25)
        x, y = pen.at(0, 0.5)
        plants += bush(rng, x, y, rng.uniform(1.0, 1.8) * pen.metre, shade(green, rng.uniform(-0.06, 0.05)))
        pen.block(-0.45, 0, 0.9, 0.6, rng.choice(("#c9714a", "#f0e6d4", "#5f7f8f")), 0.05)
        plants += pen.svg
    stage.add("pots", "far", 0.42, plants)
    _flags(stage, rng)
