"""Cliffs: a ledge high over a valley or the sea."""

from __future__ import annotations

from random import Random

from pipelines.scene.curve import below, height_at, line, rolling, smooth
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.plants import conifer, tuft
from pipelines.scene.nature.ranges import paint_hills, paint_peaks
from pipelines.scene.nature.rock import rock_face
from pipelines.scene.nature.water import paint_sea
from pipelines.scene.palette import mix, shade
from pipelines.scene.place.houses import SNOW
from pipelines.scene.place.open import band, level, open_sky
from pipelines.scene.place.shores import boulder
from pipelines.scene.shapes import ellipse, path

TURF = "#8fb05a"
"""The grass of a ledge by the sea, where the land of the picture is sand."""


def paint_cliff(stage: Stage) -> None:
    """The edge of a cliff high over a valley or the sea."""
    open_sky(stage, 2.0)
    rng = stage.random("cliff")
    if stage.brief.setting == "sea" or rng.random() < 0.5:
        paint_sea(stage)
        stage.anchors.pop("sea", None)
    else:
        paint_peaks(stage, 3, rng.uniform(36, 48), 0.5)
        paint_hills(stage, 3, 10)
        _valley_mist(stage, rng)
    for side, far in ((0, True), (1, False)):
        _bluff(stage, rng, side if rng.random() < 0.5 else 1 - side, far)
    _ledge(stage, rng)


def _valley_mist(stage: Stage, rng: Random) -> None:
    t = stage.tones
    svg = band(stage, stage.horizon, stage.bottom - stage.horizon, t.away(t.far, 0.55))
    for _ in range(12):
        x, y = rng.uniform(stage.left, stage.right), level(stage, rng.uniform(0.0, 0.6))
        rx = stage.unit * rng.uniform(18, 40)
        svg += ellipse(x, y, rx, rx * 0.16, stage.glow(mix(t.sky_edge, "#ffffff", 0.4), 0.7, 0.2))
    stage.add("mist of the valley", "far", 0.2, svg)


def _bluff(stage: Stage, rng: Random, side: int, far: bool) -> None:
    """A steep rock at one side, behind the ledge."""
    t = stage.tones
    stone = t.away(t.change("#8f8478"), 0.45 if far else 0.22)
    edge, sign = (stage.left, 1) if not side else (stage.right, -1)
    reach = stage.width * (rng.uniform(0.36, 0.46) if far else rng.uniform(0.28, 0.36)) + stage.width * 0.1
    top = stage.horizon - stage.unit * (rng.uniform(6, 14) if far else rng.uniform(14, 26))
    points = [
        (edge, top),
        (edge + sign * reach * 0.7, top + stage.unit * rng.uniform(-2, 2)),
        (edge + sign * reach * 0.86, top + stage.unit * 5),
        (edge + sign * reach * 0.9, top + stage.unit * 20),
        (edge + sign * reach, stage.bottom),
    ]
    outline = [*points[:-1], (points[-2][0] + sign * stage.unit, level(stage, 0.9))]
    svg = rock_face(stage, rng, outline[::sign], stage.bottom, stone, stage.unit * (4 if far else 6))
    green = t.away(SNOW if stage.wintry else t.change("#83a85c"), 0.35 if far else 0.15)
    cap = [
        points[0],
        points[1],
        points[2],
        (points[2][0] - sign * stage.unit * 4, points[2][1] + stage.unit),
        (edge, top + stage.unit * 3.4),
    ]
    svg += path(line(cap, closed=True), green)
    for _ in range(4):
        x = edge + sign * reach * rng.uniform(0.2, 0.66)
        svg += conifer(
            rng,
            x,
            top + stage.unit * 1.4,
            stage.unit * rng.uniform(6, 9),
            shade(green, -0.12),
            SNOW if stage.wintry else "",
        )
    stage.add("bluff", "far", 0.25 if far else 0.32, svg)


def _ledge(stage: Stage, rng: Random) -> None:
    """The ledge in front: it reaches in from one side over the whole lower edge; things stand on it."""
    t = stage.tones
    top = level(stage, 0.5)
    side = 1 if stage.lit_from_left else -1
    points = [
        (x, y + side * (x / stage.width - 0.5) * stage.unit * -9)
        for x, y in rolling(rng, stage.left, stage.right, top, stage.unit * 1.6, 1.4)
    ]
    grass = SNOW if stage.wintry else t.change(TURF) if stage.brief.setting == "sea" else t.land
    fill = stage.vertical((0, shade(grass, 0.02)), (1, shade(grass, -0.08)), top=top, bottom=stage.height)
    lip = [(x, y + stage.unit * 1.1) for x, y in points]
    stone = t.change("#7f766c")
    svg = path(below(smooth(lip), stage.left, stage.right, stage.bottom), shade(stone, -0.04))
    svg += path(below(smooth(points), stage.left, stage.right, stage.bottom), fill)
    blades = "".join(
        tuft(rng, x, height_at(points, x) + stage.unit * 0.3, stage.unit * rng.uniform(0.8, 2))
        for x in (rng.uniform(0, stage.width) for _ in range(40))
    )
    svg += path(blades, shade(grass, -0.05))
    for _ in range(7):
        x = stage.width * rng.choice((rng.uniform(-0.05, 0.25), rng.uniform(0.75, 1.05)))
        svg += boulder(
            stage, rng, x, height_at(points, x) + stage.unit * rng.uniform(0.5, 3), stage.unit * rng.uniform(1.5, 4.5)
        )
    stage.anchors["beach"] = stage.anchors["cliff"] = (0, top + stage.unit * 5, stage.width, stage.height - top)
    stage.add("ledge", "ground", 0.46, svg)
