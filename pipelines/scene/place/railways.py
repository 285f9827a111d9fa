"""Railways: a country station, and the line through open land."""

from __future__ import annotations

from itertools import pairwise
from random import Random

from pipelines.scene.curve import below, rolling, smooth
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.land import paint_ground
from pipelines.scene.nature.plants import flower
from pipelines.scene.nature.ranges import paint_hills, paint_peaks
from pipelines.scene.nature.trees import paint_trees
from pipelines.scene.palette import shade
from pipelines.scene.place import fixtures
from pipelines.scene.place.houses import SNOW
from pipelines.scene.place.open import LAMPLIGHT, band, dark, halo, level, open_sky, pen_at
from pipelines.scene.shapes import circle, path, stroke, trace


def paint_railway(stage: Stage) -> None:
    """A country station: the track across the picture, a platform, a house with a clock; for a train alone, or for
    nothing, the line may lead through open land."""
    open_sky(stage, 2.2)
    rng = stage.random("railway")
    subjects = stage.brief.subjects
    lone = all(not one.person and one.count == 1 for one in subjects) and len(subjects) < 2
    if lone and rng.random() < 0.6:
        _open_line(stage, rng)
        return
    paint_hills(stage, 3, rng.uniform(10, 16))
    paint_trees(stage, "tree line", "lc", stage.horizon + stage.unit, stage.unit * 9, 0.32, gaps=0.4, snow=stage.wintry)
    paint_ground(stage, grass=False)
    _station(stage, rng)
    paint_track(stage, rng)
    _platform(stage, rng)


def _open_line(stage: Stage, rng: Random) -> None:
    """The track through fields or below mountains, with telegraph poles and flowers on its bank."""
    paint_peaks(stage, 2, rng.uniform(22, 34), 0.45) if rng.random() < 0.5 else paint_hills(
        stage, 3, rng.uniform(12, 18)
    )
    paint_trees(stage, "tree line", "lc", stage.horizon + stage.unit, stage.unit * 9, 0.32, gaps=0.6, snow=stage.wintry)
    paint_ground(stage, flowers=90)
    _poles(stage, rng)
    paint_track(stage, rng, 0.34)
    _bank(stage, rng)


def _poles(stage: Stage, rng: Random) -> None:
    """Telegraph poles along the line, with sagging wires."""
    foot, svg = level(stage, 0.3), ""
    step, start = stage.width * 0.34, stage.width * rng.uniform(-0.2, 0.1)
    tops = []
    for k in range(-1, 5):
        pen = pen_at(stage, start + k * step, 0.3, 0.05, foot)
        pen.rect(-0.11, 0, 0.22, 7.2, "#7a5f4c")
        pen.rect(-0.95, 6.5, 1.9, 0.18, "#7a5f4c")
        tops.append([pen.at(x, 6.75) for x in (-0.8, 0.0, 0.8)])
        svg += pen.svg
    wires = ""
    for one, two in pairwise(tops):
        for (x1, y1), (x2, y2) in zip(one, two, strict=True):
            wires += trace("M", x1, y1, "Q", (x1 + x2) / 2, y1 + stage.unit * 3.4, x2, y2)
    stage.add("telegraph poles", "far", 0.42, svg + stroke(wires, stage.tones.change("#5a5560"), stage.unit * 0.14))


def _bank(stage: Stage, rng: Random) -> None:
    """The grassy slope before the track."""
    t, top = stage.tones, level(stage, 0.62)
    land = SNOW if stage.wintry else shade(t.land, -0.02)
    points = rolling(rng, stage.left, stage.right, top, stage.unit * 1.6, 1.2)
    fill = stage.vertical((0, shade(land, 0.03)), (1, shade(land, -0.09)), top=top, bottom=stage.height)
    svg = path(below(smooth(points), stage.left, stage.right, stage.bottom), fill)
    for _ in range(0 if stage.wintry else 60):
        x, at = rng.uniform(stage.left, stage.right), rng.uniform(0.66, 1.0)
        petal = t.change(rng.choice(("#ef6f6c", "#ffd25e", "#ffffff", "#b39ddb")))
        svg += flower(rng, x, level(stage, at), stage.unit * (1.2 + 2.4 * at), petal, shade(land, -0.12))
    stage.add("bank", "ground", 0.46, svg)


