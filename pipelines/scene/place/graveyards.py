"""Graveyards: old stones before a crooked house."""

from __future__ import annotations

import math
from random import Random

from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.land import paint_ground
from pipelines.scene.nature.ranges import paint_hills
from pipelines.scene.palette import mix, shade
from pipelines.scene.pen import Pen
from pipelines.scene.place.houses import SNOW
from pipelines.scene.place.open import dark, halo, level, open_sky, pen_at
from pipelines.scene.shapes import ellipse


def paint_graveyard(stage: Stage) -> None:
    """Old stones and bare trees before a crooked house on a hill."""
    open_sky(stage, 1.7)
    rng = stage.random("graveyard")
    t = stage.tones
    paint_hills(stage, 2, rng.uniform(12, 18))
    paint_ground(stage, grass=not stage.wintry, flowers=0)
    house = pen_at(stage, stage.width * rng.uniform(0.24, 0.5), 0.15, 0.18)
    _haunted(stage, house, rng)
    stage.add("old house", "far", 0.32, house.svg)
    for k in range(2):
        pen = pen_at(stage, stage.width * (0.04 + 0.92 * k), 0.34)
        bare_tree(pen, rng, 6.0, "#3f363c")
        stage.add("bare tree", "far", 0.44, pen.svg)
    svg = ""
    for _ in range(11):
        at = rng.uniform(0.16, 0.5)
        pen = pen_at(
            stage, stage.width * rng.choice((rng.uniform(0.0, 0.36), rng.uniform(0.64, 1.0))), at, 0.2 * (0.5 - at)
        )
        _stone(pen, rng, stage)
        svg += pen.svg
    stage.add("grave stones", "far", 0.44, svg)
    mist = "".join(
        ellipse(
            rng.uniform(0, stage.width),
            level(stage, rng.uniform(0.1, 0.5)),
            stage.unit * rng.uniform(20, 40),
            stage.unit * rng.uniform(3, 6),
            stage.glow(mix(t.sky_low, "#ffffff", 0.4), 0.4),
        )
        for _ in range(6)
    )
    stage.add("mist", "far", 0.44, mist)


def _haunted(stage: Stage, pen: Pen, rng: Random) -> None:
    wall, tile = "#6a5f70", "#3f3a4a"
    pen.poly([(0, 0), (0.3, 6.5), (6.7, 6.2), (7, 0)], wall)
    pen.poly([(-0.6, 6.2), (1.8, 9.6), (5.2, 9.4), (7.6, 5.9)], tile)
    pen.poly([(6.2, 0), (6.4, 9.5), (9.4, 9.3), (9.2, 0)], shade(wall, -0.04))
    pen.poly([(5.9, 9.2), (8.0, 14.0), (9.9, 9.0)], tile)
    for x, up in ((1.2, 3.9), (3.2, 4.0), (5.0, 3.8), (7.2, 6.6), (7.2, 3.2), (1.2, 1.2), (5.0, 1.2)):
        if dark(stage) and rng.random() < 0.6:
            halo(stage, pen, x + 0.5, up + 0.7, 1.6, "#e8e05a", 0.4)
            pen.bright(x, up, 1.0, 1.4, "#f0d75a", 0.4)
        else:
            pen.rect(x, up, 1.0, 1.4, "#2f2a38", 0.4)
        pen.line([(x + 0.5, up), (x + 0.5, up + 1.4)], wall, 0.12)
    pen.rect(2.9, 0, 1.3, 2.6, "#3a2f34", 0.5)
    if stage.wintry:
        pen.poly([(-0.4, 6.6), (1.8, 9.7), (5.2, 9.5), (5.6, 9.0), (2.0, 9.0)], SNOW)


def bare_tree(pen: Pen, rng: Random, tall: float, colour: str) -> None:
    """A leafless tree; x is its foot."""
    pen.poly([(-0.45, 0), (-0.15, tall * 0.4), (0.15, tall * 0.4), (0.5, 0)], colour)

    def grow(x: float, up: float, length: float, angle: float, width: float, order: int) -> None:
        ex, eu = x + math.cos(angle) * length, up + math.sin(angle) * length
        pen.line([(x, up), (ex, eu)], colour, width)
        if order:
            for turn in (-0.5, 0.45):
                grow(
                    ex,
                    eu,
                    length * rng.uniform(0.66, 0.82),
                    angle + turn * rng.uniform(0.7, 1.3),
                    width * 0.62,
                    order - 1,
                )

    grow(0, tall * 0.36, tall * 0.22, math.pi / 2 + rng.uniform(-0.2, 0.2), 0.32, 4)


def _stone(pen: Pen, rng: Random, stage: Stage) -> None:
    stone, kind = shade("#8f8f98", rng.uniform(-0.06, 0.04)), rng.randrange(3)
    pen.shadow(0, 0.7)
    if kind == 0:
        pen.rect(0, 0, 0.7, 0.7, stone)
        pen.disc(0.35, 0.68, 0.35, stone)
        pen.rect(0.2, 0.62, 0.3, 0.05, shade(stone, -0.1))
    elif kind == 1:
        pen.rect(0.24, 0, 0.2, 1.2, stone)
        pen.rect(0, 0.7, 0.68, 0.2, stone)
    else:
        pen.poly([(0, 0), (0.05, 0.9), (0.35, 1.1), (0.65, 0.85), (0.7, 0)], stone)
        pen.rect(0.2, 0.55, 0.3, 0.05, shade(stone, -0.1))
    if stage.wintry:
        pen.oval(0.35, 1.0, 0.3, 0.09, SNOW)
