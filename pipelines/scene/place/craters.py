"""Craters: hollows in the ground of moons and planets."""

from __future__ import annotations

from random import Random

from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import shade
from pipelines.scene.place.open import level
from pipelines.scene.shapes import ellipse


def paint_craters(stage: Stage, rng: Random, ground: str) -> None:
    """Craters all over a ground of that colour, larger to the front."""
    svg = ""
    for _ in range(9):
        at = rng.uniform(0.14, 0.95)
        x, y, r = (
            rng.uniform(stage.left, stage.right),
            level(stage, at),
            stage.unit * (2 + 8 * at) * rng.uniform(0.5, 1.1),
        )
        svg += ellipse(x, y, r, r * 0.3, shade(ground, 0.06)) + ellipse(
            x, y + r * 0.04, r * 0.84, r * 0.23, shade(ground, -0.1)
        )
        svg += ellipse(x, y + r * 0.09, r * 0.7, r * 0.16, shade(ground, -0.05))
    stage.add("craters", "ground", 0.45, svg)
