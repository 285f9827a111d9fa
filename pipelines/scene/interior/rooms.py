"""Interiors: the rooms that data/rooms.toml describes."""

from __future__ import annotations

from random import Random
from typing import Any

from pipelines.scene.interior.daylight import paint_bloom
from pipelines.scene.interior.furnish import furnish
from pipelines.scene.interior.niche import alone_by_wall
from pipelines.scene.interior.room import enter
from pipelines.scene.interior.shell import paint_shell
from pipelines.scene.lay.stage import Stage
from pipelines.scene.tables import table

COLOURS = {"walls": "wall", "floors": "floor"}
BRICKS = ("#cf9a82", "#dcc6b2", "#efe7dc", "#b5796a", "#c7b39f")
CHOICES = ("wall", "floor", "window", "view")
"""What a plan may give a list of."""
NEAR = (1.75, 2.4)
"""Metres of wall that are seen where a thing by the wall is what the picture is of, of a low and of a high one."""


def paint_interior(stage: Stage, name: str) -> None:
    """The room of that name. The floor begins at the stage's horizon."""
    plan = chosen(table("rooms")[name], stage.random(f"plan {name}"))
    colours = {use: tuple(plan[key]) for key, use in COLOURS.items() if key in plan}
    if plan.get("wall") == "bricks":
        colours.setdefault("wall", BRICKS)
    room = enter(stage, colours, tall_of(stage, plan))
    paint_shell(room, plan.get("wall", "plain"), plan.get("floor", "boards"))
    furnish(room, plan)
    paint_bloom(room)


def chosen(plan: dict[str, Any], rng: Random) -> dict[str, Any]:
    """A plan in which each choice is made: of patterns and windows one, of furniture one of the suites."""
    made = {
        key: rng.choice(value) if key in CHOICES and isinstance(value, list) else value for key, value in plan.items()
    }
    if suites := plan.get("suites"):
        made |= rng.choice(suites)
    return made


def tall_of(stage: Stage, plan: dict[str, Any]) -> tuple[float, float]:
    """How many metres of wall are seen: fewer where a thing stands by the wall alone, so that it is not small."""
    if alone := alone_by_wall(stage):
        _, high = table("pieces")["by_the_wall"][alone.drawing]
        near = min(NEAR[1], max(NEAR[0], 1.35 * float(high)))
        return near, near * 1.1
    low, high = plan.get("tall", (2.6, 3.6))
    return low, high
