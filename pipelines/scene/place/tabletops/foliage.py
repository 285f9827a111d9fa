"""Foliage: the sky and the trees that are out of focus behind a tabletop outside, and the sun between their leaves."""

from __future__ import annotations

from pipelines.scene.curve import blob
from pipelines.scene.palette import mix, shade
from pipelines.scene.place.tabletops.setup import Setup
from pipelines.scene.shapes import ellipse, path, rect

ROWS = ((0.6, 0.2, 20), (0.35, 0.34, 17), (0.1, 0.46, 13))
"""Haze, how far below the first, and the size in units of the rows of trees."""


def open_sky(setup: Setup) -> None:
    """The sky of the hour, and its light."""
    stage, t = setup.stage, setup.stage.tones
    fill = stage.vertical((0, t.sky_high), (0.55, t.sky_low), (1, t.sky_edge), top=0, bottom=stage.horizon)
    svg = rect(stage.left, stage.top, stage.right - stage.left, stage.horizon - stage.top + setup.u, fill)
    if stage.brief.daytime != "night":
        svg += ellipse(*stage.light, stage.width * 0.5, setup.down(0.6), stage.glow(t.light, 0.8))
    stage.add("sky", "sky", 0.05, svg)
    setup.sun()


def trees(setup: Setup, grass: str, low: float) -> None:
    """Crowns of trees as soft masses, the far ones pale, from a part of the wall's height down; then the meadow."""
    stage, t = setup.stage, setup.stage.tones
    base = mix(t.far, "#dfe8f0" if stage.wintry else grass, 0.5)
    for haze, foot, size in ROWS:
        setup.put(_row(setup, base, haze, setup.down(low + foot), setup.u * size), "tree", "trees", "bushes")
    top = setup.down(min(0.9, low + 0.44))
    meadow = stage.vertical((0, t.away(grass, 0.35)), (1, grass), top=top, bottom=stage.horizon)
    setup.put(rect(stage.left, top, stage.right - stage.left, stage.horizon - top + setup.u, meadow), "ground")


def _row(setup: Setup, base: str, haze: float, foot: float, size: float) -> str:
    stage, rng, t, svg = setup.stage, setup.rng, setup.stage.tones, ""
    x, side = stage.left, -0.3 if stage.lit_from_left else 0.3
    while x < stage.right:
        r = size * rng.uniform(0.6, 1.2)
        tone = t.away(shade(base, rng.uniform(-0.06, 0.05) - 0.06 * (1 - haze)), haze * 0.8)
        svg += path(blob(rng, x, foot - r * 0.2, r, r * 0.85, 0.2), tone)
        svg += path(blob(rng, x + r * side, foot - r * 0.5, r * 0.5, r * 0.35, 0.2), mix(tone, t.light, 0.25), 0.6)
        x += r * rng.uniform(0.8, 1.5)
    return svg


def dapples(setup: Setup, size: float) -> None:
    """Patches of sun between the leaves, by day."""
    stage, rng, svg = setup.stage, setup.rng, ""
    if stage.brief.daytime == "night" or stage.brief.weather not in ("clear", "wind"):
        return
    deep = stage.height - stage.horizon
    for _ in range(7):
        x, at = setup.across(rng.uniform(-0.05, 0.8)), rng.random()
        r = size * (0.6 + 0.8 * at) * rng.uniform(0.7, 1.4)
        svg += path(blob(rng, x, stage.horizon + deep * at, r, r * 0.3, 0.25), stage.glow(stage.tones.light, 0.34, 0.5))
    stage.add("dapples", "light", 0.43, svg)
