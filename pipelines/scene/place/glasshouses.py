"""Glasshouses: iron ribs, glass and plants."""

from __future__ import annotations

from random import Random

from pipelines.scene.curve import n
from pipelines.scene.interior.clutter import pot
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.view import view
from pipelines.scene.palette import mix, shade
from pipelines.scene.pen import Pen
from pipelines.scene.place.jungle import frond
from pipelines.scene.place.open import band
from pipelines.scene.shapes import stroke, trace


def paint_greenhouse(stage: Stage) -> None:
    """A glasshouse: ribs of white iron, the land outside, benches and beds full of plants."""
    rng = stage.random("greenhouse")
    t = stage.tones
    stage.metre = stage.height * 0.24
    svg = view(stage, (0, 0, stage.width, stage.horizon + stage.unit * 2), "hills", horizon=0.8, cut=False)
    svg += band(stage, stage.top, stage.horizon - stage.top, mix(t.sky_low, "#dff0e6", 0.5), 0.28)
    stage.add("outside", "sky", 0.05, svg)
    stage.add("ribs", "far", 0.14, _ribs(stage))
    tile = t.change(rng.choice(("#d9cbb4", "#c9b49a", "#cfd0c4")))
    fill = stage.vertical((0, shade(tile, -0.05)), (1, shade(tile, 0.02)), top=stage.horizon, bottom=stage.height)
    floor = band(stage, stage.horizon, stage.bottom - stage.horizon, fill)
    cx = stage.width / 2
    rays = "".join(
        (trace("M", cx + k * stage.unit * 5, stage.horizon, "L", cx + k * stage.unit * 16, stage.bottom))
        for k in range(-18, 19)
    )
    floor += stroke(rays, shade(tile, -0.06), stage.unit * 0.25)
    stage.add("floor", "ground", 0.14, floor)
    _benches(stage, rng)
    for side in (0, 1):
        leaves = "".join(
            frond(
                rng,
                stage.width * (side + (1 - 2 * side) * rng.uniform(-0.04, 0.13)),
                stage.horizon + (stage.height - stage.horizon) * rng.uniform(0.1, 0.4),
                stage.unit * rng.uniform(16, 28),
                t.change(rng.choice(("#4f9a5a", "#3f8f63", "#6aa84f"))),
            )
            for _ in range(5)
        )
        stage.add("palm leaves", "far", 0.44, leaves)


def _ribs(stage: Stage) -> str:
    """Iron ribs: posts below, a pitched or round roof above, in perspective."""
    white = stage.tones.change("#f3f7f3")
    cx, eaves, top = stage.width / 2, stage.horizon * 0.42, stage.horizon * 0.04
    svg, thin = "", stage.unit * 0.55
    for k in range(-9, 10):
        x = cx + k * stage.width * 0.09
        svg += trace(
            "M",
            x,
            stage.horizon,
            "V",
            eaves,
            "Q",
            x,
            top + (eaves - top) * 0.4,
            cx + k * stage.width * 0.03,
            top - stage.unit * 4,
        )
    rows = "".join(trace("M", stage.left, y, "H", stage.right) for y in (eaves, eaves + (stage.horizon - eaves) * 0.5))
    rows += "".join(trace("M", stage.left, eaves - (eaves - top) * a, "H", stage.right) for a in (0.35, 0.7))
    low = band(stage, stage.horizon - stage.unit * 4, stage.unit * 4, stage.tones.change("#b98a6a")) + band(
        stage, stage.horizon - stage.unit * 4.6, stage.unit, white
    )
    return f'<path d="{svg}{rows}" fill="none" stroke="{white}" stroke-width="{n(thin)}"/>{low}'


def _benches(stage: Stage, rng: Random) -> None:
    """Two benches with pots along the glass, and pots that hang from the roof."""
    for side in (0, 1):
        m = stage.height * 0.2
        wide = stage.width * 0.36 / m
        pen = Pen(
            stage.width * (0.02 if not side else 0.62),
            stage.horizon + stage.unit * 3,
            m,
            stage.tones.change,
            lit_from_left=stage.lit_from_left,
        )
        pen.shadow(0, wide)
        for x in (0.08, wide - 0.16):
            pen.rect(x, 0, 0.08, 0.72, "#8a6a4f")
        pen.rect(0, 0.3, wide, 0.05, "#8a6a4f")
        for k in range(int(wide / 0.3)):
            pot(pen, rng, 0.15 + k * 0.3, 0.35, rng.uniform(0.2, 0.3))
            pot(pen, rng, 0.15 + k * 0.3 + rng.uniform(-0.05, 0.05), 0.78, rng.uniform(0.34, 0.62))
        pen.rect(-0.04, 0.7, wide + 0.08, 0.09, "#a9835f", 0.01)
        x, y = pen.at(0, 0.8)
        stage.anchors.setdefault("table", (x, y, wide * m, 0.08 * m))
        stage.add("bench", "far", 0.15, pen.svg)
    for k in range(3):
        pen = Pen(
            stage.width * (0.22 + 0.28 * k),
            stage.horizon * rng.uniform(0.28, 0.36),
            stage.height * 0.2,
            stage.tones.change,
        )
        pen.line([(0, 1.6), (0, 0.3)], "#6a5a50", 0.015)
        for j in range(9):
            dx = (j - 4) * 0.06
            pen.bow(
                [(dx, 0.3), (dx * 2.2, 0.26), (dx * 2.6, 0.2 - rng.uniform(0.1, 0.55))],
                rng.choice(("#5f9a5a", "#7fb05f")),
                0.04,
            )
        pen.poly([(-0.18, 0.34), (0.18, 0.34), (0.12, 0.1), (-0.12, 0.1)], "#c9714a")
        stage.add("hanging plant", "far", 0.3, pen.svg)
