"""Moonscape: the grey ground of the moon."""

from __future__ import annotations

from random import Random

from pipelines.scene.curve import below, blob, rolling, smooth
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.cosmos import paint_space
from pipelines.scene.palette import shade
from pipelines.scene.place.craters import paint_craters
from pipelines.scene.place.open import level
from pipelines.scene.place.worlds import paint_earth
from pipelines.scene.shapes import path


def paint_moon(stage: Stage) -> None:
    """The grey ground of the moon with craters, and the earth above."""
    paint_space(stage, ground=False, planets=False)
    rng = stage.random("moon ground")
    stage.metre = (stage.height * 0.9 - stage.horizon) / 2.4
    # Who asks for the earth has it among the things.
    if not any("earth" in one.drawing or "globe" in one.drawing for one in stage.brief.subjects):
        paint_earth(stage, rng)
    grey = "#b9b8c0"
    for k in range(2):
        points = rolling(
            rng, stage.left, stage.right, stage.horizon + stage.unit * (3 * k - 1), stage.unit * (4 - 2 * k), 1.6 + k
        )
        colour = shade(grey, -0.12 + 0.1 * k)
        fill = stage.vertical(
            (0, shade(colour, 0.05)), (1, shade(colour, -0.14)), top=stage.horizon, bottom=stage.height
        )
        stage.add(
            "moon ground",
            "ground",
            0.34 + 0.1 * k,
            path(below(smooth(points), stage.left, stage.right, stage.bottom), fill),
        )
    paint_craters(stage, rng, shade(grey, -0.06))
    stones = "".join(
        _grey_stone(
            rng, rng.uniform(0, stage.width), level(stage, rng.uniform(0.15, 0.6)), stage.unit * rng.uniform(0.8, 2.4)
        )
        for _ in range(10)
    )
    stage.add("moon stones", "ground", 0.46, stones)


def _grey_stone(rng: Random, x: float, y: float, r: float) -> str:
    return path(blob(rng, x, y, r * 1.3, r, 0.2), "#8f8e98") + path(
        blob(rng, x - r * 0.2, y - r * 0.25, r * 0.9, r * 0.6, 0.2), "#a9a8b2"
    )
