"""Rise: what carries a thing that is above another one: a knoll outdoors, a shelf or a small table indoors."""

from __future__ import annotations

from pipelines.scene.lay.spot import Spot
from pipelines.scene.lay.stage import Stage
from pipelines.scene.paint.stands import branch, knoll, side_table
from pipelines.scene.palette import shade
from pipelines.scene.shapes import path, rect, trace

WOOD = "#9a6a43"
LIGHT = 0.5
"""Metres up to which a branch carries a thing."""
TREELESS = ("space", "underwater", "desert", "sea")


def paint_rise(stage: Stage, spot: Spot) -> None:
    """The layer below a spot that has a rise; none for others."""
    if not spot.rise:
        return
    x, _, wide, _ = spot.box
    left, right = spot.figure.feet
    left, right = (1 - right, 1 - left) if spot.flip else (left, right)
    middle, half = x + wide * (left + right) / 2, max(wide * (right - left) * 0.62, wide * 0.36, stage.unit * 5)
    box = (middle - half * 1.4, spot.foot - half * 0.2, half * 2.8, spot.rise + half * 0.2)
    if spot.stand == "table":
        stage.add("side table", "ground", 0.5, side_table(stage, middle, spot.foot, half, spot.rise), box)
    elif stage.brief.setting in ("room", "plain"):
        stage.add("shelf", "ground", 0.5, _shelf(stage, middle, spot.foot, half), box)
    elif spot.stand == "branch" or _is_light(stage, spot):
        stage.add("bough", "ground", 0.5, branch(stage, middle, spot.foot, half), box)
    else:
        stage.add("ledge", "ground", 0.5, knoll(stage, middle, spot.foot, half, spot.rise), box)


def _is_light(stage: Stage, spot: Spot) -> bool:
    """Whether a branch carries it, where trees grow."""
    return spot.figure.concept.metres < LIGHT and stage.brief.setting not in TREELESS


def _shelf(stage: Stage, x: float, y: float, half: float) -> str:
    """A board on two brackets."""
    wood, unit = stage.tones.change(WOOD), stage.unit
    brackets = "".join(
        path(
            trace("M", x + k * half * 0.62, y + unit, "v", unit * 5, "l", -k * unit * 3.4, -unit * 5, "Z"),
            shade(wood, -0.1),
        )
        for k in (-1, 1)
    )
    board = rect(x - half, y - unit * 0.5, 2 * half, unit * 2, wood, r=unit * 0.4)
    shine = rect(x - half, y - unit * 0.5, 2 * half, unit * 0.7, shade(wood, 0.07), r=unit * 0.3)
    return rect(x - half * 0.95, y + unit * 1.5, half * 1.9, unit * 1.6, "#20180f", 0.13) + brackets + board + shine
