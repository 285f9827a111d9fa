"""Falls: water over a wall of rock."""

from __future__ import annotations

from random import Random

from pipelines.scene.curve import below, jagged, line
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.trees import paint_trees
from pipelines.scene.palette import mix, shade
from pipelines.scene.place.open import open_sky
from pipelines.scene.place.shores import rocks, sheet, shore
from pipelines.scene.shapes import ellipse, path, stroke, trace


def paint_waterfall(stage: Stage) -> None:
    """Water over a wall of rock into a pool among trees."""
    open_sky(stage, 3.0)
    rng = stage.random("waterfall")
    t = stage.tones
    paint_trees(stage, "far trees", "lc", stage.horizon - stage.unit * 14, stage.unit * 18, 0.5, snow=stage.wintry)
    x, half = stage.width * rng.uniform(0.38, 0.62), stage.unit * rng.uniform(7, 11)
    top, foot = stage.horizon - stage.unit * rng.uniform(26, 34), stage.horizon + stage.unit * 3
    _rock_wall(stage, rng, top, foot)
    _fall(stage, rng, x, half, top + stage.unit * 2, foot)
    paint_trees(stage, "wall trees", "lc", top + stage.unit * 3, stage.unit * 14, 0.18, snow=stage.wintry, gaps=0.6)
    _fall_lip(stage, x, half, top)
    sheet(stage, "pool", foot - stage.unit * 0.5, mix(t.water, t.change("#3fa89a"), 0.4))
    spray = "".join(
        (
            ellipse(
                x + rng.uniform(-1.5, 1.5) * half,
                foot + stage.unit * rng.uniform(-3, 2),
                stage.unit * rng.uniform(4, 9),
                stage.unit * rng.uniform(1.5, 4),
                stage.glow("#ffffff", 0.7, 0.2),
            )
        )
        for _ in range(8)
    )
    stage.add("mist of the fall", "far", 0.42, spray)
    top = shore(stage, rng, 0.66, mix(t.land, t.change("#7a7a68"), 0.2), edge=t.change("#6f6a60"), rough=2.4)
    rocks(stage, rng, top, 11)


def _rock_wall(stage: Stage, rng: Random, top: float, foot: float) -> None:
    t = stage.tones
    stone = t.away(t.change("#7f7a72"), 0.12)
    points = [(x, y) for x, y in jagged(rng, stage.left, stage.right, top + stage.unit * 5, stage.unit * 7, 0.5)]
    fill = stage.vertical((0, shade(stone, 0.04)), (1, shade(stone, -0.06)), top=top, bottom=foot)
    svg = path(below(line(points), stage.left, stage.right, foot + stage.unit * 3), fill)
    x = stage.left
    while x < stage.right:
        w = stage.unit * rng.uniform(4, 10)
        y = top + stage.unit * rng.uniform(5, 14)
        face = [(x, y), (x + w * 0.7, y - stage.unit * 2), (x + w, foot), (x + w * 0.2, foot)]
        svg += path(line(face, closed=True), shade(stone, rng.choice((-0.06, -0.03, 0.04))), 0.8)
        x += w * rng.uniform(0.8, 1.4)
    stage.add("rock wall", "far", 0.3, svg)


def _fall(stage: Stage, rng: Random, x: float, half: float, top: float, foot: float) -> None:
    t = stage.tones
    white = mix(t.change("#ffffff"), t.water, 0.12)
    fill = stage.vertical((0, mix(white, t.water, 0.3)), (0.3, white), (1, white), top=top, bottom=foot)
    svg = path(
        trace(
            "M",
            x - half,
            top,
            "C",
            x - half,
            top + half,
            x - half * 1.15,
            foot - half,
            x - half * 1.3,
            foot,
            "H",
            x + half * 1.3,
            "C",
            x + half * 1.15,
            foot - half,
            x + half,
            top + half,
            x + half,
            top,
            "Z",
        ),
        fill,
    )
    for _ in range(16):
        at = rng.uniform(-0.9, 0.9)
        start, end = top + (foot - top) * rng.uniform(0, 0.4), top + (foot - top) * rng.uniform(0.6, 1)
        svg += stroke(
            trace("M", x + at * half, start, "L", x + at * half * 1.2, end),
            mix(white, t.water_deep, 0.35),
            stage.unit * rng.uniform(0.2, 0.7),
            0.6,
        )
    stage.add("waterfall", "water", 0.32, svg)


def _fall_lip(stage: Stage, x: float, half: float, top: float) -> None:
    """The stream above the fall, where it parts the trees."""
    t = stage.tones
    white = mix(t.change("#ffffff"), t.water, 0.3)
    y = top + stage.unit * 2
    svg = path(
        trace(
            "M",
            x - half * 0.7,
            y - stage.unit * 4,
            "Q",
            x - half,
            y - stage.unit,
            x - half,
            y + stage.unit * 6,
            "H",
            x + half,
            "Q",
            x + half,
            y - stage.unit,
            x + half * 0.7,
            y - stage.unit * 4,
            "Z",
        ),
        white,
    )
    stage.add("lip of the fall", "far", 0.33, svg)
