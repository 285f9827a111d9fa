"""Places: where a thing goes that nothing was said of.

Free choices are tried many times and the best is taken: little overlap, weight balanced, the first thing near a line
of thirds.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, partial

from pipelines.scene.lay.footing import rests
from pipelines.scene.lay.formation import Post, posts
from pipelines.scene.lay.sizes import SKY_SCENERY
from pipelines.scene.lay.spot import Crowd, Ground, Spot, stands_in
from pipelines.scene.lay.stage import Stage
from pipelines.scene.lay.strips import strip_of
from pipelines.scene.lay.surfaces import Surfaced
from pipelines.scene.lay.tableau import least
from pipelines.scene.scene import Box

TRIES = 12
FORMATIONS = 3
"""How many ways to stand are tried where several stand together: there are as many layouts again."""
GATHERED = 0.22
"""Part of the width that is left free at each side of several that have to do with something else."""
BUILT = ("place-building", "place-religious", "place-other", "place-geographic", "transport-ground")


class Placing(Surfaced):
    """Finding the spots of one subject among those that stand already."""

    @cached_property
    def off_centre(self) -> float:
        """How far a lone thing stands from the middle, as a part of the width: up to a third's line."""
        return self.rng.choice((0.05, 0.1, 0.14, 0.17))

    def _ground(self) -> Ground:
        """What it rests on here: without open water in the picture, even a boat stands."""
        ground = rests(self.subject, self.figure.concept, self.stage.brief.setting)
        water = bool({"sea", "lake"} & set(self.stage.anchors))
        if ground == "ground" and water and self.figure.concept.place == "water" and self.subject.other != "beach":
            return "water"
        # In a harbour one stands on the pier.
        ashore = "pier" in self.stage.anchors and self.figure.concept.place != "water" and self.subject.verb != "swim"
        return "ground" if ground == "water" and (ashore or not water) else ground

    def _free(self, ground: Ground, count: int) -> list[Spot]:
        """Best of many random tries, one thing after the other."""
        if ground == "ground" and count > 1 and (spots := self._formed(count)):
            return spots
        spots = []
        for number in range(count):
            tries = [self._try(ground, number) for _ in range(TRIES)]
            crowd = Crowd([*self.others, *spots])
            weight = sum((other.x - self.stage.width / 2) * other.height for other in crowd.spots)
            spots.append(min(tries, key=partial(self._cost, crowd, weight, number)))
            self.check()
        return spots

    def _formed(self, count: int) -> list[Spot]:
        """The best of some formations; none of a crowd, or where a place was said or a table carries them."""
        if self.subject.horizontal or self.subject.vertical or self._surface():
            return []
        stage, (ratio, seen) = self.stage, (self.figure.ratio, least(self.stage, self.figure.ratio))
        top = stage.anchors["beach"][1] if "beach" in stage.anchors else stage.horizon
        strip = strip_of(stage, self.subject, self.figure.concept)
        if strip and strip == stage.anchors.get("niche"):
            return self._side_by_side(strip, count)
        top, deep = (strip[1], strip[3]) if strip else (top, stage.height * 0.955 - top)
        # Who gathers at something does not stand all over the land.
        side = stage.width * GATHERED if any(one.other == self.index for one in self.subjects) else 0.0
        ground = (side, top, stage.width - 2 * side, deep)
        crowd = Crowd(self.others)
        weight = sum((other.x - stage.width / 2) * other.height for other in self.others)
        found = [self._posted(posts(stage, self.rng, ground, count, ratio, self.size, seen)) for _ in range(FORMATIONS)]
        self.check()
        return min(found, key=lambda spots: sum(self._cost(crowd, weight, 1, spot) for spot in spots))

    def _posted(self, row: list[Post]) -> list[Spot]:
        """Each on its post; of animals that do nothing some look the other way."""
        spots = [self._spot(post.x, post.foot, post.height, "ground", order=1000 + post.foot) for post in row]
        idle = not self.subject.verb and self.figure.concept.category.startswith("animal")
        return [replace(spot, flip=spot.flip != (idle and self.rng.random() < 0.3)) for spot in spots]

    def _try(self, ground: Ground, number: int) -> Spot:
        surface = self._surface()
        if surface:
            return self._laid(surface, self.size)
        x = self.rng.uniform(*self._across())
        strip = strip_of(self.stage, self.subject, self.figure.concept)
        if ground == "ground" and strip and not self.subject.vertical:
            return self._on_strip(x, strip)
        if ground == "ground":
            return self._standing(x, self.rng.uniform(*self._deep()))
        if ground == "water":
            left, _, wide, _ = self.stage.anchors.get("river", (0.0, 0.0, float(self.stage.width), 0.0))
            x = min(max(x, left + wide * 0.12), left + wide * 0.88)
            return self._swimming(
                x, self.rng.uniform(0.12, 0.72) if self.subject.count > 1 else self.rng.uniform(0.3, 0.62)
            )
        low, high = self._up(ground)
        size = self._seen(self.size * (self.rng.uniform(0.72, 1.05) if number else 1.0))
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
        if spot.ground == "ground" and "lake" in stage.anchors and stands_in(stage.anchors["lake"], spot):
            cost += 3.0
        if spot.ground == "sky" and _light_covered(stage, spot.box):
            cost += 0.9
        return cost


def _light_covered(stage: Stage, box: Box) -> bool:
    x, y, w, h = box
    return (
        x - stage.unit * 3 < stage.light[0] < x + w + stage.unit * 3
        and y - stage.unit * 3 < stage.light[1] < y + h + stage.unit * 3
    )
