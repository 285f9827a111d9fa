"""Beside: where a thing goes that is next to, before, behind, under, above or around another."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from pipelines.scene.lay.footing import SMALL
from pipelines.scene.lay.perspective import eye_level, metre_of, nearer
from pipelines.scene.lay.places import Placing
from pipelines.scene.lay.spot import Ground, Spot, overlap
from pipelines.scene.lay.supports import room_below
from pipelines.scene.lay.surfaces import SURFACES
from pipelines.scene.lay.tableau import NEAR, least
from pipelines.scene.scene import Box

SIDES = {"left of": (-1,), "right of": (1,)}
LANDED = ("animal-bird", "transport-air")
"""What flies and yet stands beside what stands."""
SWIMMING = ("animal-marine", "transport-water")
"""What stays in the water beside what stands."""
HIDDEN = 0.48
"""Part of a thing that another one before it hides."""
BEFORE = 0.3
"""Part of the narrower of two that the nearer one hides of the other, or is itself before it."""
AHEAD = 0.4
"""How far whatever is chased is ahead, by the width of the narrower of two."""
LEGS = 1.6
"""How far below a thing on a table somebody before that table stands, by the height of the thing."""
CLEAR = 1.3
"""How far below the foot of a thing the foot of that is which lies before it, by its own height."""
COLUMNS = 3
"""How many of several stand side by side before the next row begins; of slender ones two more."""
CLEARLY = 0.2
"""How far above what is below another thing the foot of that is, which stands behind it, as a part of its height."""
CLOSE = 0.8
"""How near two things on one table may stand, by the half of their widths."""
RAISED = 0.34
"""Height of what is raised above another thing, as a part of the picture's, at most."""


