"""Bamboo: rows of stems with light between them."""

from __future__ import annotations

import math
from random import Random

from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.grass import paint_grass
from pipelines.scene.nature.land import paint_ground, paint_path
from pipelines.scene.palette import mix, shade
from pipelines.scene.place.open import band, level, open_sky
from pipelines.scene.place.woods import haze_band
from pipelines.scene.shapes import path, stroke, trace


def paint_bamboo(stage: Stage) -> None:
    """Rows of bamboo with light between them and a path."""
    open_sky(stage, 1.9)
    rng = stage.random("bamboo")
    t = stage.tones
    back = mix(t.sky_low, t.change("#a9c97a"), 0.6)
    fill = stage.vertical(
        (0, mix(back, t.change("#5f9a5a"), 0.5)), (1, mix(back, t.light, 0.45)), top=0, bottom=stage.horizon
    )
    stage.add("green light", "sky", 0.05, band(stage, stage.top, stage.bottom - stage.top, fill))
    for row in range(3):
        svg = ""
        haze = 0.55 - 0.25 * row
        for _ in range((34, 20, 9)[row]):
            x = rng.uniform(stage.left, stage.right)
            if row == 2 and abs(x / stage.width - 0.5) < 0.3:
                continue
            foot = level(stage, (0.02, 0.1, 0.24)[row] + rng.uniform(0, 0.04))
            svg += _culm(stage, rng, x, foot, stage.unit * (0.9, 1.5, 2.6)[row], haze)
        stage.add("bamboo", "far", 0.2 + 0.12 * row, svg)
        haze_band(stage, level(stage, 0.06), stage.unit * 26, 0.4 - 0.14 * row)
        if row == 1:
            paint_ground(stage, grass=False)
            sand = mix(t.change("#d9c79a" if not stage.wintry else "#e9eef3"), t.land, 0.15)
            paint_path(stage, "path", sand, shade(sand, -0.08))
    paint_grass(stage, 0)
    _bamboo_leaves(stage, rng)


def _culm(stage: Stage, rng: Random, x: float, foot: float, w: float, haze: float) -> str:
    """One stem from the ground up through the top of the picture, with its joints and some leaves."""
    t = stage.tones
    green = t.away(t.change(rng.choice(("#6f9f4a", "#5f8f45", "#86b05a", "#a3b85f"))), haze)
    lean = rng.uniform(-0.04, 0.04) * stage.height
    top = -stage.height * 0.1
    bright, dim = shade(green, 0.06), shade(green, -0.06)
    side = -1 if stage.lit_from_left else 1
    svg = stroke(trace("M", x, foot, "L", x + lean, top), green, w)
    svg += stroke(trace("M", x + side * w * 0.25, foot, "L", x + lean + side * w * 0.25, top), bright, w * 0.25)
    joints, leaves = "", ""
    step = w * rng.uniform(6, 9)
    for k in range(1, int((foot - top) / step) + 1):
        y = foot - k * step
        px = x + lean * (foot - y) / (foot - top)
        joints += trace("M", px - w * 0.58, y, "h", w * 1.16)
        if rng.random() < 0.3 and k > 2:
            for _ in range(3):
                a = rng.uniform(-0.5, 0.9) if rng.random() < 0.5 else math.pi - rng.uniform(-0.5, 0.9)
                long = w * rng.uniform(2.6, 4.4)
                ex, ey = px + math.cos(a) * long, y + math.sin(a) * long * 0.7
                leaves += trace(
                    "M",
                    px,
                    y,
                    "Q",
                    (px + ex) / 2,
                    (y + ey) / 2 - w * 0.8,
                    ex,
                    ey,
                    "Q",
                    (px + ex) / 2,
                    (y + ey) / 2 + w * 0.3,
                    px,
                    y,
                    "Z",
                )
    return svg + (stroke(joints, dim, w * 0.24) + path(leaves, shade(green, -0.02)))


def _bamboo_leaves(stage: Stage, rng: Random) -> None:
    """Twigs of leaves from above in the two upper corners."""
    t = stage.tones
    svg = ""
    for _ in range(70):
        side = rng.choice((0, 1))
        x = stage.width * (side + (1 - 2 * side) * rng.uniform(-0.02, 0.34))
        y = stage.height * rng.uniform(-0.02, 0.2) * (1 - abs(x / stage.width - side) * 1.6)
        a, long = math.pi / 2 + rng.uniform(-0.9, 0.9), stage.unit * rng.uniform(5, 9)
        ex, ey = x + math.cos(a) * long, y + math.sin(a) * long
        w = stage.unit * 0.8
        green = shade(t.change("#4f7f40"), rng.uniform(-0.07, 0.07))
        svg += path(
            trace(
                "M", x, y, "Q", (x + ex) / 2 - w, (y + ey) / 2, ex, ey, "Q", (x + ex) / 2 + w, (y + ey) / 2, x, y, "Z"
            ),
            green,
        )
    stage.add("leaves", "near", 0.9, svg)
