"""Roofs: houses from straight above, the sun at the upper left."""

from __future__ import annotations

from random import Random

from pipelines.scene.curve import line, n
from pipelines.scene.palette import shade
from pipelines.scene.shapes import circle, path, rect, stroke

TILES = ("#b5533c", "#a8684a", "#8a5a4a", "#6f7a8a", "#c27a4f", "#94604f")
FLAT = ("#c9c4ba", "#b0b6bf", "#d8cdb9", "#a69c92", "#c0ccd0", "#e0d9cc")


def house(rng: Random, x: float, y: float, wide: float, turn: float) -> str:
    """A gabled roof around (x, y): its ridge, a light and a dark side, a chimney, and a shadow on the ground."""
    long, tile = wide * rng.uniform(0.62, 0.85), rng.choice(TILES)
    a, b = -wide / 2, -long / 2
    shape = rect(a, b, wide, long / 2, shade(tile, 0.06)) + rect(a, 0, wide, long / 2, shade(tile, -0.05))
    shape += rect(a, -long * 0.03, wide, long * 0.06, shade(tile, 0.12))
    shape += rect(a + wide * 0.68, b + long * 0.14, wide * 0.1, wide * 0.1, "#7a6a62")
    place = f"translate({n(x)} {n(y)}) rotate({turn:.0f})"
    low = f"translate({n(x + wide * 0.13)} {n(y + wide * 0.13)}) rotate({turn:.0f})"
    return f'<g transform="{low}">{rect(a, b, wide, long, "#17241f", 0.28)}</g><g transform="{place}">{shape}</g>'


def pyramid(x: float, y: float, side: float, turn: float) -> str:
    """A pyramid around (x, y): four faces in courses of stone, and its long shadow."""
    stone, half = "#d9b26f", side / 2
    corners = ((-half, -half), (half, -half), (half, half), (-half, half))
    faces = ""
    for at, tone in enumerate((0.06, -0.06, -0.13, 0.0)):
        (ax, ay), (bx, by) = corners[at], corners[(at + 1) % 4]
        faces += path(line([(ax, ay), (bx, by), (0, 0)], closed=True), shade(stone, tone))
    steps = "".join(line([(k * px, k * py) for px, py in corners], closed=True) for k in (0.2, 0.36, 0.52, 0.68, 0.84))
    faces += stroke(steps, shade(stone, -0.16), side * 0.006, 0.6)
    dark = path(
        line([(half, -half), (half, half), (-half, half), (side * 0.95, side * 0.85)], closed=True), "#5a3f1e", 0.3
    )
    return f'<g transform="translate({n(x)} {n(y)}) rotate({turn:.0f})">{dark}{faces}</g>'


def block(rng: Random, x: float, y: float, side: float, *, park: bool) -> str:
    """A block between four streets around (x, y): roofs along its edges, or a park."""
    a, b = x - side / 2, y - side / 2
    if park:
        svg = rect(a, b, side, side, "#86b566", 1, side * 0.06)
        for _ in range(12):
            cx, cy, r = (
                a + side * rng.uniform(0.1, 0.9),
                b + side * rng.uniform(0.1, 0.9),
                side * rng.uniform(0.05, 0.1),
            )
            svg += circle(cx + r * 0.5, cy + r * 0.5, r, "#1d3325", 0.3) + circle(
                cx, cy, r, rng.choice(("#4f8a4a", "#5f9a52"))
            )
        return svg
    svg = rect(a, b, side, side, "#cfcabf", 1, side * 0.02)
    for row in range(2):
        for column in range(2):
            w, h = side * rng.uniform(0.32, 0.44), side * rng.uniform(0.32, 0.44)
            px, py = a + side * (0.05 + 0.48 * column), b + side * (0.05 + 0.48 * row)
            svg += _flat(rng, px, py, w, h, side)
    return svg


def _flat(rng: Random, x: float, y: float, w: float, h: float, side: float) -> str:
    """A flat roof with a parapet and what stands on it; high houses have long shadows."""
    roof, high = rng.choice(FLAT), side * rng.uniform(0.03, 0.12)
    svg = rect(x + high, y + high, w, h, "#20242e", 0.32) + rect(x, y, w, h, roof)
    svg += rect(x + w * 0.06, y + h * 0.06, w * 0.88, h * 0.88, shade(roof, -0.035))
    for _ in range(rng.choice((1, 2, 3))):
        px, py = x + w * rng.uniform(0.14, 0.66), y + h * rng.uniform(0.14, 0.66)
        svg += rect(px, py, w * 0.18, h * 0.14, shade(roof, rng.choice((-0.12, 0.08))))
    return svg
