"""Waves: swells along the lower edge of a sea."""

from __future__ import annotations

from random import Random

from pipelines.scene.curve import Point, below, rolling, smooth
from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import mix


def paint_waves(stage: Stage) -> None:
    """Two swells along the lower edge, in front of everything, the light in their crests."""
    rng, t, u = stage.random("waves"), stage.tones, stage.unit
    for i in range(2):
        level, tall = stage.height - u * (3.6 - 2.6 * i), u * rng.uniform(0.9, 1.4)
        points = rolling(rng, stage.left, stage.right, level, tall, rng.uniform(2.2, 3.4))
        colour = mix(t.water_deep, t.water, 0.45 - 0.35 * i)
        crest = mix(mix(t.water, t.sky_edge, 0.5), t.light, 0.2)
        fill = stage.vertical(
            (0, mix(colour, crest, 0.5), 0.92),
            (0.3, colour, 0.95),
            (1, t.water_deep),
            top=level - tall,
            bottom=stage.height,
        )
        svg = f'<path d="{below(smooth(points), stage.left, stage.right, stage.bottom)}" fill="{fill}"/>'
        svg += _foam(stage, rng, points, mix(crest, t.change("#ffffff"), 0.5))
        stage.add("waves", "near", 0.85 + 0.1 * i, svg)


def _foam(stage: Stage, rng: Random, points: list[Point], colour: str) -> str:
    """Broken lines of foam where the crests are highest: thick in the middle, drawn out at both ends."""
    svg = ""
    for i in range(2, len(points) - 6, 4):
        run = points[i : i + 5]
        if rng.random() < 0.6 or min(y for _, y in run) > points[i][1]:
            continue
        under = [(x, y + stage.unit * 0.8 * (1 - abs(k - 2) / 2)) for k, (x, y) in enumerate(run)]
        svg += (
            f'<path d="{smooth(run)}{smooth(under[::-1]).replace("M", "L", 1)}Z" fill="{colour}" fill-opacity=".75"/>'
        )
    return svg
