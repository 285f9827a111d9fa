"""Ways: roads and airports."""

from __future__ import annotations

from random import Random

from pipelines.scene.curve import line, smooth
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.city import paint_skyline
from pipelines.scene.nature.land import paint_ground
from pipelines.scene.nature.ranges import paint_hills, paint_mesas, paint_peaks
from pipelines.scene.nature.trees import paint_trees
from pipelines.scene.palette import mix, shade
from pipelines.scene.place.open import dark, halo, level, open_sky, pen_at
from pipelines.scene.place.woods import tree_of
from pipelines.scene.shapes import circle, path, stroke, trace


def strip(
    stage: Stage, x: float, half: tuple[float, float], top: float, lean: float = 0.0
) -> list[tuple[float, float]]:
    """A straight strip of ground from `top` to the lower edge; `half` are half its widths there, in units."""
    far, near = half[0] * stage.unit, half[1] * stage.unit
    return [(x + lean - far, top), (x + lean + far, top), (x + near, stage.bottom), (x - near, stage.bottom)]


def paint_road(stage: Stage) -> None:
    """A road that winds into hills or mountains, with posts and trees beside it."""
    open_sky(stage, 2.2)
    rng = stage.random("road")
    barren = stage.brief.setting == "desert"
    _land(stage, rng)
    t = stage.tones
    x, lean = stage.width * rng.uniform(0.42, 0.58), rng.choice((-1, 1)) * rng.uniform(0.08, 0.2) * stage.width
    sides: tuple[list[tuple[float, float]], list[tuple[float, float]]] = ([], [])
    middle = []
    for k in range(15):
        at = k / 14
        y = level(stage, 0.02 + 1.1 * at**1.25)
        bend = lean * (1 - at) * (1.2 - at)
        half = stage.unit * (1.1 + 30 * at**1.35)
        sides[0].append((x + bend - half, y))
        sides[1].append((x + bend + half, y))
        middle.append((x + bend, y, half))
    tar = t.change("#dfe7ee" if stage.wintry else "#6f747f")
    fill = stage.vertical((0, t.away(tar, 0.3)), (1, shade(tar, -0.05)), top=stage.horizon, bottom=stage.height)
    data = smooth([*sides[0], *reversed(sides[1])], closed=True)
    svg = path(data, fill, edge=mix(t.change("#e3d9c4"), t.land, 0.3), width=stage.unit * 0.8)
    for k in range(1, 14, 2):
        (ax, ay, ah), (bx, by, bh) = middle[k], middle[k + 1]
        dash = line(
            [(ax - ah * 0.035, ay), (ax + ah * 0.035, ay), (bx + bh * 0.035, by), (bx - bh * 0.035, by)], closed=True
        )
        svg += path(dash, t.change("#f6efd9"))
    stage.add("road", "ground", 0.46, svg)
    at, y, half = middle[10]
    stage.anchors["roadway"] = (at - half * 0.3, y, half * 0.6, stage.height * 0.93 - y)
    green = shade(mix(t.far, t.land, 0.35), -0.05)
    for k in range(0 if barren else 2):
        pen = pen_at(stage, stage.width * (0.03 + 0.94 * k), rng.uniform(0.2, 0.32))
        stage.add("tree", "far", 0.43, tree_of(rng, stage, pen, rng.uniform(4.5, 6), green))
    _sign(stage, rng)


def _land(stage: Stage, rng: Random) -> None:
    """The country that a road leads through."""
    setting = stage.brief.setting
    if setting == "desert":
        paint_mesas(stage)
        paint_ground(stage, grass=False, wave=1.2)
        return
    if rng.random() < 0.6 or setting == "mountain":
        paint_peaks(stage, 2, rng.uniform(22, 34), 0.45)
    paint_hills(stage, 3, rng.uniform(9, 16))
    kinds, tall = ("lc", 8) if setting != "forest" else ("clc", 20)
    line_of = stage.horizon + stage.unit
    paint_trees(stage, "tree line", kinds, line_of, stage.unit * tall, 0.32, gaps=0.8, snow=stage.wintry)
    paint_ground(stage, flowers=30, grass=setting != "snow")


def _sign(stage: Stage, rng: Random) -> None:
    """Posts along the road and a sign without words."""
    pen = pen_at(stage, stage.width * rng.choice((0.14, 0.82)), 0.36)
    pen.rect(-0.06, 0, 0.12, 2.3, "#8d949c")
    pen.poly([(-0.8, 1.6), (0.7, 1.6), (1.05, 1.92), (0.7, 2.24), (-0.8, 2.24)], "#3f7f5a")
    pen.line([(-0.5, 1.92), (0.5, 1.92)], "#f4f1e6", 0.09)
    pen.line([(0.28, 2.08), (0.5, 1.92), (0.28, 1.76)], "#f4f1e6", 0.09)
    stage.add("sign", "far", 0.45, pen.svg)


