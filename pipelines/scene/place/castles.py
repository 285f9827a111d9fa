"""Castles: towers on a hill."""

from __future__ import annotations

import math
from random import Random

from pipelines.scene.curve import smooth
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.land import paint_ground, paint_path
from pipelines.scene.nature.ranges import paint_hills, paint_peaks
from pipelines.scene.nature.trees import paint_trees
from pipelines.scene.palette import mix, shade
from pipelines.scene.pen import Pen
from pipelines.scene.place.houses import SNOW, window
from pipelines.scene.place.open import level, open_sky


def paint_castle(stage: Stage) -> None:
    """A castle on its hill above a river or a town wall, with flags on the towers."""
    open_sky(stage, 3.0)
    rng = stage.random("castle")
    paint_peaks(stage, 1, rng.uniform(20, 28), 0.4) if rng.random() < 0.5 else None
    paint_hills(stage, 3, rng.uniform(12, 18))
    paint_ground(stage, flowers=40)
    hill = stage.unit * rng.uniform(7, 11)
    x = stage.width * rng.uniform(0.34, 0.66)
    t = stage.tones
    foot = level(stage, 0.12)
    points = [(x + k * stage.width * 0.06, foot - hill * math.exp(-((k / 4.2) ** 2))) for k in range(-14, 15)]
    green = t.away(SNOW if stage.wintry else t.land, 0.15)
    stage.add("castle hill", "far", 0.3, f'<path d="{smooth(points)}Z" fill="{green}"/>')
    if "castle" not in {subject.drawing for subject in stage.brief.subjects}:
        pen = Pen(
            x,
            foot - hill * 0.93,
            stage.unit * rng.uniform(1.25, 1.5),
            lambda c: t.away(t.change(c), 0.1),
            lit_from_left=stage.lit_from_left,
        )
        keep(stage, pen, rng)
        stage.add("castle", "far", 0.31, pen.svg)
    paint_trees(stage, "trees at the foot", "lcb", foot + stage.unit, stage.unit * 7, 0.14, snow=False, gaps=0.7)
    sand = mix(t.change("#d9c49a" if not stage.wintry else "#eaf0f5"), t.land, 0.15)
    paint_path(stage, "path", sand, shade(sand, -0.07))


def keep(stage: Stage, pen: Pen, rng: Random) -> None:
    """A castle of some 30 metres; x is its middle."""
    stone = rng.choice(("#d3cbc0", "#c4bcc0", "#d9c9b0"))
    tile = rng.choice(("#5f6fa0", "#a9524a", "#4f7f80"))
    for x, w, h in ((-9, 4, 15), (6, 3.6, 18), (-3.4, 4.6, 22), (2.2, 3.4, 14)):
        _tower(stage, pen, rng, x, w, h, stone, tile)
    pen.rect(-12, -1, 24, 8, stone)
    pen.rect(4, -1, 8, 8, shade(stone, -0.05)) if pen.lit_from_left else pen.rect(-12, -1, 8, 8, shade(stone, -0.05))
    for k in range(13):
        pen.rect(-12 + k * 1.9, 7, 1.1, 1.0, SNOW if stage.wintry else stone)
    for x, w, h in ((-13, 4.2, 11), (9.4, 4.2, 12)):
        _tower(stage, pen, rng, x, w, h, shade(stone, 0.02), tile)
    pen.rect(-2, -1, 4, 4.4, "#5a4436")
    pen.disc(0, 3.4, 2.0, "#5a4436")
    for k in range(4):
        pen.line([(-1.5 + k, -1), (-1.5 + k, 5.0)], "#3f2f28", 0.15)
    for x in (-8, -5, 4.6, 7.2):
        window(stage, pen, rng, x, 3, 0.9, 1.8, shade(stone, -0.08))


def _tower(stage: Stage, pen: Pen, rng: Random, x: float, w: float, h: float, stone: str, tile: str) -> None:
    pen.rect(x, -1, w, h + 1, stone)
    pen.rect(x + w * 0.7 if pen.lit_from_left else x, -1, w * 0.3, h + 1, shade(stone, -0.06))
    pen.rect(x - 0.4, h - 1.2, w + 0.8, 1.2, shade(stone, 0.03))
    roof = h + w * rng.uniform(1.2, 1.6)
    pen.poly([(x - 0.6, h), (x + w / 2, roof), (x + w + 0.6, h)], tile)
    pen.poly(
        [(x + w * 0.55, h), (x + w / 2, roof), (x + w + 0.6, h)]
        if pen.lit_from_left
        else [(x + w * 0.45, h), (x + w / 2, roof), (x - 0.6, h)],
        shade(tile, -0.06),
    )
    if stage.wintry:
        pen.poly(
            [
                (x + w * 0.2, h + (roof - h) * 0.5),
                (x + w / 2, roof + 0.2),
                (x + w * 0.8, h + (roof - h) * 0.5),
                (x + w / 2, h + (roof - h) * 0.62),
            ],
            SNOW,
        )
    pen.line([(x + w / 2, roof), (x + w / 2, roof + 2)], "#6a5a50", 0.12)
    pen.poly([(x + w / 2, roof + 2), (x + w / 2 + 2, roof + 1.5), (x + w / 2, roof + 1.0)], "#d9534f")
    window(stage, pen, rng, x + w / 2 - 0.45, h * 0.62, 0.9, 1.7, shade(stone, -0.08))
