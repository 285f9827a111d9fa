"""Undersea: reefs, a wreck and a sunken city."""

from __future__ import annotations

import math
from functools import partial
from random import Random

from pipelines.scene.curve import blob
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.deep import paint_deep
from pipelines.scene.palette import mix, shade
from pipelines.scene.pen import Pen
from pipelines.scene.place.open import level
from pipelines.scene.place.ruins import column
from pipelines.scene.place.shores import boulder
from pipelines.scene.shapes import ellipse, path, stroke, trace

CORALS = ("#f2777a", "#f7a35c", "#c77dd6", "#ef6f9f", "#ffd166", "#5fd0c0", "#ff9a8b")


def paint_reef(stage: Stage) -> None:
    """A reef: fans, tubes, brains and branches of coral on the sea floor, and light from above."""
    paint_deep(stage)
    rng = stage.random("reef")
    stage.metre = stage.height * 0.14
    for row, (at, haze) in enumerate(((0.0, 0.45), (0.1, 0.2), (0.24, 0.06))):
        svg = ""
        for _ in range(17 - 4 * row):
            x, y = rng.uniform(stage.left, stage.right), level(stage, at) + stage.unit * rng.uniform(2, 7)
            if row and abs(x / stage.width - 0.5) < 0.16 * row:
                continue
            svg += coral(stage, rng, x, y, stage.unit * rng.uniform(6, 11) * (0.8 + 0.4 * row), haze)
        stage.add("corals", "far", 0.3 + 0.12 * row, svg)
    if rng.random() < 0.35:
        _wreck(stage, rng)


def coral(stage: Stage, rng: Random, x: float, foot: float, tall: float, haze: float) -> str:
    """One coral of a kind by chance."""
    water = "#0d5f86" if stage.brief.daytime != "night" else "#0a2a50"
    tone = mix(rng.choice(CORALS), water, haze)
    return rng.choice((_fan, _tubes, _brain, _branches))(rng, x, foot, tall, tone)


def _fan(rng: Random, x: float, foot: float, tall: float, tone: str) -> str:
    ribs = "".join(_rib(x, foot, tall, k * 0.16) for k in range(-6, 7))
    web = blob(rng, x, foot - tall * 0.62, tall * 0.6, tall * 0.42, 0.1)
    return stroke(ribs, tone, tall * 0.055) + path(web, tone, 0.35)


def _rib(x: float, foot: float, tall: float, angle: float) -> str:
    """A rib of a fan that leans by `angle`, in radians."""
    out = math.sin(angle)
    tip = (x + out * tall * 0.75, foot - math.cos(angle) * tall)
    return trace("M", x, foot, "Q", x + out * tall * 0.3, foot - tall * 0.5, *tip)


def _tubes(rng: Random, x: float, foot: float, tall: float, tone: str) -> str:
    tubes = ""
    for k in range(5):
        w, h, px = tall * 0.1, tall * rng.uniform(0.5, 1.0), x + (k - 2) * tall * 0.2
        wall = trace("M", px - w, foot, "L", px - w * 1.2, foot - h, "H", px + w * 1.2, "L", px + w, foot, "Z")
        tubes += path(wall, shade(tone, rng.uniform(-0.04, 0.04)))
        tubes += ellipse(px, foot - h, w * 1.2, w * 0.5, shade(tone, -0.16))
    return tubes


def _brain(rng: Random, x: float, foot: float, tall: float, tone: str) -> str:
    dome = trace("M", x - tall * 0.6, foot, "A", tall * 0.6, tall * 0.55, 0, 0, 1, x + tall * 0.6, foot, "Z")
    waves = (stroke(_wave(x, foot, tall, k), shade(tone, -0.08), tall * 0.04) for k in range(3))
    return path(dome, tone) + "".join(waves)


def _wave(x: float, foot: float, tall: float, k: int) -> str:
    """The furrow on a brain that is the `k`th from below."""
    begin = (x - tall * (0.45 - 0.1 * k), foot - tall * (0.1 + 0.13 * k))
    bend = ("q", tall * 0.1, -tall * 0.1, tall * 0.2, 0)
    return trace("M", *begin, *bend, "t", tall * 0.2, 0, "t", tall * (0.4 - 0.15 * k), 0)


def _branches(rng: Random, x: float, foot: float, tall: float, tone: str) -> str:
    return stroke(_grown(rng, x, foot, tall * 0.42, -math.pi / 2, 3), tone, tall * 0.1)


def _grown(rng: Random, x: float, y: float, length: float, angle: float, order: int) -> str:
    """A branch and the two that grow out of its end, `order` times over."""
    ex, ey = x + math.cos(angle) * length, y + math.sin(angle) * length
    grown = trace("M", x, y, "L", ex, ey)
    if order:
        for turn in (-0.5, 0.5):
            grown += _grown(
                rng, ex, ey, length * rng.uniform(0.62, 0.8), angle + turn * rng.uniform(0.7, 1.2), order - 1
            )
    return grown