def _station(stage: Stage, rng: Random) -> None:
    pen = pen_at(stage, stage.width * rng.choice((0.05, 0.3, 0.5)), 0.12, 0.1)
    wall, tile = rng.choice(("#c9694a", "#e3c9a0", "#d98f6a")), "#5f6a7a"
    pen.rect(0, 0, 12, 3.8, wall)
    pen.rect(9.6 if pen.lit_from_left else 0, 0, 2.4, 3.8, shade(wall, -0.05))
    for k in range(6):
        x = 0.7 + k * 1.95
        if dark(stage) and k % 2:
            pen.bright(x, 0.8, 1.0, 2.0, LAMPLIGHT)
            halo(stage, pen, x + 0.5, 1.8, 2.0)
        else:
            pen.rect(x, 0.8, 1.0, 2.0, "#5f7f93")
        pen.line([(x, 2.8), (x + 0.5, 3.1), (x + 1.0, 2.8)], "#f4ead4", 0.16)
    pen.poly([(-0.8, 3.7), (1.4, 6.0), (10.6, 6.0), (12.8, 3.7)], SNOW if stage.wintry else tile)
    pen.rect(4.6, 3.6, 2.8, 3.2, wall)
    pen.poly([(4.2, 6.7), (6, 8.6), (7.8, 6.7)], tile)
    pen.disc(6, 5.6, 0.9, "#fbf6e8")
    pen.line([(6, 5.6), (6, 6.2)], "#4a4348", 0.12)
    pen.line([(6, 5.6), (6.4, 5.5)], "#4a4348", 0.12)
    pen.rect(-1.2, 2.9, 14.4, 0.2, "#8a5a45")
    for k in range(6):
        pen.rect(-0.9 + k * 2.75, 0, 0.14, 2.9, "#6a4f45")
    stage.add("station", "far", 0.34, pen.svg)


def paint_track(stage: Stage, rng: Random, at: float = 0.2) -> None:
    """Rails across the picture on their bed, from that depth on; kept as the anchor "rails"."""
    t = stage.tones
    top, low = level(stage, at), level(stage, at + 0.26)
    bed = t.change("#e3eaf0" if stage.wintry else "#a89a8c")
    svg = band(stage, top, low - top, bed)
    for _ in range(130):
        x, y, r = rng.uniform(stage.left, stage.right), rng.uniform(top, low), stage.unit * rng.uniform(0.2, 0.5)
        svg += circle(x, y, r, shade(bed, rng.choice((-0.06, 0.05))))
    a, b = top + (low - top) * 0.28, top + (low - top) * 0.68
    step = stage.unit * 5
    sleepers = "".join(
        (
            trace(
                "M",
                stage.left + k * step,
                a - stage.unit,
                "h",
                stage.unit * 1.9,
                "l",
                stage.unit * 1.4,
                b - a + 2.4 * stage.unit,
                "h",
                -stage.unit * 2.6,
                "Z",
            )
        )
        for k in range(int((stage.right - stage.left) / step) + 1)
    )
    svg += path(sleepers, t.change("#7a5a48"))
    for y, w in ((a, 0.7), (b, 1.0)):
        svg += band(stage, y, stage.unit * w, t.change("#5f6670")) + band(
            stage, y, stage.unit * w * 0.35, t.change("#c3ccd6")
        )
    stage.anchors["rails"] = (0, b, stage.width, stage.unit * 2)
    stage.add("track", "ground", 0.44, svg)


def _platform(stage: Stage, rng: Random) -> None:
    """The near platform, on which things stand."""
    t = stage.tones
    top = level(stage, 0.52)
    stone = t.change("#e9eff4" if stage.wintry else "#cfc6b8")
    fill = stage.vertical((0, stone), (1, shade(stone, -0.06)), top=top, bottom=stage.height)
    svg = band(stage, top, stage.bottom - top, fill) + band(stage, top, stage.unit * 0.9, shade(stone, 0.06))
    svg += band(stage, top + stage.unit * 2.4, stage.unit * 0.8, t.change("#f0c64a"))
    rays = "".join(
        (
            trace(
                "M",
                stage.width / 2 + k * stage.unit * 14,
                top,
                "L",
                stage.width / 2 + k * stage.unit * 22,
                stage.bottom,
            )
        )
        for k in range(-9, 10)
    )
    svg += stroke(rays, shade(stone, -0.06), stage.unit * 0.3)
    stage.anchors["beach"] = (0, top + stage.unit * 3, stage.width, stage.height - top)
    stage.add("platform", "ground", 0.48, svg)
    lamp = pen_at(stage, stage.width * rng.choice((0.08, 0.9)), 0.56)
    fixtures.lamp_post(stage, lamp)
    stage.add("lamp", "far", 0.49, lamp.svg)
    bench = pen_at(stage, stage.width * rng.choice((0.12, 0.7)), 0.6)
    fixtures.bench(bench, "#4f7f6a")
    x, y = bench.at(0, 0.5)
    stage.anchors["bench"] = (x, y, 1.8 * bench.metre, 0.2 * bench.metre)
    stage.add("bench", "far", 0.49, bench.svg)
