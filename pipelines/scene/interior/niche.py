"""Niche: the part of the wall that furniture leaves free for a thing that stands with its back to it."""

from __future__ import annotations

from pipelines.scene.interior.cupboards import BOARD, CUPBOARDS
from pipelines.scene.interior.room import Room
from pipelines.scene.lay.stage import Stage
from pipelines.scene.scene import Subject
from pipelines.scene.tables import table

LONGEST = 2.8
"""Metres of the wall that several of a kind take, at most."""


def by_wall(stage: Stage) -> Subject | None:
    """The thing of the picture that stands with its back to the wall, if there is one, or some of a kind."""
    kept = (one for one in stage.brief.subjects if one.drawing in table("pieces")["by_the_wall"] and _fits(one))
    return next((one for one in kept if not one.horizontal and not one.vertical), None)


def _fits(one: Subject) -> bool:
    """Whether it has its place by the wall alone, or side by side with others of its kind."""
    return one.relation is None and (one.count == 1 or one.count * wall_of(one) <= LONGEST)


def wall_of(one: Subject) -> float:
    """Metres of the wall that one of a kind takes."""
    return float(table("pieces")["by_the_wall"][one.drawing][0])


def alone_by_wall(stage: Stage) -> Subject | None:
    """That thing, if all that the picture is of is it, and what is on it, in it or beside it."""
    mine, subjects = by_wall(stage), stage.brief.subjects
    if mine is None or mine.count > 1 or any(one.other != subjects.index(mine) for one in subjects if one != mine):
        return None
    return mine


def make_niche(room: Room, middle: float, wide: float) -> None:
    """Keeps the anchor, on a sideboard for what stands on one."""
    stage, m = room.stage, room.metre
    mine = by_wall(stage)
    raised = mine is not None and mine.drawing in table("pieces")["on_a_board"]["things"]
    if raised:
        board = CUPBOARDS["sideboard"]
        pen = room.pen(middle - board.wide / 2)
        board.paint(room, pen, stage.random("sideboard"))
        stage.add("sideboard", "far", 0.15, pen.svg)
    foot = room.foot + m * 0.07 - (BOARD * m if raised else 0.0)
    stage.anchors["niche"] = (room.left + (middle - wide / 2) * m, foot - 2 * m, wide * m, 2 * m)


def covers_niche(stage: Stage, x: float, wide: float) -> bool:
    """Whether something would stand before what is by the wall."""
    left, _, broad, _ = stage.anchors.get("niche", (0.0, 0.0, 0.0, 0.0))
    return x < left + broad and x + wide > left
