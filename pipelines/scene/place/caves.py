"""Caves: the inside of a cave."""

from __future__ import annotations

from random import Random

from pipelines.scene.curve import below, blob, line, rolling, smooth
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.view import view
from pipelines.scene.palette import mix, shade
from pipelines.scene.place.open import level
from pipelines.scene.shapes import circle, ellipse, path, rect, trace


def paint_cave(stage: Stage) -> None:
    """Inside a cave: its mouth with the day outside, stalactites, crystals and a pool."""
    rng = stage.random("cave")
    stage.metre = stage.height * 0.16
    night = stage.brief.daytime == "night"
    stone = mix(rng.choice(("#6f6478", "#6a5f58", "#5a6a78")), "#1a1a33", 0.35 if night else 0.0)
    x, y, w, h = stage.frame
    fill = stage.vertical(
        (0, shade(stone, -0.12)), (0.6, shade(stone, -0.02)), (1, shade(stone, -0.1)), top=0, bottom=stage.height
    )
    stage.add("cave", "sky", 0.1, rect(x, y, w, h, fill))
    _mouth(stage, rng, stone)
    _cave_floor(stage, rng, stone)
    _stalactites(stage, rng, stone)
    _crystals(stage, rng)


def _mouth(stage: Stage, rng: Random, stone: str) -> None:
    """The way out, with the world and its light."""
    cx = stage.width * rng.choice((rng.uniform(0.28, 0.4), rng.uniform(0.6, 0.72)))
    rx, tall = stage.width * rng.uniform(0.16, 0.22), stage.horizon * rng.uniform(0.6, 0.72)
    foot = stage.horizon + stage.unit * 2
    points = [
        (cx - rx, foot),
        (cx - rx * 1.05, foot - tall * 0.4),
        (cx - rx * 0.7, foot - tall * 0.82),
        (cx - rx * 0.1, foot - tall),
        (cx + rx * 0.6, foot - tall * 0.86),
        (cx + rx, foot - tall * 0.45),
        (cx + rx * 0.95, foot),
    ]
    svg = ellipse(cx, foot - tall / 2, rx * 2.6, tall * 1.2, stage.glow(mix(stage.tones.light, "#ffffff", 0.3), 0.55))
    grown = [(cx + (px - cx) * 1.14, foot + (py - foot) * 1.08) for px, py in points]
    svg += path(smooth(grown, closed=True), shade(stone, 0.05))
    outline = smooth(points, closed=True)
    svg += view(
        stage,
        (cx - rx * 1.1, foot - tall * 1.05, rx * 2.2, tall * 1.1),
        rng.choice(("hills", "forest", "sea")),
        outline,
    )
    beam = line(
        [(cx - rx * 0.7, foot), (cx + rx * 0.7, foot), (cx + rx * 1.9, stage.bottom), (cx - rx * 1.9, stage.bottom)],
        closed=True,
    )
    stage.add("mouth of the cave", "far", 0.2, svg)
    stage.anchors["window"] = (cx - rx, foot - tall, 2 * rx, tall)

    stage.add("light of the mouth", "light", 0.43, path(beam, stage.tones.light, 0.13))


def _cave_floor(stage: Stage, rng: Random, stone: str) -> None:
    points = rolling(rng, stage.left, stage.right, stage.horizon + stage.unit, stage.unit * 1.2, 1.8)
    fill = stage.vertical((0, shade(stone, 0.03)), (1, shade(stone, -0.08)), top=stage.horizon, bottom=stage.height)
    svg = path(below(smooth(points), stage.left, stage.right, stage.bottom), fill)
    x, y, w = stage.width * rng.uniform(0.3, 0.7), level(stage, 0.4), stage.unit * rng.uniform(16, 24)
    water = mix("#3fb0b8", stone, 0.25)
    svg += path(blob(rng, x, y, w, w * 0.2, 0.15), shade(stone, -0.1)) + path(
        blob(rng, x, y + stage.unit * 0.5, w * 0.95, w * 0.18, 0.12), water
    )
    svg += "".join(
        (
            rect(
                x + rng.uniform(-0.6, 0.4) * w,
                y + rng.uniform(-0.1, 0.12) * w,
                w * rng.uniform(0.1, 0.3),
                stage.unit * 0.3,
                "#dff7f4",
                opacity=0.6,
                r=stage.unit * 0.15,
            )
        )
        for _ in range(6)
    )
    stage.add("cave floor", "ground", 0.42, svg)


