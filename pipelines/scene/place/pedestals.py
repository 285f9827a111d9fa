"""Pedestals: seamless paper and a round plinth."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from random import Random

from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import lit, mix, shade
from pipelines.scene.place.jungle import frond
from pipelines.scene.place.open import band
from pipelines.scene.shapes import circle, ellipse, path, rect, trace

Mixed = Callable[[float], str]
"""The paper's colour with so much of the second one in it, 0 to 1."""
PAPERS = (
    ("#f3c9b0", "#d97b5f"),
    ("#c9dcd6", "#5f9a8a"),
    ("#d6cfea", "#8a78c0"),
    ("#f3e2b0", "#e0a83f"),
    ("#cfe0ee", "#5f8fc0"),
    ("#f1d3dc", "#d0708f"),
    ("#e9e6e0", "#b9b2a6"),
)


WHITE = ("#f4f3f0", "#d3d0ca")


def paint_pedestal(stage: Stage, only: tuple[str, str] | None = None) -> None:
    """Seamless paper in one colour, round plinths, an arch behind and soft light from one side.

    `only` are the two tones to take; without them they are chosen by chance.
    """
    rng = stage.random("pedestal")
    paper, second = only or rng.choice(PAPERS)
    if stage.brief.palette:
        paper, second = mix(stage.tones.sky_low, "#ffffff", 0.35), stage.tones.accent
    t = stage.tones
    paper, second = lit(paper, t.lamp, t.lamp_strength * 0.6), lit(second, t.lamp, t.lamp_strength * 0.6)
    stage.metre = stage.height * 2.2
    fill = stage.vertical(
        (0, shade(paper, -0.05)),
        (0.55, shade(paper, 0.02)),
        (0.7, shade(paper, 0.035)),
        (1, shade(paper, -0.02)),
        top=0,
        bottom=stage.height,
    )
    svg = band(stage, stage.top, stage.bottom - stage.top, fill)
    x = stage.width * (0.25 if stage.lit_from_left else 0.75)
    svg += ellipse(x, stage.height * 0.3, stage.width * 0.55, stage.height * 0.5, stage.glow("#ffffff", 0.5))
    stage.add("paper", "sky", 0.1, svg)
    _set(stage, rng, paper, second)
    _plinth(stage, paper, second)


def _set(stage: Stage, rng: Random, paper: str, second: str) -> None:
    """What stands behind the plinth: an arch, a disc, steps, a leaf's shadow."""
    x, foot = stage.width * rng.uniform(0.42, 0.58), stage.horizon + stage.unit * 3
    svg = rng.choice((_arch, _disc, _steps))(stage, rng, x, foot, partial(mix, paper, second))
    svg += path(
        trace("M", stage.left, foot, "H", stage.right, "V", foot + stage.unit * 10, "H", stage.left, "Z"),
        stage.vertical((0, shade(paper, 0.0)), (1, shade(paper, 0.0), 0), top=foot, bottom=foot + stage.unit * 10),
    )
    stage.add("set", "far", 0.15, svg)
    stage.add("shadow of leaves", "light", 0.16, f'<g opacity=".12">{_leaves(stage, rng)}</g>')


def _arch(stage: Stage, rng: Random, x: float, foot: float, mixed: Mixed) -> str:
    w, h = stage.unit * rng.uniform(18, 28), stage.horizon * rng.uniform(0.66, 0.82)
    wall = trace("M", x - w, foot, "V", foot - h + w, "a", w, w, 0, 0, 1, 2 * w, 0, "V", foot, "Z")
    r = w * 0.84
    gate = trace("M", x - r, foot, "V", foot - h + w, "a", r, r, 0, 0, 1, w * 1.68, 0, "V", foot, "Z")
    return path(wall, mixed(0.3)) + path(gate, mixed(0.16))


def _disc(stage: Stage, rng: Random, x: float, foot: float, mixed: Mixed) -> str:
    r = stage.unit * rng.uniform(22, 32)
    return circle(x, foot - r * 0.9, r, mixed(0.38)) + circle(x, foot - r * 0.9, r * 0.8, mixed(0.24))


def _steps(stage: Stage, rng: Random, x: float, foot: float, mixed: Mixed) -> str:
    unit = stage.unit
    return "".join(
        rect(x + dx * unit, foot - h * unit, w * unit, h * unit, mixed(0.22 + 0.01 * h / 4))
        for dx, w, h in ((-26, 15, 30), (14, 17, 44), (-12, 12, 20))
    )


def _leaves(stage: Stage, rng: Random) -> str:
    """Two fronds that hang in from the side of the light."""
    side = stage.width * (0.02 if stage.lit_from_left else 0.98)
    return "".join(
        frond(
            rng,
            side + rng.uniform(-3, 3) * stage.unit,
            stage.height * 0.5 + 6 * stage.unit * k,
            stage.unit * 26,
            "#4a5a50",
        )
        for k in range(2)
    )


def _plinth(stage: Stage, paper: str, second: str) -> None:
    """Round steps, on whose top things stand; kept as the anchor "pedestal"."""
    rng = stage.random("plinth")
    x = stage.width * rng.uniform(0.44, 0.56)
    wider = rng.uniform(0.85, 1.2)
    tone = mix(paper, second, 0.22)
    deep = stage.height - stage.horizon
    top = stage.horizon + deep * 0.34
    svg = ellipse(
        x + (8 if stage.lit_from_left else -8) * stage.unit,
        top + deep * 0.5,
        stage.unit * 52,
        deep * 0.2,
        shade(paper, -0.18),
        0.35,
    )
    low, high = (46 * wider, top + deep * 0.24, deep * 0.2), (36 * wider, top, deep * rng.uniform(0.2, 0.27))
    for rx, y, h in rng.choice(((low, high), (low, high), (high,))):
        w, ry = min(rx * stage.unit, stage.width * rx / 96), deep * 0.17 * rx / 40
        side = stage.vertical((0, shade(tone, -0.04)), (1, shade(tone, -0.11)), top=y, bottom=y + h)
        svg += path(trace("M", x - w, y, "V", y + h, "A", w, ry, 0, 0, 0, x + w, y + h, "V", y, "Z"), side)
        svg += ellipse(x, y, w, ry, shade(tone, 0.05))
    wide = min(36 * wider * stage.unit, stage.width * 0.375 * wider)
    stage.anchors["pedestal"] = (x - wide * 0.55, top - deep * 0.02, wide * 1.1, deep * 0.07)
    stage.add("plinth", "ground", 0.42, svg)
