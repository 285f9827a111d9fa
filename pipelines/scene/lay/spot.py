"""Spot: one thing in its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from pipelines.scene.lay.figure import Figure
from pipelines.scene.scene import Box, Subject

Ground = Literal["sky", "ground", "water", "afloat"]
"""What a thing rests on. afloat: it hangs free in water or space."""
RAIL = ("locomotive", "train", "railway-car", "tram", "tram-car", "high-speed-train", "bullet-train", "light-rail")
"""Drawings of what runs on rails."""

_NO_MATTER = 0.04


@dataclass(frozen=True)
class Spot:
    """One thing in its place. x is its middle, foot its lower edge, in scene units."""

    subject: Subject
    index: int
    figure: Figure
    x: float
    foot: float
    height: float
    ground: Ground
    flip: bool = False
    order: float = 0.0
    """Drawn in rising order."""
    sunk: float = 0.0
    """Part of the height that is hidden below, in water or in another thing."""
    copy: int = 0
    """Which one of its subject it is, where there are several."""
    rise: float = 0.0
    """How far what carries it reaches down below its foot, in scene units: a shelf or a rock that nothing else is."""

    stand: Literal["", "table", "branch"] = ""
    """What its rise is; where nothing is said it is what the place has: a shelf, a branch, a hill."""
    laid: bool = False
    """Whether a part of the background carries it, which keeps its place: a table of the room, steps ..."""

    @property
    def colour(self) -> str:
        """The colour that was asked for this one, or empty."""
        colours = self.subject.colours
        return colours[self.copy % len(colours)] if colours else self.subject.colour

    @cached_property
    def width(self) -> float:
        return self.height * self.figure.ratio

    @cached_property
    def box(self) -> Box:
        return (self.x - self.width / 2, self.foot - self.height, self.width, self.height)

    def at(self, anchor: str) -> tuple[float, float]:
        """Where a part of somebody is, in scene units. Raises KeyError where the figure has no such part."""
        x, y = self.figure.anchors[anchor]
        left, top, wide, tall = self.box
        return left + wide * (1 - x if self.flip else x), top + tall * y


class Crowd:
    """What stands already. To ask each thing by itself would take the most of the time of a crowded picture."""

    def __init__(self, spots: Sequence[Spot]) -> None:
        self.spots = spots
        left, top, wide, tall = np.array([spot.box for spot in spots]).reshape(-1, 4).T
        self._left, self._top, self._right, self._bottom = left, top, left + wide, top + tall
        self._area = wide * tall

    def overlap(self, spot: Spot) -> float:
        """How much a further thing and those that stand cover of each other: the sum of `overlap` over all."""
        x, y, w, h = spot.box
        wide = np.minimum(x + w, self._right) - np.maximum(x, self._left)
        tall = np.minimum(y + h, self._bottom) - np.maximum(y, self._top)
        both = (wide > 0) & (tall > 0)
        parts = wide[both] * tall[both] / np.minimum(w * h, self._area[both])
        return sum(max(0.0, part - _NO_MATTER) for part in parts.tolist())


def overlap(one: Spot, two: Spot) -> float:
    """Part of the smaller box that both cover; a little is no matter."""
    ax, ay, aw, ah = one.box
    bx, by, bw, bh = two.box
    wide = min(ax + aw, bx + bw) - max(ax, bx)
    tall = min(ay + ah, by + bh) - max(ay, by)
    if wide <= 0 or tall <= 0:
        return 0.0
    part = wide * tall / min(aw * ah, bw * bh)
    return max(0.0, part - _NO_MATTER)


def stands_in(box: Box, spot: Spot) -> bool:
    """Whether the feet of something are inside a part of the background."""
    x, y, w, h = box
    return x - spot.width / 4 < spot.x < x + w + spot.width / 4 and y < spot.foot < y + h
