"""Sections: the ground, a house, a hill and the sea as they look when they are cut open."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from pipelines.scene.curve import below, blob, rolling, smooth
from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import mix, shade
from pipelines.scene.scene import Box
from pipelines.scene.shapes import circle, ellipse, frame, path, rect, stroke, trace

ROOMS = ("#f3d9c0", "#cfe0dc", "#dcd3ea", "#f1e2b3", "#c9dcea", "#f0cfc8", "#d9e3c4", "#e8d5df")
SOILS = ("#a9794f", "#8f6242", "#744f39", "#5b4034")


def paint_soil(stage: Stage, rng: Random, level: float) -> None:
    """Sky above, grass, and the ground in layers with stones, roots and shells."""
    x, y, w, _ = stage.frame
    top = stage.height * level
    sky = stage.vertical((0, "#8fc7e8"), (1, "#e6f4f4"), top=0, bottom=top)
    stage.add(
        "sky",
        "sky",
        0.02,
        rect(x, y, w, stage.bottom - y, sky)
        + circle(stage.width * 0.85, stage.height * 0.12, stage.unit * 5, "#fff2c4"),
    )
    hills = rolling(rng, stage.left, stage.right, top - stage.unit * 3, stage.unit * 6)
    stage.add("hills", "far", 0.1, path(below(smooth(hills), stage.left, stage.right, stage.bottom), "#a9cf9a"))
    svg, deep = "", stage.bottom - top
    for at, soil in enumerate(SOILS):
        edge = rolling(rng, stage.left, stage.right, top + deep * (0.02, 0.16, 0.38, 0.62)[at], stage.unit * 1.6, 3)
        svg += path(below(smooth(edge), stage.left, stage.right, stage.bottom), soil)
    for _ in range(60):
        sx, sy = rng.uniform(stage.left, stage.right), top + deep * rng.uniform(0.1, 0.95)
        svg += ellipse(
            sx,
            sy,
            stage.unit * rng.uniform(0.3, 1.1),
            stage.unit * rng.uniform(0.25, 0.7),
            rng.choice(("#c9a57a", "#6a4a38", "#b08d68")),
            0.8,
        )
    svg += rect(x, top - stage.unit * 0.6, w, stage.unit * 2.2, "#6fae55") + rect(
        x, top + stage.unit * 1.2, w, stage.unit * 0.7, "#4f8a45"
    )
    stage.add("ground", "ground", 0.2, svg)


def paint_house(stage: Stage, rng: Random, parts: Sequence[Box]) -> None:
    """Walls, roof and floors, each room in its own colour with a window, a lamp or a picture."""
    x, top, _, _ = parts[0]
    right, foot = parts[-1][0] + parts[-1][2], parts[-1][1] + parts[-1][3]
    u, beam = stage.unit, "#7a4f3a"
    ridge = stage.height * 0.09
    svg = path(trace("M", x - u * 4, top + u, "L", (x + right) / 2, ridge, "L", right + u * 4, top + u, "Z"), "#b5503f")
    svg += path(
        trace("M", x + u * 2, top, "L", (x + right) / 2, ridge + u * 5, "L", right - u * 2, top, "Z"), "#e9c9a0"
    )
    svg += rect(right - u * 14, ridge + u * 1, u * 5, u * 12, "#9a5a48")
    svg += circle((x + right) / 2, top - (top - ridge) * 0.34, u * 3.2, beam) + circle(
        (x + right) / 2, top - (top - ridge) * 0.34, u * 2.4, "#bfe3f2"
    )
    svg += rect(x - u * 1.6, top - u * 0.8, right - x + u * 3.2, foot - top + u * 1.6, beam)
    colours = rng.sample(ROOMS, k=min(len(ROOMS), len(parts)))
    for at, part in enumerate(parts):
        svg += _room(stage, rng, part, colours[at % len(colours)])
    stage.add("house", "ground", 0.4, svg)


def _room(stage: Stage, rng: Random, box: Box, wall: str) -> str:
    x, y, w, h = box
    u = stage.unit
    svg = rect(x + u * 0.6, y + u * 0.6, w - u * 1.2, h - u * 1.2, wall)
    svg += rect(x + u * 0.6, y + h - u * 3, w - u * 1.2, u * 2.4, "#b98257") + rect(
        x + u * 0.6, y + h - u * 3.6, w - u * 1.2, u * 0.6, "#fbf6ec"
    )
    kind, px = rng.randrange(3), x + w * (0.2 if rng.random() < 0.5 else 0.8)
    if kind == 0:
        a, b = min(w * 0.24, u * 10), min(h * 0.36, u * 11)
        svg += rect(px - a / 2, y + h * 0.2, a, b, "#aee0f2") + frame(px - a / 2, y + h * 0.2, a, b, "#fbf6ec", u * 0.8)
        svg += stroke(trace("M", px, y + h * 0.2, "v", b), "#fbf6ec", u * 0.5)
    elif kind == 1:
        svg += stroke(trace("M", px, y + u, "v", h * 0.18), "#4a3b40", u * 0.3) + path(
            trace(
                "M",
                px - u * 2.4,
                y + h * 0.18 + u * 3,
                "l",
                u * 1.2,
                -u * 2.4,
                "h",
                u * 2.4,
                "l",
                u * 1.2,
                u * 2.4,
                "Z",
            ),
            "#e2a73f",
        )
        svg += circle(px, y + h * 0.18 + u * 3, u * 8, stage.glow("#fff0b8", 0.7))
    else:
        svg += rect(px - u * 3, y + h * 0.22, u * 6, u * 4.6, "#8a5f43") + rect(
            px - u * 2.4, y + h * 0.22 + u * 0.6, u * 4.8, u * 3.4, mix(wall, "#5f9ab0", 0.6)
        )
    return svg


def paint_burrows(stage: Stage, rng: Random, parts: Sequence[Box]) -> None:
    """Chambers in the ground, joined by tunnels that come out between the roots of trees."""
    u, dark, surface = stage.unit, "#3d2a24", stage.height * 0.3
    trees = ""
    for share in (0.12, 0.88):
        x, high = stage.width * share, stage.height * 0.24
        trees += rect(x - u * 1.4, surface - high * 0.5, u * 2.8, high * 0.5, "#8a5f3f") + path(
            blob(rng, x, surface - high * 0.72, u * 10, u * 8.5, 0.12), "#5f9a52"
        )
        trees += stroke(
            trace(
                "M", x, surface, "q", u * 3, u * 6, u * 1, u * 13, "M", x, surface, "q", -u * 3, u * 4, -u * 6, u * 9
            ),
            "#6f4a35",
            u * 0.7,
        )
    stage.add("trees", "ground", 0.3, trees)
    middles = [(x + w / 2, y + h * 0.55) for x, y, w, h in parts]
    line = smooth([(stage.width * 0.42, surface - u), (middles[0][0] + u * 4, (surface + middles[0][1]) / 2), *middles])
    svg = stroke(line, dark, u * 5.5) + stroke(line, shade(dark, 0.05), u * 3.6)
    for part in parts:
        x, y, w, h = part
        svg += path(blob(rng, x + w / 2, y + h * 0.54, w * 0.45, h * 0.42, 0.06, 12), dark)
        svg += path(blob(rng, x + w / 2, y + h * 0.56, w * 0.42, h * 0.37, 0.05, 12), "#c99a68") + ellipse(
            x + w / 2, y + h * 0.86, w * 0.3, h * 0.06, "#8f6a48", 0.8
        )
        svg += ellipse(x + w / 2, y + h * 0.5, w * 0.36, h * 0.3, stage.glow("#ffe2a6", 0.6))
    stage.add("burrow", "ground", 0.4, svg)


def paint_depths(stage: Stage, rng: Random) -> None:
    """Air, waves, and water that grows darker down to the sand."""
    x, y, w, _ = stage.frame
    top, floor = stage.height * 0.2, stage.height * 0.9
    stage.add(
        "sky",
        "sky",
        0.02,
        rect(x, y, w, stage.bottom - y, stage.vertical((0, "#8fc7e8"), (1, "#eaf6f2"), top=0, bottom=top)),
    )
    points = [(stage.left + w * at / 40, top + (stage.unit * 0.8 if at % 2 else 0)) for at in range(41)]
    water = stage.vertical((0, "#5cc3d6"), (0.35, "#2a8fb5"), (0.7, "#17567f"), (1, "#0d2f52"), top=top, bottom=floor)
    svg = path(below(smooth(points), stage.left, stage.right, stage.bottom), water)
    rays = "".join(
        trace("M", stage.width * at, top, "l", -stage.width * 0.16, floor - top, "h", stage.width * 0.1, "Z")
        for at in (0.3, 0.5, 0.75, 1.0)
    )
    svg += path(rays, stage.vertical((0, "#ffffff", 0.22), (1, "#ffffff", 0.0), top=top, bottom=floor * 0.8))
    marks = "".join(
        trace("M", stage.width * 0.94, top + (floor - top) * at, "h", stage.width * 0.03)
        for at in (0.0, 0.25, 0.5, 0.75, 1.0)
    )
    svg += stroke(marks + trace("M", stage.width * 0.97, top, "V", floor), "#ffffff", stage.unit * 0.3, 0.5)
    stage.add("sea", "water", 0.2, svg)
    edge = rolling(rng, stage.left, stage.right, floor, stage.unit * 3, 3)
    sand = path(below(smooth(edge), stage.left, stage.right, stage.bottom), "#d9c48e")
    for _ in range(9):
        px, high = stage.width * rng.random(), stage.unit * rng.uniform(5, 11)
        sand += stroke(
            trace("M", px, floor + stage.unit * 2, "q", high * 0.3, -high * 0.5, 0, -high),
            rng.choice(("#2f8a6a", "#d8607a", "#e08a4a")),
            stage.unit * 0.9,
        )
    stage.add("seabed", "ground", 0.4, sand)
