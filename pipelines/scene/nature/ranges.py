"""Ranges on the horizon: soft hills, snowy peaks, mesas and dunes."""

from __future__ import annotations

from itertools import pairwise
from random import Random

from pipelines.scene.curve import Point, below, line, n, rolling, smooth
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.slopes import flanks
from pipelines.scene.palette import mix, shade
from pipelines.scene.shapes import path


def paint_hills(stage: Stage, count: int = 3, height: float = 12.0) -> None:
    """Soft ranges behind the horizon, each nearer one clearer. `height` in hundredths of the picture."""
    rng = stage.random("hills")
    tall = stage.unit * height
    for i in range(count):
        near = i / max(1, count - 1)
        level = stage.horizon - tall * (0.75 - 0.62 * near)
        points = rolling(rng, stage.left, stage.right, level, tall * (0.6 - 0.25 * near), rng.uniform(1.2, 2.4) + near)
        colour = stage.tones.away(mix(stage.tones.far, stage.tones.land, near * 0.8), 0.62 - 0.42 * near)
        _slope(stage, "hills", 0.12 + 0.14 * near, points, colour)


def paint_peaks(stage: Stage, count: int = 2, height: float = 30.0, snow: float = 0.45) -> None:
    """Mountain ranges with a lit and a shaded side; `snow` is the part of each peak that is white (0 for none)."""
    rng = stage.random("peaks")
    for i in range(count):
        near = (i + 1) / count
        tall = stage.unit * height * (1.1 - 0.4 * near) * rng.uniform(0.9, 1.1)
        rock = mix(stage.tones.far, stage.tones.change("#6f7f96"), 0.6)
        colour = stage.tones.away(rock, 0.7 - 0.42 * near)
        stage.add("mountains", "far", 0.08 + 0.12 * near, _range(stage, rng, tall, colour, snow))


def _range(stage: Stage, rng: Random, tall: float, colour: str, snow: float) -> str:
    """A row of mountains, the lower ones behind the higher."""
    peaks, x = [], stage.left - tall * 0.3
    while x < stage.right + tall * 0.3:
        peaks.append((x, tall * rng.choice((0.5, 0.7, 0.84, 1.0)) * rng.uniform(0.92, 1.06)))
        x += tall * rng.uniform(0.55, 0.95)
    return "".join(
        mountain(stage, rng, x, high, colour, tall * (1 - snow)) for x, high in sorted(peaks, key=lambda p: p[1])
    )


def mountain(stage: Stage, rng: Random, x: float, high: float, colour: str, snow: float) -> str:
    """One mountain of that height whose top stands at x, white from the height `snow` upwards."""
    t, foot = stage.tones, stage.horizon + stage.unit * 2
    away = 1 if stage.lit_from_left else -1
    top = (x, foot - high)
    lit, dim = (_edge(rng, top, foot, side * high * rng.uniform(0.75, 1.0)) for side in (-away, away))
    ridge = _edge(rng, top, foot, away * high * rng.uniform(0.1, 0.26), 0.5)
    sun, shadow = t.sunny(colour, 0.7), t.shaded(colour)
    body = stage.vertical((0, sun), (1, t.away(sun, 0.5)), top=top[1], bottom=foot)
    dark = stage.vertical((0, shadow), (1, t.away(shadow, 0.55)), top=top[1], bottom=foot)
    svg = path(line([*lit[::-1], *dim[1:]], closed=True), body) + path(line([*ridge, *dim[:0:-1]], closed=True), dark)
    level = foot - snow
    if high < snow * 1.08:
        return svg
    white, grey = t.away(t.change("#fbfdff"), 0.12), mix(t.away(t.change("#dfe8f4"), 0.1), shadow, 0.3)
    return svg + _cap(rng, lit, ridge, level, white) + _cap(rng, ridge, dim, level, grey)


def _edge(rng: Random, top: Point, foot: float, reach: float, rough: float = 1.0) -> list[Point]:
    """A ragged line from the top down to the foot, `reach` to the side."""
    points, high = [top], foot - top[1]
    for k in range(1, 8):
        at = (k + rng.uniform(-0.3, 0.3)) / 8
        points.append((top[0] + reach * (at**1.12) + rng.uniform(-0.035, 0.035) * high * rough, top[1] + high * at))
    return [*points, (top[0] + reach, foot)]


def _cap(rng: Random, one: list[Point], two: list[Point], level: float, colour: str) -> str:
    """The snow between two edges that begin at the same top, with tongues that reach down."""
    sides = [[p for p in edge if p[1] < level] + [_crossing(edge, level)] for edge in (one, two)]
    (x1, y1), (x2, y2) = sides[0][-1], sides[1][-1]
    deep, teeth = abs(x2 - x1) * 0.3, []
    for k in range(1, 6):
        at = k / 6
        reach = deep * rng.uniform(0.3, 1.0) if k % 2 else -deep * rng.uniform(0.1, 0.6)
        teeth.append((x2 + (x1 - x2) * at, y2 + (y1 - y2) * at + reach))
    return path(line([*sides[0], *teeth[::-1], *sides[1][:0:-1]], closed=True), colour)


