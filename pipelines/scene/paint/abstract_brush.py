"""Abstract pictures of the brush: ink in water, broad strokes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random

from pipelines.scene.curve import Point, blob, smooth
from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import lightness, shade
from pipelines.scene.shapes import circle, path, rect, stroke, trace


def paint_ink(stage: Stage, rng: Random, ground: str, inks: Sequence[str], density: float) -> None:
    """Ink that spreads in wet paper, a circle or a few strokes of a full brush, and a small seal."""
    dark = min(inks, key=lightness) if lightness(ground) > 0.5 else max(inks, key=lightness)
    washes = round(2 + 6 * density)
    for number in range(washes):
        _wash(stage, rng, rng.choice(list(inks)), 0.1 + 0.2 * number / washes)
    cx, cy = stage.width * rng.uniform(0.38, 0.62), stage.height * rng.uniform(0.4, 0.56)
    r = stage.unit * rng.uniform(19, 29)
    if rng.random() < 0.55:
        _circle(stage, rng, (cx, cy, r), dark)
    else:
        for _ in range(round(2 + 3 * density)):
            _bow(stage, rng, dark)
    drops = "".join(
        circle(cx + rng.gauss(0, 1) * r, cy + rng.gauss(0, 1) * r, stage.unit * rng.uniform(0.15, 0.8), dark, 0.8)
        for _ in range(round(6 + 16 * density))
    )
    stage.add("drops", "shape", 0.7, drops)
    _seal(stage, ground if lightness(ground) > 0.6 else "#f4ece0")


def _wash(stage: Stage, rng: Random, colour: str, depth: float) -> None:
    """Thin ink that has spread in several rings."""
    x, y = stage.width * rng.uniform(0.1, 0.9), stage.height * rng.uniform(0.15, 0.95)
    r, svg = stage.unit * rng.uniform(10, 26), ""
    for veil in range(6):
        k = r * (1 - veil * 0.13)
        mx, my = x + rng.uniform(-0.1, 0.1) * r, y + rng.uniform(-0.06, 0.06) * r
        svg += path(blob(rng, mx, my, 1.5 * k, 0.8 * k, 0.22, 13), colour, 0.085)
    stage.add("wash", "shape", depth, svg, (x - r * 1.6, y - r, r * 3.2, r * 2))


def _bow(stage: Stage, rng: Random, dark: str) -> None:
    """One short stroke."""
    x, y = stage.width * rng.uniform(0.2, 0.7), stage.height * rng.uniform(0.25, 0.75)
    lift = stage.unit * rng.uniform(-7, 7)
    spine = [(x + stage.unit * k * 4, y + lift * math.sin(math.pi * k / 8)) for k in range(9)]
    stage.add("stroke", "shape", 0.6, _bristles(stage, rng, spine, stage.unit * rng.uniform(2, 5), dark, 18))


def _seal(stage: Stage, paper: str) -> None:
    """A red seal in the corner, cut with the strokes of 王."""
    x, y, side = stage.width * 0.86, stage.height * 0.86, stage.unit * 4.4
    rows = "".join(trace("M", x + side * 0.26, y + side * at, "h", side * 0.48) for at in (0.28, 0.53, 0.78))
    cuts = rows + trace("M", x + side * 0.5, y + side * 0.28, "v", side * 0.5)
    svg = rect(x, y, side, side, "#b8322a", 1, side * 0.12) + stroke(cuts, paper, side * 0.08)
    stage.add("seal", "shape", 0.8, svg, (x, y, side, side))


def _circle(stage: Stage, rng: Random, disc: tuple[float, float, float], dark: str) -> None:
    """One round of the brush that does not quite close, and runs dry."""
    x, y, r = disc
    start, turn = rng.uniform(0, math.tau), rng.uniform(5.5, 6.0)
    spine = [
        (
            x + math.cos(start + turn * k / 28) * r * (1 + 0.03 * math.sin(k * 0.5)),
            y + math.sin(start + turn * k / 28) * r * 0.96,
        )
        for k in range(29)
    ]
    stage.add(
        "circle",
        "shape",
        0.6,
        _bristles(stage, rng, spine, stage.unit * rng.uniform(3.2, 5.2), dark, 26),
        (x - r * 1.2, y - r * 1.2, r * 2.4, r * 2.4),
    )


def _bristles(stage: Stage, rng: Random, spine: Sequence[Point], wide: float, colour: str, count: int) -> str:
    """A stroke as its bristles leave it: side by side, ending one after the other as the paint runs out."""
    svg = ""
    for at in range(count):
        side = (at / (count - 1) - 0.5) * wide
        last = max(3, round(len(spine) * rng.uniform(0.62, 1.0))) if abs(side) > wide * 0.2 else len(spine)
        points = []
        for k in range(min(last, len(spine))):
            (x1, y1), (x2, y2) = spine[max(0, k - 1)], spine[min(len(spine) - 1, k + 1)]
            long = math.dist((x1, y1), (x2, y2)) or 1.0
            press = 0.7 + 0.3 * math.sin(math.pi * min(1.0, 0.2 + k / len(spine)))
            px, py = spine[k]
            points.append((px - (y2 - y1) / long * side * press, py + (x2 - x1) / long * side * press))
        tone = shade(colour, rng.uniform(-0.04, 0.07))
        svg += stroke(smooth(points), tone, wide / count * rng.uniform(0.8, 1.9), rng.uniform(0.65, 1.0))
    return svg


def paint_strokes(stage: Stage, rng: Random, ground: str, inks: Sequence[str], density: float) -> None:
    """Broad strokes of a loaded brush, one over the other."""
    count = round(5 + 11 * density)
    lean = rng.uniform(-0.9, 0.9)
    for number in range(count):
        x, y = stage.width * rng.uniform(0.0, 1.0), stage.height * rng.uniform(0.05, 0.95)
        angle, long = lean + rng.gauss(0, 0.5), stage.unit * rng.uniform(34, 80)
        bow = rng.uniform(-0.25, 0.25) * long
        spine = []
        for k in range(9):
            t = k / 8 - 0.5
            side = bow * (0.25 - t * t) * 4
            spine.append(
                (
                    x + math.cos(angle) * long * t - math.sin(angle) * side,
                    y + math.sin(angle) * long * t + math.cos(angle) * side,
                )
            )
        svg = _bristles(stage, rng, spine, stage.unit * rng.uniform(5, 13), rng.choice(list(inks)), 22)
        stage.add("stroke", "shape", 0.2 + 0.6 * number / count, svg)
    specks = "".join(
        circle(
            stage.width * rng.random(),
            stage.height * rng.random(),
            stage.unit * rng.uniform(0.15, 0.7),
            rng.choice(list(inks)),
        )
        for _ in range(round(20 + 40 * density))
    )
    stage.add("specks", "shape", 0.85, specks)
