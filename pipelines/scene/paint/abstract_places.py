"""Abstract pictures that are nearly places: hills of paper, constellations."""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random

from pipelines.scene.curve import Point, below, n, rolling, smooth
from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import lightness, mix, shade
from pipelines.scene.shapes import circle, ellipse, path, rect, ring, stroke


def paint_paper_hills(stage: Stage, rng: Random, ground: str, inks: Sequence[str], density: float) -> None:
    """Sheets of paper torn to the shape of hills, each throwing its shadow on the one behind."""
    rows = max(3, round(3 + 6 * density))
    ramp = sorted(inks, key=lightness, reverse=lightness(ground) > 0.5)
    x, y = stage.width * rng.uniform(0.25, 0.75), stage.height * rng.uniform(0.2, 0.36)
    r, disc = stage.unit * rng.uniform(6, 13), mix(ramp[0], "#fff6e0", 0.5)
    far = 2.6 * r
    svg = circle(x, y, far, stage.glow(disc, 0.5)) + circle(x, y, r, disc)
    stage.add("disc", "shape", 0.08, svg, (x - far, y - far, 2 * far, 2 * far))
    for row in range(rows):
        at = row / (rows - 1)
        place = at * (len(ramp) - 1.001)
        colour = mix(ramp[int(place)], ramp[int(place) + 1], place % 1)
        _paper_hill(stage, rng, at, mix(colour, ground, 0.45 * (1 - at) ** 2))


def _paper_hill(stage: Stage, rng: Random, at: float, colour: str) -> None:
    """One sheet, at 0 (far) to 1 (front)."""
    level, u = stage.height * (0.46 + 0.5 * at), stage.unit
    tall = u * rng.uniform(9, 17) * (1 - 0.3 * at)
    points = rolling(rng, stage.left, stage.right, level, tall, rng.uniform(0.9, 2.2))

    def raised(by: float) -> str:
        edge = smooth([(x, y - u * by) for x, y in points])
        return below(edge, stage.left, stage.right, stage.bottom)

    shadow = "".join(path(raised(by), "#10131f", 0.05) for by in (0.5, 1.0, 1.6))
    light, dark = shade(colour, 0.03), shade(colour, -0.05)
    fill = stage.vertical((0, light), (1, dark), top=level - u * 12, bottom=level + u * 20)
    edge = stroke(smooth(points), shade(colour, 0.1), u * 0.18, 0.8)
    stage.add("paper hill", "shape", 0.2 + 0.7 * at, shadow + path(raised(0), fill) + edge)


def paint_stars(stage: Stage, rng: Random, ground: str, inks: Sequence[str], density: float) -> None:
    """A sky with a pale band of dust, and constellations that nobody has named."""
    deep = ground if lightness(ground) < 0.4 else shade(min(inks, key=lightness), -0.2)
    light = max([*inks, ground], key=lightness)
    light = light if lightness(light) > 0.7 else mix(light, "#ffffff", 0.6)
    night = stage.vertical((0, shade(deep, -0.05)), (1, mix(deep, inks[0], 0.28)), top=0, bottom=stage.height)
    stage.add("night", "shape", 0.02, rect(*stage.frame, night))
    lean, dust = rng.uniform(-0.6, 0.6), ""
    for _ in range(26):
        t = rng.uniform(-0.7, 0.7)
        x, y = stage.width * (0.5 + t), stage.height * (0.5 + t * lean + rng.gauss(0, 0.06))
        dust += ellipse(
            x,
            y,
            stage.unit * rng.uniform(9, 22),
            stage.unit * rng.uniform(5, 12),
            stage.glow(rng.choice(list(inks)), 0.2),
        )
    stage.add("dust", "shape", 0.06, dust)
    specks = "".join(
        circle(
            rng.uniform(stage.left, stage.right),
            rng.uniform(stage.top, stage.bottom),
            stage.unit * rng.uniform(0.07, 0.24),
            light,
            rng.uniform(0.25, 0.9),
        )
        for _ in range(round(110 + 240 * density))
    )
    stage.add("specks", "shape", 0.1, specks)
    for number in range(max(1, round(5 * density))):
        _constellation(stage, rng, light, rng.choice(list(inks)), number)


def _constellation(stage: Stage, rng: Random, light: str, ink: str, number: int) -> None:
    """Some stars near each other, joined in one line with a branch."""
    cx, cy = stage.width * rng.uniform(0.2, 0.8), stage.height * rng.uniform(0.2, 0.8)
    reach, angle = stage.unit * rng.uniform(14, 26), rng.uniform(0, math.tau)
    points: list[Point] = []
    for at in range(rng.choice((5, 6, 7))):
        t = at / 5 - 0.5
        bend = reach * 0.5 * math.sin(at * 1.4 + number)
        points.append(
            (
                cx + math.cos(angle) * reach * 2 * t - math.sin(angle) * bend,
                cy + math.sin(angle) * reach * 2 * t + math.cos(angle) * bend,
            )
        )
    data = "M" + "L".join(f"{n(x)} {n(y)}" for x, y in points)
    bx, by = points[len(points) // 2]
    end = (bx + stage.unit * rng.uniform(-9, 9), by + stage.unit * rng.uniform(-9, 9))
    data += f"M{n(bx)} {n(by)}L{n(end[0])} {n(end[1])}"
    svg = stroke(data, mix(light, ink, 0.3), stage.unit * 0.16, 0.7)
    for x, y in [*points, end]:
        r = stage.unit * rng.uniform(0.45, 1.0)
        svg += circle(x, y, r * 4, stage.glow(light, 0.5)) + circle(x, y, r, light)
    if rng.random() < 0.6:
        x, y = points[0]
        svg += ring(x, y, stage.unit * 2.4, stage.unit * 2.4, light, stage.unit * 0.14, 0.6)
    stage.add("constellation", "shape", 0.3 + 0.1 * number, svg)
