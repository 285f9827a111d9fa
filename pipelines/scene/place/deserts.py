"""Deserts: pyramids, an oasis, the savanna."""

from __future__ import annotations

from random import Random

from pipelines.scene.curve import below, blob, line, rolling, smooth
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.grass import paint_grass
from pipelines.scene.nature.plants import bush, tuft
from pipelines.scene.nature.ranges import paint_dunes, paint_hills, paint_mesas
from pipelines.scene.palette import mix, shade
from pipelines.scene.pen import Pen
from pipelines.scene.place import fixtures
from pipelines.scene.place.open import level, open_sky, pen_at
from pipelines.scene.place.shores import boulder
from pipelines.scene.shapes import path, rect, stroke, trace


def paint_egypt(stage: Stage) -> None:
    """Pyramids over dunes, with palms at the side."""
    open_sky(stage, 2.8)
    rng = stage.random("egypt")
    t = stage.tones
    for k in range(3):
        near = k / 2
        x = stage.width * ((0.2, 0.62, 0.86)[k] + rng.uniform(-0.08, 0.08))
        tall = stage.unit * (13 + 7 * (2 - k) * rng.uniform(0.8, 1.2))
        wide, foot = tall * 1.5, stage.horizon + stage.unit * (2 + near)
        stone = t.away(t.change("#dcae6a"), 0.35 - 0.2 * near)
        edge = x + (0.25 if stage.lit_from_left else -0.25) * wide
        far = (x + wide, foot) if stage.lit_from_left else (x - wide, foot)
        near_corner = (x - wide, foot) if stage.lit_from_left else (x + wide, foot)
        svg = path(line([near_corner, (x, foot - tall), (edge, foot)], closed=True), stone)
        svg += path(line([far, (x, foot - tall), (edge, foot)], closed=True), shade(stone, -0.12))
        for row in range(1, 9):
            y = foot - tall * row / 9
            a = near_corner[0] + (x - near_corner[0]) * row / 9
            b = edge + (x - edge) * row / 9
            svg += stroke(trace("M", a, y, "H", b), shade(stone, -0.045), stage.unit * 0.25)
        stage.add("pyramid", "far", 0.18 + 0.06 * k, svg)
    paint_dunes(stage, 3)
    _palms(stage, rng, 2)


def _palms(stage: Stage, rng: Random, count: int) -> None:
    side = 1 if stage.lit_from_left else 0
    for k in range(count):
        pen = pen_at(stage, stage.width * (side + (1 - 2 * side) * rng.uniform(0.0, 0.22)), 0.28 + 0.08 * k)
        fixtures.palm(pen, rng, rng.uniform(4.5, 6.5))
        stage.add("palm leaves", "far", 0.46, pen.svg)


def paint_oasis(stage: Stage) -> None:
    """A pool among palms between dunes."""
    open_sky(stage, 2.6)
    rng = stage.random("oasis")
    t = stage.tones
    if rng.random() < 0.5:
        paint_mesas(stage)
    paint_dunes(stage, 3)
    x, y, w = stage.width * rng.uniform(0.4, 0.6), level(stage, 0.36), stage.width * 0.36
    h = w * 0.2
    fill = stage.vertical(
        (0, mix(t.water, t.sky_edge, 0.4)), (1, mix(t.water, t.change("#1f9a98"), 0.5)), top=y - h, bottom=y + h
    )
    green = t.change("#8fae5a" if not stage.wintry else "#e6edf2")
    svg = path(blob(rng, x, y, w * 1.16, h * 1.35, 0.12, 12), mix(green, t.land, 0.3)) + path(
        blob(rng, x, y, w, h, 0.1, 12), fill
    )
    svg += "".join(
        (
            rect(
                x + rng.uniform(-0.7, 0.5) * w,
                y + rng.uniform(-0.6, 0.6) * h,
                stage.unit * rng.uniform(2, 6),
                stage.unit * 0.3,
                t.light,
                opacity=0.6,
                r=stage.unit * 0.15,
            )
        )
        for _ in range(10)
    )
    stage.anchors["lake"] = (x - w, y - h, 2 * w, 2 * h)
    stage.add("pool", "water", 0.44, svg)
    for k in range(5):
        px = x + (w * 1.05 if k % 2 else -w * 1.05) + rng.uniform(-6, 6) * stage.unit
        pen = pen_at(stage, px, 0.26 + 0.05 * k)
        fixtures.palm(pen, rng, rng.uniform(4, 6))
        stage.add("palm leaves", "far", 0.45, pen.svg)
    svg = "".join(
        bush(
            rng,
            x + rng.uniform(-1.1, 1.1) * w,
            y + rng.choice((-h, h * 1.1)),
            stage.unit * rng.uniform(4, 8),
            shade(green, rng.uniform(-0.1, 0)),
        )
        for _ in range(8)
    )
    stage.add("bushes", "far", 0.45, svg)


