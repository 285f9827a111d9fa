"""Aerial pictures: the land from straight above, with the things on it and their shadows beside them."""

from __future__ import annotations

import math
from dataclasses import replace
from random import Random

from pipelines.scene.curve import blob, n
from pipelines.scene.kinds.lands import CROWNS, LANDS, paint_fields, paint_lake, paint_river, paint_road, paint_town
from pipelines.scene.kinds.member import fitted, is_related, moved_into
from pipelines.scene.kinds.plan import Group, Plan
from pipelines.scene.kinds.roofs import house, pyramid
from pipelines.scene.lay.spot import Spot
from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import recolour
from pipelines.scene.scene import Box, Layer
from pipelines.scene.shapes import circle, path

TOWNS = ("city", "street", "square", "future city", "market")
VILLAGES = ("village", "water town", "town", "farm")


def _aerial(stage: Stage, group: Group) -> None:
    """The land that the place or the setting asks for."""
    brief, rng = stage.brief, stage.random("aerial")
    if brief.place in TOWNS or (brief.setting == "city" and not brief.place):
        paint_town(stage, rng)
    else:
        LANDS.get(brief.setting, paint_fields)(stage, rng)
    if brief.place in VILLAGES:
        _village(stage, rng)
    if brief.place == "egypt":
        _pyramids(stage, rng)
    if "lake" in brief.features or brief.place in ("lake", "pond"):
        paint_lake(stage, rng)
    elif "river" in brief.features or brief.place == "river":
        paint_river(stage, rng, stage.unit * 9)


def _village(stage: Stage, rng: Random) -> None:
    """Roofs around a green, where the roads meet."""
    paint_road(stage, rng)
    svg, cx, cy = "", stage.width * rng.uniform(0.42, 0.58), stage.height * rng.uniform(0.42, 0.58)
    for ring, count in ((15, 6), (27, 10)):
        for at in range(count):
            angle = math.tau * (at + rng.uniform(0.1, 0.6)) / count
            x, y = (
                cx + math.cos(angle) * stage.unit * ring * rng.uniform(0.85, 1.15),
                cy + math.sin(angle) * stage.unit * ring * rng.uniform(0.85, 1.15),
            )
            svg += house(rng, x, y, stage.unit * rng.uniform(5, 7.5), math.degrees(angle) + rng.uniform(-25, 25))
    stage.add("village", "ground", 0.32, svg)
    green = path(blob(rng, cx, cy, stage.unit * 7, stage.unit * 6, 0.2), "#8fc067") + _ring_of_trees(
        rng, cx, cy, stage.unit
    )
    stage.add("green", "ground", 0.33, green)


def _pyramids(stage: Stage, rng: Random) -> None:
    """A large pyramid and two small ones, each in the light of one side."""
    svg, turn = "", rng.uniform(-14, 14)
    for dx, dy, side in ((-4, 4, 40), (26, -26, 20), (-30, -28, 13)):
        svg += pyramid(stage.width / 2 + dx * stage.unit, stage.height / 2 + dy * stage.unit, side * stage.unit, turn)
    stage.add("pyramid", "ground", 0.32, svg)


def _ring_of_trees(rng: Random, cx: float, cy: float, unit: float) -> str:
    """A ring of crowns around a green."""
    svg = ""
    for at in range(7):
        angle = math.tau * at / 7 + rng.uniform(-0.2, 0.2)
        x, y, r = cx + math.cos(angle) * unit * 6, cy + math.sin(angle) * unit * 5, unit * rng.uniform(1.1, 1.7)
        svg += circle(x + r * 0.6, y + r * 0.6, r, "#1d3325", 0.3) + circle(x, y, r, rng.choice(CROWNS))
    return svg


def _placed(stage: Stage, group: Group) -> list[Spot] | None:
    """Small enough that the land shows around them."""
    if is_related(group):
        return None
    return fitted(group, _room(stage, len(group)), gap=0.6)


def _room(stage: Stage, count: int) -> Box:
    share = {1: 0.36, 2: 0.5, 3: 0.6}.get(count, 0.74)
    return (stage.width * (1 - share) / 2, stage.height * (1 - share) / 2, stage.width * share, stage.height * share)


def _together(stage: Stage, spots: list[Spot]) -> list[Spot]:
    return moved_into(spots, _room(stage, 2))


def _with_shadow(stage: Stage, layer: Layer) -> Layer:
    """The thing with the shadow that a low sun throws beside it."""
    body = layer.svg[layer.svg.index("<g") :]
    _, y, w, h = layer.box
    dark = recolour(body, lambda _: "#16241f")
    dark = dark.replace('id="d-', 'id="low-d-').replace("url(#d-", "url(#low-d-").replace('href="#d-', 'href="#low-d-')
    foot = y + h
    matrix = f"matrix(1 0 -0.75 0.62 {n(0.75 * foot + w * 0.06)} {n(foot * 0.38 + h * 0.02)})"
    return replace(layer, svg=f'<g opacity=".3"><g transform="{matrix}">{dark}</g></g>{body}')


AERIAL = Plan(_aerial, _placed, _together, change=_with_shadow, most=24, empty=True)
