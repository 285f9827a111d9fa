"""Farms: a barn, a farmhouse, a fence and hay."""

from __future__ import annotations

from random import Random

from pipelines.scene.curve import below, rolling, smooth
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.land import paint_ground
from pipelines.scene.nature.ranges import paint_hills
from pipelines.scene.nature.trees import paint_trees
from pipelines.scene.palette import shade
from pipelines.scene.pen import Pen
from pipelines.scene.place import fixtures
from pipelines.scene.place.fields import furrows
from pipelines.scene.place.houses import SNOW, barn, cottage, silo
from pipelines.scene.place.open import level, open_sky, pen_at
from pipelines.scene.shapes import path


def paint_farm(stage: Stage) -> None:
    """A barn with a silo, a farmhouse, a fence, rows of crops and hay."""
    open_sky(stage, 2.6)
    rng = stage.random("farm")
    paint_hills(stage, 3, rng.uniform(9, 15))
    paint_trees(stage, "tree line", "lp", stage.horizon + stage.unit, stage.unit * 8, 0.32, gaps=0.7)
    t = stage.tones
    paint_ground(stage, grass=False)
    gold = t.change(
        "#eef2f6"
        if stage.wintry
        else {"spring": "#a9c95a", "summer": "#e3c04f"}.get(
            stage.brief.season, rng.choice(("#e3c04f", "#b9c95a", "#d9b04a"))
        )
    )
    side = rng.choice((0, 1))
    field = furrows(stage, rng, level(stage, 0.16), gold, shade(gold, -0.07))
    stage.add("field", "ground", 0.4, field)
    yard = pen_at(stage, stage.width * (0.03 if not side else 0.52), 0.2, 0.03)
    silo(yard.moved(9.4, 0), stage)
    barn(stage, yard, rng)
    home = pen_at(stage, stage.width * (0.74 if not side else 0.05), 0.18, 0.08)
    cottage(stage, home, rng)
    stage.add("barn", "far", 0.4, yard.svg)
    stage.add("farmhouse", "far", 0.4, home.svg)
    _yard(stage, rng)


def _yard(stage: Stage, rng: Random) -> None:
    """Grass in front with a fence and bales of hay."""
    t = stage.tones
    top = level(stage, 0.5)
    land = SNOW if stage.wintry else t.land
    points = rolling(rng, stage.left, stage.right, top, stage.unit * 1.2, 1.3)
    fill = stage.vertical((0, shade(land, 0.02)), (1, shade(land, -0.08)), top=top, bottom=stage.height)
    stage.add(
        "yard",
        "ground",
        0.45,
        path(below(smooth(points), stage.left, stage.right, stage.bottom), fill),
    )
    pen = pen_at(stage, stage.left, 0.5)
    fixtures.rails(pen, (stage.right - stage.left) / pen.metre, "#c9a47a" if rng.random() < 0.5 else "#f4efe4")
    stage.add("fence", "far", 0.45, pen.svg)
    bale = pen_at(stage, stage.width * rng.choice((0.06, 0.8)), 0.56)
    for x in (0, 1.5):
        hay(bale.moved(x, -0.1 * x), stage)
    stage.add("hay", "far", 0.46, bale.svg)


def hay(pen: Pen, stage: Stage) -> None:
    """A round bale of hay, 1.3 m high."""
    pen.shadow(0, 1.4)
    pen.disc(0.7, 0.65, 0.65, "#d9ae4f")
    for r in (0.5, 0.34, 0.18):
        pen.disc(0.7, 0.65, r, shade("#d9ae4f", 0.05 if r != 0.34 else -0.05))
    if stage.wintry:
        pen.oval(0.7, 1.2, 0.4, 0.14, SNOW)
