"""Rivers: a river under a bridge."""

from __future__ import annotations

import math
from collections.abc import Iterator
from random import Random

from pipelines.scene.curve import Point, smooth
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.crowns import leafy
from pipelines.scene.nature.grass import paint_grass
from pipelines.scene.nature.land import paint_ground
from pipelines.scene.nature.plants import bush
from pipelines.scene.nature.ranges import paint_hills
from pipelines.scene.nature.trees import paint_trees
from pipelines.scene.palette import mix, shade
from pipelines.scene.place.houses import SNOW
from pipelines.scene.place.open import level, open_sky, pen_at
from pipelines.scene.shapes import ellipse, path, rect, trace


def paint_river(stage: Stage) -> None:
    """A river under a stone bridge, with meadows and trees on its banks."""
    open_sky(stage, 2.6)
    rng = stage.random("river place")
    paint_hills(stage, 3, rng.uniform(10, 16))
    paint_trees(
        stage,
        "tree line",
        rng.choice(("lc", "lp", "l")),
        stage.horizon + stage.unit,
        stage.unit * 9,
        0.3,
        gaps=0.5,
        snow=False,
    )
    paint_ground(stage, grass=False)
    _stream(stage, rng)
    _stone_bridge(stage, rng)
    paint_grass(stage, 50)
    _bank_trees(stage, rng)


def _stream(stage: Stage, rng: Random) -> None:
    """The river from under the bridge to the front; kept as the anchors lake and river."""
    t = stage.tones
    # To one side, so that whoever is by the river has its bank.
    x, drift = stage.width * rng.uniform(0.46, 0.54), rng.choice((-1, 1)) * rng.uniform(0.2, 0.26) * stage.width
    left: list[Point] = []
    right: list[Point] = []
    for k in range(11):
        at = k / 10
        y = level(stage, 0.05 + 1.1 * at)
        half = stage.unit * (5 + 27 * at**1.2)
        middle = x + drift * (at + 0.12 * math.sin(at * 5))
        left.append((middle - half, y))
        right.append((middle + half, y))
    fill = stage.vertical(
        (0, mix(t.water, t.sky_edge, 0.5)), (1, mix(t.water, t.water_deep, 0.5)), top=stage.horizon, bottom=stage.height
    )
    data = smooth([*left, *reversed(right)], closed=True)
    bank = shade(t.change("#b99f74") if not stage.wintry else t.change("#dfe7ee"), -0.02)
    svg = path(data, fill, edge=bank, width=stage.unit * 1.2)
    for _ in range(26):
        at = rng.random()
        k = min(10, int(at * 10))
        px, y = (
            rng.uniform(left[k][0] * 0.8 + right[k][0] * 0.2, right[k][0] * 0.8 + left[k][0] * 0.2),
            level(stage, 0.05 + 1.1 * at),
        )
        w = stage.unit * rng.uniform(1, 4) * (0.4 + at)
        svg += rect(px - w / 2, y, w, stage.unit * (0.15 + 0.25 * at), t.light, opacity=0.5, r=stage.unit * 0.1)
    stage.anchors["lake"] = stage.anchors["river"] = (
        left[7][0],
        left[3][1],
        right[7][0] - left[7][0],
        stage.height - left[3][1],
    )
    stage.add("river", "water", 0.46, svg + "".join(_stones(stage, rng, left, right)))


def _stones(stage: Stage, rng: Random, left: list[Point], right: list[Point]) -> Iterator[str]:
    """Round stones that the water runs around, near both banks so that what swims has its way."""
    t = stage.tones
    for at in (2, 3, 4, 5, 6, 7, 8):
        (west, y), (east, _) = left[at], right[at]
        side = rng.choice((rng.uniform(0.12, 0.3), rng.uniform(0.7, 0.88)))
        x, r = west + (east - west) * side, stage.unit * (0.5 + 0.3 * at) * rng.uniform(0.7, 1.1)
        stone = t.change(rng.choice(("#9a978f", "#8b8f93", "#a89f92")))
        lean = -1 if stage.lit_from_left else 1
        yield ellipse(x, y + r * 0.1, r * 1.35, r * 0.36, t.light, 0.45)
        for grow, up, colour in (
            (1.0, 0.0, t.shaded(stone, 0.8)),
            (0.72, 0.22, stone),
            (0.4, 0.38, t.sunny(stone, 0.7)),
        ):
            yield path(
                trace(
                    "M",
                    x - r * grow + lean * up * r,
                    y,
                    "Q",
                    x - r * 0.8 * grow + lean * up * r,
                    y - r * (0.9 + 0.1 * up),
                    x + lean * up * r,
                    y - r * 0.86,
                    "Q",
                    x + r * 0.9 * grow + lean * up * r,
                    y - r * 0.8,
                    x + r * grow + lean * up * r,
                    y,
                    "Z",
                ),
                colour,
            )


def _stone_bridge(stage: Stage, rng: Random) -> None:
    pen = pen_at(stage, 0, 0.22, 0.06)
    wide = stage.width * 0.92 / pen.metre
    pen.x = stage.width * 0.04
    stone = "#b8aca0"
    middle = wide / 2
    arches = [middle - 5.2, middle, middle + 5.2]
    pen.poly(
        [(0, 0.6), (wide * 0.25, 2.4), (middle, 3.4), (wide * 0.75, 2.4), (wide, 0.6), (wide, -0.3), (0, -0.3)], stone
    )
    for x in arches:
        r = 2.1 if x != middle else 2.5
        pen.poly(
            [(x + math.cos(math.pi * k / 14) * r, -0.3 + math.sin(math.pi * k / 14) * r) for k in range(15)],
            mix("#3f4f5a", stone, 0.25),
        )
        pen.line(
            [(x + math.cos(math.pi * k / 14) * r, -0.3 + math.sin(math.pi * k / 14) * r) for k in range(15)],
            shade(stone, -0.1),
            0.26,
        )
    for _ in range(70):
        x = rng.uniform(0.5, wide - 1)
        up = rng.uniform(0, 1) * (0.6 + 2.6 * (1 - abs(x / wide - 0.5) * 2)) + 0.2
        if min(abs(x - a) for a in arches) > 2.3 or up > 2.3:
            pen.rect(x, up * 0.9, 0.5, 0.22, shade(stone, rng.choice((-0.05, 0.04))), 0.06)
    rail = [(0, 1.0), (wide * 0.25, 2.8), (middle, 3.8), (wide * 0.75, 2.8), (wide, 1.0)]
    pen.bow(rail, SNOW if stage.wintry else shade(stone, 0.04), 0.4)
    x, y = pen.at(middle - 3, 3.5)
    stage.anchors["bridge"] = (x, y, 6 * pen.metre, pen.metre * 0.8)
    stage.add("bridge", "far", 0.44, pen.svg)


def _bank_trees(stage: Stage, rng: Random) -> None:
    green = shade(mix(stage.tones.far, stage.tones.land, 0.35), -0.05)
    svg = ""
    for side in (0, 1):
        for _ in range(rng.choice((1, 2))):
            pen = pen_at(
                stage, stage.width * (side + (1 - 2 * side) * rng.uniform(-0.02, 0.14)), rng.uniform(0.3, 0.42)
            )
            x, y = pen.at(0, 0)
            svg += leafy(rng, x, y, rng.uniform(5, 7) * pen.metre, shade(green, rng.uniform(-0.04, 0.04)))
            svg += bush(rng, x + pen.metre, y, 2.2 * pen.metre, shade(green, rng.uniform(-0.05, 0.02)))
    stage.add("bank trees", "far", 0.46, svg)
