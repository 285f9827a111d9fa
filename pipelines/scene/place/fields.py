"""Fields: hills with fields, and rows that run away from the viewer."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from pipelines.scene.curve import Point, height_at
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.crowns import leafy, oak
from pipelines.scene.nature.foreground import paint_foreground
from pipelines.scene.nature.land import paint_ground, paint_way
from pipelines.scene.nature.plants import poplar
from pipelines.scene.nature.ranges import paint_hills, paint_peaks
from pipelines.scene.nature.slopes import paint_slope, slant
from pipelines.scene.palette import mix, shade
from pipelines.scene.place.countryside import paint_hedged
from pipelines.scene.place.open import open_sky
from pipelines.scene.shapes import path, rect, trace


def paint_hills_place(stage: Stage) -> None:
    """Hills one behind the other, patched with fields, hedges and lone trees, and the next one to stand on."""
    open_sky(stage, 2.8)
    rng, t = stage.random("hill country"), stage.tones
    if rng.random() < 0.4:
        paint_peaks(stage, 1, rng.uniform(30, 40), 0.4)
    paint_hills(stage, 2, rng.uniform(16, 24))
    paint_hedged(stage, rng)
    side = rng.choice((-1, 1))
    points = slant(rng, stage, stage.horizon - stage.unit * 0.5, stage.unit * rng.uniform(5, 11), side)
    paint_slope(stage, "hill side", points, t.land, 0.8, "".join(_lone_trees(stage, rng, points)))
    paint_ground(stage, flowers=40, wave=1.4)
    if rng.random() < 0.5:
        paint_way(stage)
    paint_foreground(stage)


def _lone_trees(stage: Stage, rng: Random, points: list[Point]) -> Iterator[str]:
    t = stage.tones
    for _ in range(rng.choice((2, 3, 5))):
        x = rng.uniform(0, stage.width)
        tall = stage.unit * rng.uniform(7, 12)
        colour = t.away(shade(mix(t.far, t.land, 0.4), -0.06), 0.14)
        yield rng.choice((leafy, poplar, oak))(
            rng, x, height_at(points, x) + stage.unit * 0.6, tall, colour, left=stage.lit_from_left
        )


def furrows(stage: Stage, rng: Random, top: float, one: str, two: str, count: int = 17) -> str:
    """Rows that run away from the viewer to one point on the horizon."""
    middle = stage.width * rng.uniform(0.35, 0.65)
    svg, wide = "", stage.unit * 15
    deep = stage.bottom - top
    for k in range(-count, count + 1):
        a, b = k * wide * 0.1, k * wide
        half_a, half_b = wide * 0.026, wide * 0.27
        svg += trace(
            "M",
            middle + a - half_a,
            top,
            "L",
            middle + a + half_a,
            top,
            "L",
            middle + b + half_b,
            stage.bottom,
            "H",
            middle + b - half_b,
            "Z",
        )
    fill = stage.vertical((0, stage.tones.away(one, 0.25)), (1, one), top=top, bottom=stage.height)
    return rect(stage.left, top, stage.right - stage.left, deep, fill) + path(svg, two)


def planted(
    stage: Stage, rng: Random, top: float, *, steps: int = 28, between: float = 15.0
) -> Iterator[list[tuple[int, float, float, float]]]:
    """Where plants stand in rows that run from the y `top` to the front and meet at the horizon: depth by depth from
    far to near, each the number of its row, x, y and size. `between`: hundredths from row to row at the lower edge.
    The middle row is left free to walk in."""
    middle = stage.width * rng.uniform(0.38, 0.62)
    for step in range(steps):
        at = (step / (steps - 1)) ** 1.7
        y, apart = top + (stage.height * 1.03 - top) * at, stage.unit * between * (0.07 + 0.93 * at)
        size = apart * 0.4
        posts = [(row, middle + row * apart, y, size) for row in range(-12, 13) if row]
        yield [post for post in posts if stage.left < post[1] < stage.right]
