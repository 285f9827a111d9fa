"""Vineyards: rows of vines and a house among cypresses."""

from __future__ import annotations

from random import Random

from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.land import paint_ground
from pipelines.scene.nature.plants import bush, poplar
from pipelines.scene.nature.ranges import paint_hills
from pipelines.scene.palette import shade
from pipelines.scene.place.fields import furrows
from pipelines.scene.place.houses import cottage
from pipelines.scene.place.open import level, open_sky, pen_at
from pipelines.scene.shapes import circle, stroke, trace


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
    stage.add("rows", "ground", 0.4, furrows(stage, rng, top, land, shade(land, -0.06)))
    middle = stage.width * rng.uniform(0.35, 0.65)
    green = t.change("#b58a4a" if stage.brief.season == "autumn" else "#dfe6ea" if stage.wintry else "#6f9f4a")
    svg = ""
    for k in range(9):
        at = (k + 1) / 9
        y = level(stage, 0.1 + 0.5 * at**1.6)
        svg += _vine_row(stage, rng, middle, y, 0.35 + 1.6 * at**1.5, shade(green, rng.uniform(-0.03, 0.03)))
    stage.add("vines", "far", 0.42, svg)


def _vine_row(stage: Stage, rng: Random, middle: float, y: float, scale: float, green: str) -> str:
    """Vines across the picture at one depth, with a gap in the middle to walk through."""
    svg, step = "", stage.unit * 4 * scale
    x = stage.left
    while x < stage.right:
        if abs(x - middle) > stage.unit * 7 * scale:
            svg += stroke(trace("M", x, y, "v", -step * 0.8), stage.tones.change("#7a5a45"), step * 0.09)
            svg += bush(rng, x, y - step * 0.32, step * 1.1, shade(green, rng.uniform(-0.05, 0.05)))
            if rng.random() < 0.3 and not stage.wintry:
                grape = stage.tones.change("#6a4a8f")
                svg += "".join(
                    (circle(x + dx * step, y - step * (0.42 - dy), step * 0.08, grape))
                    for dx, dy in ((-0.1, 0), (0.02, 0), (0.12, 0), (-0.04, 0.12), (0.07, 0.12), (0.01, 0.22))
                )
        x += step * 0.95
    return svg
