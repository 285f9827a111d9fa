"""Interiors: the rooms that data/rooms.toml describes."""

from __future__ import annotations

from typing import Any

from pipelines.scene.interior.furnish import furnish
from pipelines.scene.interior.room import enter
from pipelines.scene.interior.shell import paint_shell
from pipelines.scene.lay.stage import Stage
from pipelines.scene.tables import table

COLOURS = {"walls": "wall", "floors": "floor"}


def paint_interior(stage: Stage, name: str) -> None:
    """The room of that name. The floor begins at the stage's horizon."""
    plan: dict[str, Any] = table("rooms")[name]
    colours = {use: tuple(plan[key]) for key, use in COLOURS.items() if key in plan}
    low, high = plan.get("tall", (2.8, 3.7))
    room = enter(stage, colours, (low, high))
    paint_shell(room, plan.get("wall", "plain"), plan.get("floor", "boards"))
    furnish(room, plan)
