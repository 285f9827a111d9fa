"""Streets: town houses, the pavement and the road before them."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.city import paint_skyline
from pipelines.scene.nature.plants import leafy
from pipelines.scene.palette import shade
from pipelines.scene.pen import Pen
from pipelines.scene.place import fixtures
from pipelines.scene.place.houses import townhouse
from pipelines.scene.place.open import band, dark, level, open_sky, pen_at
from pipelines.scene.shapes import ellipse, path, stroke, trace

House = Callable[[Stage, Pen, Random], float]


def row(stage: Stage, name: str, house: House, at: float, haze: float, gap: tuple[float, float], depth: float) -> None:
    """Houses side by side across the picture at one depth, `gap` metres apart."""
    rng = stage.random(name)
    pen = pen_at(stage, stage.left, at, haze)
    start, svg = stage.left + rng.uniform(-6, 0) * pen.metre, ""
    while start < stage.right:
        one = pen_at(stage, start, at, haze)
        wide = house(stage, one, rng)
        svg += one.svg
        start += (wide + rng.uniform(*gap)) * one.metre
    stage.add(name, "far", depth, svg)


def paint_street(stage: Stage) -> None:
    """Town houses seen from across the street, and those at its far end."""
    open_sky(stage, 1.9)
    rng = stage.random("street")
    paint_skyline(stage)
    _paved(stage, wet=stage.brief.weather in ("rain", "storm"))
    row(stage, "houses", townhouse, 0.2, 0.1, (0.0, 0.0), 0.35)
    _pavement(stage, rng)
    for k in range(2):
        pen = pen_at(stage, stage.width * (0.12 + 0.72 * k + rng.uniform(-0.05, 0.05)), 0.3)
        fixtures.lamp_post(stage, pen)
        stage.add("street lamp", "far", 0.45, pen.svg)
    _street_tree(stage, rng)


def _paved(stage: Stage, *, wet: bool) -> None:
    t = stage.tones
    colour = t.change("#8f97a3" if not wet else "#6f7a8a")
    if stage.wintry:
        colour = t.change("#d8e1ea")
    fill = stage.vertical((0, t.away(colour, 0.15)), (1, shade(colour, -0.08)), top=stage.horizon, bottom=stage.height)
    svg = band(stage, stage.horizon, stage.bottom - stage.horizon, fill)
    rng = stage.random("paving")
    for k in range(1, 14):
        y = level(stage, 0.3 + 0.75 * (k / 13) ** 1.4)
        x, step = stage.left, stage.unit * (2.5 + 5 * k / 13)
        line = ""
        while x < stage.right:
            line += trace("M", x, y, "h", step * rng.uniform(0.3, 0.8))
            x += step * rng.uniform(0.9, 1.6)
        svg += stroke(line, shade(colour, -0.05), stage.unit * (0.12 + 0.25 * k / 13))
    marks = shade(colour, 0.16)
    middle = level(stage, 0.72)
    dash = stage.unit * 11
    start = stage.left + rng.uniform(0, dash)
    data = "".join(
        trace("M", x, middle, "h", dash * 0.5, "l", -stage.unit, stage.unit * 1.3, "h", -dash * 0.5, "Z")
        for x in (start + dash * k for k in range(int((stage.right - start) / dash) + 1))
    )
    svg += path(data, marks, 0.7)
    if wet:
        svg += _reflections(stage, rng)
    stage.add("road", "ground", 0.44, svg)


def _reflections(stage: Stage, rng: Random) -> str:
    """Lights of the street on the wet road."""
    svg = ""
    for _ in range(16):
        x, y = rng.uniform(0, stage.width), level(stage, rng.uniform(0.4, 0.95))
        w = stage.unit * rng.uniform(3, 9)
        colour = rng.choice(("#ffd98a", "#ff9a6a", "#9fd3f0")) if dark(stage) else stage.tones.sky_low
        svg += ellipse(x, y, w, w * 0.14, colour, rng.uniform(0.2, 0.45))
    return svg


def _pavement(stage: Stage, rng: Random) -> None:
    """The pavement before the houses, and its kerb."""
    t = stage.tones
    top, low = level(stage, 0.195), level(stage, 0.36)
    colour = t.change("#eef3f8" if stage.wintry else rng.choice(("#d3c8b8", "#c9c6c2", "#d9c9b4")))
    fill = stage.vertical((0, shade(colour, -0.06)), (1, colour), top=top, bottom=low)
    svg = band(stage, top, low - top, fill)
    middle = stage.width / 2
    slabs = "".join(
        (trace("M", middle + k * stage.unit * 8, top, "L", middle + k * stage.unit * 10.4, low)) for k in range(-14, 15)
    )
    svg += stroke(slabs, shade(colour, -0.05), stage.unit * 0.2)
    svg += band(stage, low, stage.unit * 1.2, shade(colour, -0.14))
    stage.add("pavement", "ground", 0.44, svg)


def _street_tree(stage: Stage, rng: Random) -> None:
    green = shade(stage.tones.change("#6fa564" if stage.brief.season != "autumn" else "#d9903f"), -0.03)
    svg = ""
    for _ in range(rng.choice((1, 2))):
        pen = pen_at(stage, stage.width * rng.uniform(0.25, 0.75), 0.3)
        x, y = pen.at(0, 0)
        svg += leafy(rng, x, y, 4.6 * pen.metre, green if not stage.wintry else stage.tones.change("#dfe8ee"))
    stage.add("street tree", "far", 0.44, svg)
