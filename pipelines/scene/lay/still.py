"""Still: how small things are arranged on a top that is seen from near: large, grouped, and in depth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from pipelines.scene.lay.clusters import clustered, side_by_side
from pipelines.scene.lay.rows import TALL, Rows, in_rows, level_of, moved
from pipelines.scene.lay.spot import Spot
from pipelines.scene.lay.stage import Stage
from pipelines.scene.lay.tableau import around, least

MOST = 12
"""More things than these stay as they were laid."""
ROW = 3
"""How many of which a side was said are in one row; fewer of any kind are."""
DEEP = 7
"""From how many on there may be three rows."""
LONG = 2.2
"""Width by height of what is long."""
LONE = (0.5, 0.72, 0.44)
"""Height, width and the side of an equal square that a thing by itself may have, as parts of the picture's."""
FEWER = 0.12
"""How much fewer rows are liked better."""
BESIDE = ("left of", "right of", "beside", "near")
"""Relations that a row shows."""
SHOWN = 1.5
"""Width of what stands on a pedestal by that of its middle, at most."""
GROUP = (0.8, 0.66, 1.7)
"""Width and height that related things fill together, as parts of the picture's, and how much larger they become."""


def arranged(stage: Stage, spots: list[Spot]) -> list[Spot]:
    """The spots of things on a top, closer together and larger; as they are where a place was said of one."""
    fixed = any(spot.subject.vertical or spot.subject.other in stage.anchors for spot in spots)
    loose = any(spot.ground != "ground" and spot.subject.relation is None for spot in spots)
    if not spots or fixed or loose or len(spots) > MOST:
        return spots
    if any(isinstance(spot.subject.other, int) and spot.subject.relation not in BESIDE for spot in spots):
        return _grouped(stage, spots)
    sided = any(spot.subject.relation in BESIDE or spot.subject.horizontal for spot in spots)
    if sided and len(spots) > ROW:
        return _grouped(stage, spots)
    rng = stage.random("still")
    if len(spots) == 1:
        return [_alone(stage, spots[0], rng)]
    turn, most = _in_turn(spots, rng), 1 if sided else _most_rows(spots)
    # In as many rows as let them be largest, in fewer where that is nearly as good.
    ways = [Rows(stage, in_rows(turn, count)) for count in range(1, most + 1)]
    return max(ways, key=lambda way: way.scale / len(way.rows) ** FEWER).spots(rng)


def _most_rows(spots: Sequence[Spot]) -> int:
    """In how many rows they may be; long things lie one behind the other."""
    if all(spot.figure.ratio > LONG for spot in spots):
        return min(3, len(spots))
    return 1 if len(spots) < ROW else 2 if len(spots) < DEEP else 3


def _alone(stage: Stage, spot: Spot, rng: Random) -> Spot:
    """One thing, a little off the middle, with more room on the side to which it looks."""
    ratio, small = spot.figure.ratio, min(1.0, spot.subject.size)
    tall, wide, side = (part * small**0.6 for part in LONE)
    unit = (stage.width * stage.height) ** 0.5
    height = min(stage.height * tall, stage.width * wide / ratio, unit * side / ratio**0.5)
    looks = {"left": 1, "right": -1}.get(spot.figure.concept.facing, 0) * (-1 if spot.flip else 1)
    off = (looks or rng.choice((-1, 1))) * rng.uniform(0.02, 0.07)
    at = {"left": 0.31, "right": 0.69, "centre": 0.5}.get(spot.subject.horizontal, 0.5 + off)
    foot = level_of(stage, rng.uniform(0.54, 0.66))
    return moved(stage, spot, stage.width * at, foot, max(height, least(stage, ratio)))


def _in_turn(spots: Sequence[Spot], rng: Random) -> list[Spot]:
    """From left to right: each kind together, where it was said to be."""
    kinds: dict[int, list[Spot]] = {}
    for spot in spots:
        kinds.setdefault(spot.index, []).append(spot)
    order = sorted(kinds)
    rng.shuffle(order)
    order.sort(key=lambda at: {"left": 0, "right": 2}.get(kinds[at][0].subject.horizontal, 1))
    for at in sorted(kinds):
        one = kinds[at][0].subject
        if isinstance(one.other, int) and one.other in order and one.other != at:
            order.remove(at)
            right = one.relation == "right of" or (one.relation != "left of" and rng.random() < 0.5)
            order.insert(order.index(one.other) + right, at)
    return [spot for at in order for spot in kinds[at]]


def _grouped(stage: Stage, spots: list[Spot]) -> list[Spot]:
    """Related things as they are to each other, together as large as the picture wants."""
    if len(groups := clustered(spots)) > 1:
        spots = side_by_side(groups)
    left, top, wide, tall = around(spots)
    broad, high, most = GROUP
    scale = min(stage.width * broad / wide, stage.height * high / tall, most)
    foot, x = level_of(stage, 0.72), stage.width / 2
    found = []
    for spot in spots:
        lower = foot + (spot.foot - top - tall) * scale
        lower = max(lower, level_of(stage, 0.06)) if spot.ground == "ground" else lower
        across = x + (spot.x - left - wide / 2) * scale
        height = max(spot.height * scale, min(spot.height, least(stage, spot.figure.ratio)))
        found.append(replace(spot, x=across, foot=lower, height=height, rise=spot.rise * scale))
    return found


def exhibited(stage: Stage, spots: list[Spot]) -> list[Spot]:
    """What stands on the pedestal of the picture, larger: it is what is shown."""
    x, _, wide, _ = stage.anchors["pedestal"]
    left, top, across, tall = around(spots)
    scale = max(1.0, min(wide * SHOWN / across, stage.height * TALL[1] / tall))
    middle, foot = x + wide / 2, top + tall
    return [
        replace(
            spot,
            x=middle + (spot.x - left - across / 2) * scale,
            foot=foot + (spot.foot - foot) * scale,
            height=spot.height * scale,
        )
        for spot in spots
    ]
