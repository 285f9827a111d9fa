"""Trains: a carriage with the land passing."""

from __future__ import annotations

from random import Random

from pipelines.scene.curve import line
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.view import View, view
from pipelines.scene.palette import lit, mix, shade
from pipelines.scene.pen import Pen
from pipelines.scene.place.open import band
from pipelines.scene.scene import Box
from pipelines.scene.shapes import path, rect, stroke, trace

OUTSIDE: tuple[View, ...] = ("hills", "hills", "forest", "sea", "city")


def paint_train(stage: Stage) -> None:
    """A carriage: large windows with the land passing, seats at both sides, luggage racks and a table."""
    rng = stage.random("train")
    t = stage.tones
    stage.metre = stage.height * 0.3
    wall = lit(rng.choice(("#e3d3b8", "#cfd9d6", "#d9c9b4")), t.lamp, t.lamp_strength)
    wood, cloth = (
        lit("#8a5a3c", t.lamp, t.lamp_strength),
        lit(rng.choice(("#3f6f6a", "#a9473f", "#3f5a8a", "#7a6a3f")), t.lamp, t.lamp_strength),
    )
    svg = band(
        stage,
        stage.top,
        stage.bottom - stage.top,
        stage.vertical((0, shade(wall, -0.03)), (1, shade(wall, 0.02)), top=0, bottom=stage.horizon),
    )
    stage.add("wall", "sky", 0.1, svg)
    outside: View = rng.choice(OUTSIDE)
    top, tall, wide = stage.height * 0.2, stage.horizon - stage.height * 0.29, stage.width * 0.62
    for k in range(-1, 2):
        _pane(stage, (stage.width / 2 - wide / 2 + k * (wide + stage.unit * 5), top, wide, tall), outside, wood)
    stage.anchors["window"] = (stage.width / 2 - wide / 2, top + tall, wide, stage.unit * 2)
    _rack(stage, rng, wood)
    _train_floor(stage, wood, wall)
    _seats(stage, rng, cloth, wood)


def _pane(stage: Stage, box: Box, outside: View, wood: str) -> None:
    """A window with round corners and two reflections on the glass."""
    x, top, wide, tall = box
    outline = _rounded(box, stage.unit * 3)
    sheen = ""
    for a in (0.4, 0.58):
        low = [(x + wide * (a - 0.15), top + tall), (x + wide * (a - 0.25), top + tall)]
        sheen += path(line([(x + wide * a, top), (x + wide * (a + 0.1), top), *low], closed=True), "#ffffff", 0.12)
    svg = view(stage, box, outside, outline, sheen) + stroke(outline, shade(wood, 0.02), stage.unit * 1.6)
    stage.add("window", "far", 0.12, svg + stroke(outline, "#d9c08a", stage.unit * 0.4))


def _rounded(box: Box, r: float) -> str:
    """Path data of a box with round corners of radius r."""
    x, y, w, h = box
    right = ("M", x + r, y, "h", w - 2 * r, "a", r, r, 0, 0, 1, r, r, "v", h - 2 * r, "a", r, r, 0, 0, 1, -r, r)
    left = ("h", 2 * r - w, "a", r, r, 0, 0, 1, -r, -r, "v", 2 * r - h, "a", r, r, 0, 0, 1, r, -r, "Z")
    return trace(*right, *left)


def _rack(stage: Stage, rng: Random, wood: str) -> None:
    """The luggage rack with suitcases."""
    y = stage.height * 0.14
    svg = ""
    x = stage.left
    while x < stage.right:
        w, h = stage.unit * rng.uniform(9, 16), stage.unit * rng.uniform(5, 8)
        colour = stage.tones.change(rng.choice(("#a9683f", "#7a4a3a", "#4f6f7a", "#c9a05a", "#5a5a6a")))
        svg += rect(x, y - h, w, h, colour, r=stage.unit)
        for k in (0.2, 0.74):
            svg += rect(x + w * k, y - h, stage.unit * 0.9, h, shade(colour, -0.1))
        x += w + stage.unit * rng.uniform(3, 16)
    svg += band(stage, y, stage.unit * 1.1, "#d9c08a") + band(
        stage, y + stage.unit * 1.1, stage.unit * 0.5, shade(wood, -0.1)
    )
    stage.add("rack", "far", 0.13, svg)


def _train_floor(stage: Stage, wood: str, wall: str) -> None:
    panel = stage.horizon - stage.height * 0.08
    svg = band(stage, panel, stage.height * 0.08, mix(wood, wall, 0.25)) + band(
        stage, panel, stage.unit * 0.7, shade(wood, 0.06)
    )
    floor = mix(wood, "#4a4448", 0.45)
    fill = stage.vertical((0, shade(floor, -0.06)), (1, shade(floor, 0.02)), top=stage.horizon, bottom=stage.height)
    svg += band(stage, stage.horizon, stage.bottom - stage.horizon, fill)
    svg += band(
        stage,
        stage.horizon + (stage.height - stage.horizon) * 0.45,
        (stage.height - stage.horizon) * 0.3,
        mix(floor, "#a9473f", 0.45),
    )
    stage.add("floor", "ground", 0.4, svg)


def _seats(stage: Stage, rng: Random, cloth: str, wood: str) -> None:
    """A seat at each side, facing each other, and the table between them below the window."""
    for side in (0, 1):
        x = stage.width * (0.02 if not side else 0.98)
        sign = 1 if not side else -1
        foot, m = stage.horizon + stage.unit * 4, stage.height * 0.3
        back = [
            (x - sign * m * 0.5, foot),
            (x - sign * m * 0.5, foot - m * 1.55),
            (x + sign * m * 0.05, foot - m * 1.6),
            (x + sign * m * 0.26, foot - m * 0.5),
            (x + sign * m * 0.26, foot),
        ]
        svg = path(line(back, closed=True), shade(cloth, -0.05), edge=shade(cloth, -0.05), width=stage.unit * 2)
        a = x + sign * m * 0.16 if not side else x + sign * m * 0.72
        svg += rect(a, foot - m * 0.52, m * 0.56, m * 0.2, shade(cloth, 0.04), r=m * 0.08)
        svg += rect(a, foot - m * 0.34, m * 0.5, m * 0.34, shade(wood, -0.08))
        b = x - m * 0.02 if not side else x - m * 0.3
        svg += rect(b, foot - m * 1.66, m * 0.32, m * 0.26, "#f4ecdc", r=m * 0.06)
        stage.add("seat", "far", 0.42, svg)
    pen = Pen(stage.width / 2, stage.horizon + stage.unit * 2, stage.height * 0.3, stage.tones.change)
    pen.rect(-0.05, 0, 0.1, 0.6, "#6a5a50")
    pen.poly([(-0.62, 0.62), (0.62, 0.62), (0.5, 0.72), (-0.5, 0.72)], mix("#8a5a3c", "#f3d9ae", 0.4))
    pen.rect(-0.62, 0.58, 1.24, 0.05, "#7a5038", 0.02)
    x, y = pen.at(-0.55, 0.7)
    stage.anchors["table"] = (x, y, 1.1 * pen.metre, 0.06 * pen.metre)
    stage.add("table", "far", 0.43, pen.svg)
