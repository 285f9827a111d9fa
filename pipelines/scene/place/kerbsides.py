"""Kerbsides: where a house meets the street: tables under an awning, a yard where lorries are loaded."""

from __future__ import annotations

from random import Random

from pipelines.scene.curve import line
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.city import paint_skyline
from pipelines.scene.palette import mix, shade
from pipelines.scene.pen import Pen
from pipelines.scene.place import fixtures
from pipelines.scene.place.houses import SNOW, townhouse
from pipelines.scene.place.open import band, dark, halo, level, open_sky, pen_at
from pipelines.scene.place.streets import paved, roadway, row
from pipelines.scene.shapes import path, stroke, trace

CLOTHS = ("#d9534f", "#e8a03f", "#4f8f7a", "#4f6f9f")


def paint_street_cafe(stage: Stage) -> None:
    """A table under an awning on the near pavement, the road and the houses beyond."""
    open_sky(stage, 2.0)
    rng = stage.random("street cafe")
    paint_skyline(stage)
    row(stage, "houses", townhouse, 0.14, 0.14, (0.0, 0.0), 0.35)
    paved(stage, "far pavement", 0.13, 0.2)
    lamp = pen_at(stage, stage.width * rng.uniform(0.3, 0.7), 0.19)
    fixtures.lamp_post(stage, lamp)
    stage.add("street lamp", "far", 0.42, lamp.svg)
    roadway(stage, 0.2, 0.5)
    paved(stage, "pavement", 0.5, 1.3)
    side = rng.choice((0, 1))
    _awning(stage, rng, side)
    _planters(stage, rng, side)
    _table(stage, rng, side)
    stage.anchors["pavement"] = (0, level(stage, 0.66), stage.width, level(stage, 0.93) - level(stage, 0.66))


def _awning(stage: Stage, rng: Random, side: int) -> None:
    """The striped cloth over the picture's upper edge, with lamps below it in the dark."""
    colour, pale = stage.tones.change(rng.choice(CLOTHS)), stage.tones.change("#fbf4e4")
    step, drop, svg = stage.width / 13, stage.height * 0.1, ""
    lean = stage.width * (0.03 if side else -0.03)
    for k in range(-3, 17):
        a, b = k * step, (k + 1) * step
        tone = colour if k % 2 else pale
        svg += path(line([(a - lean, stage.top), (b - lean, stage.top), (b, drop), (a, drop)], closed=True), tone)
        svg += path(
            trace("M", a, drop, "H", b, "v", drop * 0.16, "q", -step / 2, drop * 0.34, -step, 0, "Z"),
            shade(tone, -0.05),
        )
    stage.add("awning", "near", 0.9, svg)


def _planters(stage: Stage, rng: Random, side: int) -> None:
    """Boxes of green along the kerb, away from the table."""
    pen = pen_at(stage, stage.width * (0.72 if side else -0.04), 0.53)
    for k in range(2):
        box = pen.moved(k * 1.5)
        for _ in range(26):
            green = SNOW if stage.wintry else shade(rng.choice(("#6f9f5f", "#7fae6a")), rng.uniform(-0.06, 0.05))
            box.disc(rng.uniform(0.1, 1.2), rng.uniform(0.42, 0.8), rng.uniform(0.08, 0.16), green)
        for _ in range(0 if stage.wintry else 7):
            box.disc(rng.uniform(0.1, 1.2), rng.uniform(0.5, 0.86), 0.06, rng.choice(("#f2a0b4", "#ffd98a", "#fff4e8")))
        box.block(0, 0, 1.3, 0.48, "#7a5f4c")
    stage.add("planters", "far", 0.47, pen.svg)


def _table(stage: Stage, rng: Random, side: int) -> None:
    """A round table, near; its top is the anchor "table"."""
    pen = pen_at(stage, 0, 0.98)
    wide = min(1.8, stage.width * 0.52 / pen.metre)
    pen.x = stage.width * 0.04 if side else stage.width * 0.96 - wide * pen.metre
    iron, cloth = "#3f4650", rng.choice(("#fbf4e4", "#f2e4c9", "#c9d6cf"))
    pen.shadow(wide * 0.2, wide * 0.6, 0.3)
    pen.rect(wide / 2 - 0.04, 0.04, 0.08, 0.66, iron)
    pen.oval(wide / 2, 0.04, wide * 0.22, 0.06, iron)
    pen.oval(wide / 2, 0.7, wide / 2, 0.15, shade(cloth, -0.16))
    pen.oval(wide / 2, 0.73, wide / 2, 0.15, cloth)
    pen.oval(wide / 2, 0.735, wide * 0.44, 0.12, shade(cloth, 0.03))
    x, y = pen.at(0, 0.75)
    stage.anchors["table"] = (x + wide * 0.1 * pen.metre, y - 0.05 * pen.metre, wide * 0.8 * pen.metre, 0.1 * pen.metre)
    stage.add("cafe table", "far", 0.48, pen.svg)


