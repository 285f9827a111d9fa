"""Places: where a thing goes that nothing was said of.

Free choices are tried many times and the best is taken: little overlap, weight balanced, the first thing near a line
of thirds.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, partial
from random import Random

from pipelines.scene.lay.figure import Figure
from pipelines.scene.lay.footing import rests
from pipelines.scene.lay.sizes import SKY_SCENERY
from pipelines.scene.lay.spot import Crowd, Ground, Spot
from pipelines.scene.lay.stage import Stage
from pipelines.scene.scene import Box, Check, Subject

TRIES = 48

BUILT = ("place-building", "place-religious", "place-other", "place-geographic", "transport-ground")


@dataclass
class Placing:
    """Finding the spots of one subject among those that stand already."""

    stage: Stage
    rng: Random
    index: int
    figure: Figure
    size: float
    others: list[Spot]
    check: Check

    @cached_property
    def heading(self) -> bool:
        """Whether a group of these moves to the right."""
        return self.rng.random() < 0.5

    @cached_property
    def off_centre(self) -> float:
        """How far a lone thing stands from the middle, as a part of the width: up to a third's line."""
        return self.rng.choice((0.02, 0.08, 0.14, 0.17))

    @property
    def subject(self) -> Subject:
        return self.stage.brief.subjects[self.index]

    def _ground(self) -> Ground:
        """What it rests on here: without open water in the picture, even a boat stands."""
        ground = rests(self.subject, self.figure.concept, self.stage.brief.setting)
        return "ground" if ground == "water" and not {"sea", "lake"} & set(self.stage.anchors) else ground

    def _free(self, ground: Ground, count: int) -> list[Spot]:
        """Best of many random tries, one thing after the other."""
        spots: list[Spot] = []
        for number in range(count):
            tries = [self._try(ground, number) for _ in range(TRIES if count < 12 else 16)]
            crowd = Crowd([*self.others, *spots])
            weight = sum((other.x - self.stage.width / 2) * other.height for other in crowd.spots)
            spots.append(min(tries, key=partial(self._cost, crowd, weight, number)))
            self.check()
        return spots

    def _try(self, ground: Ground, number: int) -> Spot:
        x = self.rng.uniform(*self._across())
        if ground == "ground":
            return self._standing(x, self.rng.uniform(*self._deep()))
        if ground == "water":
            return self._swimming(
                x, self.rng.uniform(0.12, 0.72) if self.subject.count > 1 else self.rng.uniform(0.3, 0.62)
            )
        low, high = self._up(ground)
        size = self.size * (self.rng.uniform(0.72, 1.05) if number else 1.0)
        return self._hanging(x, self.rng.uniform(low, high), size, ground)

    def _across(self) -> tuple[float, float]:
        wide = self.stage.width
        named = {"left": (0.16, 0.31), "centre": (0.48, 0.52), "right": (0.69, 0.84)}
        if self.subject.horizontal in named:
            low, high = named[self.subject.horizontal]
            spread = 0.05 * min(3, self.subject.count - 1)
            return wide * (low - spread / 2), wide * (high + spread / 2)
        edge = min(0.4, self.size * self.figure.ratio * 0.5 / wide + 0.03)
        return wide * edge, wide * (1 - edge)

    def _deep(self) -> tuple[float, float]:
        """How near to the viewer, 0 (horizon) to 1 (lower edge)."""
        named = {"top": (0.1, 0.25), "middle": (0.4, 0.55), "bottom": (0.85, 0.95)}
        if self.subject.vertical in named:
            return named[self.subject.vertical]
        large = self.figure.concept.category in BUILT or self.figure.concept.metres >= 4
        if self.stage.brief.setting == "city" and self.figure.concept.category == "transport-ground":
            return 0.58, 0.8
        if self.subject.count > 3:
            return 0.16, 0.92
        if self.subject.relation == "behind":
            return 0.1, 0.3
        return (0.25, 0.58) if large else (0.5, 0.86)

    def _up(self, ground: Ground) -> tuple[float, float]:
        """Range of the middle of something that hangs, in scene units from the top."""
        stage = self.stage
        deep = 0.94 if stage.brief.setting == "space" else 0.8
        floor = stage.height * deep if ground == "afloat" else stage.horizon
        half = self.size / 2
        named = {"top": (0.16, 0.34), "middle": (0.45, 0.6), "bottom": (0.8, 0.95)}
        if self.subject.vertical in named:
            low, high = named[self.subject.vertical]
            return max(half, floor * low), max(half * 1.1, floor * high)
        if self.figure.concept.category in SKY_SCENERY:
            return max(half * 1.1, floor * 0.18), max(half * 1.2, floor * 0.42)
        above = self.size * 0.7 if self._is_ridden else 0.0
        return max(half * 1.08 + above, floor * 0.2), max(half * 1.2 + above, floor * 0.78)

    @property
    def _is_ridden(self) -> bool:
        subjects = self.stage.brief.subjects
        return any(rider.other == self.index and rider.relation == "on" for rider in subjects)

    def _standing(self, x: float, at: float) -> Spot:
        stage = self.stage
        top = stage.anchors["beach"][1] if "beach" in stage.anchors else stage.horizon
        foot = top + (stage.height * 0.955 - top) * (0.1 + 0.9 * at)
        scale = 0.6 + 0.42 * (foot - stage.horizon) / (stage.height * 0.93 - stage.horizon)
        return self._spot(x, foot, self.size * scale, "ground", order=1000 + foot)

    def _swimming(self, x: float, at: float) -> Spot:
        stage = self.stage
        _, top, _, deep = (
            stage.anchors.get("sea") or stage.anchors.get("lake") or (0, stage.horizon, 0, stage.height * 0.2)
        )
        if "beach" in stage.anchors:
            deep = (stage.anchors["beach"][1] - top) * 0.9
        foot = top + deep * (0.08 + at)
        scale = 0.42 + 0.68 * at
        spot = self._spot(x, foot, self.size * scale, "water", order=1000 + foot)
        dives = self.figure.concept.motion == "swim" or self.subject.verb == "swim"
        return replace(spot, sunk=0.16 if dives else 0.04)

    def _hanging(self, x: float, middle: float, size: float, ground: Ground) -> Spot:
        far = self.figure.concept.category in SKY_SCENERY
        order = (100 if far else 500) + size / self.stage.unit
        return self._spot(x, middle + size / 2, size, ground, order=order + (2000 if ground == "afloat" else 0))

    def _spot(self, x: float, foot: float, height: float, ground: Ground, order: float) -> Spot:
        return Spot(self.subject, self.index, self.figure, x, foot, height, ground, self._flip(x), order)

    def _flip(self, x: float) -> bool:
        """Things look into the picture, mostly."""
        if not self.figure.concept.category.startswith(("animal", "transport", "person-sport", "person-activity")):
            return False
        # A school or a herd has one heading; one or two look at each other.
        wants_right = self.heading if self.subject.count > 2 else x < self.stage.width / 2
        return (wants_right != self._looks_right) if self.rng.random() < 0.85 else self.rng.random() < 0.5

    @property
    def _looks_right(self) -> bool:
        return self.figure.concept.facing == "right"

    def _cost(self, crowd: Crowd, weight: float, number: int, spot: Spot) -> float:
        """Lower is better; 1 is about one thing fully over another. `weight` is the lean of the crowd to the right."""
        stage = self.stage
        cost = crowd.overlap(spot) * 8
        x, y, w, h = spot.box
        out = (
            max(0.0, stage.width * 0.02 - x) + max(0.0, x + w - stage.width * 0.98) + max(0.0, stage.height * 0.015 - y)
        )
        cost += 6 * out / max(w, h) + 2 * max(0.0, y + h - stage.height * 0.985) / h
        cost += (
            0.5
            * abs(weight + (spot.x - stage.width / 2) * spot.height)
            / (stage.width * self.size * (1 + len(crowd.spots)))
        )
        if (
            not self.index
            and not number
            and not self.subject.horizontal
            and (len(stage.brief.subjects) > 1 or self.subject.count > 1)
        ):
            third = min(abs(spot.x / stage.width - 1 / 3), abs(spot.x / stage.width - 2 / 3))
            cost += 1.5 * third
        elif len(stage.brief.subjects) == 1 and self.subject.count == 1:
            cost += 2.0 * abs(abs(spot.x / stage.width - 0.5) - self.off_centre)
        if spot.ground == "ground" and "lake" in stage.anchors and _within(stage.anchors["lake"], spot):
            cost += 1.5
        if spot.ground == "sky" and _light_covered(stage, spot.box):
            cost += 0.9
        return cost

    def _flock(self, ground: Ground) -> list[Spot]:
        """A loose V or arc for up to a dozen, a cloud of them above that."""
        count, stage = self.subject.count, self.stage
        if count > 12:
            return self._free(ground, count)
        low, high = self._across()
        lead = self._try(ground, 0)
        heading = 1 if self.rng.random() < 0.5 else -1
        step = lead.width * self.rng.uniform(1.12, 1.35)
        opening, slope = self.rng.uniform(0.7, 0.85), self.rng.uniform(0.16, 0.4)
        arms = [(0, 0)]
        for k in range(1, count):
            arms.append(((k + 1) // 2, 1 if k % 2 else -1))
        span = step * (max(a for a, _ in arms) + 0.5)
        x = min(max(lead.x, low + (span if heading > 0 else 0)), max(low + span, high - (span if heading < 0 else 0)))
        spots = []
        for arm, side in arms:
            sx = x - heading * step * (arm + self.rng.uniform(-0.06, 0.06))
            # The first pair must clear each other; those behind are apart already by the length of a step.
            spread = opening + slope * (arm - 1) if arm else 0.0
            sy = lead.foot - lead.height / 2 + side * spread * lead.height + self.rng.uniform(-0.15, 0.15) * lead.height
            size = lead.height * self.rng.uniform(0.8, 1.0) * (1 - 0.03 * arm)
            spot = self._hanging(sx, sy, size, ground)
            spots.append(replace(spot, flip=(heading > 0) != self._looks_right))
        floor = stage.height * 0.85 if ground == "afloat" else stage.horizon * 0.94
        return _moved_into(
            spots, (stage.width * 0.04, stage.height * 0.04, stage.width * 0.92, floor - stage.height * 0.04)
        )


def _moved_into(spots: list[Spot], frame: Box) -> list[Spot]:
    """The group moved into a frame as a whole, and made smaller where it is larger than the frame."""
    left, top = min(s.box[0] for s in spots), min(s.box[1] for s in spots)
    right, bottom = max(s.box[0] + s.box[2] for s in spots), max(s.foot for s in spots)
    x, y, w, h = frame
    scale = min(1.0, w / (right - left), h / (bottom - top))
    new_left = min(max(left, x), x + w - (right - left) * scale)
    new_top = min(max(top, y), y + h - (bottom - top) * scale)
    return [
        replace(s, x=new_left + (s.x - left) * scale, foot=new_top + (s.foot - top) * scale, height=s.height * scale)
        for s in spots
    ]


def _within(box: Box, spot: Spot) -> bool:
    """Whether the feet of something are inside a part of the background."""
    x, y, w, h = box
    return x - spot.width / 2 < spot.x < x + w + spot.width / 2 and y < spot.foot < y + h


def _light_covered(stage: Stage, box: Box) -> bool:
    x, y, w, h = box
    return (
        x - stage.unit * 3 < stage.light[0] < x + w + stage.unit * 3
        and y - stage.unit * 3 < stage.light[1] < y + h + stage.unit * 3
    )