def paint_savanna(stage: Stage) -> None:
    """Golden grass with acacias, a water hole and far hills."""
    open_sky(stage, 2.6)
    rng = stage.random("savanna")
    t = stage.tones
    paint_hills(stage, 2, rng.uniform(6, 11))
    gold = t.change({"spring": "#c9c25a"}.get(stage.brief.season, "#dcb35a") if not stage.wintry else "#e9edf0")
    points = rolling(rng, stage.left, stage.right, stage.horizon, stage.unit * 0.8, 1.5)
    fill = stage.vertical(
        (0, t.away(shade(gold, 0.03), 0.25)),
        (0.4, gold),
        (1, shade(gold, -0.1)),
        top=stage.horizon,
        bottom=stage.height,
    )
    stage.add(
        "plain",
        "ground",
        0.44,
        path(below(smooth(points), stage.left, stage.right, stage.bottom), fill),
    )
    spots = [
        (rng.uniform(0.02, 0.3), 0.3),
        (rng.uniform(0.7, 0.98), 0.22),
        (rng.uniform(0.3, 0.7), 0.08),
        (rng.uniform(0, 1), 0.06),
        (rng.uniform(0, 1), 0.07),
    ]
    for x, at in sorted(spots, key=lambda spot: spot[1]):
        pen = pen_at(stage, stage.width * x, at, 0.4 * max(0.0, 0.3 - at) / 0.3)
        acacia(pen, rng, rng.uniform(5, 7))
        stage.add("acacia", "far", 0.25 + at * 0.6, pen.svg)
    paint_grass(stage, 0)
    tall = "".join(
        tuft(
            rng,
            rng.uniform(stage.left, stage.right),
            level(stage, at),
            stage.unit * (0.8 + 5 * at) * rng.uniform(0.6, 1.2),
            4,
        )
        for at in sorted(rng.uniform(0.06, 1.0) for _ in range(150))
    )
    stage.add("grass", "ground", 0.45, path(tall, mix(gold, t.light, 0.3)))
    stones = "".join(
        boulder(
            stage,
            rng,
            rng.uniform(0, stage.width),
            level(stage, rng.uniform(0.2, 0.5)),
            stage.unit * rng.uniform(1, 2.6),
            "#a98a6a",
        )
        for _ in range(5)
    )
    stage.add("stones", "ground", 0.45, stones)


def acacia(pen: Pen, rng: Random, tall: float) -> None:
    """A flat-crowned tree; x is its foot."""
    bark, leaf = "#5f4636", rng.choice(("#7f8f3f", "#6f8a45", "#8f9a4a"))
    pen.shadow(-1.6, 3.6, 0.18)
    lean = rng.uniform(-0.5, 0.5)
    pen.bow([(0, 0), (lean * 0.4, tall * 0.4), (lean, tall * 0.7)], bark, 0.34)
    for side in (-1, 1):
        pen.bow(
            [(lean * 0.5, tall * 0.45), (lean + side * 1.2, tall * 0.72), (lean + side * 2.2, tall * 0.86)], bark, 0.18
        )
    for dx, up, r in ((-1.9, 0.9, 1.5), (1.9, 0.9, 1.6), (0, 0.98, 2.3), (-0.9, 0.94, 1.7), (1.0, 0.96, 1.7)):
        pen.oval(lean + dx, tall * up, r, 0.42, shade(leaf, rng.uniform(-0.04, 0.03)))
    pen.oval(lean - 0.3, tall * 1.02, 1.7, 0.22, shade(leaf, 0.06))
