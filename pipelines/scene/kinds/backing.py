"""Backings: quiet grounds behind what a picture is about."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from random import Random

from pipelines.scene.curve import blob
from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import lightness, lit, mix, shade, to_oklab
from pipelines.scene.shapes import circle, ellipse, path, rect, trace

Pair = tuple[str, str]
"""The colour at the edge and the one in the light."""
PAIRS: dict[str, tuple[Pair, ...]] = {
    "": (
        ("#2f4858", "#7ea8a6"), ("#5b3a4e", "#c58a7a"), ("#33415c", "#8fa6c8"), ("#6b4e37", "#d9b48a"),
        ("#24504a", "#8cc0a4"), ("#e2cfb6", "#fbf3e6"), ("#c3d5e0", "#f4f8fa"), ("#503b66", "#b596c9"),
        ("#e0a58f", "#fbe3d2"), ("#9db8a0", "#eaf2e3"),
    ),
    "calm": (("#9fb8b5", "#e8f1ec"), ("#c9bfae", "#f6f1e6"), ("#8fa7bd", "#e3edf3")),
    "lively": (("#e4572e", "#ffc857"), ("#0f8b8d", "#a8e0c8"), ("#d81e5b", "#ffb3a7"), ("#3066be", "#9fd3f0")),
    "gloomy": (("#1b1f27", "#56616d"), ("#231d26", "#6a5560"), ("#1a2426", "#5d7272")),
    "dreamy": (("#8a76c4", "#f4d6ee"), ("#6d8fd0", "#f6e3f5"), ("#c98fb5", "#fdeede")),
    "warm": (("#8c3f22", "#f0a860"), ("#a8552f", "#ffd9a0"), ("#6f3327", "#dd8a60")),
    "cold": (("#1f3f5f", "#9cc8e0"), ("#35587a", "#d3e8f2"), ("#27505c", "#a5d3d6")),
}  # fmt: skip


def pair_for(stage: Stage, rng: Random, mains: Iterable[str]) -> Pair:
    """The colours of a ground: those asked for, else those of the mood that the things stand out from the most."""
    brief = stage.brief
    if brief.palette:
        return shade(brief.palette[0], -0.12), mix(brief.palette[-1], "#ffffff", 0.45)
    colours = list(mains)

    def apart(pair: Pair) -> float:
        middle = to_oklab(mix(*pair, 0.6))
        return min((math.dist(middle, to_oklab(colour)) for colour in colours), default=1.0)

    some = rng.sample(PAIRS.get(brief.mood, PAIRS[""]), k=min(4, len(PAIRS.get(brief.mood, PAIRS[""]))))
    edge, light = max(some, key=lambda pair: min(0.25, apart(pair)))
    tones = stage.tones
    return lit(edge, tones.lamp, tones.lamp_strength), lit(light, tones.lamp, tones.lamp_strength * 0.8)


def paint_backing(stage: Stage, mains: Iterable[str], *, floor: float = 0.0) -> None:
    """A graded ground with light from one side, in one of several manners.

    With `floor`, it is paper that bends at that height (a part of the picture's) and things can stand on it.
    """
    rng = stage.random("backing")
    edge, light = pair_for(stage, rng, mains)
    x, y, w, h = stage.frame
    fill = stage.vertical(
        (0, mix(edge, light, 0.18)), (0.6, mix(edge, light, 0.45)), (1, edge), top=0, bottom=stage.height
    )
    svg = rect(x, y, w, h, fill)
    across = stage.width * (0.34 if stage.lit_from_left else 0.66)
    svg += ellipse(across, stage.height * 0.36, stage.width * 0.62, stage.height * 0.62, stage.glow(light, 0.95))
    stage.add("backdrop", "sky", 0.05, svg)
    if floor:
        _bend(stage, edge, light, stage.height * floor)
    rng.choice(_MANNERS)(stage, rng, edge, light)


def vignette(stage: Stage, strength: float = 0.3) -> None:
    """Darker corners, in front of all."""
    name = stage.ident("vignette")
    stage.defs.append(
        f'<radialGradient id="{name}" cx=".5" cy=".46" r=".75"><stop offset=".55" stop-color="#120c1c" '
        f'stop-opacity="0"/><stop offset="1" stop-color="#120c1c" stop-opacity="{strength:.2f}"/></radialGradient>'
    )
    stage.add("vignette", "near", 0.99, rect(*stage.frame, f"url(#{name})"))


def _bend(stage: Stage, edge: str, light: str, top: float) -> None:
    """Where the paper turns from wall to floor: a soft band, then lighter ground."""
    x, _, w, _ = stage.frame
    tone = mix(edge, light, 0.62)
    fill = stage.vertical(
        (0, tone, 0.0), (0.14, tone, 0.8), (0.5, mix(tone, light, 0.3)), (1, tone), top=top, bottom=stage.height
    )
    stage.add("floor", "ground", 0.4, rect(x, top, w, stage.bottom - top, fill))


def _plain(stage: Stage, rng: Random, edge: str, light: str) -> None:
    """Only light, and a second one low at the other side."""
    x = stage.width * (0.95 if stage.lit_from_left else 0.05)
    svg = ellipse(x, stage.height * 0.9, stage.width * 0.5, stage.height * 0.5, stage.glow(shade(edge, -0.1), 0.5))
    stage.add("shade", "far", 0.06, svg)


def _disc(stage: Stage, rng: Random, edge: str, light: str) -> None:
    """A large disc behind the head, and a ring."""
    x, y, r = stage.width * rng.uniform(0.46, 0.54), stage.height * 0.42, stage.unit * rng.uniform(34, 40)
    tone = mix(edge, light, 0.86) if lightness(light) > 0.5 else light
    svg = circle(x, y, r * 1.14, mix(edge, light, 0.6), 0.5) + circle(x, y, r, tone, 0.75)
    stage.add("disc", "far", 0.06, svg, (x - r * 1.2, y - r * 1.2, r * 2.4, r * 2.4))


def _mottled(stage: Stage, rng: Random, edge: str, light: str) -> None:
    """The painted canvas of a studio: clouds of both colours."""
    svg = ""
    for _ in range(16):
        x, y = stage.width * rng.uniform(-0.1, 1.1), stage.height * rng.uniform(-0.1, 1.0)
        r = stage.unit * rng.uniform(14, 34)
        colour = rng.choice((shade(edge, -0.03), mix(edge, light, 0.7), light))
        svg += path(blob(rng, x, y, r * 1.4, r, 0.25), stage.glow(colour, rng.uniform(0.25, 0.5)))
    stage.add("canvas", "far", 0.06, svg)


def _window(stage: Stage, rng: Random, edge: str, light: str) -> None:
    """The light of a window, slanting over the wall."""
    side = 1 if stage.lit_from_left else -1
    x0, w, h = stage.width * (0.16 if side > 0 else 0.84), stage.width * 0.2 * side, stage.height * 0.26
    slant = stage.height * 0.16
    panes = ""
    for row in range(2):
        for column in range(2):
            x, y = x0 + column * w * 1.12, stage.height * 0.06 + row * h * 1.1 + column * slant * 1.12
            panes += path(trace("M", x, y, "l", w, slant, "v", h, "l", -w, -slant, "Z"), light, 0.5)
    stage.add("window light", "far", 0.06, panes)


def _bokeh(stage: Stage, rng: Random, edge: str, light: str) -> None:
    """Lights out of focus."""
    svg = ""
    for _ in range(26):
        x, y = stage.width * rng.uniform(-0.05, 1.05), stage.height * rng.uniform(-0.05, 0.85)
        r = stage.unit * rng.uniform(2, 8)
        svg += circle(x, y, r, mix(light, "#ffffff", rng.uniform(0.1, 0.5)), rng.uniform(0.08, 0.24))
    stage.add("lights", "far", 0.06, svg)


def _half(stage: Stage, rng: Random, edge: str, light: str) -> None:
    """Two tones that meet in a soft curve."""
    x = stage.width * (0.42 if stage.lit_from_left else 0.58)
    side = stage.right if stage.lit_from_left else stage.left
    bulge = stage.width * rng.uniform(0.1, 0.22) * (1 if stage.lit_from_left else -1)
    data = trace(
        "M",
        x,
        stage.top,
        "Q",
        x + bulge,
        stage.height * 0.5,
        x - bulge * 0.6,
        stage.bottom,
        "H",
        side,
        "V",
        stage.top,
        "Z",
    )
    stage.add("half", "far", 0.06, path(data, shade(edge, -0.02), 0.55))


_MANNERS: tuple[Callable[[Stage, Random, str, str], None], ...] = (_plain, _disc, _mottled, _window, _bokeh, _half)