def _stalactites(stage: Stage, rng: Random, stone: str) -> None:
    """From above in two rows, and some from below at the sides."""
    for near in (0, 1):
        svg, x = "", stage.left
        colour = shade(stone, -0.04 - 0.09 * near)
        while x < stage.right:
            w = stage.unit * rng.uniform(3, 7) * (0.8 + 0.5 * near)
            edge = abs(x / stage.width - 0.5) * 2
            tall = stage.unit * (rng.uniform(5, 14) + 12 * edge**2) * (0.8 + 0.4 * near)
            svg += path(_hanging(x, w, stage.top, tall), colour)
            x += w * rng.uniform(0.9, 1.7)
        stage.add("stalactites", "far", 0.3 + 0.3 * near, svg)
    _stalagmites(stage, rng, stone)


def _hanging(x: float, w: float, top: float, tall: float) -> str:
    """A stone that hangs from the ceiling, pointed at (x, tall)."""
    left = ("C", x - w * 0.3, tall * 0.3, x - w * 0.15, tall * 0.8, x, tall)
    right = ("C", x + w * 0.15, tall * 0.8, x + w * 0.3, tall * 0.3, x + w, 0)
    return trace("M", x - w, top, "V", 0, *left, *right, "V", top, "Z")


def _stalagmites(stage: Stage, rng: Random, stone: str) -> None:
    svg = ""
    for _ in range(8):
        x, y = (
            stage.width * rng.choice((rng.uniform(-0.04, 0.2), rng.uniform(0.8, 1.04))),
            level(stage, rng.uniform(0.05, 0.4)),
        )
        w, tall = stage.unit * rng.uniform(2, 4), stage.unit * rng.uniform(6, 14)
        svg += path(_standing(x, y, w, tall), shade(stone, rng.uniform(-0.05, 0.04)))
    stage.add("stalagmites", "far", 0.42, svg)


def _standing(x: float, y: float, w: float, tall: float) -> str:
    """A stone that stands on the floor, pointed at (x, y - tall)."""
    left = ("C", x - w * 0.4, y - tall * 0.3, x - w * 0.2, y - tall * 0.8, x, y - tall)
    right = ("C", x + w * 0.2, y - tall * 0.8, x + w * 0.4, y - tall * 0.3, x + w, y)
    return trace("M", x - w, y, *left, *right, "Z")


def _crystals(stage: Stage, rng: Random) -> None:
    """Clusters of shining crystals."""
    hue = rng.choice((("#7fe0e8", "#b5f3f0"), ("#c99af0", "#e8cfff"), ("#f0a8d0", "#ffd9ec"), ("#ffcf7a", "#ffecc0")))
    svg = ""
    for _ in range(4):
        x, y = (
            stage.width * rng.choice((rng.uniform(0.0, 0.24), rng.uniform(0.76, 1.0))),
            level(stage, rng.uniform(0.1, 0.5)),
        )
        r = stage.unit * rng.uniform(4, 7)
        svg += circle(x, y - r * 0.6, r * 2.6, stage.glow(hue[0], 0.4))
        for k in range(5):
            lean = (k - 2) * 0.3
            tall, w = r * rng.uniform(1.1, 2.0) * (1 - 0.2 * abs(k - 2)), r * 0.26
            base, tip = (x + (k - 2) * r * 0.3, y), (x + (k - 2) * r * 0.3 + lean * tall, y - tall)
            body = [
                (base[0] - w, base[1]),
                (tip[0] - w, tip[1] + w * 1.6),
                tip,
                (tip[0] + w, tip[1] + w * 1.6),
                (base[0] + w, base[1]),
            ]
            svg += path(line(body, closed=True), hue[0]) + path(
                line([base, tip, body[1], body[0]], closed=True), hue[1]
            )
    stage.add("crystals", "far", 0.44, svg)
