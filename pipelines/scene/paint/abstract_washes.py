"""Abstract pictures of paint: fields of colour, marbled paper."""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random

import numpy as np

from pipelines.scene.curve import Point, smooth
from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import lightness, mix, shade
from pipelines.scene.shapes import path, rect, stroke, trace

EDGES = 9
"""How many veils make the soft edge of a field."""


def paint_field(stage: Stage, rng: Random, ground: str, inks: Sequence[str], density: float) -> None:
    """A few fields of colour one above the other, their edges dissolving into the ground."""
    count = 1 if density < 0.1 else 2 if density < 0.4 else 3
    first = max(rng.sample(list(inks), 3), key=lambda ink: abs(lightness(ink) - lightness(ground)))
    stage.add("ground", "shape", 0.05, rect(*stage.frame, mix(ground, first, 0.12)))
    x, w = stage.width * 0.11, stage.width * 0.78
    shares = [rng.uniform(0.6, 1.6) for _ in range(count)]
    total = stage.height * (0.82 if count > 1 else rng.uniform(0.34, 0.5))
    y, gap = (stage.height * 0.09 if count > 1 else stage.height * rng.uniform(0.4, 0.56)), stage.height * 0.035
    others = rng.sample([ink for ink in inks if ink != first], count - 1)
    for number, colour in enumerate([first, *others]):
        h = (total - gap * (count - 1)) * shares[number] / sum(shares)
        stage.add("field", "shape", 0.2 + 0.2 * number, _soft(stage, rng, (x, y, w, h), colour), (x, y, w, h))
        y += h + gap


def _soft(stage: Stage, rng: Random, box: tuple[float, float, float, float], colour: str) -> str:
    """A field of many veils, each a little smaller, with the marks of a broad brush."""
    x, y, w, h = box
    svg = ""
    for veil in range(EDGES):
        pull = stage.unit * (1.9 - 0.32 * veil)
        corners = [
            (x - pull + stage.unit * rng.uniform(-0.5, 0.5), y - pull + stage.unit * rng.uniform(-0.5, 0.5)),
            (x + w + pull + stage.unit * rng.uniform(-0.5, 0.5), y - pull + stage.unit * rng.uniform(-0.5, 0.5)),
            (x + w + pull + stage.unit * rng.uniform(-0.5, 0.5), y + h + pull + stage.unit * rng.uniform(-0.5, 0.5)),
            (x - pull + stage.unit * rng.uniform(-0.5, 0.5), y + h + pull + stage.unit * rng.uniform(-0.5, 0.5)),
        ]
        points: list[Point] = []
        for at, (ax, ay) in enumerate(corners):
            bx, by = corners[(at + 1) % 4]
            points += [
                (
                    ax + (bx - ax) * k / 6 + stage.unit * rng.uniform(-0.25, 0.25),
                    ay + (by - ay) * k / 6 + stage.unit * rng.uniform(-0.25, 0.25),
                )
                for k in range(6)
            ]
        svg += path(smooth(points, closed=True), colour, 0.24)
    marks = "".join(
        trace(
            "M",
            x + w * rng.uniform(0.0, 0.6),
            y + h * rng.random(),
            "q",
            w * 0.1,
            stage.unit * rng.uniform(-0.6, 0.6),
            w * rng.uniform(0.15, 0.4),
            0,
        )
        for _ in range(46)
    )
    return svg + stroke(marks, shade(colour, 0.05), stage.unit * 0.7, 0.16)


def paint_marbling(stage: Stage, rng: Random, ground: str, inks: Sequence[str], density: float) -> None:
    """Marbled paper: drops of colour that push each other aside, then drawn through by combs.

    After Lu, Jaffer, Jin, Zhao and Mao, Mathematical Marbling (2012).
    """
    drops: list[tuple[np.ndarray, str]] = []
    circle_of = np.linspace(0, math.tau, 56, endpoint=False)
    for _ in range(round(22 + 38 * density)):
        centre = np.array([stage.width * rng.uniform(-0.05, 1.05), stage.height * rng.uniform(-0.05, 1.05)])
        r = stage.unit * rng.uniform(6, 17)
        for points, _colour in drops:
            away = points - centre
            points[:] = centre + away * np.sqrt(1 + r * r / np.maximum((away**2).sum(axis=1), 1.0))[:, None]
        drops.append(
            (centre + r * np.stack([np.cos(circle_of), np.sin(circle_of)], axis=1), rng.choice([ground, *inks]))
        )
    for _ in range(rng.choice((2, 3, 4))):
        _comb(stage, rng, [points for points, _colour in drops])
    stage.add("bath", "shape", 0.1, rect(*stage.frame, rng.choice([ground, *inks])))
    for first in range(0, len(drops), 12):
        svg = "".join(
            f'<path d="{smooth([(float(x), float(y)) for x, y in points], closed=True)}" fill="{colour}"/>'
            for points, colour in drops[first : first + 12]
        )
        stage.add("marbling", "shape", 0.2 + 0.5 * first / len(drops), svg)


def _comb(stage: Stage, rng: Random, drops: Sequence[np.ndarray]) -> None:
    """Draw the drops along lines that follow one another, by turns this way and that, or in waves."""
    angle, pull = rng.choice((0.0, math.pi / 2, rng.uniform(0, math.pi))), stage.unit * rng.uniform(6, 15)
    along, across = np.array([math.cos(angle), math.sin(angle)]), np.array([-math.sin(angle), math.cos(angle)])
    length, phase = stage.unit * rng.uniform(18, 46), rng.uniform(0, math.tau)
    for points in drops:
        points += pull * np.sin(points @ across / length * math.tau + phase)[:, None] * along
