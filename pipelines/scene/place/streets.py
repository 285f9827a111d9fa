"""Streets: town houses, the pavement and the road before them."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from pipelines.scene.curve import line
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.city import paint_skyline
from pipelines.scene.nature.crowns import leafy
from pipelines.scene.nature.plants import spray
from pipelines.scene.nature.ranges import paint_hills
from pipelines.scene.palette import mix, shade
from pipelines.scene.pen import Pen
from pipelines.scene.place import fixtures
from pipelines.scene.place.houses import SNOW, cottage, shop_front, townhouse
from pipelines.scene.place.lanes import paint_lane
from pipelines.scene.place.open import LAMPLIGHT, band, dark, level, open_sky, pen_at
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


FAR_KERB, NEAR_KERB = 0.27, 0.64
"""Depths of the edges of the road, 0 (horizon) to 1 (lower edge)."""


def paint_street(stage: Stage) -> None:
    """Houses across the street, the road, and the near pavement on which whoever looks stands; or, where nothing but
    people may be in it, a lane that one looks along."""
    if all(subject.person for subject in stage.brief.subjects) and stage.random("lane or road").random() < 0.75:
        paint_lane(stage)
        return
    open_sky(stage, 1.9)
    rng = stage.random("street")
    rng.choice((_terrace, _terrace, _park_side, _blocks, _villas))(stage, rng)
    paved(stage, "far pavement", 0.17, FAR_KERB)
    for k in range(2):
        pen = pen_at(stage, stage.width * (0.12 + 0.72 * k + rng.uniform(-0.05, 0.05)), 0.24)
        fixtures.lamp_post(stage, pen)
        stage.add("street lamp", "far", 0.43, pen.svg)
    _street_tree(stage, rng, 0.24)
    roadway(stage, FAR_KERB, NEAR_KERB, crossing=rng.random() < 0.35)
    paved(stage, "pavement", NEAR_KERB, 1.3)
    stage.anchors["pavement"] = (0, level(stage, 0.74), stage.width, level(stage, 0.95) - level(stage, 0.74))
    _near_tree(stage, rng)


def _terrace(stage: Stage, rng: Random) -> None:
    """Town houses wall to wall."""
    paint_skyline(stage)
    row(stage, "houses", townhouse, 0.18, 0.1, (0.0, 0.0), 0.35)
    _shade_of_houses(stage)


def _villas(stage: Stage, rng: Random) -> None:
    """Cottages behind fences and trees: a street at the edge of a town."""
    paint_hills(stage, 3, rng.uniform(10, 16))
    _lawn(stage, 0.02)
    row(stage, "cottages", cottage, 0.13, 0.08, (1.0, 3.0), 0.36)
    pen = pen_at(stage, stage.left, 0.165, 0.06)
    fixtures.fence(stage, pen, (stage.right - stage.left) / pen.metre)
    stage.add("fence", "far", 0.4, pen.svg)


def _park_side(stage: Stage, rng: Random) -> None:
    """A park across the street, behind a low wall, with the town over its trees."""
    paint_skyline(stage)
    _lawn(stage, 0.0)
    svg = ""
    for at, tall in ((0.07, 9.5), (0.14, 7.0)):
        x = stage.left
        while x < stage.right:
            pen = pen_at(stage, x, at)
            green = stage.tones.away(shade(_green(stage), rng.uniform(-0.06, 0.02)), 0.3 - at)
            svg += leafy(rng, x, pen.foot, rng.uniform(0.8, 1.2) * tall * pen.metre, green)
            x += rng.uniform(2.2, 5.0) * pen.metre
    stage.add("park trees", "far", 0.38, svg)
    pen = pen_at(stage, stage.left, 0.175, 0.05)
    wide = (stage.right - stage.left) / pen.metre
    wall = rng.choice(("#cbbba4", "#b9846a", "#aeb3b5"))
    pen.rect(0, 0, wide, 0.8, wall)
    pen.rect(0, 0.76, wide, 0.14, shade(wall, 0.07))
    for k in range(int(wide / 3)):
        pen.block(k * 3.0, 0, 0.42, 1.15, shade(wall, 0.02))
    stage.add("park wall", "far", 0.4, pen.svg)


def _blocks(stage: Stage, rng: Random) -> None:
    """Houses of glass and pale stone, with shops at their foot."""
    paint_skyline(stage)
    row(stage, "blocks", _block, 0.17, 0.12, (0.0, 1.2), 0.35)
    _shade_of_houses(stage)


def _block(stage: Stage, pen: Pen, rng: Random) -> float:
    """A house of our days, six to ten floors high; returns its width in metres."""
    wide, floors = rng.uniform(8, 13), rng.randint(5, 9)
    wall = rng.choice(("#e6e1d8", "#c9d3d9", "#d9c9b8", "#b9c6c9", "#cf9f86"))
    glass = mix("#7fa6bd", stage.tones.sky_low, 0.45)
    pen.rect(0, 0, wide, floors * 3.2 + 4.4, wall)
    pen.rect(wide - 1.2 if pen.lit_from_left else 0, 0, 1.2, floors * 3.2 + 4.4, shade(wall, -0.05))
    bay = wide / round(wide / 2.2)
    for floor in range(floors):
        for k in range(round(wide / bay)):
            lit = dark(stage) and rng.random() < 0.5
            box = (k * bay + 0.3, 4.6 + floor * 3.2, bay - 0.6, 2.2)
            pen.bright(*box, LAMPLIGHT) if lit else pen.rect(*box, shade(glass, rng.uniform(-0.04, 0.03)))
        pen.rect(0, 4.0 + floor * 3.2, wide, 0.16, shade(wall, -0.04))
    shop_front(stage, pen, rng, wide)
    return wide


def _lawn(stage: Stage, top: float) -> None:
    """Grass from the horizon down to the far pavement."""
    land = stage.tones.change(SNOW if stage.wintry else "#8fb868")
    y, end = level(stage, top), level(stage, 0.2)
    fill = stage.vertical((0, stage.tones.away(land, 0.25)), (1, shade(land, -0.03)), top=y, bottom=end)
    stage.add("lawn", "ground", 0.3, band(stage, y, end - y, fill))


def _shade_of_houses(stage: Stage) -> None:
    """The cool shade at the foot of the houses and the warm light on their upper floors."""
    t, foot = stage.tones, level(stage, 0.18)
    top = foot - stage.height * 0.5
    low = shade(t.near, -0.08)
    fill = stage.vertical((0, t.light, 0.0), (0.4, t.light, 0.12), (0.6, low, 0.0), (1, low, 0.3), top=top, bottom=foot)
    stage.add("light on houses", "light", 0.36, band(stage, top, foot - top, fill))


def paved(stage: Stage, name: str, top: float, low: float) -> None:
    """A pavement of slabs between two depths, with its kerb on the side of the road."""
    t, rng = stage.tones, stage.random("pavement")
    colour = t.change("#eef3f8" if stage.wintry else rng.choice(("#d3c8b8", "#cbc6c2", "#d9c9b4", "#c3c4cb")))
    y1, y2 = level(stage, top), min(level(stage, low), stage.bottom)
    fill = stage.vertical((0, shade(colour, -0.06)), (0.5, colour), (1, shade(colour, -0.03)), top=y1, bottom=y2)
    svg = band(stage, y1, y2 - y1, fill)
    svg += stroke(_slabs(stage, top, low), shade(colour, -0.055), stage.unit * (0.18 if low < 1 else 0.28))
    near = low > 1
    kerb = stage.unit * (1.6 if near else 0.9)
    svg += band(stage, y1 if near else y2 - kerb, kerb, shade(colour, 0.05))
    svg += band(stage, y1 - kerb * 0.7 if near else y2, kerb * 0.8, shade(colour, -0.17))
    stage.add(name, "ground", 0.46 if near else 0.42, svg)


def _slabs(stage: Stage, top: float, low: float) -> str:
    """Seams of the slabs: rays to the far point, and rows that come closer the farther away they are."""
    y1, y2 = level(stage, top), min(level(stage, low), stage.bottom)
    middle, per = stage.width / 2, stage.unit * 9
    data = "".join(
        trace("M", middle + k * per * top * 1.6, y1, "L", middle + k * per * min(low, 1.3) * 1.6, y2)
        for k in range(-30, 31)
    )
    rows = [top + (low - top) * (k / 5) ** 1.4 for k in range(1, 6)]
    return data + "".join(trace("M", stage.left, level(stage, at), "H", stage.right) for at in rows)


def roadway(stage: Stage, top: float, low: float, *, crossing: bool = False) -> None:
    """The road between two depths, with its line; kept as the anchor "roadway"."""
    t, rng = stage.tones, stage.random("paving")
    wet = stage.brief.weather in ("rain", "storm")
    colour = t.change("#d8e1ea" if stage.wintry else "#6f7a8a" if wet else "#878e9b")
    y1, y2 = level(stage, top), level(stage, low)
    fill = stage.vertical((0, shade(colour, -0.05)), (0.3, colour), (1, shade(colour, -0.07)), top=y1, bottom=y2)
    svg = band(stage, y1, y2 - y1, fill)
    middle, dash = level(stage, (top + low) / 2 - 0.01), stage.unit * 11
    start = stage.left + rng.uniform(0, dash)
    data = "".join(
        trace("M", x, middle, "h", dash * 0.5, "l", -stage.unit, stage.unit * 1.1, "h", -dash * 0.5, "Z")
        for x in (start + dash * k for k in range(int((stage.right - start) / dash) + 1))
    )
    svg += "" if crossing else path(data, shade(colour, 0.18), 0.75)
    svg += _stripes(stage, rng, top, low, shade(colour, 0.2)) if crossing else ""
    svg += _reflections(stage, rng) if wet else ""
    stage.anchors["roadway"] = (
        0,
        level(stage, low - 0.2),
        stage.width,
        level(stage, low - 0.05) - level(stage, low - 0.2),
    )
    stage.add("road", "ground", 0.44, svg)


def _stripes(stage: Stage, rng: Random, top: float, low: float, colour: str) -> str:
    """A crossing for those who walk."""
    middle, at = stage.width / 2, stage.width * rng.choice((0.3, 0.5, 0.7)) - stage.width / 2
    svg, y1, y2 = "", level(stage, top + 0.03), level(stage, low - 0.03)
    far, near = top / 0.5, low / 0.5
    for k in range(-3, 4):
        a, b = at + k * stage.unit * 6, at + k * stage.unit * 6 + stage.unit * 3
        corners = [(middle + a * far, y1), (middle + b * far, y1), (middle + b * near, y2), (middle + a * near, y2)]
        svg += path(line(corners, closed=True), colour, 0.8)
    return svg


def _reflections(stage: Stage, rng: Random) -> str:
    """Lights of the street on the wet road."""
    svg = ""
    for _ in range(16):
        x, y = rng.uniform(0, stage.width), level(stage, rng.uniform(0.4, 0.95))
        w = stage.unit * rng.uniform(3, 9)
        colour = rng.choice(("#ffd98a", "#ff9a6a", "#9fd3f0")) if dark(stage) else stage.tones.sky_low
        svg += ellipse(x, y, w, w * 0.14, colour, rng.uniform(0.2, 0.45))
    return svg


def _street_tree(stage: Stage, rng: Random, at: float) -> None:
    svg = ""
    for _ in range(rng.choice((1, 2))):
        pen = pen_at(stage, stage.width * rng.uniform(0.25, 0.75), at)
        x, y = pen.at(0, 0)
        svg += leafy(rng, x, y, 4.6 * pen.metre, _green(stage))
    stage.add("street tree", "far", 0.43, svg)


def _green(stage: Stage) -> str:
    if stage.wintry:
        return stage.tones.change("#dfe8ee")
    return shade(stage.tones.change("#6fa564" if stage.brief.season != "autumn" else "#d9903f"), -0.03)


def _near_tree(stage: Stage, rng: Random) -> None:
    """Twigs of a tree that stands beside whoever looks: they frame a corner of the sky."""
    if stage.wintry or rng.random() < 0.4:
        return
    right, svg = stage.lit_from_left, ""
    green = shade(_green(stage), -0.1)
    for k in range(5):
        angle = 20 + 17 * k + rng.uniform(-6, 6)
        x = (stage.width if right else 0.0) + (1 if right else -1) * stage.unit * rng.uniform(2, 6)
        turned = 180 - angle if right else angle
        svg += spray(rng, x, -stage.unit * rng.uniform(1, 5), stage.unit * rng.uniform(16, 27), turned, green)
    stage.add("leaves", "near", 0.97, svg)
