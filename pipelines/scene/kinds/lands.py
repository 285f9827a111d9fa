"""Lands from straight above: fields, woods, coasts, dunes and towns."""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random

from pipelines.scene.curve import Point, blob, n, smooth
from pipelines.scene.kinds.roofs import block
from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import mix, shade
from pipelines.scene.shapes import circle, dashed, path, rect, stroke, trace, turned

FIELDS = ("#8fb85a", "#b7c45f", "#dcc873", "#6fa35a", "#c9a867", "#9fb774", "#e2d694", "#7c9a52")
AUTUMN = ("#c98f4a", "#b5703c", "#d9b35f", "#9a8a4e", "#a8683a")
SNOWY = ("#eef4f9", "#e2ebf3", "#f6fafc", "#d9e5ef")
SHALLOWS = (
    (0.1, "#3f9fc0"), (0.16, "#67bccf"), (0.215, "#a5d9d8"), (0.235, "#ffffff"), (0.245, "#f0ddac"),
    (0.3, "#e6cb8d"), (0.4, "#8fb85a"),
)  # fmt: skip
"""From the shallow water to the grass: how far up the beach, and the colour."""
CROWNS = ("#4f8a4a", "#5f9a52", "#3f7a46", "#6fa65a")


def paint_fields(stage: Stage, rng: Random) -> None:
    """Fields of many kinds with furrows and hedges, a road and a stream, trees along them."""
    colours = SNOWY if stage.wintry else AUTUMN if stage.brief.season == "autumn" else FIELDS
    reach, svg, hedges = 1.5 * max(stage.width, stage.height), "", ""
    y = -reach / 2
    while y < reach / 2:
        high = stage.unit * rng.uniform(17, 27)
        x = -reach / 2 + rng.uniform(-8, 0) * stage.unit
        while x < reach / 2:
            wide = stage.unit * rng.uniform(18, 36)
            svg += _field(stage, rng, x, y, wide, high, rng.choice(colours))
            hedges += trace("M", x, y, "h", wide, "v", high)
            x += wide
        y += high
    edge = shade(mix(colours[0], "#3f6a3a", 0.6), -0.03)
    cx, cy = stage.width / 2, stage.height / 2
    grid = svg + stroke(hedges, edge, stage.unit * 0.8)
    whole = f'<g transform="translate({n(cx)} {n(cy)}) rotate({rng.uniform(-28, 28):.1f})">{grid}</g>'
    stage.add("fields", "ground", 0.2, rect(*stage.frame, colours[0]) + whole)
    if rng.random() < 0.6:
        paint_river(stage, rng, stage.unit * 4)
    paint_road(stage, rng)
    _crowns(stage, rng, 44, "trees")


def _field(stage: Stage, rng: Random, x: float, y: float, w: float, h: float, colour: str) -> str:
    """One field, its furrows along or across, or none."""
    colour = shade(colour, rng.uniform(-0.03, 0.03))
    svg = rect(x, y, w + 0.5, h + 0.5, colour)
    kind, step = rng.randrange(3), stage.unit * rng.uniform(1.4, 2.4)
    data = ""
    if kind == 0:
        data = "".join(trace("M", x + step * at, y, "v", h) for at in range(1, int(w / step)))
    elif kind == 1:
        data = "".join(trace("M", x, y + step * at, "h", w) for at in range(1, int(h / step)))
    return svg + (stroke(data, shade(colour, -0.045), step * 0.3) if data else "")


def _bend(stage: Stage, rng: Random) -> list[Point]:
    """A soft line across the whole picture, from one side to another."""
    flat = rng.random() < 0.5
    side, swing = rng.uniform(0.25, 0.75), rng.uniform(0.08, 0.18)
    phase, points = rng.uniform(0, math.tau), []
    for at in range(9):
        along = -0.25 + 1.5 * at / 8
        across = side + swing * math.sin(phase + at * 0.9)
        points.append((stage.width * (along if flat else across), stage.height * (across if flat else along)))
    return points


def paint_river(stage: Stage, rng: Random, wide: float) -> None:
    """A river of a width in scene units, across the picture."""
    data, water = smooth(_bend(stage, rng)), "#5aa9cc"
    bank = stroke(data, "#d9cf9a" if not stage.wintry else "#ffffff", wide * 1.3)
    stage.add(
        "river", "water", 0.24, bank + stroke(data, water, wide) + stroke(data, shade(water, 0.06), wide * 0.4, 0.6)
    )


def paint_lake(stage: Stage, rng: Random) -> None:
    """A lake in the middle of the picture, shallow at its banks."""
    x, y, r, svg = stage.width / 2, stage.height / 2, stage.unit * rng.uniform(30, 36), ""
    banks = ((1.0, "#dccf9c"), (0.95, "#8fcbd4"), (0.86, "#62b1cb"), (0.66, "#4a9dc0"))
    outline = Random(rng.random())
    state = outline.getstate()
    for share, colour in banks:
        outline.setstate(state)
        svg += path(blob(outline, x, y, r * share * 1.15, r * share * 0.9, 0.13, 13), colour)
    stage.add("lake", "water", 0.28, svg)


def paint_road(stage: Stage, rng: Random) -> None:
    """A pale road across the picture."""
    data, wide = smooth(_bend(stage, rng)), stage.unit * 2.4
    svg = stroke(data, "#cdbf9d", wide * 1.25) + stroke(data, "#efe6cf", wide)
    stage.add("road", "ground", 0.26, svg)


