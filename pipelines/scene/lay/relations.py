"""Relations: where a thing goes that was said to be on, under, behind or beside something."""

from __future__ import annotations

import math
from dataclasses import replace

from pipelines.scene.lay.places import Placing
from pipelines.scene.lay.spot import Spot, overlap
from pipelines.scene.scene import Box

BUILDINGS = ("place-building", "place-religious", "place-other")


class Related(Placing):
    """Finding the spots of one subject, by what was said of it or else freely."""

    def spots(self, placed: list[list[Spot]]) -> list[Spot]:
        other = self.subject.other
        if isinstance(other, int) and other != self.index and other < len(placed) and placed[other]:
            return self._related(placed[other])
        if isinstance(other, str) and other in self.stage.anchors and self.subject.relation:
            return self._at_anchor(self.stage.anchors[other], other)
        ground = self._ground()
        if ground in ("sky", "afloat") and self.subject.count >= 3 and self.figure.concept.category == "animal-bird":
            return self._flock(ground)
        return self._free(ground, self.subject.count)

    def _related(self, targets: list[Spot]) -> list[Spot]:
        """Spots relative to things that stand: shared out among them when both are many."""
        count = self.subject.count
        spots: list[Spot] = []
        for number in range(count):
            target = targets[number % len(targets)]
            share = (number // len(targets) + 1) / (math.ceil(count / len(targets)) + 1)
            spots.append(
                self._beside(target, spots, share)
                if self.subject.relation in ("beside", None)
                else self._by(target, share)
            )
        return spots

    def _by(self, target: Spot, share: float) -> Spot:
        relation = self.subject.relation
        tall = target.height
        size = min(self.size, tall * 1.1) if relation in ("on", "in") else self.size
        # Inside a house nobody could be seen: they stand at its door.
        if relation == "in" and target.figure.concept.category not in BUILDINGS:
            return self._inside_of(target, share, size)
        if relation == "on":
            return self._upon(target, share, size)
        if relation == "with":
            return self._held(target, share)
        if relation in ("above", "over"):
            x, top, wide, _ = target.box
            middle = max(size * 0.55, top - size * 0.75 - self.stage.unit * 2)
            return self._hanging(x + wide * (0.5 + (share - 0.5) * 1.6), middle, size, "sky")
        return self._around(target, share, size)

    def _upon(self, target: Spot, share: float, size: float) -> Spot:
        """On a roof, a back or a seat."""
        x, top, wide, tall = target.box
        many = self.subject.count > 1
        at, roof = (share, target.figure.top_at(share)) if many else target.figure.roof()
        at = 1 - at if target.flip else at
        size = min(size, max(target.width * 0.75 / self.figure.ratio, self.stage.unit * 5))
        astride = target.figure.concept.category.startswith(("animal", "transport"))
        person = astride and self.figure.concept.category.startswith("person")
        # A rider's legs are on the far side; an animal sits; on a roof one stands.
        sunk = 0.4 if person else 0.24 if astride and not many else 0.05
        order = target.order + (-0.2 if person else 0.2)
        spot = self._spot(x + wide * at, top + tall * roof + size * sunk, size, "sky", order)
        return replace(spot, ground=target.ground if target.ground != "ground" else "sky")

    def _inside_of(self, target: Spot, share: float, size: float) -> Spot:
        """In a basket, a boat or the crown of a tree."""
        x, top, wide, tall = target.box
        size = min(size * 0.9, tall * 0.62, wide * 0.7 / self.figure.ratio)
        big = target.figure.concept.metres > 3 * max(0.05, self.figure.concept.metres)
        if big and target.figure.concept.category == "plant-other":
            return self._spot(x + wide * (0.3 + 0.4 * share), top + tall * 0.46, size, "sky", target.order + 0.2)
        foot = top + tall * 0.42 + size * 0.4
        return self._spot(x + wide * (0.22 + 0.56 * share), foot, size, "sky", target.order - 0.2)

    def _held(self, target: Spot, share: float) -> Spot:
        """In the hand on the side of the picture's middle; what floats is above it, an umbrella over the head."""
        _, top, wide, tall = target.box
        side = 1 if target.x < self.stage.width / 2 else -1
        person = not target.figure.concept.category.startswith("animal")
        hand = target.x + side * wide * (0.36 if person else 0.3) * (0.6 + 0.8 * share)
        level = top + tall * (0.72 if person else 0.6)
        kind = self.figure.concept
        if "umbrella" in kind.key and "closed" not in kind.key:
            return self._spot(target.x + side * wide * 0.22, level, tall * 0.95, "sky", target.order - 0.2)
        if kind.key == "kite":
            kite = self._hanging(hand + side * tall * 0.7, top - tall * 0.2, tall * 0.55, "sky")
            return replace(kite, x=self._inside(kite.x, kite.width), order=target.order + 0.2)
        if kind.category == "sport" and kind.place == "ground":
            ball = self._spot(hand, target.foot + self.stage.unit * 0.6, tall * 0.26, "ground", target.order + 0.2)
            return replace(ball, ground=target.ground)
        if "balloon" in kind.key:
            aside = hand + side * (wide * 0.1 + tall * 0.3 * self.figure.ratio)
            return self._spot(self._inside(aside, 0), level - tall * 0.08, tall * 0.66, "sky", target.order + 0.2)
        larger = max(1.0, self.subject.size)
        size = tall * larger * min(0.55, max(0.26, (kind.metres / max(0.3, target.figure.concept.metres)) ** 0.6))
        size = size / self.figure.ratio**0.5
        return self._spot(hand, level + size * 0.45, size, "sky", target.order + 0.2)

    def _around(self, target: Spot, share: float, size: float) -> Spot:
        """under, behind and in front of."""
        stage, relation = self.stage, self.subject.relation
        x, top, wide, tall = target.box
        mine = self._ground()
        if relation == "under" and target.ground in ("sky", "afloat"):
            spot = self._standing(target.x, self.rng.uniform(0.55, 0.8))
            if mine != "ground":
                spot = self._hanging(target.x, top + tall + size * 0.7, size, mine)
            return replace(spot, x=self._inside(x + wide * (0.5 + (share - 0.5) * 2), spot.width))
        side = 1 if self.rng.random() < 0.5 else -1
        if mine in ("sky", "afloat") and relation != "under":
            order = target.order + (0.3 if relation == "in front of" else -0.3)
            return replace(self._hanging(x + wide * share, top + tall * 0.3, size, mine), order=order)
        if relation == "behind":
            size = max(size, tall * 0.45)
            foot = max(stage.horizon + stage.unit, target.foot - tall * 0.06 - stage.unit)
            at = target.x + side * (wide * 0.42 + size * self.figure.ratio * 0.12)
            return self._spot(self._inside(at, size * self.figure.ratio), foot, size, target.ground, target.order - 0.3)
        foot = min(target.foot + stage.unit * 2.5, stage.height * 0.965)
        size = min(self.size if relation == "in" else size, tall * {"under": 0.5, "in": 0.45}.get(str(relation), 0.72))
        at = x + wide * (0.5 + (share - 0.5) * 1.5) + side * wide * (0.2 if relation == "under" else 0.12)
        return self._spot(self._inside(at, size * self.figure.ratio), foot, size, target.ground, target.order + 0.3)

    def _beside(self, target: Spot, mine: list[Spot], share: float) -> Spot:
        """Next to the target on the freer side, on the same level."""
        stage = self.stage
        same = self._ground() == target.ground
        best: list[tuple[float, Spot]] = []
        for side in (1, -1):
            row = sum(1 for spot in mine if (spot.x - target.x) * side > 0)
            gap = stage.unit * 1.5 + row * self.size * self.figure.ratio * 1.05
            x = target.x + side * (target.width / 2 + self.size * self.figure.ratio / 2 + gap)
            spot = self._spot(
                x, target.foot + stage.unit * self.rng.uniform(0, 1.5), self.size, target.ground, target.order + 0.1
            )
            if not same:
                spot = replace(self._free(self._ground(), 1)[0], x=x)
            spot = replace(spot, x=self._inside(x, spot.width))
            best.append((abs(spot.x - x) + sum(overlap(spot, o) for o in [*self.others, *mine]) * stage.width, spot))
        return min(best, key=lambda pair: pair[0])[1]

    def _at_anchor(self, box: Box, name: str) -> list[Spot]:
        """On, over or under a part of the background: a hill, the moon, the sea ..."""
        x, top, wide, tall = box
        relation, count = self.subject.relation, self.subject.count
        if name in ("sea", "lake", "beach") and relation in ("on", "in", "beside"):
            return self._free(self._ground(), count)
        if relation in ("above", "over"):
            return self._flock("sky") if count >= 3 else self._free("sky", count)
        spots = []
        for number in range(count):
            share = (number + 1) / (count + 1)
            at = x + wide * (share if count > 1 else 0.5)
            if relation == "on":
                size = self.size * (0.62 if name == "hill" else 0.5)
                foot = top + (_below_crest(share, count) * tall * 0.12 + size * 0.03 if name == "hill" else size * 0.06)
                spots.append(self._spot(at, foot, size, "ground" if name == "hill" else "sky", 600.0))
            elif relation in ("under", "in front of", "beside") or name in ("hill", "sea", "lake"):
                base = self._free(self._ground(), 1)[0]
                near = at if name in ("sun", "moon", "window") else base.x
                spots.append(replace(base, x=self._inside(near + (share - 0.5) * self.size * count, base.width)))
            else:
                spots.append(replace(self._free("sky", 1)[0], x=self._inside(at, self.size)))
        return spots

    def _inside(self, x: float, wide: float) -> float:
        edge = min(self.stage.width * 0.48, wide / 2 + self.stage.width * 0.02)
        return min(max(x, edge), self.stage.width - edge)


def _below_crest(share: float, count: int) -> float:
    """How far below the crest of a hill one of several stands, 0 to 1."""
    return 0.0 if count == 1 else (2 * share - 1) ** 2
