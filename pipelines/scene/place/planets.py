"""Planets: the ground of other planets and of the moon."""

from __future__ import annotations

from random import Random

from pipelines.scene.curve import below, blob, jagged, line, n, rolling, smooth
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.cosmos import paint_space
from pipelines.scene.nature.sky import paint_stars
from pipelines.scene.palette import mix, shade
from pipelines.scene.place.open import band, level
from pipelines.scene.shapes import circle, ellipse, path, rect, trace

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
    _worlds_above(stage, rng, mid, low)
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
    _craters(stage, rng, ground)
    _spires(stage, rng, rock)


def _worlds_above(stage: Stage, rng: Random, mid: str, low: str) -> None:
    x, y, r = (
        stage.width * rng.choice((rng.uniform(0.15, 0.35), rng.uniform(0.65, 0.85))),
        stage.horizon * rng.uniform(0.28, 0.45),
        stage.unit * rng.uniform(10, 16),
    )
    tone = mix(mid, rng.choice(("#f0d0a0", "#d0e0f0", "#f0b0c0")), 0.6)
    clip = stage.ident("world")
    stage.defs.append(f'<clipPath id="{clip}"><circle cx="{n(x)}" cy="{n(y)}" r="{n(r)}"/></clipPath>')
    svg = circle(x, y, r * 1.8, stage.glow(low, 0.4)) + circle(x, y, r, tone)
    bands = "".join(
        (rect(x - r, y + r * k, 2 * r, r * 0.16, shade(tone, d)))
        for k, d in ((-0.6, -0.05), (-0.2, 0.04), (0.15, -0.06), (0.5, 0.03))
    )
    side = 1 if stage.lit_from_left else -1
    night = circle(x + side * r * 0.5, y + r * 0.2, r * 1.15, mid, 0.35)
    svg += f'<g clip-path="url(#{clip})">{bands}{night}</g>'
    if rng.random() < 0.6:
        reach = r * 1.75
        rim = trace(
            "M", -reach, 0, "A", reach, r * 0.36, 0, 0, 0, reach, 0, "A", reach, r * 0.26, 0, 0, 1, -reach, 0, "Z"
        )
        turned = f"translate({n(x)} {n(y)}) rotate({n(rng.uniform(-25, 25))})"
        svg += f'<g transform="{turned}">{path(rim, mix(tone, "#fff3dc", 0.5), 0.85)}</g>'
    for _ in range(2):
        mx, my, mr = (
            stage.width * rng.uniform(0.1, 0.9),
            stage.horizon * rng.uniform(0.1, 0.6),
            stage.unit * rng.uniform(1.6, 3.4),
        )
        svg += circle(mx, my, mr, mix(low, "#ffffff", 0.5)) + circle(
            mx + side * mr * 0.4, my, mr * 0.75, mix(mid, low, 0.5), 0.4
        )
    stage.add("worlds above", "light", 0.02, svg)


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


def _craters(stage: Stage, rng: Random, ground: str) -> None:
    svg = ""
    for _ in range(9):
        at = rng.uniform(0.14, 0.95)
        x, y, r = (
            rng.uniform(stage.left, stage.right),
            level(stage, at),
            stage.unit * (2 + 8 * at) * rng.uniform(0.5, 1.1),
        )
        svg += ellipse(x, y, r, r * 0.3, shade(ground, 0.06)) + ellipse(
            x, y + r * 0.04, r * 0.84, r * 0.23, shade(ground, -0.1)
        )
        svg += ellipse(x, y + r * 0.09, r * 0.7, r * 0.16, shade(ground, -0.05))
    stage.add("craters", "ground", 0.45, svg)


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
        svg += path(
            trace(
                "M",
                x - w,
                y,
                "C",
                x - w * 0.5,
                y - tall * 0.4,
                x - w * 0.7,
                y - tall * 0.8,
                x,
                y - tall,
                "C",
                x + w * 0.9,
                y - tall * 0.8,
                x + w * 0.4,
                y - tall * 0.4,
                x + w,
                y,
                "Z",
            ),
            tone,
        )
        edge = 1 if stage.lit_from_left else -1
        svg += path(
            trace(
                "M",
                x + edge * w * 0.2,
                y,
                "C",
                x + edge * w * 0.2,
                y - tall * 0.4,
                x + edge * w * 0.3,
                y - tall * 0.8,
                x,
                y - tall,
                "C",
                x + edge * w * 0.9,
                y - tall * 0.8,
                x + edge * w * 0.4,
                y - tall * 0.4,
                x + edge * w,
                y,
                "Z",
            ),
            shade(tone, -0.07),
        )
    stage.add("spires", "far", 0.43, svg)


