"""Isometric pictures: a block of ground or a corner of a room in two to one, with the things on it."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.scene.kinds.backing import pair_for
from pipelines.scene.kinds.block import BARE, Block, paint_ground, paint_houses, paint_plants, paint_walls
from pipelines.scene.kinds.member import heights
from pipelines.scene.kinds.plan import Group, Plan
from pipelines.scene.lay.spot import Spot
from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import mix, shade
from pipelines.scene.shapes import ellipse, rect


def _iso(stage: Stage, group: Group) -> None:
    rng, block = stage.random("isometric"), Block(stage)
    edge, light = pair_for(stage, rng, [one.figure.main for one in group])
    pale = mix(light, "#ffffff", 0.35)
    fill = stage.vertical((0, pale), (1, mix(edge, pale, 0.72)), top=0, bottom=stage.height)
    stage.add("backdrop", "sky", 0.02, rect(*stage.frame, fill))
    deep = block.half * (0.1 if stage.brief.setting == "room" else 0.2)
    stage.add(
        "shadow",
        "far",
        0.1,
        ellipse(
            block.x,
            block.y + block.half * 0.36 + deep,
            block.half * 1.1,
            block.half * 0.4,
            stage.glow(shade(edge, -0.3), 0.5),
        ),
    )
    if stage.brief.setting == "room":
        paint_walls(stage, block, rng)
    paint_ground(stage, block, rng, deep)
    if stage.brief.setting not in BARE:
        paint_plants(stage, block, rng)
    elif stage.brief.setting == "city":
        paint_houses(stage, block, rng)


def _standing(stage: Stage, group: Group) -> list[Spot]:
    """The things on the block, those behind first, the tallest furthest back."""
    block = Block(stage)
    tall = heights(group)
    size = block.half * {1: 0.96, 2: 0.72, 3: 0.64}.get(len(group), 0.5)
    order = sorted(range(len(group)), key=lambda at: -tall[at])
    spots = []
    for at, (u, v) in zip(order, _seats(len(group)), strict=True):
        x, foot = block.at(u, v)
        high = min(size * tall[at], size * 1.25 / group[at].figure.ratio)
        spots.append(
            group[at].spot(
                x,
                foot + high * 0.04,
                high,
                ground="ground",
                flip=x < block.x and group[at].figure.concept.facing == "left",
                order=foot,
            )
        )
    return spots


def _seats(count: int) -> Sequence[tuple[float, float]]:
    """Places on the block for so many, from the back to the front."""
    few: dict[int, tuple[tuple[float, float], ...]] = {
        0: (),
        1: ((0.12, 0.12),),
        2: ((-0.35, 0.3), (0.4, -0.15)),
        3: ((-0.3, -0.3), (-0.15, 0.6), (0.6, -0.05)),
        4: ((-0.4, -0.4), (-0.3, 0.5), (0.5, -0.3), (0.55, 0.55)),
    }
    if count in few:
        return few[count]
    side = 1
    while side * side < count:
        side += 1
    cells = [(-0.7 + 1.4 * a / (side - 1), -0.7 + 1.4 * b / (side - 1)) for a in range(side) for b in range(side)]
    return sorted(cells, key=sum)[:count]


ISOMETRIC = Plan(_iso, _standing, most=25, empty=True, furnished=True)
