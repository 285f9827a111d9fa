"""Orchards: fruit trees in rows that run over the grass to the horizon."""

from __future__ import annotations

from random import Random

from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.crowns import leafy
from pipelines.scene.nature.land import paint_ground
from pipelines.scene.nature.ranges import paint_hills
from pipelines.scene.palette import shade
from pipelines.scene.place.fields import planted
from pipelines.scene.place.open import open_sky
from pipelines.scene.shapes import circle, ellipse

LEAVES = {"spring": "#f4cdd7", "autumn": "#d19a3f", "winter": "#dfe7ee"}
GREEN, FRUITS = "#6d9c48", ("#d8453c", "#f0a03c", "#e2c340")


def paint_orchard(stage: Stage) -> None:
    """Rows of fruit trees on grass, that leave the middle free."""
    open_sky(stage, 2.4)
    rng, t = stage.random("orchard place"), stage.tones
    paint_hills(stage, 2, rng.uniform(12, 18))
    paint_ground(stage, flowers=50)
    leaf, fruit = t.change(LEAVES.get(stage.brief.season, GREEN)), t.change(rng.choice(FRUITS))
    for depth, posts in enumerate(planted(stage, rng, stage.horizon + stage.unit, steps=11, between=46.0)):
        haze = 0.35 * (1 - depth / 10) ** 2
        svg = "".join(_tree(stage, rng, post, t.away(leaf, haze), t.away(fruit, haze)) for post in posts)
        stage.add("fruit trees", "far", 0.36 + 0.08 * depth / 10, svg)


def _tree(stage: Stage, rng: Random, post: tuple[int, float, float, float], leaf: str, fruit: str) -> str:
    """One tree on its shade, with fruit where it is near enough and the season right."""
    _, x, y, size = post
    tall = size * rng.uniform(2.1, 2.5)
    svg = ellipse(x, y, tall * 0.36, tall * 0.06, stage.tones.shaded(stage.tones.land, 1.2), 0.6)
    svg += leafy(rng, x, y, tall, shade(leaf, rng.uniform(-0.05, 0.02)), left=stage.lit_from_left)
    if size < stage.unit * 3 or stage.brief.season in ("spring", "winter"):
        return svg
    spots = [(rng.uniform(-0.24, 0.24), rng.uniform(0.5, 0.86)) for _ in range(9)]
    return svg + "".join(circle(x + dx * tall, y - up * tall, tall * 0.022, fruit) for dx, up in spots)
