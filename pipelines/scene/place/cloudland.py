"""Cloudland: above the clouds, and islands that float there."""

from __future__ import annotations

import math
from random import Random

from pipelines.scene.curve import Point, line, n
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.crowns import leafy
from pipelines.scene.nature.plants import bush, conifer, tuft
from pipelines.scene.nature.ranges import paint_peaks
from pipelines.scene.palette import mix, shade
from pipelines.scene.place.houses import SNOW
from pipelines.scene.place.open import level, open_sky
from pipelines.scene.shapes import ellipse, path, trace


def paint_clouds(stage: Stage) -> None:
    """Above a sea of clouds, with towers of cloud and a bank in front."""
    open_sky(stage, 3.0)
    rng = stage.random("cloud sea")
    t = stage.tones
    if rng.random() < 0.4:
        paint_peaks(stage, 1, 16, 0.8)
    for row in range(6):
        near = row / 5
        y = stage.horizon + (stage.height * 1.02 - stage.horizon) * near**1.25
        colour = mix(mix(t.cloud, t.sky_low, 0.55 * (1 - near)), t.sky_high, 0.1 + 0.1 * (row % 2))
        _bank(stage, rng, y, stage.unit * (5 + 9 * near), colour, 0.15 + 0.4 * near, tower=row in (1, 2))
    stage.anchors["beach"] = stage.anchors["cloud"] = (0, level(stage, 0.45), stage.width, stage.height * 0.3)


def _bank(stage: Stage, rng: Random, y: float, r: float, colour: str, depth: float, *, tower: bool) -> None:
    """A bank of round cloud across the picture, lit from above."""
    data, light, x = "", "", stage.left
    while x < stage.right:
        size = r * rng.uniform(0.7, 1.35)
        data += _round(x, y, size)
        light += _round(x - size * 0.12, y - size * 0.2, size * 0.74)
        if tower and rng.random() < 0.22:
            for k in range(1, 4):
                dx, grown = rng.uniform(-0.5, 0.5) * size, size * (1.15 - 0.2 * k)
                data += _round(x + dx, y - size * 0.75 * k, grown)
                light += _round(x + dx - grown * 0.14, y - size * 0.75 * k - grown * 0.18, grown * 0.72)
        x += size * rng.uniform(0.7, 1.1)
    low = mix(colour, stage.tones.sky_high, 0.42)
    fill = stage.vertical((0, colour), (1, low), top=y - r, bottom=y + r * 1.8)
    svg = f'<path d="{data}M{n(stage.left)} {n(y)}H{n(stage.right)}V{n(stage.bottom)}H{n(stage.left)}Z" fill="{fill}"/>'
    svg += path(light, mix(colour, "#ffffff", 0.45 if stage.brief.daytime != "night" else 0.1), 0.6)
    stage.add("cloud bank", "far", depth, svg)


def _round(x: float, y: float, r: float) -> str:
    return trace("M", x - r, y, "a", r, r, 0, 1, 1, 2 * r, 0, "a", r, r, 0, 1, 1, -2 * r, 0, "Z")


def paint_islands(stage: Stage) -> None:
    """Islands that float in the sky, some with falls; the near one carries the things."""
    open_sky(stage, 2.6)
    rng = stage.random("islands")
    t = stage.tones
    _bank(stage, rng, stage.height * 0.94, stage.unit * 9, mix(t.cloud, t.sky_edge, 0.3), 0.2, tower=True)
    spots = [(0.2, 0.34, 13.0), (0.78, 0.26, 10.0), (0.52, 0.16, 7.0), (0.9, 0.52, 14.0), (0.06, 0.6, 11.0)]
    rng.shuffle(spots)
    for k, (x, y, r) in enumerate(spots[: rng.choice((3, 4, 5))]):
        cx, cy = stage.width * (x + rng.uniform(-0.05, 0.05)), stage.horizon * (0.25 + y)
        stage.add("island", "far", 0.15 + 0.04 * k, island(stage, rng, cx, cy, stage.unit * r, 0.45 - r * 0.02))
    _near_island(stage, rng)


