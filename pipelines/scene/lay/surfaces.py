"""Surfaces: what a place offers to put things on: tables and counters, and the parts of its ground."""

from __future__ import annotations

from dataclasses import replace

from pipelines.scene.lay.footing import HANDY
from pipelines.scene.lay.spot import Spot
from pipelines.scene.lay.standing import Standing
from pipelines.scene.lay.tableau import least
from pipelines.scene.lay.unwanted import is_missing
from pipelines.scene.scene import Box
from pipelines.scene.tables import table

LONGEST, NEARBY = 0.72, 0.5
"""Metres of what is laid on a bench or a table at most, and how near that must be out of doors, 0 horizon to 1."""
BROAD, HIGH = 0.34, 0.37
"""Width and height of one thing by the width of the table that carries it, at most."""
SURFACES = ("pedestal", "table", "counter", "desk", "altar", "bench", "steps")
"""Anchors of a place that small things are put on, the likeliest first."""


class Surfaced(Standing):
    """Finding what of the place carries a thing."""

    def _surface(self) -> Box | None:
        """The table or counter of the place that a thing for a table is put on, where nothing else was said."""
        large = (
            self.figure.concept.metres * self.subject.size > HANDY
            or self.figure.concept.key in table("pieces")["by_the_wall"]
        )
        if self.figure.concept.place != "floor" or large or self._is_bound or not self.stage.metre:
            return None
        here = [name for name in SURFACES if self._offers(name) and not is_missing(name, self.stage.brief)]
        return self.stage.anchors[here[0]] if here else None

    @property
    def _is_bound(self) -> bool:
        """Whether it has its place elsewhere: by what it was related to, below what is to be above it, on the floor."""
        below = any(one.other == self.index and one.relation in ("above", "over") for one in self.subjects)
        floored = self.figure.concept.key in table("resting")["floored"]["drawings"]
        return below or floored or self.subject.relation is not None

    def _offers(self, name: str) -> bool:
        """Whether the place has that and it is near enough, and not too short for the thing."""
        stage, long = self.stage, self.figure.concept.metres * self.figure.ratio
        far = stage.horizon + (stage.height - stage.horizon) * NEARBY
        near = stage.brief.setting in ("room", "plain") or stage.anchors.get(name, (0, 0))[1] > far
        return name in stage.anchors and near and long <= LONGEST

    def _laid(self, surface: Box, size: float) -> Spot:
        """Somewhere on a surface, no larger than fits it."""
        x, top, wide, deep = surface
        left, right = max(x, self.stage.width * 0.02), min(x + wide, self.stage.width * 0.98)
        size = min(size, max(self.stage.unit, right - left) * min(BROAD / self.figure.ratio, HIGH))
        half = size * self.figure.ratio / 2
        low, high = left + half, max(left + half, right - half)
        if len(self.stage.brief.subjects) == self.subject.count == 1 and surface == self.stage.anchors.get("pedestal"):
            low = high = x + wide / 2
        foot = top + deep * self.rng.uniform(0.3, 0.9)
        return replace(self._spot(self.rng.uniform(low, high), foot, size, "sky", order=900 + foot), laid=True)

    def _on_strip(self, x: float, strip: Box) -> Spot:
        """On a part of the ground, where the place has one for such things."""
        left, top, wide, deep = strip
        if not self.subject.horizontal and self.subject.count == 1:
            half = min(self.size * self.figure.ratio, wide) / 2
            x = self.rng.uniform(left + half, max(left + half, left + wide - half))
        if strip == self.stage.anchors.get("niche"):
            return self._by_wall(left + wide / 2, top + deep, deep / 2, wide * 0.86)
        foot = top + deep * self.rng.random()
        return self._standing(x, 0.0, foot)

    def _side_by_side(self, strip: Box, count: int) -> list[Spot]:
        """Some of a kind along the wall."""
        left, top, wide, deep = strip
        each = wide / count
        return [self._by_wall(left + each * (at + 0.5), top + deep, deep / 2, each * 0.8) for at in range(count)]

    def _by_wall(self, x: float, foot: float, metre: float, wide: float) -> Spot:
        """With its back to the wall, in the middle of the part that is free for it: as large as it is there, and half
        way to as wide as such things are, where it is drawn shorter."""
        size = self.figure.concept.metres * self.subject.size**0.85 * metre
        size = max(size, (size * wide / self.figure.ratio) ** 0.5)
        size = min(max(size, least(self.stage, self.figure.ratio)), self.stage.width * 0.9 / self.figure.ratio)
        return replace(self._spot(x, foot, size, "ground", order=1000 + foot), laid=True)
