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
from pipelines.scene.lay.spot import RAIL, Crowd, Ground, Spot
from pipelines.scene.lay.stage import Stage
from pipelines.scene.lay.tableau import least
from pipelines.scene.lay.unwanted import is_missing
from pipelines.scene.scene import Box, Check, Subject

TRIES = 12
SURFACES = ("pedestal", "table", "counter", "desk", "altar", "bench")
"""Anchors of a place that small things are put on, the likeliest first."""

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
    subjects: tuple[Subject, ...]
    """Those of the brief, with the relations as they are laid."""

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
        return self.subjects[self.index]

    def _ground(self) -> Ground:
        """What it rests on here: without open water in the picture, even a boat stands."""
        ground = rests(self.subject, self.figure.concept, self.stage.brief.setting)
        water = bool({"sea", "lake"} & set(self.stage.anchors))
        if ground == "ground" and water and self.figure.concept.place == "water" and self.subject.other != "beach":
            return "water"
        # In a harbour one stands on the pier.
        ashore = "pier" in self.stage.anchors and self.figure.concept.place != "water" and self.subject.verb != "swim"
        return "ground" if ground == "water" and (ashore or not water) else ground

    def _surface(self) -> Box | None:
        """The table or counter of the place that a thing for a table is put on, where nothing else was said."""
        if self.figure.concept.place != "floor" or self.subject.relation or not self.stage.metre:
            return None
        here = [name for name in SURFACES if name in self.stage.anchors and not is_missing(name, self.stage.brief)]
        return self.stage.anchors[here[0]] if here else None

    def _laid(self, surface: Box, size: float) -> Spot:
        """Somewhere on a surface, no larger than fits it."""
        x, top, wide, deep = surface
        left, right = max(x, self.stage.width * 0.02), min(x + wide, self.stage.width * 0.98)
        size = min(size, 0.45 * max(self.stage.unit, right - left) / self.figure.ratio)
        half = size * self.figure.ratio / 2
        low, high = left + half, max(left + half, right - half)
        if len(self.stage.brief.subjects) == self.subject.count == 1 and surface == self.stage.anchors.get("pedestal"):
            low = high = x + wide / 2
        foot = top + deep * self.rng.uniform(0.3, 0.9)
        return self._spot(self.rng.uniform(low, high), foot, size, "sky", order=900 + foot)

    def _free(self, ground: Ground, count: int) -> list[Spot]:
        """Best of many random tries, one thing after the other."""
        spots: list[Spot] = []
        for number in range(count):
            tries = [self._try(ground, number) for _ in range(TRIES)]
            crowd = Crowd([*self.others, *spots])
            weight = sum((other.x - self.stage.width / 2) * other.height for other in crowd.spots)
            spots.append(min(tries, key=partial(self._cost, crowd, weight, number)))
            self.check()
        return spots

    def _try(self, ground: Ground, number: int) -> Spot:
        surface = self._surface()
        if surface:
            return self._laid(surface, self.size)
        x = self.rng.uniform(*self._across())
        if ground == "ground" and self._drives:
            return self._driving()
        if ground == "ground":
            return self._standing(x, self.rng.uniform(*self._deep()))
        if ground == "water":
            return self._swimming(
                x, self.rng.uniform(0.12, 0.72) if self.subject.count > 1 else self.rng.uniform(0.3, 0.62)
            )
        low, high = self._up(ground)
        size = self._seen(self.size * (self.rng.uniform(0.72, 1.05) if number else 1.0))
        return self._hanging(x, self.rng.uniform(low, high), size, ground)

    @property
    def _drives(self) -> bool:
        """Whether it is alone on a road that is painted."""
        vehicle = self.figure.concept.category == "transport-ground" and self.subject.count == 1
        return vehicle and "roadway" in self.stage.anchors and not self.subject.horizontal

    def _driving(self) -> Spot:
        """On the road, where it is near and broad."""
        x, top, wide, deep = self.stage.anchors["roadway"]
        spot = self._standing(x + wide * self.rng.random(), 0.5)
        return replace(spot, foot=top + deep * self.rng.uniform(0.2, 0.9))

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

    def _inside(self, x: float, wide: float) -> float:
        edge = min(self.stage.width * 0.48, wide / 2 + self.stage.width * 0.02)
        return min(max(x, edge), self.stage.width - edge)

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
        return any(rider.other == self.index and rider.relation == "on" for rider in self.subjects)

    def _standing(self, x: float, at: float) -> Spot:
        stage = self.stage
        top = stage.anchors["beach"][1] if "beach" in stage.anchors else stage.horizon
        foot = top + (stage.height * 0.955 - top) * (0.1 + 0.9 * at)
        if self.figure.concept.key in RAIL and "rails" in stage.anchors:
            foot = stage.anchors["rails"][1] + stage.anchors["rails"][3] / 2
        scale = 0.6 + 0.42 * (foot - stage.horizon) / (stage.height * 0.93 - stage.horizon)
        return self._spot(x, foot, self._seen(self.size * scale), "ground", order=1000 + foot)

    def _seen(self, height: float) -> float:
        """A height at which the thing can be seen."""
        return max(height, least(self.stage, self.figure.ratio))

    def _swimming(self, x: float, at: float) -> Spot:
        stage = self.stage
        _, top, _, deep = (
            stage.anchors.get("sea") or stage.anchors.get("lake") or (0, stage.horizon, 0, stage.height * 0.2)
        )
        if "beach" in stage.anchors:
            deep = (stage.anchors["beach"][1] - top) * 0.9
        foot = top + deep * (0.08 + at)
        scale = 0.42 + 0.68 * at
        spot = self._spot(x, foot, self._seen(self.size * scale), "water", order=1000 + foot)
        dives = self.figure.concept.motion == "swim" or self.subject.verb == "swim"
        boarding = self.subject.person is not None and self.subject.person.pose == "surf"
        return replace(spot, sunk=0.16 if dives else 0.0 if boarding else 0.04)

    def _hanging(self, x: float, middle: float, size: float, ground: Ground) -> Spot:
        far = self.figure.concept.category in SKY_SCENERY
        order = (100 if far else 500) + size / self.stage.unit
        return self._spot(x, middle + size / 2, size, ground, order=order + (2000 if ground == "afloat" else 0))

    def _spot(self, x: float, foot: float, height: float, ground: Ground, order: float) -> Spot:
        return Spot(self.subject, self.index, self.figure, x, foot, height, ground, self._flip(x), order)

    def _flip(self, x: float) -> bool:
        """Things look into the picture."""
        if self.figure.anchors:
            return self._turned(x)
        if not self.figure.concept.category.startswith(("animal", "transport", "person-sport", "person-activity")):
            return False
        # A school or a herd has one heading; one or two look at each other.
        wants_right = self.heading if self.subject.count > 2 else x < self.stage.width / 2
        return wants_right != self._looks_right

    def _turned(self, x: float) -> bool:
        """Somebody looks at what they are said to look at, or at who is with them, else into the picture."""
        subject = self.subject
        wanted = [at for at in (subject.looks_at, subject.other) if isinstance(at, int)]
        seen = [spot.x for at in wanted for spot in self.others if spot.index == at]
        return (seen[0] if seen else self.stage.width / 2) > x

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
