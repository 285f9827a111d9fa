"""Vineyards: rows of vines and a house among cypresses."""

from __future__ import annotations

from random import Random

from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.land import paint_ground
from pipelines.scene.nature.plants import bush, poplar
from pipelines.scene.nature.ranges import paint_hills
from pipelines.scene.palette import shade
from pipelines.scene.place.fields import planted
from pipelines.scene.place.houses import cottage
from pipelines.scene.place.open import level, open_sky, pen_at, plane
from pipelines.scene.shapes import circle, ellipse, stroke, trace


def paint_vineyard(stage: Stage) -> None:
    """Rows of vines that run over the land to a house among cypresses."""
    open_sky(stage, 2.6)
    rng = stage.random("vineyard")
    paint_hills(stage, 3, rng.uniform(12, 18))
    t = stage.tones
    land = t.change("#e9eef2" if stage.wintry else "#c9a878")
    paint_ground(stage, grass=False)
    home = pen_at(stage, stage.width * rng.uniform(0.15, 0.7), 0.09, 0.15)
    cottage(stage, home, rng)
    cypress = ""
    for dx in (-2.4, -1.2, 8.2, 9.6):
        x, y = home.at(dx, -0.2)
        cypress += poplar(rng, x, y, rng.uniform(6, 8) * home.metre, t.away(t.change("#3f6a4a"), 0.15))
    stage.add("estate", "far", 0.32, cypress + home.svg)
    top = level(stage, 0.1)
    green = t.change("#b58a4a" if stage.brief.season == "autumn" else "#dfe6ea" if stage.wintry else "#6f9f4a")
    plane(stage, "rows", shade(land, -0.02), top)
    for depth, posts in enumerate(planted(stage, rng, top + stage.unit * 1.5, steps=18, between=24.0)):
        haze = 0.3 * (1 - depth / 17) ** 2
        svg = "".join(_vine(stage, rng, post, t.away(shade(green, rng.uniform(-0.05, 0.03)), haze)) for post in posts)
        stage.add("vines", "far", 0.4 + 0.08 * depth / 17, svg)


def _vine(stage: Stage, rng: Random, post: tuple[int, float, float, float], green: str) -> str:
    """One vine on its stake, with grapes where it is near enough and the season right."""
    _, x, y, size = post
    svg = ellipse(x, y, size * 0.8, size * 0.14, stage.tones.shaded(stage.tones.change("#c9a878"), 1.2), 0.6)
    svg += stroke(trace("M", x, y, "v", -size * 0.9), stage.tones.change("#7a5a45"), size * 0.1)
    svg += bush(rng, x, y - size * 0.4, size * 1.5, green, left=stage.lit_from_left)
    if size > stage.unit * 4 and not stage.wintry:
        grape = stage.tones.change("#6a4a8f")
        svg += "".join(
            circle(x + dx * size, y - size * (0.5 - dy), size * 0.09, shade(grape, dy * 0.3))
            for dx, dy in ((-0.1, 0), (0.04, 0), (0.16, 0), (-0.03, 0.13), (0.1, 0.13), (0.03, 0.25))
        )
    return svg
