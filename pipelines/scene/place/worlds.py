"""Worlds: planets that stand in the sky of another one."""

from __future__ import annotations

from random import Random

from pipelines.scene.curve import blob, n
from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import mix, shade
from pipelines.scene.shapes import circle, path, rect, trace


def paint_worlds(stage: Stage, rng: Random, mid: str, low: str) -> None:
    """A banded world, at times with a ring, and two small moons, in a sky of those colours."""
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


def paint_earth(stage: Stage, rng: Random) -> None:
    """The earth as it is seen from the moon; kept as the anchor "earth"."""
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
