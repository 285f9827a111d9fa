"""Waterside: lands with water behind a meadow: a lake, the sea, a river."""

from __future__ import annotations

from random import Random

from pipelines.scene.curve import Point, n, smooth
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.ranges import paint_peaks
from pipelines.scene.nature.slopes import hedge, paint_slope, slant
from pipelines.scene.palette import mix
from pipelines.scene.place.countryside import green, outline
from pipelines.scene.shapes import ellipse, path, rect


def paint_lakeside(stage: Stage, rng: Random, *, peaks: bool = True) -> None:
    """Water between the meadow and the hills, with their mirror image; `peaks`: at times mountains behind them."""
    t, u = stage.tones, stage.unit
    shore = stage.horizon - u * rng.uniform(9, 13)
    if peaks and rng.random() < 0.5:
        paint_peaks(stage, 1, rng.uniform(30, 42), 0.4)
    far = [(x, y - (stage.horizon - shore)) for x, y in outline(stage, rng, 6, 5, 1.1)]
    near = [(x, y - (stage.horizon - shore)) for x, y in outline(stage, rng, 2.4, 1.6, 1.6)]
    tone = green(stage, 0.4)
    paint_slope(stage, "hills", far, mix(t.far, t.land, 0.3), 0.25, foot=shore)
    paint_slope(
        stage,
        "hills",
        near,
        mix(t.far, t.land, 0.5),
        0.45,
        hedge(stage, rng, near, (-0.22, 1.22), u * 0.9, tone, gap=0.12),
        foot=shore,
    )
    _water(stage, rng, shore, (far, near))


def _water(stage: Stage, rng: Random, top: float, banks: tuple[list[Point], ...]) -> None:
    """A strip of still water from `top` to the meadow, with what stands at its far bank upside down in it."""
    t, u, low = stage.tones, stage.unit, stage.horizon + stage.unit * 3
    fill = stage.vertical(
        (0, mix(t.sky_edge, t.water, 0.3)),
        (0.5, mix(t.sky_low, t.water, 0.45)),
        (1, mix(t.sky_high, t.water, 0.5)),
        top=top,
        bottom=low,
    )
    svg = rect(stage.left, top, stage.right - stage.left, low - top, fill)
    for points, strong in zip(banks, (0.3, 0.42), strict=True):
        mirror = [(x, min(low, top + (top - y) * 0.55)) for x, y in points]
        svg += path(
            f"{smooth(mirror)}L{n(stage.right)} {n(top)}L{n(stage.left)} {n(top)}Z",
            mix(t.far, t.water_deep, 0.3),
            strong,
        )
    for _ in range(26):
        at = rng.random()
        x, y, wide = rng.uniform(stage.left, stage.right), top + (low - top) * at, u * rng.uniform(2, 9) * (0.3 + at)
        near = max(0.0, 1 - abs(x - stage.light[0]) / (stage.width * 0.5))
        svg += rect(x, y, wide, u * 0.16, mix(t.sky_edge, t.light, near), 0.3 + 0.5 * near, u * 0.08)
    stage.add("lake water", "water", 0.4, svg, (0, top, stage.width, low - top))


def paint_over_sea(stage: Stage, rng: Random) -> None:
    """A meadow high above the sea, with a headland."""
    t, u, side = stage.tones, stage.unit, rng.choice((-1, 1))
    top = stage.horizon - u * rng.uniform(13, 18)
    fill = stage.vertical(
        (0, mix(t.water, t.sky_edge, 0.55)),
        (0.4, t.water),
        (1, mix(t.water, t.water_deep, 0.5)),
        top=top,
        bottom=stage.horizon + u * 4,
    )
    svg = rect(stage.left, top, stage.right - stage.left, stage.horizon + u * 4 - top, fill)
    for _ in range(30):
        at = rng.random()
        x, y = rng.gauss(stage.light[0], stage.width * (0.1 + 0.3 * at)), top + (stage.horizon + u * 2 - top) * at
        svg += rect(x, y, u * rng.uniform(1, 5) * (0.4 + at), u * 0.15, mix(t.light, t.sky_edge, 0.4), 0.7, u * 0.07)
    stage.add("sea water", "water", 0.3, svg, (0, top, stage.width, stage.horizon - top))
    for k, (rise, near) in enumerate(((9, 0.25), (15, 0.5))):
        head = slant(rng, stage, top + u * (3.4 + 3.4 * k), u * rise, side)
        points = [(x, y) for x, y in head if y < top + u * (1.6 + 3.2 * k)]
        if len(points) > 3:
            edge = stage.right if side > 0 else stage.left
            _headland(stage, points, edge, top + u * (1.4 + 3.4 * k), near)


def _headland(stage: Stage, points: list[Point], edge: float, foot: float, near: float) -> None:
    t = stage.tones
    rock = t.away(t.change("#9a8d7c"), 0.55 * (1 - near) + 0.1)
    tip = points[0] if edge > stage.width / 2 else points[-1]
    body = f"{smooth(points)}L{n(points[-1][0])} {n(foot)}L{n(points[0][0])} {n(foot)}Z"
    grass = t.away(t.land, 0.6 * (1 - near))
    cap = (
        f"{smooth(points)}"
        + smooth([(x, y + stage.unit * 1.1 * (1 + abs(x - tip[0]) / stage.width)) for x, y in points[::-1]]).replace(
            "M", "L", 1
        )
        + "Z"
    )
    foam = ellipse(tip[0], foot, stage.unit * 5, stage.unit * 0.3, t.change("#ffffff"), 0.7)
    svg = path(body, stage.vertical((0, t.sunny(rock)), (1, t.shaded(rock)), top=tip[1], bottom=foot)) + path(
        cap, grass
    )
    stage.add("headland", "far", 0.3, svg + foam)


def paint_river_bend(stage: Stage, rng: Random) -> None:
    """A plain with a river that winds through it and leaves the picture at one side."""
    t, u, side = stage.tones, stage.unit, rng.choice((-1, 1))
    paint_slope(stage, "hills", outline(stage, rng, 16, 5, 1.1), mix(t.far, t.land, 0.25), 0.2)
    plain = outline(stage, rng, 10, 1.2)
    middle = rng.uniform(0.4, 0.6) * stage.width
    banks: list[list[Point]] = [[], []]
    for k in range(15):
        at = k / 14
        x = middle + side * stage.width * (0.09 * (-1) ** (k // 3) * (0.3 + at) + 0.75 * at**3)
        y, half = stage.horizon - u * (9.4 - 10.4 * at**1.2), u * (0.3 + 3.6 * at**1.6)
        banks[0].append((x - half * 2.2, y))
        banks[1].append((x + half * 2.2, y + half * 0.3))
    fill = stage.vertical(
        (0, mix(t.sky_edge, t.water, 0.25)),
        (1, mix(t.sky_low, t.water, 0.55)),
        top=stage.horizon - u * 10,
        bottom=stage.horizon,
    )
    river = path(smooth([*banks[0], *banks[1][::-1]], closed=True), fill, 1, t.sunny(t.land), u * 0.25)
    trees = hedge(stage, rng, plain, (-0.2, 1.2), u * 0.8, green(stage, 0.4), gap=0.4)
    paint_slope(stage, "river plain", plain, t.land, 0.6, river + trees)
