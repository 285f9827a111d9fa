"""Falls: water over a wall of rock."""

from __future__ import annotations

from random import Random

from pipelines.scene.curve import rolling, smooth
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.plants import bush
from pipelines.scene.nature.ranges import paint_peaks
from pipelines.scene.nature.rock import rock_face
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
    paint_peaks(stage, 1, 72)  # The water comes from up there.
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
                stage.unit * rng.uniform(7, 15),
                stage.unit * rng.uniform(2.5, 6),
                stage.glow("#ffffff", 0.6, 0.05),
            )
        )
        for _ in range(12)
    )
    stage.add("mist of the fall", "far", 0.42, spray)
    top = shore(stage, rng, 0.66, mix(t.land, t.change("#7a7a68"), 0.2), edge=t.change("#6f6a60"), rough=2.4)
    rocks(stage, rng, top, 11)


def _rock_wall(stage: Stage, rng: Random, top: float, foot: float) -> None:
    """A wall of blocks under a rim of grass, with ferns in its cracks."""
    t, u = stage.tones, stage.unit
    stone = t.away(t.change("#8b857a"), 0.12)
    points = rolling(rng, stage.left, stage.right, top + u * 3, u * 3, rng.uniform(1.4, 2.4))
    svg = rock_face(stage, rng, points, foot + u, stone, u * 5.5)
    green = t.away(shade(mix(t.far, t.land, 0.6), -0.03), 0.1)
    for _ in range(0 if stage.wintry else 16):
        svg += bush(
            rng, rng.uniform(stage.left, stage.right), rng.uniform(top + u * 8, foot), u * rng.uniform(2, 4), green
        )
    rim = [(x, y - u * 1.2) for x, y in points] + [(x, y + u * rng.uniform(0.3, 2.2)) for x, y in points[::-1]]
    turf = t.change("#f1f5f9") if stage.wintry else t.sunny(t.land)
    svg += path(smooth(rim, closed=True), turf)
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
    for _ in range(30):
        at = rng.uniform(-0.98, 0.98)
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
            y - stage.unit * 1.6,
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
            y - stage.unit * 1.6,
            "Z",
        ),
        white,
    )
    stage.add("lip of the fall", "far", 0.33, svg)