def island(stage: Stage, rng: Random, x: float, y: float, r: float, haze: float) -> str:
    """A floating island of radius r with trees; y is its lawn."""
    t = stage.tones
    stone = t.away(t.change("#8a7466"), haze)
    green = t.away(SNOW if stage.wintry else t.land, haze)
    under: list[Point] = [(x - r, y)]
    for k in range(1, 8):
        at = k / 8
        deep = math.sin(math.pi * at) ** 1.3 * r * rng.uniform(0.8, 1.25)
        under.append((x - r + 2 * r * at, y + deep))
    under.append((x + r, y))
    svg = path(line(under, closed=True), stone)
    side = 1 if stage.lit_from_left else -1
    dim = [
        (x + side * r * 0.1, y),
        (x + side * r, y),
        *([p for p in under[5:8]][::-1] if side > 0 else under[1:4]),
        (x, y + r * 0.9),
    ]
    svg += path(line(dim, closed=True), shade(stone, -0.06))
    svg += ellipse(x, y, r * 1.03, r * 0.2, shade(green, -0.07)) + ellipse(x, y - r * 0.05, r, r * 0.17, green)
    for _ in range(4):
        tx = x + rng.uniform(-0.7, 0.7) * r
        tree = conifer if rng.random() < 0.4 else leafy
        svg += tree(rng, tx, y + rng.uniform(-0.05, 0.06) * r, r * rng.uniform(0.45, 0.75), shade(green, -0.1))
    if rng.random() < 0.5:
        fx = x - side * r * 0.55
        white = t.away(t.change("#eef8fc"), haze)
        svg += path(
            trace("M", fx, y, "h", r * 0.16, "L", fx + r * 0.2, y + r * 1.5, "H", fx - r * 0.04, "Z"), white, 0.8
        )
    return svg


def _near_island(stage: Stage, rng: Random) -> None:
    t = stage.tones
    top = level(stage, 0.34)
    stone, green = t.change("#8a7466"), SNOW if stage.wintry else t.land
    wide, x = stage.width * 0.6, stage.width / 2
    under = [(x - wide, top + stage.unit * 6)]
    for k in range(1, 12):
        at = k / 12
        under.append(
            (
                x - wide + 2 * wide * at,
                top + stage.unit * 8 + math.sin(math.pi * at) ** 0.7 * stage.unit * rng.uniform(24, 36),
            )
        )
    under.append((x + wide, top + stage.unit * 6))
    svg = path(line(under, closed=True), shade(stone, -0.03))
    fill = stage.vertical((0, shade(green, 0.03)), (1, shade(green, -0.08)), top=top, bottom=top + stage.unit * 24)
    svg += ellipse(x, top + stage.unit * 11, wide * 1.02, stage.unit * 13, shade(green, -0.1))
    svg += ellipse(x, top + stage.unit * 9.5, wide, stage.unit * 12.5, fill)
    blades = "".join(
        tuft(rng, px, top + stage.unit * rng.uniform(3, 18), stage.unit * rng.uniform(1, 2))
        for px in (rng.uniform(0, stage.width) for _ in range(40))
    )
    svg += path(blades, shade(green, -0.05))
    for side in (0, 1):
        tx = stage.width * (0.02 + 0.96 * side)
        svg += (
            leafy(rng, tx, top + stage.unit * 8, stage.unit * rng.uniform(18, 24), shade(green, -0.08))
            if not stage.wintry
            else conifer(rng, tx, top + stage.unit * 8, stage.unit * 20, shade(t.far, -0.05), SNOW)
        )
        svg += bush(
            rng, tx + (1 - 2 * side) * stage.unit * 6, top + stage.unit * 9, stage.unit * 7, shade(green, -0.05)
        )
    stage.anchors["beach"] = stage.anchors["island"] = (0, top + stage.unit * 4, stage.width, stage.unit * 18)
    stage.add("near island", "ground", 0.46, svg)
