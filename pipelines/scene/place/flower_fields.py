"""Flower fields: rows of blossoms to the horizon."""

from __future__ import annotations

import math
from random import Random

from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.crowns import ball
from pipelines.scene.nature.ranges import paint_hills
from pipelines.scene.nature.trees import paint_trees
from pipelines.scene.palette import shade
from pipelines.scene.place.fields import planted
from pipelines.scene.place.open import open_sky, pen_at, plane
from pipelines.scene.shapes import path

LAVENDER = ("#8a6ad0", "#a98be6")


POPPY = ("#e8434f", "#f06a6a")


SUNFLOWER = ("#f2c53d", "#ffe08a")


FLOWERS = (LAVENDER, POPPY, SUNFLOWER, ("#f08ab0", "#f9b8d0"), ("#f4f0fa", "#ffffff"))
"""Two tones of the blossoms of one row."""


def paint_flower_field(stage: Stage, only: tuple[str, str] | None = None) -> None:
    """Rows of flowers to the horizon, with a mill or a tree; all of the two tones `only`, or several kinds."""
    open_sky(stage, 2.4)
    rng = stage.random("flower field")
    paint_hills(stage, 2, rng.uniform(8, 14))
    paint_trees(stage, "tree line", "lp", stage.horizon + stage.unit, stage.unit * 7, 0.35, gaps=1.2)
    t = stage.tones
    green = t.change("#e9eff4" if stage.wintry else "#6f9f4a")
    kinds = [only] if only else rng.sample(FLOWERS, 4)
    plane(stage, "field", shade(green, -0.03))
    if rng.random() < 0.6:
        _mill(stage, rng)
    if not stage.wintry:
        _blossoms(stage, rng, [(t.change(a), t.change(b)) for a, b in kinds], green)


def _blossoms(stage: Stage, rng: Random, colours: list[tuple[str, str]], green: str) -> None:
    """Rows of blossoms that run to the horizon, heads on a bank of leaves, lighter where the sun falls on them."""
    t, lean = stage.tones, -1 if stage.lit_from_left else 1
    for depth, posts in enumerate(planted(stage, rng, stage.horizon + stage.unit * 1.5)):
        haze = 0.3 * (1 - depth / 27) ** 2
        paths: dict[str, str] = {}

        def put(colour: str, x: float, y: float, r: float, seen: float = haze, into: dict[str, str] = paths) -> None:
            key = t.away(colour, seen)
            into[key] = into.get(key, "") + ball(x, y, r)

        for row, x, y, size in posts:
            put(t.shaded(green, 0.7), x + size * 0.1 * lean, y, size * 0.8)
            one, two = colours[row % len(colours)]
            for _ in range(4):
                px, py = x + rng.uniform(-0.75, 0.75) * size, y - size * rng.uniform(0.15, 1.1)
                put(one, px, py, size * rng.uniform(0.24, 0.36))
                put(two, px + lean * size * 0.09, py - size * 0.1, size * 0.14)
        svg = "".join(path(data, colour) for colour, data in paths.items())
        stage.add("flowers", "ground", 0.4 + 0.1 * depth / 27, svg)


def _mill(stage: Stage, rng: Random) -> None:
    """A windmill; x is its middle."""
    pen = pen_at(stage, stage.width * rng.choice((0.2, 0.78)), 0.1, 0.12)
    pen.poly([(-2.2, 0), (2.2, 0), (1.4, 7.5), (-1.4, 7.5)], "#d9c9b0")
    pen.poly(
        [(0.4, 0), (2.2, 0), (1.4, 7.5), (0.3, 7.5)]
        if pen.lit_from_left
        else [(-0.4, 0), (-2.2, 0), (-1.4, 7.5), (-0.3, 7.5)],
        shade("#d9c9b0", -0.06),
    )
    pen.soft([(-1.7, 7.3), (-1.2, 9.0), (0, 9.6), (1.2, 9.0), (1.7, 7.3)], "#8f4f40")
    pen.rect(-0.6, 0, 1.2, 2.2, "#7a553f")
    turn = rng.uniform(0, 1.5)
    for k in range(4):
        a = turn + k * math.pi / 2
        ca, sa = math.cos(a), math.sin(a)
        pen.line([(0, 8.2), (ca * 6, 8.2 + sa * 6)], "#6a4f3c", 0.22)
        vane = [
            (ca * 1.2, 8.2 + sa * 1.2),
            (ca * 6, 8.2 + sa * 6),
            (ca * 6 - sa * 1.3, 8.2 + sa * 6 + ca * 1.3),
            (ca * 1.2 - sa * 1.3, 8.2 + sa * 1.2 + ca * 1.3),
        ]
        pen.poly(vane, "#f6efe0", 0.92)
    pen.disc(0, 8.2, 0.35, "#6a4f3c")
    stage.add("mill", "far", 0.33, pen.svg)
