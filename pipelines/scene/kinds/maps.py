"""Maps: an island on old paper, with mountains, woods, a river, a dotted way and a compass."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from random import Random

from pipelines.scene.curve import Point, blob, smooth
from pipelines.scene.kinds.island import Island, Sheet, island_of, sheet_of
from pipelines.scene.kinds.member import heights
from pipelines.scene.kinds.plan import Group, Plan
from pipelines.scene.lay.spot import Spot
from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import mix, recolour, shade
from pipelines.scene.scene import Layer
from pipelines.scene.shapes import circle, dashed, frame, path, rect, ring, stroke, trace, turned


def _map(stage: Stage, group: Group) -> None:
    sheet, island, rng = sheet_of(stage), island_of(stage), stage.random("map parts")
    _paper(stage, sheet, rng)
    _coast(stage, sheet, island)
    _relief(stage, sheet, island, rng)
    _way(stage, sheet, _places(stage, group, island))
    _compass(stage, sheet)


def _paper(stage: Stage, sheet: Sheet, rng: Random) -> None:
    """Stained paper with waves on its sea, worn at the edges."""
    stains = "".join(
        path(
            blob(
                rng, stage.width * rng.random(), stage.height * rng.random(), stage.unit * r, stage.unit * r * 0.8, 0.3
            ),
            stage.glow(shade(sheet.sea, -0.14), 0.5),
        )
        for r in (12, 17, 24, 30)
    )
    u = stage.unit
    waves = "".join(
        trace("M", x, y, "q", u, -u * 0.9, u * 2, 0, "q", u, -u * 0.9, u * 2, 0)
        for x, y in ((stage.width * rng.random(), stage.height * rng.random()) for _ in range(54))
    )
    svg = rect(*stage.frame, sheet.sea) + stains + stroke(waves, mix(sheet.ink, sheet.sea, 0.45), u * 0.22, 0.6)
    stage.add("sea", "sky", 0.05, svg)


def _coast(stage: Stage, sheet: Sheet, island: Island) -> None:
    u, svg = stage.unit, ""
    for grow, width, opacity in ((1.16, 0.2, 0.25), (1.11, 0.25, 0.4), (1.055, 0.3, 0.6)):
        svg += stroke(island.coast(grow), sheet.ink, u * width, opacity)
    svg += path(island.coast(1.03), mix(sheet.water, sheet.sea, 0.35), 0.8)
    svg += path(island.coast(), sheet.land, 1.0, sheet.ink, u * 0.45)
    svg += path(island.coast(0.94), shade(sheet.land, 0.015), 0.7)
    stage.add("island", "ground", 0.2, svg)


def _relief(stage: Stage, sheet: Sheet, island: Island, rng: Random) -> None:
    """A range of mountains, a river out of it, and woods."""
    start = rng.random()
    spine = [island.at(start + at * 0.045, 0.62 + 0.1 * math.sin(at)) for at in range(-3, 4)]
    x, y = island.at(start, 0.5)
    mouth = island.at(start + rng.choice((0.2, -0.2)), 0.99)
    middle = (
        (x + mouth[0]) / 2 + stage.unit * rng.uniform(-6, 6),
        (y + mouth[1]) / 2 + stage.unit * rng.uniform(-5, 5),
    )
    stage.add("river", "ground", 0.22, stroke(smooth([(x, y), middle, mouth]), sheet.water, stage.unit * 0.9))
    woods = ""
    for turn in (start + 0.33, start + 0.62):
        for _ in range(15):
            tx, ty = island.at(turn + rng.uniform(-0.08, 0.08), rng.uniform(0.5, 0.86))
            woods += _tree(tx, ty, stage.unit * rng.uniform(1.6, 2.5), sheet)
    stage.add("forest", "ground", 0.24, woods)
    peaks = sorted(((px + stage.unit * rng.uniform(-2, 2), py) for px, py in spine), key=lambda point: point[1])
    svg = "".join(_peak(px, py, stage.unit * rng.uniform(4.2, 6.8), sheet) for px, py in peaks)
    stage.add("mountains", "ground", 0.26, svg)


def _peak(x: float, foot: float, high: float, sheet: Sheet) -> str:
    wide = high * 0.72
    whole = trace("M", x - wide, foot, "L", x, foot - high, "L", x + wide, foot)
    dark = trace(
        "M",
        x,
        foot - high,
        "L",
        x + wide,
        foot,
        "L",
        x + wide * 0.15,
        foot,
        "L",
        x + wide * 0.12,
        foot - high * 0.4,
        "Z",
    )
    return (
        path(f"{whole}Z", shade(sheet.land, 0.02)) + path(dark, sheet.ink, 0.32) + stroke(whole, sheet.ink, high * 0.07)
    )


def _tree(x: float, foot: float, high: float, sheet: Sheet) -> str:
    crown = trace(
        "M", x - high * 0.42, foot - high * 0.2, "L", x, foot - high, "L", x + high * 0.42, foot - high * 0.2, "Z"
    )
    return path(crown, sheet.wood, 1.0, sheet.ink, high * 0.07) + stroke(
        trace("M", x, foot - high * 0.2, "V", foot), sheet.ink, high * 0.1
    )


def _places(stage: Stage, group: Group, island: Island) -> list[Point]:
    """Where the landmarks are: around the middle of the island; ships and fish before its coast."""
    rng = stage.random("landmarks")
    found: list[Point] = []
    ashore = [one for one in group if one.figure.concept.place != "water"]
    start = rng.random()
    for one in group:
        if one.figure.concept.place == "water":
            corner = rng.choice(((0.14, 0.16), (0.86, 0.14), (0.15, 0.82))) if len(found) % 2 else (0.15, 0.84)
            found.append((stage.width * corner[0], stage.height * corner[1]))
        elif len(ashore) == 1:
            found.append((island.x, island.y + stage.unit * 4))
        else:
            turn = start + ashore.index(one) / len(ashore)
            found.append(island.at(turn, 0.3 if len(ashore) < 3 else 0.48))
    return found


def _way(stage: Stage, sheet: Sheet, places: Sequence[Point]) -> None:
    """A dotted line from the coast past the landmarks to a cross."""
    island, rng = island_of(stage), stage.random("way")
    inner = [
        place
        for place in places
        if abs(place[0] - island.x) < island.wide * 0.8 and abs(place[1] - island.y) < island.tall * 0.8
    ]
    turn = rng.random()
    cross = island.at(turn + 0.5, 0.66)
    line = smooth([island.at(turn, 0.96), *((x, y + stage.unit * 2) for x, y in inner), cross])
    u = stage.unit
    dots = dashed(line, sheet.mark, u * 0.7, u * 1.4, u * 1.6)
    x, y = cross
    svg = stroke(
        trace(
            "M", x - u * 1.7, y - u * 1.7, "l", u * 3.4, u * 3.4, "M", x + u * 1.7, y - u * 1.7, "l", -u * 3.4, u * 3.4
        ),
        sheet.mark,
        u * 1.1,
    )
    stage.add("path", "ground", 0.28, dots + svg)


def _compass(stage: Stage, sheet: Sheet) -> None:
    """A wind rose in a corner."""
    r = stage.unit * 7.5
    x, y = stage.width - r * 1.75, stage.height - r * 1.85
    svg = circle(x, y, r * 1.12, shade(sheet.sea, 0.02)) + ring(x, y, r, r, sheet.ink, r * 0.05)
    for turn, long in ((45, 0.72), (135, 0.72), (225, 0.72), (315, 0.72), (0, 1.22), (90, 1.0), (180, 1.0), (270, 1.0)):
        left = trace("M", x, y, "L", x - r * 0.15, y - r * 0.15, "L", x, y - r * long, "Z")
        right = trace("M", x, y, "L", x + r * 0.15, y - r * 0.15, "L", x, y - r * long, "Z")
        light = sheet.mark if turn == 0 else mix(sheet.ink, sheet.land, 0.75)
        svg += turned(path(left, sheet.ink) + path(right, light), turn, x, y)
    stage.add("compass", "ground", 0.3, svg, (x - r * 1.3, y - r * 1.3, r * 2.6, r * 2.6))


def _landmarks(stage: Stage, group: Group) -> list[Spot]:
    tall = heights(group)
    size = stage.unit * (21 if len(group) < 4 else 16)
    spots = []
    for one, high, (x, y) in zip(group, tall, _places(stage, group, island_of(stage)), strict=True):
        height = min(size * high, size * 1.2 / one.figure.ratio)
        spots.append(one.spot(x, y + height / 2, height, order=y))
    return spots


def _printed(stage: Stage, layer: Layer) -> Layer:
    """The thing in the colours of old print."""
    sheet = sheet_of(stage)
    body = layer.svg[layer.svg.index("<g") :]
    return replace(
        layer, svg=recolour(body, lambda colour: mix(shade(colour, 0.0, 0.8), mix(sheet.ink, sheet.land, 0.45), 0.22))
    )


def _border(stage: Stage, group: Group) -> None:
    """A double line along the edges, and the wear of the paper."""
    sheet, u = sheet_of(stage), stage.unit
    lines = "".join(
        frame(m, m, stage.width - 2 * m, stage.height - 2 * m, sheet.ink, u * thick)
        for m, thick in ((u * 2.2, 0.5), (u * 3.4, 0.2))
    )
    name = stage.ident("wear")
    stage.defs.append(
        f'<radialGradient id="{name}" r=".78"><stop offset=".62" stop-color="{sheet.ink}" stop-opacity="0"/>'
        f'<stop offset="1" stop-color="{sheet.ink}" stop-opacity=".5"/></radialGradient>'
    )
    stage.add("border", "near", 0.98, lines + rect(*stage.frame, f"url(#{name})"))


MAP = Plan(_map, _landmarks, front=_border, change=_printed, most=12, empty=True, furnished=True)