def paint_moon(stage: Stage) -> None:
    """The grey ground of the moon with craters, and the earth above."""
    paint_space(stage, ground=False, planets=False)
    rng = stage.random("moon ground")
    stage.metre = (stage.height * 0.9 - stage.horizon) / 2.4
    _earth(stage, rng)
    grey = "#b9b8c0"
    for k in range(2):
        points = rolling(
            rng, stage.left, stage.right, stage.horizon + stage.unit * (3 * k - 1), stage.unit * (4 - 2 * k), 1.6 + k
        )
        colour = shade(grey, -0.12 + 0.1 * k)
        fill = stage.vertical(
            (0, shade(colour, 0.05)), (1, shade(colour, -0.14)), top=stage.horizon, bottom=stage.height
        )
        stage.add(
            "moon ground",
            "ground",
            0.34 + 0.1 * k,
            path(below(smooth(points), stage.left, stage.right, stage.bottom), fill),
        )
    _craters(stage, rng, shade(grey, -0.06))
    stones = "".join(
        _grey_stone(
            rng, rng.uniform(0, stage.width), level(stage, rng.uniform(0.15, 0.6)), stage.unit * rng.uniform(0.8, 2.4)
        )
        for _ in range(10)
    )
    stage.add("moon stones", "ground", 0.46, stones)


def _grey_stone(rng: Random, x: float, y: float, r: float) -> str:
    return path(blob(rng, x, y, r * 1.3, r, 0.2), "#8f8e98") + path(
        blob(rng, x - r * 0.2, y - r * 0.25, r * 0.9, r * 0.6, 0.2), "#a9a8b2"
    )


def _earth(stage: Stage, rng: Random) -> None:
    x, y, r = (
        stage.width * rng.choice((0.24, 0.76)),
        stage.horizon * rng.uniform(0.3, 0.42),
        stage.unit * rng.uniform(10, 14),
    )
    clip = stage.ident("earth")
    stage.defs.append(f'<clipPath id="{clip}"><circle cx="{n(x)}" cy="{n(y)}" r="{n(r)}"/></clipPath>')
    land = "".join(
        (path(blob(rng, x + dx * r, y + dy * r, r * w, r * h, 0.3), "#6fae6a"))
        for dx, dy, w, h in (
            (-0.4, -0.3, 0.36, 0.42),
            (-0.1, 0.5, 0.24, 0.34),
            (0.5, -0.2, 0.4, 0.34),
            (0.55, 0.45, 0.2, 0.16),
        )
    )
    clouds = "".join(
        (
            path(
                blob(rng, x + rng.uniform(-0.7, 0.7) * r, y + rng.uniform(-0.8, 0.8) * r, r * 0.4, r * 0.07, 0.3),
                "#ffffff",
                0.8,
            )
        )
        for _ in range(7)
    )
    svg = circle(x, y, r * 1.7, stage.glow("#8fd0ff", 0.5)) + circle(x, y, r, "#3f8fd0")
    side = 1 if stage.lit_from_left else -1
    night = circle(x + side * r * 0.7, y + r * 0.15, r * 1.1, "#0a1440", 0.45)
    svg += f'<g clip-path="url(#{clip})">{land}{clouds}{night}</g>'
    stage.anchors["earth"] = (x - r, y - r, 2 * r, 2 * r)
    stage.add("earth", "light", 0.02, svg)