def paint_loading_yard(stage: Stage) -> None:
    """A yard before a warehouse with roller doors, a ramp and a strip of pavement at its near side."""
    open_sky(stage, 2.2)
    rng = stage.random("loading yard")
    paint_skyline(stage)
    _warehouse(stage, rng)
    _asphalt(stage, rng)
    paved(stage, "pavement", 0.68, 1.3)
    _bollards(stage)
    stage.anchors["roadway"] = (0, level(stage, 0.42), stage.width, level(stage, 0.6) - level(stage, 0.42))
    stage.anchors["pavement"] = (0, level(stage, 0.74), stage.width, level(stage, 0.94) - level(stage, 0.74))


def _warehouse(stage: Stage, rng: Random) -> None:
    """A hall of brick or steel, 4.6 m high, with doors and lamps over them."""
    pen = pen_at(stage, stage.left, 0.26, 0.06)
    wide = (stage.right - stage.left) / pen.metre
    wall, trim = rng.choice((("#b9745c", "#e9dcc6"), ("#8fa5b3", "#dfe6ea"), ("#cbb48f", "#f1e8d6")))
    pen.rect(0, 0, wide, 4.6, wall)
    brick = wall == "#b9745c"
    for k in range(int(wide / 0.55)):
        for up in range(8 if brick else 0):
            if rng.random() < 0.16:
                pen.rect(k * 0.55 + 0.2 * (up % 2), 0.3 + up * 0.52, 0.5, 0.2, shade(wall, rng.choice((-0.03, 0.03))))
        if not brick:
            pen.rect(k * 0.55, 0, 0.05, 4.5, shade(wall, -0.035))
    pen.rect(0, 0, wide, 0.7, shade(wall, -0.1))
    pen.rect(-0.2, 4.5, wide, 0.34, SNOW if stage.wintry else trim)
    step, start = 4.4, rng.uniform(0.4, 2.0)
    for k in range(int((wide - start) / step)):
        _roller_door(stage, pen.moved(start + k * step), rng)
    stage.add("warehouse", "far", 0.4, pen.svg)


def _roller_door(stage: Stage, pen: Pen, rng: Random) -> None:
    colour = rng.choice(("#e8ebe6", "#5f8f9f", "#d9a44f", "#c9574a"))
    pen.rect(-0.15, 0, 3.1, 3.35, shade(colour, -0.25))
    up = rng.choice((0.0, 0.0, 1.6, 2.4))
    if up:
        pen.rect(0, 0, 2.8, 3.2, "#3a3f4c")
        pen.rect(0, 0, 2.8, 0.25, "#565c6a")
    pen.rect(0, up, 2.8, 3.2 - up, colour)
    for k in range(int((3.2 - up) / 0.28)):
        pen.rect(0, up + 0.24 + k * 0.28, 2.8, 0.045, shade(colour, -0.07))
    halo(stage, pen, 1.4, 3.7, 2.0)
    pen.poly([(1.1, 3.6), (1.7, 3.6), (1.52, 3.85), (1.28, 3.85)], "#3f4650")
    if dark(stage):
        pen.bright(1.18, 3.54, 0.44, 0.08, "#fff0bd", 0.03)


def _asphalt(stage: Stage, rng: Random) -> None:
    t = stage.tones
    wet = stage.brief.weather in ("rain", "storm")
    colour = t.change("#dbe4ec" if stage.wintry else "#76808d" if wet else "#9a9ea6")
    top = level(stage, 0.26)
    fill = stage.vertical(
        (0, shade(colour, -0.1)), (0.2, colour), (1, shade(colour, -0.05)), top=top, bottom=stage.height
    )
    svg = band(stage, top, stage.bottom - top, fill)
    middle, yellow = stage.width / 2, mix(t.change("#f2c14a"), colour, 0.25)
    bays = "".join(
        trace(
            "M", middle + k * stage.unit * 9, level(stage, 0.3), "L", middle + k * stage.unit * 15, level(stage, 0.62)
        )
        for k in range(-7, 8, 2)
    )
    svg += stroke(bays, yellow, stage.unit * 0.5)
    for _ in range(14):
        x, y = rng.uniform(0, stage.width), level(stage, rng.uniform(0.3, 0.66))
        svg += _patch(stage, x, y, shade(colour, rng.choice((-0.03, 0.035))), rng)
    stage.add("asphalt", "ground", 0.44, svg)


def _patch(stage: Stage, x: float, y: float, colour: str, rng: Random) -> str:
    """A long flat patch on the ground."""
    wide = stage.unit * rng.uniform(6, 20)
    return (
        f'<ellipse cx="{x:.1f}" cy="{y:.1f}" rx="{wide:.1f}" ry="{wide * 0.06:.1f}" fill="{colour}" fill-opacity=".6"/>'
    )


def _bollards(stage: Stage) -> None:
    svg = ""
    for x in (0.04, 0.96):
        pen = pen_at(stage, stage.width * x, 0.71)
        pen.shadow(-0.1, 0.2)
        for k in range(4):
            pen.rect(-0.09, k * 0.24, 0.18, 0.24, ("#f2c14a", "#3a3f4c")[k % 2])
        pen.disc(0, 0.96, 0.09, "#f2c14a")
        svg += pen.svg
    stage.add("bollards", "far", 0.47, svg)
