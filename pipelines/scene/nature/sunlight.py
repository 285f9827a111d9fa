"""Sunlight: how it falls between trees, in beams and in patches on the ground."""

from __future__ import annotations

from random import Random

from pipelines.scene.curve import line
from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import mix
from pipelines.scene.shapes import ellipse, path


def paint_dapples(stage: Stage, rng: Random) -> None:
    """Sun that falls through the leaves on the floor."""
    if stage.brief.weather not in ("clear", "wind") or stage.detail == "simple":
        return
    t, deep, svg = stage.tones, stage.height - stage.horizon, ""
    for _ in range(34):
        at = rng.random()
        x, y, wide = (
            rng.gauss(stage.width / 2, stage.width * 0.3),
            stage.horizon + deep * (0.06 + 0.8 * at),
            stage.unit * (1 + 4 * at),
        )
        svg += ellipse(
            x,
            y,
            wide * rng.uniform(0.6, 1.6),
            wide * 0.24,
            mix(t.sunny(t.land, 1.4), t.light, 0.2),
            rng.uniform(0.2, 0.5),
        )
    stage.add("patches of sun", "ground", 0.47, svg)


def paint_shafts(stage: Stage, rng: Random) -> None:
    """Beams that slant down between the trees from the side of the sun."""
    t, side = stage.tones, 1 if stage.lit_from_left else -1
    fill = stage.vertical(
        (0, t.light, 0.28), (0.6, t.light, 0.12), (1, t.light, 0), top=0, bottom=stage.horizon + stage.unit * 8
    )
    low, svg = stage.horizon + stage.unit * 8, ""
    for _ in range(rng.choice((3, 4, 5))):
        x, wide = stage.width * (0.5 - side * rng.uniform(0.0, 0.5)), stage.unit * rng.uniform(2, 6)
        fall = side * stage.width * rng.uniform(0.24, 0.34)
        svg += path(
            line([(x, stage.top), (x + wide, stage.top), (x + fall + wide * 2.2, low), (x + fall, low)], closed=True),
            fill,
        )
    stage.add("light shafts", "light", 0.45, svg)