def _crowns(stage: Stage, rng: Random, count: int, name: str) -> None:
    """Trees from above: round crowns, lit on one side, with their shadows on the other."""
    shadows, svg, u = "", "", stage.unit
    for _ in range(count):
        x, y = stage.width * rng.uniform(-0.2, 1.2), stage.height * rng.uniform(-0.2, 1.2)
        for _ in range(rng.choice((1, 2, 3))):
            tx, ty, r = x + u * rng.uniform(-3, 3), y + u * rng.uniform(-3, 3), u * rng.uniform(1.1, 2.2)
            green = "#f4f8fb" if stage.wintry else rng.choice(AUTUMN if stage.brief.season == "autumn" else CROWNS)
            shadows += circle(tx + r * 0.6, ty + r * 0.6, r, "#1d3325", 0.28)
            svg += circle(tx, ty, r, green) + circle(tx - r * 0.25, ty - r * 0.25, r * 0.6, shade(green, 0.05))
    stage.add(name, "ground", 0.3, shadows + svg)


def _woods(stage: Stage, rng: Random) -> None:
    """One crown beside the other, with a stream through them."""
    ground = "#dfe9f1" if stage.wintry else "#3f6e40"
    stage.add("ground", "ground", 0.1, rect(*stage.frame, ground))
    _crowns(stage, rng, 360, "forest")
    paint_river(stage, rng, stage.unit * 4.5)
    _crowns(stage, rng, 60, "trees")


def _coast(stage: Stage, rng: Random) -> None:
    """A sea that grows shallow towards a beach, with surf, and grass behind the sand."""
    fill = stage.vertical((0, "#1f6f9c"), (1, "#2a86ad"), top=0, bottom=stage.height)
    stage.add("sea", "water", 0.1, rect(*stage.frame, fill))
    side, reach = rng.choice((0.0, 90.0, 180.0, 270.0)) + rng.uniform(-20, 20), 1.6 * max(stage.width, stage.height)
    svg = "".join(path(_shoreline(stage, at, reach), colour) for at, colour in SHALLOWS)
    place = f"translate({n(stage.width / 2)} {n(stage.height / 2)}) rotate({side:.1f})"
    stage.add("coast", "ground", 0.2, f'<g transform="{place}">{svg}</g>')
    ripples, u = "", stage.unit
    for _ in range(40):
        ripples += trace("M", stage.width * rng.random(), stage.height * rng.random(), "q", u * 1.4, -u, u * 2.8, 0)
    stage.add("ripples", "water", 0.22, stroke(ripples, "#ffffff", u * 0.25, 0.35))


def _shoreline(stage: Stage, at: float, reach: float) -> str:
    """Path data of all that is further up the beach than a part of the reach; lines near each other run alike."""
    wave, level = Random(f"{stage.salt}/coast {at:.1f}"), reach * (at - 0.02) * 0.62
    points = [
        (-reach / 2 + reach * k / 14, level + stage.unit * (wave.uniform(-1.6, 1.6) + 5 * math.sin(k * 0.8)))
        for k in range(15)
    ]
    return smooth(points) + f"V{n(reach)}H{n(-reach / 2)}Z"


def _dunes(stage: Stage, rng: Random) -> None:
    """Crests of sand one behind the other, each with its shaded side."""
    sand = "#e8bd78"
    svg = rect(*stage.frame, sand)
    for at in range(15):
        y = stage.height * (-0.2 + at * 0.1)
        swing, phase = stage.unit * rng.uniform(3, 7), rng.uniform(0, 6)
        points = [
            (stage.left + (stage.right - stage.left) * k / 12, y + swing * math.sin(phase + k * rng.uniform(0.7, 1.0)))
            for k in range(13)
        ]
        low = [(x, py + stage.unit * rng.uniform(2.5, 5)) for x, py in points]
        svg += path(smooth(points) + smooth(list(reversed(low))).replace("M", "L", 1) + "Z", shade(sand, -0.07), 0.75)
        svg += stroke(smooth(points), shade(sand, 0.06), stage.unit * 0.5)
    stage.add("dunes", "ground", 0.2, turned(svg, rng.uniform(-25, 25), stage.width / 2, stage.height / 2))


def paint_town(stage: Stage, rng: Random) -> None:
    """Streets in a grid, blocks of roofs with courts and parks between them."""
    stage.add("street", "ground", 0.1, rect(*stage.frame, "#8d929b"))
    step, svg, marks = stage.unit * 25, "", ""
    reach = int(1.1 * max(stage.width, stage.height) / step) + 1
    for row in range(-reach, reach + 1):
        for column in range(-reach, reach + 1):
            svg += block(rng, column * step, row * step, step * 0.8, park=rng.random() < 0.16)
        marks += trace(
            "M",
            -reach * step,
            (row - 0.5) * step,
            "H",
            reach * step,
            "M",
            (row - 0.5) * step,
            -reach * step,
            "V",
            reach * step,
        )
    dashes = dashed(marks, "#f2efe6", stage.unit * 0.3, stage.unit * 1.6, stage.unit * 1.6)
    turn = f"translate({n(stage.width / 2)} {n(stage.height / 2)}) rotate({rng.uniform(-30, 30):.1f})"
    stage.add("roofs", "ground", 0.2, f'<g transform="{turn}">{dashes}{svg}</g>')


LANDS: dict[str, Callable[[Stage, Random], None]] = {
    "forest": _woods,
    "sea": _coast,
    "underwater": _coast,
    "desert": _dunes,
}
"""By the setting; fields where there is none."""
