"""Land: the ground with its bands of light, one round hill, paths and rivers."""

from __future__ import annotations

import math
from random import Random

from pipelines.scene.curve import Point, below, height_at, rolling, smooth
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.grass import paint_grass
from pipelines.scene.nature.plants import tuft
from pipelines.scene.nature.slopes import dome, flanks, rim
from pipelines.scene.palette import mix, shade
from pipelines.scene.shapes import ellipse, path, ring

WET = ("rain", "storm")


def paint_ground(stage: Stage, *, grass: bool = True, flowers: int = 0, wave: float = 1.6) -> None:
    """The ground plane from the horizon to the lower edge, with mown bands of light, tufts and flowers."""
    rng = stage.random("ground")
    t = stage.tones
    points = rolling(rng, stage.left, stage.right, stage.horizon, stage.unit * wave, rng.uniform(0.9, 1.6))
    light, rich = t.away(t.sunny(t.land, 0.8), 0.2), t.shaded(t.land, 0.75)
    fill = stage.vertical((0, light), (0.3, t.sunny(t.land, 0.4)), (1, rich), top=stage.horizon, bottom=stage.height)
    svg = f'<path d="{below(smooth(points), stage.left, stage.right, stage.bottom)}" fill="{fill}"/>'
    wet = _puddles(stage) if stage.brief.weather in WET else ""
    stage.add("ground", "ground", 0.45, svg + _folds(stage) + _bands(rng, stage) + wet)
    if grass:
        paint_grass(stage, flowers)


def paint_hill(stage: Stage) -> None:
    """One round hill that comes towards the viewer, for something to stand on; kept as the anchor "hill"."""
    rng, t = stage.random("hill"), stage.tones
    wide, tall = stage.width * rng.uniform(0.78, 0.98), stage.unit * rng.uniform(22, 27)
    x = stage.width * rng.choice((0.36, 0.5, 0.64)) + stage.unit * rng.uniform(-4, 4)
    foot = stage.horizon + (stage.height - stage.horizon) * 0.5
    outline = dome(rng, stage, foot, tall, x / stage.width, 0.72 * wide / stage.width)
    fill = stage.vertical(
        (0, t.sunny(t.land, 1.3)), (0.4, t.land), (1, t.shaded(t.land, 0.75)), top=foot - tall, bottom=stage.height
    )
    svg = path(below(smooth(outline), stage.left, stage.right, stage.bottom), fill)
    svg += flanks(stage, outline, t.shaded(t.land), foot + tall * 0.4) + rim(stage, outline, t.land, 1.0)
    blades = ["", ""]
    for k in range(90):
        px = rng.uniform(stage.left, stage.right)
        at = rng.random() ** 1.6
        y = height_at(outline, px) + stage.unit * 0.4 + (stage.bottom - height_at(outline, px)) * at
        blades[k % 2] += tuft(rng, px, y, stage.unit * (0.9 + 2 * at) * rng.uniform(0.8, 1.2))
    svg += path(blades[0], shade(t.land, -0.04)) + path(blades[1], t.sunny(t.land, 1.2))
    stage.anchors["hill"] = (x - wide * 0.16, foot - tall, wide * 0.32, tall)
    stage.add("hill", "ground", 0.42, svg)


def paint_way(stage: Stage) -> None:
    """A sandy path through the land."""
    sand = mix(stage.tones.change("#e2cda0"), stage.tones.land, 0.16)
    paint_path(stage, "path", sand, mix(stage.tones.land, sand, 0.5))


def paint_path(stage: Stage, name: str, colour: str, edge: str) -> None:
    """A path or river that winds from the horizon to the front."""
    left, right = _banks(stage, name)
    shape = smooth([*left, *reversed(right)], closed=True)
    fill = stage.vertical(
        (0, mix(colour, stage.tones.sky_low, 0.35)), (1, colour), top=stage.horizon, bottom=stage.height
    )
    stage.add(name, "ground", 0.46, path(shape, fill, 1.0, edge, stage.unit * 0.35))


def is_on_path(stage: Stage, x: float, y: float) -> bool:
    """Whether a place of the ground lies on a path that was painted."""
    if not any(layer.name == "path" for layer in stage.layers):
        return False
    left, right = (min(bank, key=lambda point: abs(point[1] - y))[0] for bank in _banks(stage, "path"))
    return left - stage.unit * 2 < x < right + stage.unit * 2


def _banks(stage: Stage, name: str) -> tuple[list[Point], list[Point]]:
    """Both sides of a path, from far to near."""
    rng, deep = stage.random(name), stage.height - stage.horizon
    sway, mid = rng.choice((-1, 1)), stage.width * rng.uniform(0.4, 0.6)
    left: list[Point] = []
    right: list[Point] = []
    for i in range(13):
        at = i / 12
        y = stage.horizon + deep * 1.08 * at**1.7 + stage.unit * 0.6
        x = mid + sway * math.sin(at * 5.2 + 0.6) * stage.width * 0.13 * (0.35 + at)
        half = stage.unit * (0.35 + 10.5 * at**1.7)
        left.append((x - half, y))
        right.append((x + half, y))
    return left, right


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
    """Sun and the shadows of clouds on the ground: long soft patches that widen towards the viewer."""
    svg, deep, t = "", stage.height - stage.horizon, stage.tones
    shaded, sunny = stage.glow(t.shaded(t.land, 1.3), 0.4, 0.2), stage.glow(t.sunny(t.land, 1.6), 0.6, 0.3)
    for k in range(7):
        at = rng.uniform(0.08, 0.95)
        y, wide = stage.horizon + deep * at, stage.width * rng.uniform(0.25, 0.6) * (0.5 + 0.7 * at)
        x = rng.uniform(stage.left, stage.right)
        svg += ellipse(x, y, wide, deep * 0.05 * (0.5 + 1.6 * at), shaded if k % 2 else sunny)
    return svg


def _puddles(stage: Stage) -> str:
    """Water in the hollows, with the sky in it and a ring where a drop falls."""
    rng, t, deep, svg = stage.random("puddles"), stage.tones, stage.height - stage.horizon, ""
    for _ in range(9):
        at = rng.uniform(0.1, 0.95)
        x, y, wide = rng.uniform(0, stage.width), stage.horizon + deep * at, stage.unit * rng.uniform(3, 8) * (0.3 + at)
        svg += ellipse(x, y, wide * 1.05, wide * 0.19, t.shaded(t.land, 1.2))
        svg += ellipse(x, y + wide * 0.02, wide, wide * 0.15, mix(t.sky_low, t.land, 0.2))
        svg += ring(x + wide * 0.3, y, wide * 0.3, wide * 0.05, mix(t.sky_edge, "#ffffff", 0.4), stage.unit * 0.14, 0.7)
    return svg
