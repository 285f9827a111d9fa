"""Ice: bergs, floes and snow at the sea."""

from __future__ import annotations

from random import Random

from pipelines.scene.curve import blob, line
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.ranges import paint_peaks
from pipelines.scene.nature.water import paint_sea
from pipelines.scene.palette import mix
from pipelines.scene.place.open import level, open_sky
from pipelines.scene.place.shores import shore
from pipelines.scene.shapes import ellipse, path


def paint_ice(stage: Stage) -> None:
    """Icebergs in a cold sea, floes, and the ice in front."""
    open_sky(stage, 3.0)
    rng = stage.random("ice")
    t = stage.tones
    paint_peaks(stage, 1, rng.uniform(12, 20), 0.9)
    paint_sea(stage)
    for k in range(rng.choice((2, 3, 4))):
        x, w = stage.width * rng.uniform(0.0, 1.0), stage.unit * rng.uniform(12, 26)
        _iceberg(stage, rng, x, level(stage, 0.08 + 0.06 * k), w, 0.35 - 0.09 * k)
    svg = ""
    for _ in range(14):
        at = rng.uniform(0.2, 0.55)
        x, w = rng.uniform(stage.left, stage.right), stage.unit * rng.uniform(4, 14) * (0.4 + at)
        y = level(stage, at)
        svg += path(blob(rng, x, y + stage.unit * 0.7, w, w * 0.13, 0.15), mix(t.water_deep, "#bfe3f0", 0.5))
        svg += path(blob(rng, x, y, w, w * 0.13, 0.15), t.change("#f4f9fd"))
    stage.add("ice floes", "water", 0.4, svg)
    top = shore(stage, rng, 0.58, t.change("#eef5fb"), edge=mix(t.water, "#bfe3f0", 0.6), rough=1.6)
    _drifts(stage, rng, top)


def _iceberg(stage: Stage, rng: Random, x: float, foot: float, w: float, haze: float) -> None:
    t = stage.tones
    tall = w * rng.uniform(0.5, 0.95)
    white = t.away(t.change("#f1f8fd"), haze)
    blue = t.away(t.change("#a9d0e8"), haze)
    points = [
        (x - w / 2, foot),
        (x - w * 0.42, foot - tall * 0.4),
        (x - w * 0.2, foot - tall * 0.75),
        (x - w * 0.05, foot - tall),
        (x + w * 0.12, foot - tall * 0.7),
        (x + w * 0.26, foot - tall * 0.8),
        (x + w * 0.46, foot - tall * 0.3),
        (x + w / 2, foot),
    ]
    side = 1 if stage.lit_from_left else -1
    ridge = points[3]
    dim = [
        ridge,
        (x + side * w * 0.02, foot - tall * 0.5),
        (x - side * w * 0.06, foot),
        (x + side * w / 2, foot),
        points[6 if side > 0 else 1],
        points[4 if side > 0 else 2],
    ]
    svg = path(line(points, closed=True), white) + path(line(dim, closed=True), blue)
    svg += ellipse(x, foot, w * 0.56, w * 0.04, mix(t.water, "#d5f0f8", 0.6), 0.8)
    stage.add("iceberg", "far", 0.25, svg)


def _drifts(stage: Stage, rng: Random, top: float) -> None:
    t = stage.tones
    svg = "".join(
        (
            path(
                blob(
                    rng,
                    rng.uniform(stage.left, stage.right),
                    top + (stage.height - top) * rng.uniform(0.15, 1),
                    stage.unit * rng.uniform(8, 22),
                    stage.unit * rng.uniform(0.5, 1.6),
                    0.25,
                ),
                rng.choice((t.change("#dbe8f3"), t.change("#ffffff"))),
                0.7,
            )
        )
        for _ in range(16)
    )
    for _ in range(5):
        x, w = (
            rng.choice((rng.uniform(-0.05, 0.18), rng.uniform(0.82, 1.05))) * stage.width,
            stage.unit * rng.uniform(4, 9),
        )
        y = top + stage.unit * rng.uniform(0, 6)
        svg += path(
            line([(x - w / 2, y), (x - w * 0.2, y - w * 0.8), (x + w * 0.1, y - w * 0.5), (x + w / 2, y)], closed=True),
            t.change("#d3e6f3"),
        )
        svg += path(
            line([(x - w * 0.2, y - w * 0.8), (x + w * 0.1, y - w * 0.5), (x, y)], closed=True), t.change("#a9cbe3")
        )
    stage.add("drifts", "ground", 0.5, svg)
