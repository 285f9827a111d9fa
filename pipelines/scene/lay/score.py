"""Score: how well a picture is put together, from the boxes of its things alone."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pipelines.scene.lay.perspective import out_of_scale
from pipelines.scene.lay.raised import littered
from pipelines.scene.lay.spot import Spot, stands_in
from pipelines.scene.lay.stage import Stage
from pipelines.scene.lay.tableau import EDGE, least
from pipelines.scene.scene import Box

Boxes = npt.NDArray[np.float64]
"""Rows of x, y, width, height, as parts of the sides of the picture."""

COVERED = 0.22
"""Part of the smaller of two boxes that may lie over the other: their ink covers less than their boxes."""
LITTER = 0.4
"""What a thing on the floor costs that belongs on a table."""
THIRDS = (1 / 3, 2 / 3)
WET = 3.0
"""What it costs to stand in a river."""
BANKS = 0.7
"""Width of water beside which there is a bank, as a part of the picture's, at most."""


def faults(stage: Stage, spots: list[Spot], groups: list[list[int]]) -> float:
    """What is wrong with a layout; 0 is right, 1 about one thing hidden by another. `groups` are related subjects."""
    if not spots:
        return 0.0
    boxes = np.array([_whole(spot) for spot in spots]) / (stage.width, stage.height, stage.width, stage.height)
    kin = {at: number for number, group in enumerate(groups) for at in group}
    family = np.array([kin[spot.index] for spot in spots])
    subject = np.array([spot.index for spot in spots])
    apart = (family[:, None] != family) | (subject[:, None] == subject)
    hidden = 8 * _covered(boxes, apart) + _covered(boxes, ~apart, 0.75)
    wrong = 12 * _cut(boxes) + hidden + _small(stage, spots) + out_of_scale(stage, spots)
    wrong += LITTER * littered(stage, spots) + WET * _wet(stage, spots)
    return wrong + _lean(boxes) + _thirds(boxes, family) + _level(spots, boxes)


def _whole(spot: Spot) -> Box:
    """The box around a thing and the table below it."""
    x, y, wide, tall = spot.box
    return (x, y, wide, tall + spot.rise) if spot.stand else spot.box


def _cut(boxes: Boxes) -> float:
    """Parts of the boxes beyond the frame, summed."""
    x, y, wide, tall = boxes.T
    out = np.maximum(0, EDGE / 2 - x) + np.maximum(0, x + wide - 1 + EDGE / 2)
    return float((out / wide + (np.maximum(0, -y) + np.maximum(0, y + tall - 1)) / tall).sum())


def _covered(boxes: Boxes, pairs: npt.NDArray[np.bool_], free: float = COVERED) -> float:
    """By how much more than a little the boxes of some pairs cover each other."""
    x, y, wide, tall = boxes.T
    across = np.minimum.outer(x + wide, x + wide) - np.maximum.outer(x, x)
    down = np.minimum.outer(y + tall, y + tall) - np.maximum.outer(y, y)
    part = across.clip(0) * down.clip(0) / np.minimum.outer(wide * tall, wide * tall)
    return float(np.triu(np.where(pairs, part - free, 0).clip(0), 1).sum())


def _small(stage: Stage, spots: list[Spot]) -> float:
    return sum(max(0.0, 1 - spot.height / least(stage, spot.figure.ratio)) * 6 for spot in spots)


def _wet(stage: Stage, spots: list[Spot]) -> float:
    """How many stand in a river or a pond that has banks."""
    water = stage.anchors.get("lake")
    if water is None or water[2] > stage.width * BANKS:
        return 0.0
    return float(sum(spot.ground == "ground" and stands_in(water, spot) for spot in spots))


def _lean(boxes: Boxes) -> float:
    """How far the weight of all lies from the middle."""
    x, _, wide, tall = boxes.T
    weight = wide * tall
    return 0.7 * abs(float(((x + wide / 2 - 0.5) * weight).sum() / weight.sum()))


def _thirds(boxes: Boxes, family: npt.NDArray[np.int_]) -> float:
    """How far the first of several groups is from a line of thirds."""
    if family.max() == 0:
        return 0.0
    mine = boxes[family == 0]
    middle = float((mine[:, 0] + mine[:, 2] / 2).mean())
    return 0.8 * min(abs(middle - line) for line in THIRDS)


def _level(spots: list[Spot], boxes: Boxes) -> float:
    """Things that stand all on one line are dull: depth is wanted."""
    feet = [(box[1] + box[3]) for spot, box in zip(spots, boxes, strict=True) if spot.ground == "ground"]
    return 0.15 if len(feet) > 2 and max(feet) - min(feet) < 0.06 else 0.0