class Beside(Placing):
    """Finding the spots of what is somewhere near another thing."""

    def _next_to(self, target: Spot, mine: list[Spot]) -> Spot:
        """Next to the target on the freer side, on the same level; several in rows."""
        stage, best = self.stage, []
        wide = self.size * self.figure.ratio
        ahead = AHEAD * min(wide, target.width) if self.subject.relation == "chasing" else 0.0
        gap = max(stage.unit * 1.5, ahead)
        for side in self._sides(target, mine):
            slot = sum(1 for spot in mine if (spot.x - target.x) * side > 0)
            row, column = divmod(slot, COLUMNS if self.figure.ratio > 0.8 else COLUMNS + 2)
            away = target.width / 2 + gap + wide * (0.5 + column * 1.06 + row % 2 * 0.5)
            spot = self._level(target, target.x + side * away, row)
            out = abs(spot.x - self._inside(spot.x, wide))
            best.append((out + sum(overlap(spot, o) for o in [*self.others, *mine]) * stage.width, spot))
        return self._towards(target, min(best, key=lambda pair: pair[0])[1])

    def _sides(self, target: Spot, mine: list[Spot]) -> tuple[int, ...]:
        """To the right is 1; of several, each other one. Who chases is where the other one comes from."""
        facing = target.figure.concept.facing
        if self.subject.relation == "chasing" and facing != "front":
            return ((1 if (facing == "left") != target.flip else -1),)
        if named := SIDES.get(str(self.subject.relation)):
            return named
        right = sum(1 if spot.x > target.x else -1 for spot in mine)
        return (1, -1) if not right else (-1,) if right > 0 else (1,)

    def _level(self, target: Spot, x: float, row: int) -> Spot:
        """At x on the target's level, one row before the next; in the air or the water where it belongs there."""
        mine, stage = self._ground(), self.stage
        if mine == "sky" and target.ground == "ground" and self.figure.concept.category in LANDED:
            mine = "sky" if self.subject.verb == "fly" else "ground"
        if mine == "water" and target.ground == "ground" and self.figure.concept.category not in SWIMMING:
            mine = "ground"
        if mine == target.ground:
            foot = target.foot + stage.unit * self.rng.uniform(0, 1.5) - row * self.size * 0.36
            if mine in ("sky", "afloat"):
                foot = target.foot - target.height / 2 + self.size / 2 - row * self.size * 1.05
            size = self.size if mine in ("sky", "afloat") else self._farther_by(target.foot, foot)
            return self._spot(x, foot, size, mine, target.order + 0.1 - row)
        if mine in ("sky", "afloat"):
            middle = target.box[1] + target.height * 0.35 - row * self.size * 1.05
            return replace(self._hanging(x, middle, self.size, mine), order=target.order + 0.1 - row)
        if mine == "water":
            return replace(self._swimming(x, 0.8), x=x)
        shared = self._shared(target, x)
        # Beside a table one stands on its floor, and not on its top.
        foot = max(target.foot + target.height * LEGS, stage.horizon + 3 * stage.unit) if target.laid else 0.0
        foot = min(foot, stage.height * NEAR)
        return shared or replace(self._standing(x, 0.08, foot), x=x)

    def _shared(self, target: Spot, x: float) -> Spot | None:
        """On what carries the target, if it is a thing for a table and there is room at that side."""
        concept, half = self.figure.concept, self.size * self.figure.ratio / 2
        if concept.place != "floor" or concept.metres > SMALL:
            return None
        tops = [spot.box for spot in self.others if spot.index != target.index] + list(self._tops(target))
        for left, top, wide, tall in tops:
            over = left <= target.x <= left + wide and top <= target.foot <= top + tall
            at = min(max(x, left + half), left + wide - half)
            if over and abs(at - target.x) > (half + target.width / 2) * CLOSE:
                spot = self._spot(at, target.foot, self.size, "sky", target.order + 0.1)
                return replace(spot, laid=target.laid)
        return None

    def _tops(self, target: Spot) -> Iterator[Box]:
        """The tables of the place on which the target may have been laid."""
        named = (self.stage.anchors[name] for name in SURFACES if target.laid and name in self.stage.anchors)
        return ((x, y - self.stage.unit, wide, tall + 2 * self.stage.unit) for x, y, wide, tall in named)

    def _farther_by(self, near: float, foot: float) -> float:
        """The height on a farther row, no smaller than can be seen."""
        eye = eye_level(self.stage)
        size = self.size * min(1.0, (foot - eye) / max(self.stage.unit, near - eye))
        return max(size, min(self.size, least(self.stage, self.figure.ratio)))

    def _towards(self, target: Spot, spot: Spot) -> Spot:
        """Turned the way the relation wants: after what is chased, to what is looked at."""
        facing = self.figure.concept.facing
        if facing == "front" or self.subject.relation not in ("chasing", "looking at"):
            return spot
        return replace(spot, flip=(target.x > spot.x) != (facing == "right"))

    def _behind(self, target: Spot, number: int, many: int) -> Spot:
        """Partly hidden, at one side or at both."""
        size = max(self.size, target.height * 0.45)
        wide, side, slot = size * self.figure.ratio, *self._alternate(number)
        x = target.x + side * (target.width / 2 + wide * (0.5 - HIDDEN + slot * 1.05))
        mine = self._ground()
        if mine in ("sky", "afloat"):
            spot = self._hanging(x, target.box[1] + target.height * 0.25, size, mine)
            return replace(spot, order=target.order - 0.3)
        foot = max(self.stage.horizon + self.stage.unit, target.foot - target.height * 0.06 - self.stage.unit)
        return self._spot(x, foot, size, target.ground, target.order - 0.3)

    def _before(self, target: Spot, number: int, many: int) -> Spot:
        """Nearer than the target, which can still be seen beside it or above it."""
        real = self.figure.concept.metres * self.figure.stature / max(0.05, target.figure.concept.metres)
        size = min(self.size, target.height * max(1.3, real))
        if many > 1:
            size = min(size, target.width * 1.8 / (many * self.figure.ratio), target.height * 0.7)
        wide, side, _ = size * self.figure.ratio, *self._alternate(0)
        x = target.x + side * (target.width / 2 + wide / 2 - BEFORE * min(wide, target.width))
        if many > 1:
            x = target.x + (number - (many - 1) / 2) * wide * 1.08
        mine = self._ground()
        if mine in ("sky", "afloat"):
            spot = self._hanging(x, target.box[1] + target.height * 0.4, size, mine)
            return replace(spot, order=target.order + 0.3)
        if target.ground in ("sky", "afloat"):
            spot = self._standing(x, self.rng.uniform(0.6, 0.9))
            return replace(spot, x=x, order=max(spot.order, target.order + 0.3))
        spot = self._spot(x, 0.0, size, target.ground, target.order + 0.3)
        before = self.stage.unit * 2.5 + (size * 0.3 if many > 1 else 0.0)
        return replace(spot, foot=nearer(self.stage, target, metre_of(spot), before))

    def _alternate(self, number: int) -> tuple[int, int]:
        """The side of one of several, and how many stand there already."""
        first = 1 if self.off_centre < 0.1 else -1
        return (first if number % 2 == 0 else -first), number // 2

    def _under(self, target: Spot, number: int, many: int) -> Spot:
        """Between its legs or below its crown; on the ground below what hangs."""
        x, top, wide, tall = target.box
        share = (number + 1) / (many + 1)
        if target.ground in ("sky", "afloat"):
            mine = self._ground()
            spot = self._standing(target.x, self.rng.uniform(0.55, 0.8))
            if mine != "ground":
                spot = self._hanging(target.x, top + tall + self.size * 0.7, self.size, mine)
            room = max(spot.foot - top - tall - self.stage.unit * 2, least(self.stage, self.figure.ratio))
            height = min(spot.height, room) if mine == "ground" else spot.height
            return replace(spot, x=x + wide * (0.5 + (share - 0.5) * 2), height=height)
        room = room_below(target.figure.concept.key)
        if not room:
            return self._lower(target, share)
        size = min(self.size, tall * room * 0.92, wide * (0.72 if many == 1 else 1.1 / many) / self.figure.ratio)
        # Off the middle where a trunk stands there.
        aside = self._alternate(number)[0] * 0.14 if many == 1 and "tree" in target.figure.concept.key else 0.0
        at = x + wide * (0.5 + aside + (share - 0.5) * 1.2)
        # An umbrella is held over it: its stick ends behind what is under it.
        lower = size * 0.45 if "umbrella" in target.figure.concept.key else self.stage.unit * 0.4
        return self._spot(at, target.foot + lower, size, target.ground, target.order + 0.3)

    def _lower(self, target: Spot, share: float) -> Spot:
        """Nearer than what has no room below it, and lower in the picture."""
        size = self._seen(min(self.size, target.height * 0.7))
        foot = min(target.foot + size * CLEAR, self.stage.height)
        aside = target.width * ((share - 0.5) * 1.2 + self._alternate(0)[0] * 0.12)
        return self._spot(target.x + aside, foot, size, target.ground, target.order + 0.3)

    def _above(self, target: Spot, number: int, many: int) -> Spot:
        """In the air over it, or on something higher that stands behind it."""
        top, wide = target.box[1], target.width
        at = target.x + (number - (many - 1) / 2) * self.size * self.figure.ratio * 1.1
        if self._hovers(target):
            # Who jumps only just clears it.
            gap = 0.46 if self.subject.verb == "jump" else 0.75
            middle = top - self.size * gap - self.stage.unit * 2
            return replace(self._hanging(at, middle, self.size, "sky"), order=target.order + 0.1)
        size = min(self.size, self.stage.height * RAISED)
        if self.figure.concept.place == "water" and target.ground == "water":
            foot = max(top + target.height * 0.12, self.stage.horizon + self.stage.unit * 2)
            return self._spot(at, foot, min(size, target.height * 1.2), "water", target.order - 0.3)
        at += self.rng.uniform(-0.15, 0.15) * wide
        if self._looms(target):
            return self._farther(target, at)
        foot = top - self.stage.unit * 2
        base = max(target.foot, self.stage.horizon + self.stage.unit * 4) - self.stage.unit
        return replace(self._spot(at, foot, size, "sky", target.order - 0.3), rise=base - foot)

    def _looms(self, target: Spot) -> bool:
        """Whether it is above the target in the picture when it stands behind it, since it is the larger of the two."""
        real = self.figure.concept.metres * self.figure.stature
        foot = target.box[1] - target.height * CLEARLY
        low = foot > self.stage.horizon + self.stage.unit * 2 or self.stage.brief.setting == "room"
        return (
            (target.laid or target.ground == "ground")
            and low
            and real > target.figure.concept.metres * target.figure.stature
        )

    def _farther(self, target: Spot, at: float) -> Spot:
        """On the ground behind the target, with the foot above the most of it."""
        foot = max(target.box[1] - target.height * CLEARLY, self.stage.horizon + self.stage.unit * 2)
        return self._spot(at, foot, self.size, "ground", target.order - 0.3)

    def _hovers(self, target: Spot) -> bool:
        """Whether it needs nothing to be carried by, over that target."""
        flies = self.figure.concept.place == "sky" or self.subject.verb in ("fly", "float", "jump")
        return flies or target.ground == "afloat" or self.stage.brief.setting in ("space", "underwater")

    def _ring(self, target: Spot, number: int, many: int) -> Spot:
        """On a ring around it in perspective; what flies circles higher."""
        wide = self.size * self.figure.ratio
        angle = 2 * math.pi * (number + 0.5) / many + math.pi / 2
        across, deep = target.width / 2 + wide * 0.7, max(self.size * 0.3, target.width * 0.22)
        if many > 4:
            across = max(across, many * wide * 0.2)
        mine: Ground = "sky" if self._ground() in ("sky", "afloat") else target.ground
        x, shift = target.x + math.cos(angle) * across, math.sin(angle) * deep
        if mine == "sky":
            spot = self._hanging(x, target.box[1] + target.height * 0.3 + shift * 1.6, self.size, mine)
        else:
            near = 1 + 0.12 * math.sin(angle)
            foot = max(target.foot + shift, self.stage.horizon + self.stage.unit)
            spot = self._spot(x, foot, self.size * near, mine, 0.0)
        # A lone one that flies would be lost behind what it flies around.
        nearer = shift > 0 or (mine == "sky" and many == 1)
        spot = replace(spot, order=target.order + (0.3 if nearer else -0.3) + shift / 1e4)
        facing = self.figure.concept.facing
        return replace(spot, flip=(target.x > x) != (facing == "right")) if facing != "front" else spot
