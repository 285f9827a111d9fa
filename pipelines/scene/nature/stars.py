"""Stars: the night sky, the Milky Way and the northern lights."""

from __future__ import annotations

import math
from random import Random

from pipelines.scene.curve import n, smooth
from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import mix
from pipelines.scene.shapes import ellipse, rect, turned

CURTAIN = 64
"""Rays of one curtain of northern lights."""


def paint_stars(stage: Stage, count: int, floor: float) -> None:
    """Stars above the level `floor`, in three layers that can twinkle apart."""
    rng = stage.random("stars")
    for _ in range(3):
        svg = "".join(_star(rng, stage, floor) for _ in range(count // 3))
        stage.add("stars", "stars", 0.01, f'<g fill="{mix("#ffffff", stage.tones.light, 0.4)}">{svg}</g>')


def _star(rng: Random, stage: Stage, floor: float) -> str:
    x, y = rng.uniform(stage.left, stage.right), stage.top + (floor - stage.top) * rng.random() ** 1.25
    size, bright = stage.unit * 0.11 * rng.choice((1, 1, 1, 1.5, 1.5, 2.2)), rng.uniform(0.35, 1)
    if rng.random() < 0.05:
        k = size * 5
        spark = "".join(f"Q0 0 {n(k * dx)} {n(k * dy)}" for dx, dy in ((1, 0), (0, 1), (-1, 0), (0, -1)))
        return f'<path transform="translate({n(x)} {n(y)})" d="M0 {n(-k)}{spark}Z"/>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:.2f}" opacity="{bright:.2f}"/>'


def paint_milky_way(stage: Stage) -> None:
    """A slanting band of pale light, brighter in its heart, with a dark rift and the dust of small stars."""
    rng, t, u = stage.random("milky way"), stage.tones, stage.unit
    x, y, lean = rng.uniform(0.25, 0.75) * stage.width, stage.horizon * 0.42, rng.choice((-1, 1)) * rng.uniform(32, 58)
    pale, rosy = mix(t.sky_edge, "#ffffff", 0.3), mix(t.sky_low, "#f2c6d8", 0.35)
    svg = ellipse(x, y, u * 100, u * 19, stage.glow(pale, 0.3)) + ellipse(x, y, u * 78, u * 9, stage.glow(pale, 0.34))
    for _ in range(7):
        at = rng.gauss(0, u * 24)
        glow = stage.glow(rng.choice((pale, rosy)), 0.26)
        svg += ellipse(x + at, y + rng.gauss(0, u * 2), u * rng.uniform(9, 18), u * rng.uniform(4, 8), glow)
    for _ in range(4):
        at = rng.gauss(0, u * 18)
        rift = stage.glow(t.sky_top, 0.5)
        svg += ellipse(x + at, y + rng.gauss(0, u * 1.2), u * rng.uniform(8, 18), u * rng.uniform(1.2, 2.6), rift)
    dust = ""
    for _ in range(110):
        px, py, r = x + rng.gauss(0, u * 32), y + rng.gauss(0, u * 4.5), u * rng.uniform(0.05, 0.13)
        dust += f'<circle cx="{px:.1f}" cy="{py:.1f}" r="{r:.2f}"/>'
    svg += f'<g fill="#ffffff" fill-opacity=".7">{dust}</g>'
    stage.add("milky way", "sky", 0.005, turned(svg, lean, x, y))


def paint_aurora(stage: Stage) -> None:
    """Curtains of light: rays of all heights that hang from a winding line, green below and violet above."""
    rng = stage.random("aurora")
    for low, high in (("#5ff0b4", "#6a8ff0"), ("#7cf5a0", "#b07cf0"))[: rng.choice((1, 2, 2))]:
        base, tall = stage.horizon * rng.uniform(0.5, 0.82), stage.horizon * rng.uniform(0.34, 0.55)
        stage.add("northern lights", "sky", 0.01, _curtain(stage, rng, (base, tall), low, high))


def _curtain(stage: Stage, rng: Random, place: tuple[float, float], low: str, high: str) -> str:
    base, tall = place
    name, phase, waves = stage.ident("curtain"), rng.uniform(0, 6), rng.uniform(0.7, 1.3)
    # In parts of each ray's own box, so that one gradient serves them all.
    stops = ((0, high, 0.0), (0.45, high, 0.16), (0.8, low, 0.34), (0.97, low, 0.42), (1, low, 0.0))
    inner = "".join(f'<stop offset="{at}" stop-color="{colour}" stop-opacity="{o}"/>' for at, colour, o in stops)
    stage.defs.append(f'<linearGradient id="{name}" x1="0" y1="0" x2="0" y2="1">{inner}</linearGradient>')
    step, svg = (stage.right - stage.left) / CURTAIN, ""
    line = []
    for k in range(CURTAIN):
        at = k / CURTAIN
        y = base + tall * 0.34 * (math.sin(phase + waves * math.tau * at) + 0.4 * math.sin(phase * 3 + 15 * at))
        ray = tall * (0.62 + 0.24 * math.sin(phase + 21 * at) + rng.uniform(-0.1, 0.14))
        svg += rect(stage.left + k * step, y - ray, step * 1.5, ray, f"url(#{name})", 0.9)
        line.append((stage.left + (k + 0.7) * step, y - stage.unit * 0.5))
    hem = (
        f'<path d="{smooth(line[::4])}" fill="none" stroke="{low}" stroke-opacity=".2" stroke-width="{n(stage.unit)}"/>'
    )
    return svg + hem
