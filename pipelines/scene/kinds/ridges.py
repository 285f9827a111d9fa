"""Ridges: the land as plain shapes one behind the other, for silhouettes and posters."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from pipelines.scene.curve import Point, below, jagged, line, n, rolling, smooth
from pipelines.scene.lay.stage import Stage
from pipelines.scene.scene import Setting


def ridge(stage: Stage, rng: Random, level: float, tall: float) -> str:
    """Path data of the land of the stage's setting: its upper edge near `level`, rising by up to `tall`."""
    place = "city" if stage.brief.place in ("street", "future city", "square") else stage.brief.setting
    return _SHAPES.get(place, _hills)(stage, rng, level, tall)


def _hills(stage: Stage, rng: Random, level: float, tall: float) -> str:
    points = rolling(rng, stage.left, stage.right, level - tall * 0.3, tall * 0.6, rng.uniform(1.2, 2.4))
    return below(smooth(points), stage.left, stage.right, stage.bottom)


def _peaks(stage: Stage, rng: Random, level: float, tall: float) -> str:
    return below(line(jagged(rng, stage.left, stage.right, level, tall * 1.5)), stage.left, stage.right, stage.bottom)


def _dunes(stage: Stage, rng: Random, level: float, tall: float) -> str:
    points = rolling(rng, stage.left, stage.right, level, tall * 0.45, 1.1)
    return below(smooth(points), stage.left, stage.right, stage.bottom)


def _firs(stage: Stage, rng: Random, level: float, tall: float) -> str:
    """A row of firs of unequal height on a slope."""
    base = rolling(rng, stage.left, stage.right, level, tall * 0.2, 1.5)
    data = below(smooth(base), stage.left, stage.right, stage.bottom)
    x = stage.left
    while x < stage.right:
        high = tall * rng.uniform(0.55, 1.3)
        data += _fir(x, level + tall * 0.12, high)
        x += high * rng.uniform(0.16, 0.42)
    return data


def _fir(x: float, foot: float, high: float) -> str:
    half, data = high * 0.2, ""
    for at, wide in ((0.0, 0.42), (0.24, 0.7), (0.5, 1.0)):
        top = foot - high * (1 - at)
        data += f"M{n(x)} {n(top)}L{n(x + half * wide)} {n(top + high * 0.42)}H{n(x - half * wide)}Z"
    return data + f"M{n(x - high * 0.02)} {n(foot - high * 0.1)}h{n(high * 0.04)}v{n(high * 0.14)}h{n(-high * 0.04)}Z"


def _roofs(stage: Stage, rng: Random, level: float, tall: float) -> str:
    """The outline of a town: blocks, some with a step or a mast."""
    points: list[Point] = [(stage.left, level)]
    x = stage.left
    while x < stage.right:
        wide, high = stage.unit * rng.uniform(4, 10), tall * rng.uniform(0.4, 1.5)
        top = level - high
        points += [(x, top), (x + wide * 0.3, top)]
        if rng.random() < 0.4:
            points += [(x + wide * 0.3, top - high * 0.14), (x + wide * 0.7, top - high * 0.14), (x + wide * 0.7, top)]
        elif rng.random() < 0.3:
            mast = x + wide * 0.5
            points += [
                (mast, top),
                (mast, top - tall * 0.3),
                (mast + stage.unit * 0.4, top - tall * 0.3),
                (mast + stage.unit * 0.4, top),
            ]
        points.append((x + wide, top))
        x += wide
    return below(line(points), stage.left, stage.right, stage.bottom)


def _water(stage: Stage, rng: Random, level: float, tall: float) -> str:
    points = [
        (stage.left + (stage.right - stage.left) * at / 48, level + (at % 2) * stage.unit * 0.5) for at in range(49)
    ]
    return below(smooth(points), stage.left, stage.right, stage.bottom)


_SHAPES: dict[Setting | str, Callable[[Stage, Random, float, float], str]] = {
    "mountain": _peaks,
    "snow": _peaks,
    "forest": _firs,
    "desert": _dunes,
    "city": _roofs,
    "sea": _water,
    "underwater": _water,
}
