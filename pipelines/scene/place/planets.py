"""Planets: the ground of other planets."""

from __future__ import annotations

from random import Random

from pipelines.scene.curve import below, jagged, line, rolling, smooth
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.stars import paint_stars
from pipelines.scene.palette import mix, shade
from pipelines.scene.place.craters import paint_craters
from pipelines.scene.place.open import band, level
from pipelines.scene.place.worlds import paint_worlds
from pipelines.scene.shapes import path, trace

MARS = ("#3a1a1f", "#a9503f", "#f0b07a", "#c9704a", "#8a4a3a")


SCHEMES = (
    ("#2a1a4a", "#8a3f6a", "#f08a5a", "#c9603f", "#7a3a3f"),
    ("#10203f", "#2f5f8a", "#7fd0c0", "#5f7fa8", "#3a4f78"),
    ("#1f1440", "#5a2f8a", "#e08ad0", "#8a5fb0", "#5a3f80"),
    MARS,
    ("#0f2a2f", "#2f7f70", "#c9e88a", "#5fa07a", "#2f6a60"),
)
"""Sky from above to the horizon in three, ground, rock."""


def paint_planet(stage: Stage, only: tuple[str, str, str, str, str] | None = None) -> None:
    """The ground of another planet: strange rocks, craters, moons and a ringed world above; in the colours `only`."""
    rng = stage.random("planet")
    top, mid, low, ground, rock = only or rng.choice(SCHEMES)
    night = stage.brief.daytime == "night"
    top, mid, low = (shade(c, -0.1, 0.9) if night else c for c in (top, mid, low))
    ground, rock = (mix(c, "#1a1a40", 0.4) if night else c for c in (ground, rock))
    stage.metre = (stage.height * 0.9 - stage.horizon) / 2.4
    fill = stage.vertical((0, top), (0.6, mid), (1, low), top=0, bottom=stage.horizon)
    stage.add("sky", "sky", 0.0, band(stage, stage.top, stage.bottom - stage.top, fill))
    paint_stars(stage, 90, stage.horizon * 0.8)
    paint_worlds(stage, rng, mid, low)
    for k in range(3):
        near = k / 2
        points = (
            jagged(rng, stage.left, stage.right, stage.horizon + stage.unit * 2, stage.unit * (20 - 6 * k), 0.7)
            if k < 2
            else rolling(rng, stage.left, stage.right, stage.horizon, stage.unit * 2, 2)
        )
        colour = mix(rock, low, 0.6 - 0.28 * k)
        body = below((line if k < 2 else smooth)(points), stage.left, stage.right, stage.bottom)
        stage.add("ridges", "far", 0.12 + 0.14 * near, path(body, colour))
    _arches(stage, rng, rock, low)
    _dust(stage, rng, ground, low)
    paint_craters(stage, rng, ground)
    _spires(stage, rng, rock)


def _arches(stage: Stage, rng: Random, rock: str, low: str) -> None:
    """A natural arch or two in the distance."""
    svg = ""
    for _ in range(rng.choice((1, 2))):
        x, r, foot = (
            stage.width * rng.uniform(0.1, 0.9),
            stage.unit * rng.uniform(9, 15),
            stage.horizon + stage.unit * 3,
        )
        colour = mix(rock, low, 0.25)
        svg += path(
            trace(
                "M",
                x - r,
                foot,
                "C",
                x - r * 1.05,
                foot - r * 1.5,
                x + r * 0.9,
                foot - r * 1.7,
                x + r,
                foot,
                "H",
                x + r * 0.55,
                "C",
                x + r * 0.5,
                foot - r * 1.05,
                x - r * 0.5,
                foot - r * 0.95,
                x - r * 0.5,
                foot,
                "Z",
            ),
            colour,
        )
    stage.add("arch", "far", 0.3, svg)


def _dust(stage: Stage, rng: Random, ground: str, low: str) -> None:
    points = rolling(rng, stage.left, stage.right, stage.horizon + stage.unit * 2.5, stage.unit * 1.1, 1.6)
    fill = stage.vertical(
        (0, mix(ground, low, 0.45)), (0.4, ground), (1, shade(ground, -0.1)), top=stage.horizon, bottom=stage.height
    )
    stage.add(
        "dust",
        "ground",
        0.44,
        path(below(smooth(points), stage.left, stage.right, stage.bottom), fill),
    )


def _spires(stage: Stage, rng: Random, rock: str) -> None:
    """Tall stones at both sides, some with a glowing crown."""
    svg = ""
    for k in range(7):
        side = k % 2
        x = stage.width * (side + (1 - 2 * side) * rng.uniform(-0.03, 0.2))
        y, w, tall = (
            level(stage, rng.uniform(0.15, 0.42)),
            stage.unit * rng.uniform(2, 4),
            stage.unit * rng.uniform(8, 22),
        )
        tone = shade(rock, rng.uniform(-0.08, 0.03))
        svg += path(_spire(x, y, w, tall), tone)
        svg += path(_lee(x, y, w if stage.lit_from_left else -w, tall), shade(tone, -0.07))
    stage.add("spires", "far", 0.43, svg)


def _spire(x: float, y: float, w: float, tall: float) -> str:
    """A stone that stands at (x, y)."""
    up = ("C", x - w * 0.5, y - tall * 0.4, x - w * 0.7, y - tall * 0.8, x, y - tall)
    down = ("C", x + w * 0.9, y - tall * 0.8, x + w * 0.4, y - tall * 0.4, x + w, y)
    return trace("M", x - w, y, *up, *down, "Z")


def _lee(x: float, y: float, w: float, tall: float) -> str:
    """The side of a stone that the light does not reach; at the left of it where `w` is below zero."""
    up = ("C", x + w * 0.2, y - tall * 0.4, x + w * 0.3, y - tall * 0.8, x, y - tall)
    down = ("C", x + w * 0.9, y - tall * 0.8, x + w * 0.4, y - tall * 0.4, x + w, y)
    return trace("M", x + w * 0.2, y, *up, *down, "Z")
