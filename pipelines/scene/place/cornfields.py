"""Cornfields: rows of tall maize with cobs, and a barn beyond."""

from __future__ import annotations

from random import Random

from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.crowns import ball
from pipelines.scene.nature.ranges import paint_hills
from pipelines.scene.nature.trees import paint_trees
from pipelines.scene.palette import shade
from pipelines.scene.place.fields import planted
from pipelines.scene.place.houses import barn, silo
from pipelines.scene.place.open import open_sky, pen_at, plane
from pipelines.scene.shapes import path, trace

LEAF, EAR, TASSEL = "#5a9a45", "#f4c73a", "#d8b867"
STEPS = 24
"""Depths at which a stalk of each row stands."""


def paint_corn_field(stage: Stage) -> None:
    """Rows of ripe maize that run to the horizon, a barn at one side."""
    open_sky(stage, 2.6)
    rng, t = stage.random("corn field"), stage.tones
    paint_hills(stage, 3, rng.uniform(9, 15))
    paint_trees(stage, "tree line", "lp", stage.horizon + stage.unit, stage.unit * 8, 0.32, gaps=0.7)
    plane(stage, "field", t.change("#eef2f6" if stage.wintry else "#8a7a48"))
    yard = pen_at(stage, stage.width * rng.choice((0.04, 0.6)), 0.14, 0.08)
    silo(yard.moved(9.4, 0), stage)
    barn(stage, yard, rng)
    stage.add("barn", "far", 0.4, yard.svg)
    if not stage.wintry:
        _rows(stage, rng)


def _rows(stage: Stage, rng: Random) -> None:
    """Stalks from far to near; the far ones pale and so close that they are one green."""
    posts = planted(stage, rng, stage.horizon + stage.unit * 4, steps=STEPS, between=14)
    for depth, row in enumerate(posts):
        paths: dict[str, str] = {}
        haze = 0.3 * (1 - depth / STEPS) ** 2
        for _, x, y, size in row:
            light = shade(LEAF, rng.choice((-0.05, -0.01, 0.04)))
            at = x + rng.uniform(-0.2, 0.2) * size
            for colour, data in _stalk(rng, at, y, size * rng.uniform(3.0, 3.6), light):
                key = stage.tones.away(stage.tones.change(colour), haze)
                paths[key] = paths.get(key, "") + data
        svg = "".join(path(data, colour) for colour, data in paths.items())
        stage.add("corn", "ground", 0.41 + 0.1 * depth / STEPS, svg)


def _stalk(rng: Random, x: float, foot: float, tall: float, green: str) -> list[tuple[str, str]]:
    """Colours and path data of one plant, `tall` from its foot to the tip of its tassel, in scene units."""
    half = tall * 0.022
    top = foot - tall * 0.86
    stem = trace("M", x - half, foot, "L", x - half * 0.5, top, "H", x + half * 0.5, "L", x + half, foot, "Z")
    parts = [(shade(green, -0.1), stem), (TASSEL, _tassel(x, top, tall))]
    for number in range(6):
        way = -1 if number % 2 else 1
        y = foot - tall * (0.12 + 0.12 * number + rng.uniform(-0.02, 0.02))
        parts.append((shade(green, 0.0 if number % 2 else -0.05), _leaf(x, y, tall * rng.uniform(0.28, 0.36), way)))
    way = rng.choice((-1, 1))
    return [*parts, *_cob(x + way * tall * 0.05, foot - tall * 0.5, tall, green)]


def _leaf(x: float, y: float, long: float, way: int) -> str:
    """A blade that rises from the stem and hangs over."""
    tip = (x + way * long, y + long * 0.1)
    over, under = (x + way * long * 0.5, y - long * 0.75), (x + way * long * 0.45, y - long * 0.38)
    return trace("M", x, y, "Q", *over, *tip, "Q", *under, x, y + long * 0.16, "Z")


def _tassel(x: float, y: float, tall: float) -> str:
    """The plume at the top."""
    long, thin = tall * 0.14, tall * 0.014
    data = ""
    for lean in (-0.7, 0.0, 0.7):
        data += trace("M", x - thin, y, "L", x + lean * long, y - long, "L", x + thin, y, "Z")
    return data


def _cob(x: float, y: float, tall: float, green: str) -> list[tuple[str, str]]:
    """A ripe ear in its husk."""
    r = tall * 0.05
    ear = "".join(ball(x, y - r * k, r * (1 - 0.13 * k)) for k in range(4))
    husk = trace("M", x - r * 1.3, y - r, "Q", x - r, y + r * 2.6, x, y + r * 2.8)
    husk += trace("Q", x + r, y + r * 2.6, x + r * 1.3, y - r, "L", x, y + r * 0.6, "Z")
    return [(EAR, ear), (shade(green, 0.08), husk)]
