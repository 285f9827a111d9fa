"""Rock: walls of stone in columns and blocks, each with a side in the sun and one in the shade."""

from __future__ import annotations

from random import Random

from pipelines.scene.curve import Point, height_at, line
from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import mix, shade
from pipelines.scene.shapes import path


def rock_face(stage: Stage, rng: Random, top: list[Point], foot: float, stone: str, size: float) -> str:
    """The wall between an outline, which runs left to right, and the y `foot`; `size` is the breadth of a column."""
    t = stage.tones
    base = [*top, (top[-1][0], foot), (top[0][0], foot)]
    svg = path(line(base, closed=True), t.shaded(stone, 0.9))
    x, end = top[0][0], top[-1][0]
    while x < end - size * 0.3:
        wide = min(size * rng.uniform(0.6, 1.5), end - x)
        svg += _column(stage, rng, x, wide, (height_at(top, x + wide * 0.4), foot), stone)
        x += wide
    return svg


def _column(stage: Stage, rng: Random, x: float, wide: float, span: tuple[float, float], stone: str) -> str:
    """Blocks one above the other, each a little to the side of the one above."""
    t, svg, y = stage.tones, "", span[0]
    lit_left, skew = stage.lit_from_left, wide * 0.1
    while y < span[1]:
        tall = wide * rng.uniform(0.9, 2.6)
        low, slip = min(span[1], y + tall), rng.uniform(-0.06, 0.06) * wide
        tone = mix(shade(stone, rng.uniform(-0.04, 0.03)), t.land, rng.choice((0.0, 0.0, 0.08)))
        share = rng.uniform(0.55, 0.76)
        left, right = x + slip, x + wide * 0.97 + slip
        middle = left + (right - left) * (share if lit_left else 1 - share)
        west = [(left, y + skew * 0.4), (middle, y), (middle + skew * 0.4, low), (left, low - skew * 0.3)]
        east = [(middle, y), (right, y + skew), (right, low - skew * 0.6), (middle + skew * 0.4, low)]
        sun, dim = t.sunny(tone, 0.8), t.shaded(tone, 0.7)
        svg += path(line(west, closed=True), sun if lit_left else dim) + path(
            line(east, closed=True), dim if lit_left else sun
        )
        y = low + wide * 0.05
    return svg
