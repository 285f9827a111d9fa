"""Clouds: heaps of cumulus, fleecy rows and long banks, lit from the side of the sun."""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random

from pipelines.scene.curve import n
from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import mix, shade
from pipelines.scene.shapes import ellipse

MANY = {"clear": 3, "wind": 5, "cloudy": 8, "rain": 8, "snow": 7, "storm": 10}
"""How many heaps there are in a weather."""
GREY = ("rain", "storm")
CROWN = 0.5
"""How far the crown of a heap is above its base at most, as a part of its breadth: the frame does not cut it."""

Puff = tuple[float, float, float]
"""x, y and radius of one ball of a cloud."""


def paint_clouds(stage: Stage) -> None:
    """All clouds, the far ones first. Fog hides them."""
    rng, weather = stage.random("clouds"), stage.brief.weather
    if weather == "fog":
        return
    _bank(stage, rng)
    if weather in GREY:
        _deck(stage, rng)
    if weather in ("clear", "wind") and rng.random() < 0.4:
        rng.choice(_HIGH)(stage, rng)
    many = 2 if stage.brief.daytime == "night" and weather == "clear" else MANY[weather]
    many += 3 if "clouds" in stage.brief.features else 0
    heaps = []
    for i in range(many + rng.choice((-1, 0, 1))):
        depth = rng.random()
        x = stage.left + (stage.right - stage.left) * ((i + rng.uniform(0.1, 0.9)) / many % 1)
        y = stage.horizon * (0.74 - 0.62 * depth * rng.uniform(0.75, 1.1))
        heaps.append((depth, x, max(y, CROWN * _breadth(stage, depth))))
    for depth, x, y in sorted(heaps):
        _heap(stage, rng, x, y, _breadth(stage, depth), depth)


def _breadth(stage: Stage, depth: float) -> float:
    return stage.unit * (11 + 26 * depth)


def _heap(stage: Stage, rng: Random, x: float, y: float, wide: float, depth: float) -> None:
    """A cumulus: a flat base, a crown of balls, and on each of them a lighter one where the sun is."""
    tall = wide * rng.uniform(0.2, 0.3)
    puffs = _puffs(rng, x, y, wide, tall)
    bright, body, belly = _tones(stage, depth)
    opacity = (0.6 if stage.brief.daytime == "night" else 0.95) - 0.3 * (1 - depth)
    top = min(cy - r for _, cy, r in puffs)
    fill = stage.vertical(
        (0, body, opacity),
        (0.5, mix(body, belly, 0.3), opacity),
        (0.85, belly, opacity * 0.9),
        (1, belly, opacity * 0.35),
        top=top,
        bottom=y,
    )
    lit = stage.vertical((0, bright, opacity), (0.6, bright, opacity * 0.35), (1, bright, 0), top=top, bottom=y)
    lean = -1 if stage.light[0] < x else 1
    caps = "".join(_ball(cx + lean * r * 0.12, cy - r * 0.1, r * 0.8) for cx, cy, r in puffs)
    base = (
        f"M{n(x - wide / 2)} {n(y - tall * 0.3)}h{n(wide)}a{n(tall * 0.15)} {n(tall * 0.15)} 0 0 1 "
        f"0 {n(tall * 0.3)}h{n(-wide)}a{n(tall * 0.15)} {n(tall * 0.15)} 0 0 1 0 {n(-tall * 0.3)}Z"
    )
    svg = f'<path d="{base + "".join(_ball(*puff) for puff in puffs)}" fill="{fill}"/><path d="{caps}" fill="{lit}"/>'
    box = (x - wide * 0.6, top - tall * 0.1, wide * 1.2, y - top + tall * 0.2)
    stage.add("cloud", "cloud", 0.05 + 0.1 * depth, svg, box)


def _puffs(rng: Random, x: float, y: float, wide: float, tall: float) -> list[Puff]:
    """Balls along the base, the largest somewhere near the middle, and a second, smaller row behind."""
    count, peak = rng.choice((5, 6, 7)), rng.uniform(0.32, 0.68)
    found = []
    for i in range(count):
        at = (i + 0.5) / count
        swell = math.cos((at - peak) * math.pi * 0.85)
        r = tall * (0.34 + 0.62 * max(0.0, swell) ** 1.4) * rng.uniform(0.82, 1.12)
        found.append((x - wide * 0.44 + wide * 0.88 * at, y - min(r * 0.72, tall * 0.8), r))
    cx, cy, r = max(found, key=lambda puff: puff[2])
    found += [(cx + r * side, cy - r * rng.uniform(0.3, 0.55), r * rng.uniform(0.5, 0.68)) for side in (-0.75, 0.7)]
    return found


