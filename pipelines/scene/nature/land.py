"""Land: the ground with its bands of light, one round hill, paths and rivers."""

from __future__ import annotations

import math
from random import Random

from pipelines.scene.curve import Point, below, blob, height_at, n, rolling, smooth
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.grass import paint_grass
from pipelines.scene.nature.plants import tuft
from pipelines.scene.palette import mix, shade


def paint_ground(stage: Stage, *, grass: bool = True, flowers: int = 0, wave: float = 1.6) -> None:
    """The ground plane from the horizon to the lower edge, with mown bands of light, tufts and flowers."""
    rng = stage.random("ground")
    t = stage.tones
    points = rolling(rng, stage.left, stage.right, stage.horizon, stage.unit * wave, rng.uniform(0.9, 1.6))
    light, rich = t.away(shade(t.land, 0.03), 0.22), shade(t.land, -0.075)
    fill = stage.vertical((0, light), (0.35, t.land), (1, rich), top=stage.horizon, bottom=stage.height)
    svg = f'<path d="{below(smooth(points), stage.left, stage.right, stage.bottom)}" fill="{fill}"/>'
    stage.add("ground", "ground", 0.45, svg + _folds(stage) + _bands(rng, stage))
    if grass:
        paint_grass(stage, flowers)


def paint_hill(stage: Stage) -> None:
    """One round hill that something can stand on; kept as the anchor "hill"."""
    rng = stage.random("hill")
    wide, tall = stage.width * rng.uniform(0.78, 0.98), stage.unit * rng.uniform(22, 27)
    x = stage.width * rng.choice((0.36, 0.5, 0.64)) + stage.unit * rng.uniform(-4, 4)
    foot = stage.horizon + (stage.height - stage.horizon) * 0.5
    outline = [
        (x + wide * 0.5 * k, foot - tall * math.cos(k * math.pi / 2) ** 1.5) for k in (i / 12 - 1 for i in range(25))
    ]
    t = stage.tones
    fill = stage.vertical(
        (0, shade(t.land, 0.035, 1.1)),
        (0.55, shade(t.land, -0.05, 1.1)),
        (0.8, shade(t.land, -0.05, 1.1), 0.8),
        (1, shade(t.land, -0.06), 0),
        top=foot - tall,
        bottom=foot,
    )
    svg = f'<path d="{smooth(outline)}Z" fill="{fill}"/>'
    blades = "".join(
        tuft(rng, px, height_at(outline, px) + stage.unit * 0.4, stage.unit * rng.uniform(1, 1.9))
        for px in (x + wide * rng.uniform(-0.42, 0.42) for _ in range(26))
    )
    svg += f'<path d="{blades}" fill="{shade(t.land, -0.02)}"/>'
    svg += (
        f'<path d="{smooth(outline[5:-5])}" fill="none" stroke-linecap="round" '
        f'stroke="{mix(t.land, t.light, 0.45)}" stroke-width="{n(stage.unit * 0.4)}" stroke-opacity=".6"/>'
    )
    stage.anchors["hill"] = (x - wide * 0.18, foot - tall, wide * 0.36, tall)
    stage.add("hill", "ground", 0.42, svg)


def paint_path(stage: Stage, name: str, colour: str, edge: str) -> None:
    """A path or river that winds from the horizon to the front."""
    rng = stage.random(name)
    sway = rng.choice((-1, 1))
    mid = stage.width * rng.uniform(0.4, 0.6)
    deep = stage.height - stage.horizon
    left: list[Point] = []
    right: list[Point] = []
    for i in range(13):
        at = i / 12
        y = stage.horizon + deep * 1.08 * at**1.7 + stage.unit * 0.6
        x = mid + sway * math.sin(at * 5.2 + 0.6) * stage.width * 0.13 * (0.35 + at)
        half = stage.unit * (0.35 + 10.5 * at**1.7)
        left.append((x - half, y))
        right.append((x + half, y))
    shape = smooth([*left, *reversed(right)], closed=True)
    fill = stage.vertical(
        (0, mix(colour, stage.tones.sky_low, 0.35)), (1, colour), top=stage.horizon, bottom=stage.height
    )
    stage.add(
        name, "ground", 0.46, f'<path d="{shape}" fill="{fill}" stroke="{edge}" stroke-width="{n(stage.unit * 0.35)}"/>'
    )


def _folds(stage: Stage) -> str:
    """Long low swells of the ground, each light on its crest and lost in the next: the plane gets depth."""
    if stage.detail == "simple":
        return ""
    rng, t, svg = stage.random("folds"), stage.tones, ""
    deep = stage.height - stage.horizon
    for at in (0.14, 0.34, 0.6):
        level, swell = stage.horizon + deep * (at + rng.uniform(-0.05, 0.05)), stage.unit * (1.2 + 4 * at)
        points = rolling(rng, stage.left, stage.right, level, swell, rng.uniform(0.8, 1.7))
        crest = mix(shade(t.land, 0.035), t.light, 0.14)
        fill = stage.vertical(
            (0, crest, 0.55),
            (0.25, t.land, 0.4),
            (0.7, shade(t.land, -0.07), 0.4),
            (1, shade(t.land, -0.07), 0),
            top=level - swell,
            bottom=level + deep * 0.34,
        )
        svg += f'<path d="{below(smooth(points), stage.left, stage.right, stage.bottom)}" fill="{fill}"/>'
    return svg


def _bands(rng: Random, stage: Stage) -> str:
    """Long soft patches of light and shade that lie on the ground and widen towards the viewer."""
    svg, deep = "", stage.height - stage.horizon
    for _ in range(12):
        at = rng.uniform(0.12, 1.0)
        y, wide = stage.horizon + deep * at, stage.width * rng.uniform(0.12, 0.4) * (0.4 + at)
        colour = shade(stage.tones.land, rng.choice((0.035, -0.045)))
        x = rng.uniform(stage.left, stage.right)
        svg += (
            f'<path d="{blob(rng, x, y, wide, deep * 0.018 * (0.5 + 2 * at), 0.3)}" fill="{colour}" '
            f'fill-opacity=".38"/>'
        )
    return svg