def _crossing(edge: list[Point], level: float) -> Point:
    """Where an edge goes below a level."""
    for (x1, y1), (x2, y2) in pairwise(edge):
        if y1 <= level <= y2:
            return x1 + (x2 - x1) * (level - y1) / max(1e-9, y2 - y1), level
    return edge[-1]


def paint_mesas(stage: Stage, count: int = 2) -> None:
    """Flat-topped rocks of a desert."""
    rng = stage.random("mesas")
    for i in range(count):
        near = (i + 1) / count
        x, points = stage.left, [(stage.left, stage.horizon)]
        while x < stage.right:
            wide, tall = stage.unit * rng.uniform(8, 22), stage.unit * rng.uniform(5, 17) * (1.15 - 0.35 * near)
            x += stage.unit * rng.uniform(4, 26)
            lean = wide * 0.12
            points += [
                (x, stage.horizon),
                (x + lean, stage.horizon - tall * 0.7),
                (x + lean * 1.3, stage.horizon - tall),
            ]
            x += wide
            points += [
                (x - lean, stage.horizon - tall * rng.uniform(0.9, 1)),
                (x, stage.horizon - tall * 0.6),
                (x + lean, stage.horizon),
            ]
        colour = stage.tones.away(stage.tones.far, 0.6 - 0.35 * near)
        fill = stage.vertical(
            (0, shade(colour, 0.02)),
            (1, stage.tones.away(colour, 0.3)),
            top=stage.horizon - stage.unit * 18,
            bottom=stage.horizon,
        )
        body = below(line(points), stage.left, stage.right, stage.horizon + stage.unit * 4)
        stage.add("mesas", "far", 0.1 + 0.12 * near, f'<path d="{body}" fill="{fill}"/>')


def paint_dunes(stage: Stage, count: int = 4) -> None:
    """Dunes from the horizon to the front, each with a sunny flank and a shaded one."""
    rng = stage.random("dunes")
    from_left = stage.light[0] < stage.width / 2
    for i in range(count):
        near = i / (count - 1)
        level = stage.horizon + (stage.bottom - stage.horizon) * (0.02 + 0.42 * near**1.35)
        tall = stage.unit * (4 + 7 * near)
        points = rolling(rng, stage.left, stage.right, level, tall, rng.uniform(0.8, 1.7))
        sunny = shade(stage.tones.land, 0.05 - 0.035 * near)
        sunny = stage.tones.away(sunny, 0.35 * (1 - near))
        dark = mix(sunny, stage.tones.far, 0.45)
        fill = stage.vertical((0, sunny), (1, mix(sunny, dark, 0.5)), top=level - tall, bottom=level + tall * 4)
        svg = f'<path d="{below(smooth(points), stage.left, stage.right, stage.bottom)}" fill="{fill}"/>'
        svg += _lee(rng, stage, points, tall, dark, from_left)
        stage.add("dunes", "far" if near < 0.5 else "ground", 0.2 + 0.3 * near, svg)


def _slope(stage: Stage, name: str, depth: float, points: list[Point], colour: str) -> None:
    t, top = stage.tones, min(y for _, y in points)
    fill = stage.vertical(
        (0, t.sunny(colour, 0.6)), (1, t.away(colour, 0.42)), top=top, bottom=stage.horizon + stage.unit
    )
    body = below(smooth(points), stage.left, stage.right, stage.horizon + stage.unit * 8)
    shaded = flanks(stage, points, t.shaded(colour, 0.8), stage.horizon + stage.unit * 2)
    stage.add(name, "far", depth, f'<path d="{body}" fill="{fill}"/>{shaded}')


def _lee(rng: Random, stage: Stage, points: list[Point], tall: float, dark: str, from_left: bool) -> str:
    """The shaded flank of each dune crest, an S-shaped ridge running towards the viewer."""
    svg = ""
    for i in range(2, len(points) - 2):
        x, y = points[i]
        if y > points[i - 1][1] or y > points[i + 1][1]:
            continue
        side = 1 if from_left else -1
        ridge = [
            (x, y),
            (x - side * tall * 0.5, y + tall * 0.8),
            (x + side * tall * 0.3, y + tall * 1.7),
            (x - side * tall * 0.6, y + tall * 3),
        ]
        reach = [p for p in (points[i:] if from_left else points[: i + 1][::-1]) if abs(p[0] - x) < tall * 4.5]
        fill = stage.vertical((0, dark, 0.75), (1, dark, 0), top=y, bottom=y + tall * 3)
        # The foot of the shade runs back to the crest line in a bow, so that no upright edge shows.
        end, low = reach[-1], ridge[-1]
        bow = f"Q{n((low[0] + end[0]) / 2 + side * tall)} {n(low[1])} {n(end[0])} {n(end[1])}"
        svg += f'<path d="{smooth(ridge)}{bow}{smooth(reach[::-1]).replace("M", "L", 1)}Z" fill="{fill}"/>'
    return svg
