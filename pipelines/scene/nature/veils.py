"""Veils: clouds that are no heaps: bands at the horizon, wisps of cirrus, the mackerel sky and a grey quilt."""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random

from pipelines.scene.curve import n, smooth
from pipelines.scene.lay.hours import Clouds
from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import mix
from pipelines.scene.shapes import ellipse, path


def paint_veil(stage: Stage, family: Clouds, rng: Random) -> None:
    """Clouds of that family over the whole sky; none where it has none."""
    if family in _VEILS:
        _VEILS[family](stage, rng)


def _lit(stage: Stage, x: float, strong: float) -> str:
    """The colour of a thin cloud at x: near the sun it takes its light."""
    t = stage.tones
    near = max(0.0, 1 - abs(x - stage.light[0]) / stage.width)
    glow = mix(t.cloud, t.light, 0.65) if stage.brief.daytime != "night" else t.cloud
    return mix(mix(t.cloud, t.sky_low, 0.35), glow, near * strong)


def _on_disc(stage: Stage, x: float, y: float, reach: float) -> bool:
    """Whether a cloud at (x, y) would cut into the disc of sun or moon."""
    lx, ly = stage.light
    return stage.shows_disc and abs(y - ly) < stage.unit * 10 and abs(x - lx) < reach + stage.unit * 8


def _bands(stage: Stage, rng: Random) -> None:
    """Stratus: long lens-shaped bands, thinner and closer the lower they lie; their lower edges glow."""
    svg, t = "", stage.tones
    for k in range(rng.choice((7, 9, 11))):
        at = (k + rng.uniform(0, 0.9)) / 11
        y = stage.horizon * (0.24 + 0.7 * at**0.75)
        long, tall = stage.unit * rng.uniform(18, 52) * (1.15 - 0.4 * at), stage.unit * (2.3 - 1.6 * at)
        x = rng.uniform(stage.left, stage.right)
        if _on_disc(stage, x, y, long):
            continue
        colour = _lit(stage, x, 0.9)
        fill = stage.vertical(
            (0, mix(colour, t.sky_high, 0.45), 0.0),
            (0.45, mix(colour, t.sky_high, 0.3), 0.5),
            (1, colour, 0.85),
            top=y - tall,
            bottom=y + tall * 0.5,
        )
        svg += path(_lens(rng, x, y, long, tall), fill)
    stage.add("streaks", "sky", 0.03, svg)


def _lens(rng: Random, x: float, y: float, long: float, tall: float) -> str:
    """A long flat shape with pointed ends, swollen here and there above a nearly straight foot."""
    upper = []
    for k in range(9):
        at = k / 8
        upper.append((x + (at - 0.5) * 2 * long, y - tall * math.sin(math.pi * at) ** 0.8 * rng.uniform(0.35, 1.0)))
    lower = [(x + (at - 0.5) * 2 * long, y + tall * 0.3 * math.sin(math.pi * at)) for at in (0.8, 0.5, 0.2)]
    return smooth([*upper, *lower], closed=True)


def _wisps(stage: Stage, rng: Random) -> None:
    """Cirrus: curved strands that fan out from one side, as if a brush had lifted off."""
    svg, lean = "", rng.choice((-1, 1))
    for _ in range(rng.choice((2, 3, 4))):
        x, y = rng.uniform(0.05, 0.95) * stage.width, stage.horizon * rng.uniform(0.1, 0.5)
        long, lift = stage.unit * rng.uniform(24, 48), stage.unit * rng.uniform(5, 11)
        for strand in range(9):
            reach, dy = long * rng.uniform(0.45, 1), stage.unit * (strand - 4) * 0.7
            rise, thick = lift * rng.uniform(0.5, 1.1), stage.unit * rng.uniform(0.3, 1.1)
            svg += path(
                f"M{n(x)} {n(y + dy * 0.3)}q{n(lean * reach * 0.55)} {n(dy * 0.5)} {n(lean * reach)} {n(dy - rise)}"
                f"q{n(-lean * reach * 0.35)} {n(rise * 0.8 + thick)} {n(-lean * reach)} {n(rise - dy)}Z",
                _lit(stage, x + lean * reach / 2, 0.7),
                rng.uniform(0.2, 0.45),
            )
    stage.add("feathers", "sky", 0.03, svg)


def _mackerel(stage: Stage, rng: Random) -> None:
    """Rows of small fleecy clouds across a part of the sky, smaller and closer the lower they are."""
    svg, middle = "", rng.uniform(0.25, 0.75) * stage.width
    slant = rng.uniform(-0.14, 0.14)
    for row in range(9):
        at = row / 9
        size, y = stage.unit * (3.0 - 2.1 * at), stage.horizon * (0.12 + 0.62 * at**0.9)
        for _ in range(9 + row):
            x = middle + rng.gauss(0, stage.width * 0.26)
            wide, level = size * rng.uniform(0.7, 1.4), y + slant * (x - middle) + rng.uniform(-0.3, 0.3) * size
            if _on_disc(stage, x, level, wide):
                continue
            faint = 0.55 * max(0.2, 1 - abs(x - middle) / (stage.width * 0.6))
            svg += ellipse(x, level, wide, size * 0.34, _lit(stage, x, 0.8), faint)
            svg += ellipse(x + wide * 0.4, level - size * 0.2, wide * 0.55, size * 0.26, _lit(stage, x, 1.0), faint)
    stage.add("fleece", "sky", 0.03, svg)


def _quilt(stage: Stage, rng: Random) -> None:
    """An even ceiling: broad soft rolls, each pale above and dim below, lost in light towards the horizon."""
    svg, t = "", stage.tones
    for k in range(6):
        at = k / 6
        y, tall = stage.horizon * (0.06 + 0.7 * at**0.85), stage.unit * (9 - 5.5 * at)
        for _ in range(4):
            x = rng.uniform(stage.left, stage.right)
            dim = mix(mix(t.cloud_shade, t.sky_high, 0.5), t.sky_low, at * 0.7)
            fill = stage.glow(rng.choice((dim, mix(t.cloud, t.sky_edge, 0.3))), 0.55 - 0.25 * at, 0.25)
            svg += ellipse(x, y, stage.unit * rng.uniform(26, 46), tall * rng.uniform(0.8, 1.3), fill)
    stage.add("fleece", "sky", 0.03, svg)


_VEILS: dict[Clouds, Callable[[Stage, Random], None]] = {
    "bands": _bands,
    "wisps": _wisps,
    "mackerel": _mackerel,
    "quilt": _quilt,
}
