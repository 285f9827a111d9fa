"""Meadows: a meadow before one of many lands, so that hardly two pictures have the same."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.foreground import paint_foreground
from pipelines.scene.nature.land import paint_ground, paint_way
from pipelines.scene.place import countryside, waterside, wilds

LANDS: dict[str, Callable[[Stage, Random], None]] = {
    "hedges": countryside.paint_hedged,
    "village": countryside.paint_village,
    "orchard": countryside.paint_orchard,
    "hay": countryside.paint_hay,
    "heath": wilds.paint_heath,
    "wood edge": wilds.paint_wood_edge,
    "birches": wilds.paint_birches,
    "oak": wilds.paint_oak,
    "lake": waterside.paint_lakeside,
    "sea": waterside.paint_over_sea,
    "river": waterside.paint_river_bend,
    "alp": wilds.paint_alp,
    "pasture": wilds.paint_pasture,
}
WAYS = {"hedges", "village", "orchard", "oak", "wood edge", "alp", "river", "sea"}
"""Lands that a path may lead to."""
TAKEN = ("river", "lake", "hill", "path")
"""Parts that take the middle of the meadow where they are named."""
WET = ("lake", "sea", "river")
"""Lands with water, which a named water would repeat."""

WOODY = ("oak", "birches", "heath", "orchard")
"""Lands with trees so near that they would stand beside a tree among the things."""


def paint_meadow(stage: Stage) -> None:
    """The land behind and the meadow before it, with or without a path."""
    rng, named = stage.random("meadow"), set(stage.brief.features)
    land = rng.choice([name for name in LANDS if name not in _repeating(stage)])
    LANDS[land](stage, rng)
    flowers = rng.choice((20, 45, 90)) if stage.brief.season in ("spring", "summer", "") else 10
    paint_ground(stage, flowers=flowers, wave=rng.uniform(0.8, 2.2))
    if land in WAYS and not named & set(TAKEN) and rng.random() < 0.45:
        paint_way(stage)
    if not named & set(TAKEN):
        paint_foreground(stage)


def _repeating(stage: Stage) -> set[str]:
    """Lands that show once more what the picture has already."""
    brief = stage.brief
    wet = bool({"river", "lake"} & set(brief.features))
    wooded = any("tree" in one.drawing for one in brief.subjects)
    return {*(WET if wet else ()), *(WOODY if wooded else ())}
