"""Harbours: boats at their moorings before the houses of the quay."""

from __future__ import annotations

from random import Random

from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.ranges import paint_hills
from pipelines.scene.nature.water import paint_sea
from pipelines.scene.palette import shade
from pipelines.scene.place import fixtures
from pipelines.scene.place.houses import cottage, townhouse
from pipelines.scene.place.open import band, level, open_sky, pen_at
from pipelines.scene.shapes import rect, stroke, trace


def paint_harbour(stage: Stage) -> None:
    """Boats at their moorings, houses on the far quay, a pier in front."""
    open_sky(stage, 3.4)
    rng = stage.random("harbour")
    paint_hills(stage, 2, rng.uniform(10, 18))
    _far_quay(stage, rng)
    paint_sea(stage)
    for k, (name, at) in enumerate((("sail", 0.16), ("cutter", 0.24), ("sail", 0.3))):
        pen = pen_at(stage, stage.width * ((k * 0.34 + rng.uniform(0.0, 0.2)) % 0.95), at, 0.16 - 0.05 * k)
        fixtures.fishing_boat(stage, pen, rng) if name == "cutter" else fixtures.sailing_boat(pen, rng)
        stage.add("moored boat", "far", 0.4, pen.svg)
    _pier(stage, rng)


def _far_quay(stage: Stage, rng: Random) -> None:
    x, svg = stage.left, ""
    while x < stage.right:
        pen = pen_at(stage, x, 0.11, 0.28, foot=stage.horizon + stage.unit * 0.6)
        wide = townhouse(stage, pen, rng) if rng.random() < 0.7 else cottage(stage, pen, rng)
        svg += pen.svg
        x += (wide + rng.choice((0, 0, 1.5))) * pen.metre
    stone = stage.tones.away(stage.tones.change("#a8a096"), 0.25)
    svg += band(stage, stage.horizon, stage.unit * 1.4, stone)
    stage.add("far quay", "far", 0.25, svg)


def _pier(stage: Stage, rng: Random) -> None:
    """Planks along the lower edge on piles, with bollards, barrels and a lamp; things stand on it."""
    t = stage.tones
    top = level(stage, 0.62)
    wood = t.change("#e6edf3" if stage.wintry else "#a67c56")
    svg = "".join(
        (
            rect(
                stage.left + k * stage.unit * 15,
                top,
                stage.unit * 2,
                stage.bottom - top,
                shade(t.change("#6a4f3c"), -0.02),
            )
        )
        for k in range(11)
    )
    fill = stage.vertical((0, shade(wood, 0.02)), (1, shade(wood, -0.06)), top=top, bottom=stage.height)
    svg += band(stage, top, stage.bottom - top, fill)
    y, rows = top, ""
    while y < stage.bottom:
        y += stage.unit * (1.6 + 6 * (y - top) / stage.height)
        rows += trace("M", stage.left, y, "H", stage.right)
    svg += stroke(rows, shade(wood, -0.08), stage.unit * 0.3)
    svg += band(stage, top, stage.unit * 0.8, shade(wood, 0.06)) + band(
        stage, top + stage.unit * 0.8, stage.unit * 0.4, shade(wood, -0.1)
    )
    stage.anchors["beach"] = stage.anchors["pier"] = (0, top, stage.width, stage.height - top)
    stage.add("pier", "ground", 0.5, svg)
    pen = pen_at(stage, stage.width * rng.choice((0.03, 0.86)), 0.66)
    fixtures.barrels(pen, rng)
    for x in (-3, 4):
        pen.rect(x, 0, 0.4, 0.7, "#3f4650", 0.1)
        pen.rect(x - 0.08, 0.6, 0.56, 0.18, "#3f4650", 0.08)
    stage.add("barrels", "far", 0.5, pen.svg)
    lamp = pen_at(stage, stage.width * rng.choice((0.12, 0.8)), 0.64)
    fixtures.lamp_post(stage, lamp)
    stage.add("lamp", "far", 0.5, lamp.svg)
