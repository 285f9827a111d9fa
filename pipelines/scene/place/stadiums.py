"""Stadiums: a pitch before full stands."""

from __future__ import annotations

from random import Random

from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import shade
from pipelines.scene.pen import Pen
from pipelines.scene.place.open import halo, level, open_sky, pen_at
from pipelines.scene.shapes import path, rect, stroke, trace


def paint_stadium(stage: Stage) -> None:
    """The pitch of a stadium before full stands."""
    open_sky(stage, 2.6)
    rng = stage.random("stadium")
    t = stage.tones
    _stands(stage, rng)
    top = stage.horizon + stage.unit
    for k in range(9):
        a, b = (k / 9) ** 1.5, ((k + 1) / 9) ** 1.5
        y1, y2 = top + (stage.bottom - top) * a, top + (stage.bottom - top) * b
        green = t.change("#e9f0f5" if stage.wintry else "#5fae4f")
        colour = shade(green, 0.02 if k % 2 else -0.035)
        stage.add(
            "pitch",
            "ground",
            0.44,
            (rect(stage.left, y1, stage.right - stage.left, y2 - y1 + 1, colour)),
        )
    white = t.change("#c3d3dd" if stage.wintry else "#f6faf4")
    x, y = stage.width / 2, level(stage, 0.42)
    svg = stroke(trace("M", stage.left, level(stage, 0.07), "H", stage.right), white, stage.unit * 0.4)
    rx, ry = stage.unit * 26, stage.unit * 6.5
    centre = trace("M", x - rx, y, "a", rx, ry, 0, 1, 1, 2 * rx, 0, "a", rx, ry, 0, 1, 1, -2 * rx, 0)
    svg += stroke(centre, white, stage.unit * 0.6)
    svg += stroke(trace("M", x, level(stage, 0.07), "L", x, stage.bottom), white, stage.unit * 0.6)
    stage.add("lines", "ground", 0.44, svg)
    side = rng.choice((0, 1))
    goal = pen_at(stage, stage.width * (0.02 if side else 0.72), 0.22)
    for k in range(13):
        goal.line([(k * 0.42, 0), (k * 0.42, 1.7)], "#dfe7ea", 0.02, 0.7)
    for k in range(6):
        goal.line([(0, k * 0.32), (5, k * 0.32)], "#dfe7ea", 0.02, 0.7)
    goal.line([(0, 0), (0, 1.75), (5, 1.75), (5, 0)], "#ffffff", 0.12)
    stage.add("goal", "far", 0.44, goal.svg)


def _stands(stage: Stage, rng: Random) -> None:
    t = stage.tones
    top, low = stage.horizon - stage.unit * 24, stage.horizon + stage.unit * 1.5
    svg = path(_bowl(stage, top, low), t.change("#6a7488")) + _crowd(stage, rng, top)
    svg += rect(stage.left, low - stage.unit * 2.4, stage.right - stage.left, stage.unit * 2.4, t.change("#2f5f9f"))
    svg += path(_roof(stage, top), t.change("#dfe5ea")) + "".join(_mast(stage, x, top) for x in (0.12, 0.88))
    stage.add("stands", "far", 0.3, svg)


def _bowl(stage: Stage, top: float, low: float) -> str:
    """The stands' outline, higher at the sides."""
    side = top - stage.unit * 6
    rim = ("Q", stage.width / 2, top + stage.unit * 5, stage.right, side)
    return trace("M", stage.left, side, *rim, "V", low, "H", stage.left, "Z")


def _crowd(stage: Stage, rng: Random, top: float) -> str:
    """Thirteen rows of heads, those of a colour in one path."""
    t, dots, r = stage.tones, dict[str, str](), stage.unit * 0.55
    for row in range(13):
        for k in range(66):
            at = k / 65
            x = stage.left + (stage.right - stage.left) * at + (row % 2) * stage.unit
            bend = (2 * at - 1) ** 2 * stage.unit * 7 * (1 - row / 13)
            y = top + stage.unit * 3.5 + row * stage.unit * 1.5 - bend
            tone = rng.choice(("#e8b04f", "#d9534f", "#4f8fb0", "#f4efe4", "#7a5a8a", "#3f4f6f", "#e8c9b0"))
            head = trace("M", x - r, y, "a", r, r, 0, 1, 1, 2 * r, 0, "v", r, "h", -2 * r, "Z")
            dots[tone] = dots.get(tone, "") + head
    return "".join(path(data, t.away(t.change(tone), 0.15)) for tone, data in dots.items())


def _roof(stage: Stage, top: float) -> str:
    upper, lower = top - stage.unit * 14, top - stage.unit * 8
    over = ("Q", stage.width / 2, top - stage.unit * 2, stage.right, upper)
    under = ("Q", stage.width / 2, top + stage.unit * 2, stage.left, lower)
    return trace("M", stage.left, upper, *over, "V", lower, *under, "Z")


def _mast(stage: Stage, x: float, top: float) -> str:
    """A mast with six lamps. `x`: as a part of the picture's width."""
    pen = Pen(stage.width * x, top, stage.unit * 1.6, stage.tones.change)
    pen.rect(-0.3, -2, 0.6, 16, "#9aa3ad")
    halo(stage, pen, 0, 14, 9, "#eef4ff", 0.8)
    for k in range(6):
        pen.bright(-2.4 + (k % 3) * 1.7, 13 + (k // 3) * 1.6, 1.3, 1.2, "#ffffff", 0.3)
    return pen.svg
