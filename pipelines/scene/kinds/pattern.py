"""Patterns: the things over and over, so that the sheet can be laid edge to edge with itself."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from random import Random

from pipelines.scene.curve import n
from pipelines.scene.kinds.member import Member, heights
from pipelines.scene.kinds.plan import Group, Plan
from pipelines.scene.lay.spot import Spot
from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import lightness, mix, shade
from pipelines.scene.scene import Layer
from pipelines.scene.shapes import circle, ellipse, rect, turned

GROUNDS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "": (
        ("#fbf1e3", "#e9a178", "#7fa99b"), ("#1f2f4a", "#e8b04b", "#7f9fd0"), ("#e4efe9", "#e07a6a", "#5b8f86"),
        ("#f6dfe0", "#b8577a", "#e6a94f"), ("#24404a", "#f0c27a", "#e07a5f"), ("#efe7f7", "#8a72c9", "#e89bb0"),
    ),
    "gloomy": (("#22252e", "#5f6c7b", "#8a5a62"),),
    "cold": (("#e3f0f7", "#5f9cc4", "#2f5f8a"),),
    "warm": (("#ffe9cf", "#e2793f", "#a8432f"),),
}  # fmt: skip
"""Paper and the two colours of what is between the things."""
FILLED = 0.82
"""How much of its cell a thing takes."""


def _grid(stage: Stage, group: Group) -> tuple[int, int]:
    """Columns and rows, both even so that every other row can be shifted by half a cell; more for many things."""
    many = 4 if len({one.index for one in group}) < 4 else 6
    across = max(2, 2 * round(many * (stage.width / stage.height) ** 0.5 / 2))
    down = max(2, 2 * round(across * stage.height / stage.width / 2))
    return across, down


def _paper(stage: Stage, group: Group) -> None:
    """The ground, and small ornaments in the gaps between the cells."""
    rng = stage.random("pattern")
    paper, one, two = rng.choice(GROUNDS.get(stage.brief.mood, GROUNDS[""]))
    if stage.brief.palette:
        one = stage.brief.palette[0]
        paper, two = mix(one, "#fffaf2", 0.82), shade(one, -0.2)
    stage.add("paper", "sky", 0.02, rect(*stage.frame, paper))
    across, down = _grid(stage, group)
    w, h = stage.width / across, stage.height / down
    kind, size = rng.randrange(4), min(w, h) * rng.uniform(0.06, 0.085)
    svg = ""
    for row in range(-1, down + 1):
        for column in range(-1, across + 1):
            x, y = (column + 0.75 + 0.5 * (row % 2)) * w, (row + 0.5) * h
            svg += _ornament(kind, x, y, size, one if (row // 2 + column) % 2 else two)
    stage.add("ornaments", "ground", 0.1, svg)


def _ornament(kind: int, x: float, y: float, size: float, colour: str) -> str:
    if kind == 0:
        return circle(x, y, size * 0.6, colour)
    if kind == 1:
        petals = "".join(
            circle(
                x + size * 0.62 * math.cos(a * math.tau / 5),
                y + size * 0.62 * math.sin(a * math.tau / 5),
                size * 0.42,
                colour,
            )
            for a in range(5)
        )
        return petals + circle(x, y, size * 0.34, shade(colour, 0.2 if lightness(colour) < 0.7 else -0.2))
    if kind == 2:
        turns = [(size * (1.0 if a % 2 == 0 else 0.42), a * math.pi / 4) for a in range(8)]
        data = "M" + "L".join(f"{n(x + r * math.sin(a))} {n(y - r * math.cos(a))}" for r, a in turns) + "Z"
        return f'<path d="{data}" fill="{colour}"/>'
    leaf = ellipse(x, y - size * 0.6, size * 0.3, size * 0.62, colour)
    return turned(leaf, -42, x, y) + turned(leaf, 42, x, y)


def _repeated(stage: Stage, group: Group) -> list[Spot]:
    """One thing a cell, by turns, in rows that are shifted by half a cell; no two neighbours alike in size or turn."""
    rng = stage.random("repeat")
    kinds = _kinds(group)
    if not kinds:
        return []
    across, down = _grid(stage, group)
    w, h = stage.width / across, stage.height / down
    tall = dict(zip((id(one) for one in kinds), heights(kinds), strict=True))
    spots = []
    for row in range(down):
        for column in range(across):
            one = kinds[(column + row * (1 + len(kinds) // 2)) % len(kinds)]
            size = min(h, w / one.figure.ratio) * FILLED * (0.72 + 0.28 * tall[id(one)]) * rng.uniform(0.92, 1.04)
            x, y = (column + 0.25 + 0.5 * (row % 2)) * w, (row + 0.5) * h
            spots.append(_turned(one, rng, x, y + size / 2, size, float(row * across + column)))
    return spots


def _turned(one: Member, rng: Random, x: float, foot: float, size: float, order: float) -> Spot:
    return one.spot(x, foot, size, flip=rng.random() < 0.5, order=order)


def _kinds(group: Group) -> list[Member]:
    """One member of each subject; people in several looks."""
    return [one for one in group if one.copy == 0 or (one.subject.person and one.copy < 3)]


def _wrapped(stage: Stage, layer: Layer) -> Layer:
    """The thing a little turned, and again wherever it leaves the sheet, on the side where it comes in."""
    body = layer.svg[layer.svg.index("<g") :]
    x, y, w, h = layer.box
    angle = stage.random(f"turn {x:.0f} {y:.0f}").uniform(-16, 16)
    motif = turned(body, angle, x + w / 2, y + h / 2)
    reach = math.hypot(w, h) / 2
    copies = "".join(
        f'<g transform="translate({n(dx)} {n(dy)})">{motif}</g>'
        for dx, dy in _shifts(stage, x + w / 2, y + h / 2, reach)
    )
    return replace(layer, svg=motif + copies)


def _shifts(stage: Stage, x: float, y: float, reach: float) -> Iterator[tuple[float, float]]:
    """By how much something around (x, y) has to be moved to come in again at the other sides."""
    for dx in (-stage.width, 0, stage.width):
        for dy in (-stage.height, 0, stage.height):
            inside = -reach < x + dx < stage.width + reach and -reach < y + dy < stage.height + reach
            if (dx or dy) and inside:
                yield dx, dy


PATTERN = Plan(_paper, _repeated, change=_wrapped, most=12)
