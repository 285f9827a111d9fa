"""Flower fields: rows of blossoms to the horizon."""

from __future__ import annotations

import math
from random import Random

from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.ranges import paint_hills
from pipelines.scene.nature.trees import paint_trees
from pipelines.scene.palette import shade
from pipelines.scene.place.fields import furrows
from pipelines.scene.place.open import open_sky, pen_at
from pipelines.scene.shapes import path, stroke, trace

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
    stage.add("field", "ground", 0.4, furrows(stage, rng, stage.horizon + stage.unit, green, shade(green, -0.05)))
    if rng.random() < 0.6:
        _mill(stage, rng)
    _blossoms(stage, rng, [(t.change(a), t.change(b)) for a, b in kinds], green)


def _blossoms(stage: Stage, rng: Random, colours: list[tuple[str, str]], green: str) -> None:
    """Rows of blossoms, larger to the front; a path is left free in the middle."""
    if stage.wintry:
        return
    for row in range(19):
        at = (row / 18) ** 1.7
        y = stage.horizon + stage.unit * 1.5 + (stage.height * 0.99 - stage.horizon) * at
        r = stage.unit * (0.34 + 1.5 * at)
        one, two = colours[row % len(colours)]
        dots: dict[str, str] = {one: "", two: "", shade(one, -0.06): ""}
        stems, x = "", stage.left
        while x < stage.right:
            edge = abs(x - stage.width / 2)
            if edge > stage.unit * (1.5 + 13 * at):
                px, py, size = x + rng.uniform(-0.3, 0.3) * r, y - rng.uniform(0, 1.4) * r, r * rng.uniform(0.55, 0.85)
                dots[rng.choice(list(dots))] += trace(
                    "M",
                    px - size,
                    py,
                    "a",
                    size,
                    size * 0.85,
                    0,
                    1,
                    1,
                    2 * size,
                    0,
                    "a",
                    size,
                    size * 0.85,
                    0,
                    1,
                    1,
                    -2 * size,
                    0,
                    "Z",
                )
                if at > 0.1:
                    stems += trace("M", px, py, "L", px, y + r * 2)
            x += r * 1.25
        svg = stroke(stems, shade(green, -0.06), r * 0.3)
        svg += "".join(path(data, colour) for colour, data in dots.items())
        stage.add("flowers", "ground", 0.4 + 0.1 * at, svg)


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
