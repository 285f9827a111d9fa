"""Farmyards: the yard between barn and fields, with a bench of boards at its near side."""

from __future__ import annotations

from random import Random

from pipelines.scene.curve import blob, line
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.crowns import leafy
from pipelines.scene.nature.land import paint_ground
from pipelines.scene.nature.ranges import paint_hills
from pipelines.scene.nature.trees import paint_trees
from pipelines.scene.palette import mix, shade
from pipelines.scene.place import fixtures
from pipelines.scene.place.farms import hay
from pipelines.scene.place.houses import SNOW, barn, cottage, silo
from pipelines.scene.place.open import level, open_sky, pen_at
from pipelines.scene.place.verandas import near_table
from pipelines.scene.shapes import path, stroke
from pipelines.scene.tables import table


def paint_farmyard(stage: Stage) -> None:
    """A yard of trodden earth before a barn: animals keep to its middle, a table stands at its near side."""
    open_sky(stage, 2.3)
    rng = stage.random("farmyard")
    paint_hills(stage, 3, rng.uniform(9, 15))
    paint_trees(stage, "tree line", "lp", stage.horizon + stage.unit, stage.unit * 9, 0.32, gaps=0.6)
    paint_ground(stage, flowers=20)
    side = rng.choice((0, 1))
    home = pen_at(stage, stage.width * (0.7 if not side else 0.04), 0.14, 0.1)
    cottage(stage, home, rng)
    stage.add("farmhouse", "far", 0.4, home.svg)
    yard = pen_at(stage, stage.width * (-0.06 if not side else 0.5), 0.2, 0.03)
    silo(yard.moved(9.4 if not side else -2.9, 0), stage)
    barn(stage, yard, rng)
    stage.add("barn", "far", 0.41, yard.svg)
    _earth(stage, rng)
    _fence(stage, rng, side)
    if not any(subject.drawing in table("pieces")["by_the_wall"] for subject in stage.brief.subjects):
        near_table(stage, "yard table", rng.choice(("#a9794f", "#b98c60", "#9a8672")), side)
    stage.anchors["lawn"] = (
        stage.width * 0.05,
        level(stage, 0.3),
        stage.width * 0.9,
        level(stage, 0.5) - level(stage, 0.3),
    )
    stage.anchors["near"] = (0, level(stage, 0.7), stage.width, level(stage, 0.93) - level(stage, 0.7))


def _earth(stage: Stage, rng: Random) -> None:
    """Trodden earth with wheel tracks, straw and tufts."""
    t = stage.tones
    colour = t.change("#e9eef2") if stage.wintry else mix(t.change("#cfae7f"), t.land, 0.18)
    y, deep = level(stage, 0.5), stage.height - stage.horizon
    svg = path(blob(rng, stage.width / 2, y + deep * 0.2, stage.width * 0.8, deep * 0.46, 0.07), colour)
    for at, tone in ((0.42, -0.03), (0.56, 0.03), (0.72, -0.035), (0.88, 0.025)):
        x = stage.width * rng.uniform(0.3, 0.7)
        svg += path(blob(rng, x, level(stage, at), stage.width * 0.42, deep * 0.05, 0.25), shade(colour, tone), 0.7)
    straw = t.change("#e8cf86")
    for _ in range(0 if stage.wintry else 60):
        x, up = rng.uniform(0, stage.width), level(stage, rng.uniform(0.3, 1.0))
        ends = [(x, up), (x + rng.uniform(-2, 2) * stage.unit, up + rng.uniform(-0.4, 0.4) * stage.unit)]
        svg += stroke(line(ends), straw, stage.unit * 0.22)
    stage.add("yard", "ground", 0.45, svg)


def _fence(stage: Stage, rng: Random, side: int) -> None:
    """A fence from the barn's other side out of the picture, with bales of hay and a tree."""
    start = stage.width * (0.62 if not side else -0.2)
    pen = pen_at(stage, start, 0.27)
    fixtures.rails(pen, stage.width * 0.6 / pen.metre, rng.choice(("#c9a47a", "#f4efe4")))
    bale = pen_at(stage, stage.width * (0.84 if not side else 0.04), 0.32)
    for x in (0, 1.2):
        hay(bale.moved(x, -0.1 * x), stage)
    stage.add("fence", "far", 0.44, pen.svg + bale.svg)
    tree = pen_at(stage, stage.width * (0.95 if not side else 0.04), 0.3)
    green = SNOW if stage.wintry else shade(mix(stage.tones.far, stage.tones.land, 0.4), -0.04)
    stage.add("yard tree", "far", 0.43, leafy(rng, tree.x, tree.foot, 5.6 * tree.metre, green))
