"""Gardens: an east Asian garden with its pond and pavilion."""

from __future__ import annotations

import math
from random import Random

from pipelines.scene.curve import blob
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.grass import paint_grass
from pipelines.scene.nature.land import paint_ground
from pipelines.scene.nature.ranges import paint_hills
from pipelines.scene.nature.trees import paint_trees
from pipelines.scene.palette import mix, shade
from pipelines.scene.place.eastern import hall
from pipelines.scene.place.houses import SNOW
from pipelines.scene.place.open import level, open_sky, pen_at
from pipelines.scene.place.shores import boulder
from pipelines.scene.shapes import ellipse, path, trace


def paint_garden_place(stage: Stage) -> None:
    """An east Asian garden: a pavilion by a pond, a red bridge, stones, pines and blossom."""
    open_sky(stage, 2.2)
    rng = stage.random("garden place")
    paint_hills(stage, 3, rng.uniform(12, 18))
    paint_trees(
        stage, "garden trees", "lc", stage.horizon + stage.unit, stage.unit * 12, 0.34, gaps=0.4, snow=stage.wintry
    )
    paint_ground(stage, grass=False)
    _pond(stage, rng)
    side = rng.choice((0, 1))
    pavilion = pen_at(stage, stage.width * (0.06 if side else 0.66), 0.17, 0.1)
    hall(stage, pavilion, rng, 5.0, 2.6, red=rng.random() < 0.6, tiers=rng.choice((1, 1, 2)))
    stage.add("pavilion", "far", 0.36, pavilion.svg)
    _red_bridge(stage, rng, side)
    _blossom_tree(stage, rng, side)
    stones = "".join(
        boulder(
            stage,
            rng,
            stage.width * rng.uniform(0.1, 0.9),
            level(stage, rng.choice((0.3, 0.58))),
            stage.unit * rng.uniform(1.6, 3.6),
            "#8f8f90",
        )
        for _ in range(9)
    )
    stage.add("garden stones", "ground", 0.46, stones)
    paint_grass(stage, 10)


def _pond(stage: Stage, rng: Random) -> None:
    t = stage.tones
    x, y, w, h = (
        stage.width * rng.uniform(0.42, 0.58),
        level(stage, 0.42),
        stage.width * 0.44,
        (stage.height - stage.horizon) * 0.17,
    )
    water = mix(t.water, t.change("#5fa89a"), 0.5)
    fill = stage.vertical((0, mix(water, t.sky_edge, 0.5)), (1, mix(water, t.water_deep, 0.4)), top=y - h, bottom=y + h)
    svg = path(blob(rng, x, y, w * 1.03, h * 1.12, 0.1, 12), t.change("#b9a888" if not stage.wintry else "#dfe7ee"))
    svg += path(blob(rng, x, y, w, h, 0.08, 12), fill)
    for _ in range(9):
        px, py, r = x + rng.uniform(-0.7, 0.7) * w, y + rng.uniform(-0.6, 0.6) * h, stage.unit * rng.uniform(1, 2.2)
        svg += ellipse(px, py, r, r * 0.35, t.change("#6fa866" if not stage.wintry else "#e6eef4"))
    for _ in range(4):
        px, py, r = x + rng.uniform(-0.5, 0.5) * w, y + rng.uniform(-0.3, 0.5) * h, stage.unit * 1.1
        koi = t.change(rng.choice(("#f08c3a", "#f7f0e6", "#e8543f")))
        svg += path(
            trace(
                "M",
                px,
                py,
                "q",
                r,
                -r * 0.7,
                2 * r,
                0,
                "l",
                r * 0.8,
                -r * 0.4,
                "v",
                r * 0.8,
                "l",
                -r * 0.8,
                -r * 0.4,
                "q",
                -r,
                r * 0.7,
                -2 * r,
                0,
                "Z",
            ),
            koi,
            0.9,
        )
    stage.anchors["lake"] = stage.anchors["river"] = (x - w * 0.8, y - h * 0.7, w * 1.6, h * 1.4)
    stage.add("pond", "water", 0.44, svg)


def _red_bridge(stage: Stage, rng: Random, side: int) -> None:
    pen = pen_at(stage, 0, 0.34)
    pen.x = stage.width * (0.56 if side else 0.14)
    wide, red = 5.6, "#c9402f"
    top = [(wide * k / 12, 1.5 * math.sin(math.pi * k / 12)) for k in range(13)]
    pen.poly([*top, *[(x, up - 0.3) for x, up in reversed(top)]], shade(red, -0.08))
    for x, up in top[::2]:
        pen.rect(x - 0.08, up - 0.2, 0.16, 1.15, red)
        pen.rect(x - 0.12, up + 0.9, 0.24, 0.14, "#e0b04a")
    pen.bow([(x, up + 0.85) for x, up in top], SNOW if stage.wintry else red, 0.14)
    pen.bow([(x, up + 0.45) for x, up in top], red, 0.08)
    x, y = pen.at(wide * 0.3, 1.3)
    stage.anchors["bridge"] = (x, y, wide * 0.4 * pen.metre, 0.4 * pen.metre)
    stage.add("red bridge", "far", 0.45, pen.svg)


def _blossom_tree(stage: Stage, rng: Random, side: int) -> None:
    """A tree with a bent trunk: blossom in spring, red leaves in autumn."""
    pen = pen_at(stage, stage.width * (0.93 if side else 0.06), 0.4)
    sign = -1 if side else 1
    crowns = {"autumn": ("#d9472f", "#e87a3f"), "winter": (SNOW, "#e3ecf3"), "summer": ("#5f9a4f", "#7fb05f")}
    one, two = crowns.get(stage.brief.season, ("#f7b3c6", "#fbd3de") if not stage.wintry else crowns["winter"])
    pen.bow([(0, -0.1), (sign * 0.2, 1.2), (-sign * 0.2, 2.3), (sign * 0.6, 3.4)], "#5f4638", 0.4)
    for tip in ((1.9, 3.1), (1.5, 4.2), (-0.8, 3.5), (0.6, 4.4)):
        pen.bow([(sign * 0.1, 2.2), (sign * tip[0] * 0.6, tip[1] * 0.85), (sign * tip[0], tip[1])], "#5f4638", 0.18)
        for _ in range(9):
            dx, dy = rng.gauss(0, 0.5), rng.gauss(0, 0.3)
            pen.disc(
                sign * tip[0] + dx,
                tip[1] + 0.15 + dy,
                rng.uniform(0.24, 0.46),
                rng.choice((one, two, shade(one, -0.03))),
            )
    stage.add("blossom leaves", "far", 0.46, pen.svg)