def _tones(stage: Stage, depth: float) -> tuple[str, str, str]:
    """Where the sun falls, body and belly; far clouds take the colour of the air."""
    t = stage.tones
    if stage.brief.weather in GREY:
        body, belly = mix(t.cloud, t.cloud_shade, 0.45), shade(t.cloud_shade, -0.12)
        bright = mix(body, "#ffffff", 0.25)
    else:
        body, belly = t.cloud, t.cloud_shade
        bright = mix(mix(body, "#ffffff", 0.6), t.light, 0.5 if stage.brief.daytime in ("dawn", "dusk") else 0.2)
        bright = body if stage.brief.daytime == "night" else bright
    air = 0.34 * (1 - depth)
    return t.away(bright, air), t.away(body, air), t.away(belly, air)


def _deck(stage: Stage, rng: Random) -> None:
    """A ceiling of dark heaps along the upper edge, row upon row."""
    heavy = stage.brief.weather == "storm"
    for row in range(3 if heavy else 2):
        for i in range(5):
            x = stage.left + (stage.right - stage.left) * (i + rng.uniform(0.2, 0.8)) / 5
            y = stage.horizon * ((0.5 if heavy else 0.34) - 0.15 * row) * rng.uniform(0.85, 1.1)
            _heap(stage, rng, x, y, stage.unit * rng.uniform(46, 64), 0.35 + 0.3 * row)


def _bank(stage: Stage, rng: Random) -> None:
    """A long low bank that rests on the haze above the horizon."""
    if stage.brief.weather in GREY or rng.random() < 0.35:
        return
    _, body, belly = _tones(stage, 0.0)
    wide = (stage.right - stage.left) * rng.uniform(0.35, 0.7)
    x, foot = rng.uniform(0.1, 0.9) * stage.width, stage.horizon - stage.unit * rng.uniform(1, 5)
    tall = stage.unit * rng.uniform(3, 6.5)
    count = max(6, round(wide / (stage.unit * 6)))
    path = ""
    for i in range(count):
        at = (i + rng.uniform(0.2, 0.8)) / count
        r = tall * math.sin(math.pi * at) ** 0.7 * rng.uniform(0.55, 1.0)
        path += _ball(x - wide / 2 + wide * at, foot, max(r, tall * 0.2))
    fill = stage.vertical((0, body, 0.85), (0.7, belly, 0.5), (1, belly, 0), top=foot - tall, bottom=foot)
    stage.add("cloud bank", "cloud", 0.04, f'<path d="{path}" fill="{fill}"/>', (x - wide / 2, foot - tall, wide, tall))


def _fleece(stage: Stage, rng: Random) -> None:
    """Rows of small clouds high up, closer together the lower they are."""
    bright, body, _ = _tones(stage, 0.8)
    middle, svg = rng.uniform(0.25, 0.75) * stage.width, ""
    for row in range(6):
        y = stage.horizon * (0.1 + 0.075 * row)
        size = stage.unit * (2.6 - 0.3 * row)
        for _ in range(7 + row):
            x = middle + rng.gauss(0, stage.width * (0.2 + 0.03 * row))
            wide = size * rng.uniform(0.7, 1.5)
            y_here, colour = y + rng.uniform(-0.4, 0.4) * size, rng.choice((bright, body))
            for part in (-0.6, 0.1, 0.65):
                r = wide * rng.uniform(0.3, 0.55)
                svg += ellipse(x + part * wide, y_here - r * 0.2, r, r * 0.5, colour, 0.3)
    stage.add("fleece", "sky", 0.03, svg)


def _feathers(stage: Stage, rng: Random) -> None:
    """Cirrus: thin curved strands that fan out."""
    bright, _, _ = _tones(stage, 0.9)
    svg = ""
    for _ in range(rng.choice((2, 3))):
        x, y = rng.uniform(0.05, 0.85) * stage.width, stage.horizon * rng.uniform(0.08, 0.4)
        long, lift = stage.unit * rng.uniform(22, 40), stage.unit * rng.uniform(3, 7)
        for strand in range(6):
            dy, reach = strand * stage.unit * 0.75, long * rng.uniform(0.5, 1)
            svg += (
                f'<path d="M{n(x)} {n(y + dy)}q{n(reach * 0.5)} {n(-lift * 0.2)} {n(reach)} {n(-lift - dy * 0.6)}'
                f'q{n(-reach * 0.4)} {n(lift * 0.75 + dy * 0.4)} {n(-reach)} {n(lift + dy * 0.6)}Z" '
                f'fill="{bright}" fill-opacity="{rng.uniform(0.25, 0.5):.2f}"/>'
            )
    stage.add("feathers", "sky", 0.03, svg)


_HIGH: tuple[Callable[[Stage, Random], None], ...] = (_fleece, _feathers)


def _ball(cx: float, cy: float, r: float) -> str:
    return f"M{n(cx - r)} {n(cy)}a{n(r)} {n(r)} 0 1 1 {n(2 * r)} 0a{n(r)} {n(r)} 0 1 1 {n(-2 * r)} 0Z"
