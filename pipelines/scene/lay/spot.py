"""Spot: one thing in its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipelines.scene.lay.figure import Figure
from pipelines.scene.scene import Box, Subject

Ground = Literal["sky", "ground", "water", "afloat"]
"""What a thing rests on. afloat: it hangs free in water or space."""


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

    @property
    def width(self) -> float:
        return self.height * self.figure.ratio

    @property
    def box(self) -> Box:
        return (self.x - self.width / 2, self.foot - self.height, self.width, self.height)


def overlap(one: Spot, two: Spot) -> float:
    """Part of the smaller box that both cover; a little is no matter."""
    ax, ay, aw, ah = one.box
    bx, by, bw, bh = two.box
    wide = min(ax + aw, bx + bw) - max(ax, bx)
    tall = min(ay + ah, by + bh) - max(ay, by)
    if wide <= 0 or tall <= 0:
        return 0.0
    part = wide * tall / min(aw * ah, bw * bh)
    return max(0.0, part - 0.04)