def paint_airport(stage: Stage) -> None:
    """A runway to the horizon, a tower and hangars beside it."""
    open_sky(stage, 1.9)
    rng = stage.random("airport")
    paint_skyline(stage) if rng.random() < 0.3 else paint_hills(stage, 2, 9)
    paint_ground(stage, grass=False)
    t = stage.tones
    x = stage.width * rng.uniform(0.44, 0.56)
    top = stage.horizon + stage.unit * 0.8
    tar = t.change("#dfe6ed" if stage.wintry else "#7a808b")
    fill = stage.vertical((0, t.away(tar, 0.3)), (1, shade(tar, -0.05)), top=top, bottom=stage.height)
    svg = path(line(strip(stage, x, (3, 62), top), closed=True), fill)
    white = t.change("#f6f4ea")
    for side in (-1, 1):
        svg += stroke(
            trace("M", x + side * stage.unit * 2.7, top, "L", x + side * stage.unit * 57, stage.bottom),
            white,
            stage.unit * 0.7,
        )
    for k in range(7):
        a, b = ((k + 0.15) / 7) ** 1.9, ((k + 0.65) / 7) ** 1.9
        y1, y2 = top + (stage.bottom - top) * a, top + (stage.bottom - top) * b
        w1, w2 = stage.unit * (0.1 + 2.2 * a), stage.unit * (0.1 + 2.2 * b)
        svg += path(line([(x - w1, y1), (x + w1, y1), (x + w2, y2), (x - w2, y2)], closed=True), white)
    lights = ""
    for side in (-1, 1):
        for k in range(1, 12):
            at = (k / 12) ** 1.8
            px, py = x + side * stage.unit * (3.4 + 62 * at), top + (stage.bottom - top) * at
            r = stage.unit * (0.15 + 0.7 * at)
            if dark(stage):
                lights += circle(px, py, r * 5, stage.glow("#ffd27a", 0.6))
            lights += circle(px, py, r, "#ffe6a0")
    stage.add("runway", "ground", 0.45, svg + lights)
    _hangars(stage, rng)


def _hangars(stage: Stage, rng: Random) -> None:
    side = rng.choice((0, 1))
    pen = pen_at(stage, stage.width * (0.01 if side else 0.66), 0.11, 0.16)
    for k in range(2):
        x = k * 9.4
        steel = ("#b9c6d3", "#c9bfae")[k]
        pen.soft([(x, 0), (x + 0.1, 3), (x + 2, 5.4), (x + 4.5, 6.2), (x + 7, 5.4), (x + 8.9, 3), (x + 9, 0)], steel)
        pen.rect(x + 1.2, 0, 6.6, 3.6, shade(steel, -0.14))
        for j in range(4):
            pen.rect(x + 1.2 + j * 1.65, 0, 0.1, 3.6, shade(steel, -0.2))
    stage.add("hangars", "far", 0.33, pen.svg)
    tower = pen_at(stage, stage.width * (0.82 if side else 0.14), 0.1, 0.14)
    tower.poly([(-1.2, 0), (1.2, 0), (0.8, 11), (-0.8, 11)], "#e6e2da")
    tower.poly(
        [(0.3, 0), (1.2, 0), (0.8, 11), (0.2, 11)]
        if tower.lit_from_left
        else [(-0.3, 0), (-1.2, 0), (-0.8, 11), (-0.2, 11)],
        shade("#e6e2da", -0.07),
    )
    tower.poly([(-1.6, 11), (1.6, 11), (2.4, 13.4), (-2.4, 13.4)], "#5f8fa8")
    if dark(stage):
        halo(stage, tower, 0, 12.2, 4)
        tower.bright(-1.7, 11.3, 3.4, 1.7, "#ffe6a4")
    tower.rect(-2.6, 13.3, 5.2, 0.6, "#d9534f")
    tower.line([(0, 13.9), (0, 16.4)], "#8d949c", 0.14)
    wind = pen_at(stage, stage.width * (0.9 if side else 0.06), 0.3)
    wind.rect(-0.06, 0, 0.12, 3.2, "#8d949c")
    for k in range(4):
        wind.poly(
            [
                (0.05 + k * 0.5, 3.2 - k * 0.06),
                (0.55 + k * 0.5, 3.14 - k * 0.06),
                (0.55 + k * 0.5, 2.72 + k * 0.05),
                (0.05 + k * 0.5, 2.6 + k * 0.05),
            ],
            "#f08a3a" if k % 2 == 0 else "#fbf4e6",
        )
    stage.add("tower", "far", 0.36, tower.svg + wind.svg)