def _wreck(stage: Stage, rng: Random) -> None:
    """A sunken ship on the floor behind the reef."""
    pen = Pen(
        stage.width * rng.choice((0.12, 0.6)),
        stage.horizon + stage.unit * 3,
        stage.unit * 2.4,
        lambda c: mix(c, "#0d5f86", 0.55),
    )
    wood = "#6a4f3f"
    pen.poly([(0, 1), (1.5, 5.2), (4, 4.6), (10, 3.6), (13, 4.8), (12, 0), (2, -0.5)], wood)
    for k in range(4):
        pen.line([(1, 1.2 + k * 0.8), (12.4, 0.8 + k * 0.8)], shade(wood, -0.06), 0.12)
    pen.line([(5, 4), (3.6, 11)], wood, 0.4)
    pen.line([(9, 3.8), (8.4, 8)], wood, 0.36)
    pen.line([(2.4, 9), (6.2, 9.6)], wood, 0.2)
    pen.poly([(2.8, 8.8), (5.8, 9.4), (5.2, 6.6), (4.6, 7.0), (3.4, 6.2)], "#c9c0a8", 0.6)
    for k in range(3):
        pen.disc(4 + k * 2.6, 2.2, 0.5, "#2f2a2a")
    stage.add("wreck", "far", 0.25, pen.svg)


def paint_atlantis(stage: Stage) -> None:
    """A sunken city: columns, arches and a dome on the floor of the sea."""
    paint_deep(stage)
    rng = stage.random("atlantis")
    stage.metre = stage.height * 0.1
    water = "#0d6f94" if stage.brief.daytime != "night" else "#0a2a50"
    for row, haze in enumerate((0.72, 0.5, 0.24)):
        svg, through = "", partial(mix, second=water, share=haze)
        for _ in range((6, 5, 4)[row]):
            x = rng.uniform(stage.left, stage.right)
            if row == 2 and abs(x / stage.width - 0.5) < 0.25:
                continue
            pen = Pen(
                x,
                stage.horizon + stage.unit * (1 + 4 * row),
                stage.unit * (1.5 + 0.8 * row),
                through,
                lit_from_left=stage.lit_from_left,
            )
            (_dome, _arcade, _obelisk)[rng.randrange(3)](pen, rng) if row < 2 else column(
                pen, rng, rng.uniform(4, 8), whole=rng.random() < 0.6
            )
            svg += pen.svg
        stage.add("sunken city", "far", 0.2 + 0.1 * row, svg)
    svg = "".join(
        coral(
            stage,
            rng,
            stage.width * rng.choice((rng.uniform(-0.02, 0.24), rng.uniform(0.76, 1.02))),
            level(stage, rng.uniform(0.2, 0.4)),
            stage.unit * rng.uniform(6, 10),
            0.25,
        )
        for _ in range(8)
    )
    svg += "".join(
        boulder(
            stage,
            rng,
            rng.uniform(0, stage.width),
            level(stage, rng.uniform(0.2, 0.5)),
            stage.unit * rng.uniform(1.5, 3),
            "#5f7f88",
        )
        for _ in range(5)
    )
    stage.add("corals", "far", 0.44, svg)


def _dome(pen: Pen, rng: Random) -> None:
    stone = "#d9d6c4"
    pen.rect(-5, 0, 10, 5, stone)
    for k in range(5):
        pen.rect(-4.6 + k * 2, 0, 1.0, 4.4, shade(stone, -0.1), 0.4)
    pen.rect(-5.6, 5, 11.2, 0.7, shade(stone, 0.03))
    pen.soft([(-4.4, 5.7), (-3.8, 8.4), (0, 10.4), (3.8, 8.4), (4.4, 5.7)], "#7fb8a8")
    pen.rect(-0.3, 10.2, 0.6, 1.8, "#e0c26a")


def _arcade(pen: Pen, rng: Random) -> None:
    stone = "#d3d0c0"
    pen.rect(0, 0, 12, 6.4, stone)
    for k in range(3):
        x = 0.9 + k * 3.7
        pen.rect(x, 0, 2.7, 3.4, shade(stone, -0.14))
        pen.disc(x + 1.35, 3.4, 1.35, shade(stone, -0.14))
    pen.rect(-0.4, 6.2, 12.8, 0.7, shade(stone, 0.03))
    for k in range(4):
        pen.rect(0.4 + k * 3.4, 6.9, 1.6, rng.uniform(0.4, 1.6), stone)


def _obelisk(pen: Pen, rng: Random) -> None:
    stone = "#cfccba"
    pen.rect(-1.8, 0, 3.6, 1.2, stone)
    pen.poly([(-1.1, 1.2), (1.1, 1.2), (0.7, 11), (0, 12.4), (-0.7, 11)], stone)
    pen.poly([(0.1, 1.2), (1.1, 1.2), (0.7, 11), (0, 12.4)], shade(stone, -0.08))
