"""Mountains: peaks over a lake, over woods and over alps."""

from __future__ import annotations

from random import Random

from pipelines.scene.curve import height_at
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.foreground import paint_foreground
from pipelines.scene.nature.land import paint_ground
from pipelines.scene.nature.plants import conifer
from pipelines.scene.nature.ranges import paint_peaks
from pipelines.scene.nature.slopes import paint_slope, slant
from pipelines.scene.nature.water import paint_lake
from pipelines.scene.palette import mix, shade
from pipelines.scene.place.waterside import paint_lakeside

FIR = "#3f6a5a"


def paint_mountain(stage: Stage) -> None:
    """A range of peaks, what lies at its feet, and the ground before it."""
    rng = stage.random("mountain place")
    lake = "lake" in stage.brief.features
    if not lake and rng.random() < 0.4:
        paint_peaks(stage, 2, rng.uniform(42, 54), 0.45)
        paint_lakeside(stage, rng, peaks=False)
    else:
        paint_peaks(stage, rng.choice((2, 3)), rng.uniform(44, 58), rng.uniform(0.35, 0.5))
        _flank(stage, rng, rng.choice((-1, 1)))
    paint_ground(stage, flowers=34)
    if lake:
        paint_lake(stage)
    else:
        paint_foreground(stage)


def _flank(stage: Stage, rng: Random, side: int) -> None:
    """Wooded slopes that close in from both sides."""
    t = stage.tones
    for k in range(2):
        points = slant(
            rng, stage, stage.horizon - stage.unit * (3 - 2 * k), stage.unit * (18 - 5 * k), side if k else -side
        )
        near, firs = 0.4 + 0.24 * k, ""
        tone = t.away(shade(mix(t.far, t.change(FIR), 0.5), -0.03), 0.5 * (1 - near))
        snow = t.away(t.change("#f2f6fa"), 0.5 * (1 - near)) if stage.wintry else ""
        for _ in range(34 - 8 * k):
            x = rng.uniform(stage.left, stage.right)
            y, tall = (
                height_at(points, x) + stage.unit * rng.uniform(0.2, 4),
                stage.unit * (5 + 4 * k) * rng.uniform(0.7, 1.25),
            )
            firs += conifer(rng, x, y, tall, tone, snow, left=stage.lit_from_left)
        paint_slope(stage, "hills", points, mix(t.far, t.land, 0.5 + 0.3 * k), near)
        stage.add("firs", "far", 0.3 + 0.1 * k, firs)
