"""Foreground: what lies in the nearer half of a meadow, behind the things: stones, a fence, shrubs, flowers."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise
from random import Random

from pipelines.scene.curve import n
from pipelines.scene.lay.stage import Stage
from pipelines.scene.lay.unwanted import is_missing
from pipelines.scene.nature.crowns import ball
from pipelines.scene.nature.flowers import KINDS, in_flower
from pipelines.scene.nature.plants import bush, tuft
from pipelines.scene.palette import mix, shade
from pipelines.scene.shapes import ellipse, path


def paint_foreground(stage: Stage) -> None:
    """One or two things that give the ground depth, at a side or from far to near."""
    rng = stage.random("foreground")
    if stage.detail == "simple":
        return
    first = rng.choice((_fence, _flowers, _flowers, _stones, _shrubs))
    first(stage, rng)
    others: tuple[Callable[[Stage, Random], None], ...] = (_stones, _shrubs, _tall_grass)
    second = rng.choice([paint for paint in others if paint is not first])
    second(stage, rng)


def _at(stage: Stage, depth: float) -> float:
    """The y of a depth, 0 at the horizon to 1 at the lower edge."""
    return stage.horizon + (stage.height - stage.horizon) * depth


def _stones(stage: Stage, rng: Random) -> None:
    """Some boulders, half sunk in the grass, with moss on the side of the shade."""
    t, side, svg = stage.tones, rng.choice((0, 1)), ""
    lean = -1 if stage.lit_from_left else 1
    middle = stage.width * (side + (1 - 2 * side) * rng.uniform(0.02, 0.26))
    for _ in range(rng.choice((3, 4, 5))):
        depth = rng.uniform(0.16, 0.46)
        x, y, size = (
            middle + rng.gauss(0, stage.unit * 7),
            _at(stage, depth),
            stage.unit * (0.8 + 5 * depth) * rng.uniform(0.5, 1.1),
        )
        rock = t.away(t.change(rng.choice(("#9a958c", "#a39a8b", "#8d8f8f"))), 0.2 * (1 - depth))
        svg += ellipse(x - lean * size * 0.5, y, size * 1.5, size * 0.26, t.shaded(t.land, 1.3), 0.6)
        svg += path(_boulder(rng, x, y, size), t.shaded(rock, 1.2))
        svg += path(_boulder(rng, x + lean * size * 0.16, y - size * 0.16, size * 0.7), t.sunny(rock))
        svg += path(
            "".join(tuft(rng, x + rng.uniform(-1.1, 1.1) * size, y + size * 0.2, size * 0.6, 4) for _ in range(5)),
            shade(t.land, -0.05),
        )
    stage.add("stones", "ground", 0.5, svg)


def _boulder(rng: Random, x: float, foot: float, size: float) -> str:
    """A rounded stone that stands on `foot`, `size` half its breadth."""
    points = ((-1, 0), (-0.86, -0.5), (-0.4, -0.9), (0.24, -0.98), (0.8, -0.6), (1, 0))
    moved = [
        (x + (px + rng.uniform(-0.08, 0.08)) * size, foot + py * size * rng.uniform(0.7, 0.95)) for px, py in points
    ]
    curve = f"M{n(moved[0][0])} {n(foot)}" + "".join(f"L{n(px)} {n(py)}" for px, py in moved[1:-1])
    return f"{curve}L{n(moved[-1][0])} {n(foot)}Q{n(x)} {n(foot + size * 0.16)} {n(moved[0][0])} {n(foot)}Z"


def _fence(stage: Stage, rng: Random) -> None:
    """Weathered posts and two rails that come from far off along one side."""
    t, u, side = stage.tones, stage.unit, rng.choice((-1, 1))
    wood = t.change(rng.choice(("#a58f78", "#8f8073", "#c9bda8")))
    posts = []
    for k in range(8):
        at = 1 - (1 - k / 7) ** 0.6
        x = stage.width * (0.5 + side * (0.16 + 0.5 * at))
        posts.append((x, _at(stage, 0.05 + 0.36 * at), u * (2.2 + 8.5 * at) * rng.uniform(0.94, 1.06)))
    rails = blades = shadows = ""
    for (x1, y1, h1), (x2, y2, h2) in pairwise(posts):
        for up in (0.82, 0.42):
            thick1, thick2 = h1 * 0.1, h2 * 0.1
            rails += (
                f"M{n(x1)} {n(y1 - h1 * up)}L{n(x2)} {n(y2 - h2 * up)}v{n(thick2)}L{n(x1)} {n(y1 - h1 * up + thick1)}Z"
            )
    stakes = "".join(f"M{n(x - h * 0.05)} {n(y)}v{n(-h)}h{n(h * 0.1)}v{n(h)}Z" for x, y, h in posts)
    for x, y, h in posts:
        shadows += ellipse(
            x + (0.5 if stage.lit_from_left else -0.5) * h, y, h * 0.5, h * 0.05, t.shaded(t.land, 1.2), 0.5
        )
        blades += tuft(rng, x, y + h * 0.06, h * 0.3, 5)
    svg = shadows + path(rails, t.shaded(wood, 0.6)) + path(stakes, wood) + path(blades, shade(t.land, -0.05))
    stage.add("fence", "ground", 0.5, svg)


def _shrubs(stage: Stage, rng: Random) -> None:
    """Bushes at one side, some in blossom."""
    t, side, svg = stage.tones, rng.choice((0, 1)), ""
    bloom = (
        "" if stage.wintry or is_missing("flowers", stage.brief) else rng.choice(("", "#f6e9ee", "#e9a6bc", "#f3dc86"))
    )
    for k in range(rng.choice((2, 3))):
        depth = 0.06 + 0.1 * k
        x, y = stage.width * (side + (1 - 2 * side) * rng.uniform(-0.04, 0.2)), _at(stage, depth)
        wide = stage.unit * (7 + 22 * depth) * rng.uniform(0.8, 1.2)
        tone = t.away(shade(mix(t.far, t.land, 0.45), rng.uniform(-0.09, -0.03)), 0.18 * (1 - depth))
        svg += ellipse(x, y, wide * 0.56, wide * 0.06, t.shaded(t.land, 1.3), 0.6) + bush(
            rng, x, y, wide, tone, left=stage.lit_from_left
        )
        if bloom:
            dots = (
                ball(x + rng.gauss(0, wide * 0.2), y - wide * rng.uniform(0.06, 0.36), wide * 0.022) for _ in range(26)
            )
            svg += path("".join(dots), t.away(t.change(bloom), 0.1))
    stage.add("bushes", "far", 0.48, svg)


def _flowers(stage: Stage, rng: Random) -> None:
    """A stream of flowers that winds from the distance to the front, specks first, then heads on stems."""
    if stage.wintry or is_missing("flowers", stage.brief) or stage.brief.mood == "gloomy":
        return
    t, side, kind = stage.tones, rng.choice((-1, 1)), rng.randrange(len(KINDS))
    stem, feet, specks = shade(t.land, -0.1), [], dict.fromkeys(KINDS[kind][1], "")
    for _ in range(260):
        at = rng.random() ** 0.75
        bend = 0.5 + side * (0.12 + 0.2 * math.sin(at * 4.4) + 0.24 * at)
        x, y = stage.width * (bend + rng.gauss(0, 0.025 + 0.1 * at)), _at(stage, 0.03 + 0.95 * at)
        if at < 0.5 or rng.random() < 0.5:
            specks[rng.choice(KINDS[kind][1])] += ball(x, y, stage.unit * (0.1 + 0.5 * at))
        else:
            feet.append((y, x, at))
    svg = "".join(path(data, mix(t.change(colour), t.land, 0.12)) for colour, data in specks.items())
    for y, x, at in sorted(feet)[:64]:
        svg += in_flower(stage, rng, kind, (x, y), stage.unit * (0.8 + 3.4 * at), stem, rng.uniform(-0.2, 0.2))
    stage.add("flowers", "ground", 0.5, svg)


def _tall_grass(stage: Stage, rng: Random) -> None:
    """A stand of tall grass at one side of the middle distance."""
    t, side = stage.tones, rng.choice((0, 1))
    parts = ["", "", ""]
    for _ in range(60):
        depth = rng.uniform(0.1, 0.5)
        x = stage.width * (side + (1 - 2 * side) * abs(rng.gauss(0, 0.2)))
        parts[rng.choice((0, 1, 2))] += tuft(
            rng, x, _at(stage, depth), stage.unit * (1.2 + 7 * depth) * rng.uniform(0.6, 1.1), 4
        )
    tones = (t.shaded(t.land, 0.8), shade(t.land, -0.03), mix(t.sunny(t.land), t.change("#d9c98a"), 0.35))
    stage.add("grass", "ground", 0.5, "".join(path(data, tone) for data, tone in zip(parts, tones, strict=True)))
