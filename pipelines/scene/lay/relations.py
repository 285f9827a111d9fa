"""Relations: where a thing goes that was said to be on, under, behind or beside something."""

from __future__ import annotations

from dataclasses import replace

from pipelines.scene.lay.beside import Beside
from pipelines.scene.lay.doing import BOATS, SEATS
from pipelines.scene.lay.flock import Flocking
from pipelines.scene.lay.hands import Holding
from pipelines.scene.lay.spot import Spot
from pipelines.scene.lay.supports import has_face, is_hollow, upper_side
from pipelines.scene.lay.surfaces import SURFACES
from pipelines.scene.lay.tableau import least
from pipelines.scene.lay.upon import Upon
from pipelines.scene.scene import Box

BUILDINGS = ("place-building", "place-religious", "place-other")
SHARED = ("on", "in", "under", "above", "over", "in front of", "behind", "around")
"""Relations that several subjects may have to one, each of them with a part of the room."""
HANDLING = ("holding", "reading", "wearing")
"""What somebody does with a thing that is placed in their hands: they themselves stand where they like."""
ON_WALL = 0.36
"""Height of what hangs on a wall, as a part of the wall's, at most."""


class Related(Holding, Upon, Beside, Flocking):
    """Finding the spots of one subject, by what was said of it or else freely."""

    def spots(self, placed: list[list[Spot]]) -> list[Spot]:
        """Its spots, as many as there are of it; `placed` are those of the subjects that stand already."""
        other = self.subject.other
        if (
            self.subject.relation not in HANDLING
            and isinstance(other, int)
            and other != self.index
            and other < len(placed)
            and placed[other]
        ):
            return self._related(placed[other])
        if isinstance(other, str) and other in self.stage.anchors and self.subject.relation:
            return self._at_anchor(self.stage.anchors[other], other)
        ground = self._ground()
        if ground in ("sky", "afloat") and self.subject.count >= 3 and self.figure.concept.category == "animal-bird":
            return self._flock(ground)
        return self._free(ground, self.subject.count)

    def _related(self, targets: list[Spot]) -> list[Spot]:
        """Spots relative to things that stand: shared out among them when both are many."""
        spots: list[Spot] = []
        before, all_of_them = self._sharing()
        for number in range(before, before + self.subject.count):
            target = self._outermost(targets) or targets[number % len(targets)]
            many = len(range(number % len(targets), all_of_them, len(targets)))
            spots.append(self._by(target, number // len(targets), many, spots))
        return spots

    def _sharing(self) -> tuple[int, int]:
        """How many things have the same place as this one: those before it, and all of them."""
        if self.subject.relation not in SHARED:
            return 0, self.subject.count
        mine = (self.subject.relation, self.subject.other)
        counts = [s.count if (s.relation, s.other) == mine else 0 for s in self.subjects]
        return sum(counts[: self.index]), sum(counts)

    def _outermost(self, targets: list[Spot]) -> Spot | None:
        """Of several the one at the end, for what is to the left or to the right of all."""
        ends = {"left of": min, "right of": max}
        end = ends.get(str(self.subject.relation))
        return end(targets, key=lambda spot: spot.x) if end else None

    def _by(self, target: Spot, number: int, many: int, mine: list[Spot]) -> Spot:
        """The spot of `number` of `many` that are related to a target; `mine` are those before it."""
        share = (number + 1) / (many + 1)
        match self.subject.relation:
            case "on" | "riding":
                return self._seated(target, share) if self._sits else self._upon(target, number, many)
            case "in":
                return self._in(target, number, many)
            case "with":
                return self._held(target, share)
            case "above" | "over":
                return self._above(target, number, many)
            case "under":
                return self._under(target, number, many)
            case "behind":
                return self._behind(target, number, many)
            case "in front of":
                return self._before(target, number, many)
            case "around":
                return self._ring(target, number, many)
        return self._next_to(target, mine)

    @property
    def _sits(self) -> bool:
        return "seat" in self.figure.anchors

    def _in(self, target: Spot, number: int, many: int) -> Spot:
        """In a hollow thing; on a seat; at the door of a house, since inside nobody could be seen."""
        concept, share = target.figure.concept, (number + 1) / (many + 1)
        if concept.key in SEATS:
            return self._seated(target, share) if self._sits else self._upon(target, number, many)
        if self._sits and concept.category == BOATS:
            return self._aboard(target, share)
        if has_face(concept.key) and not is_hollow(concept.key):
            return self._shown(target, number, many)
        if upper_side(concept.key) and not is_hollow(concept.key):
            return self._upon(target, number, many)  # One looks into a pan from above.
        if concept.category in BUILDINGS:
            return self._before(target, number, many)
        return self._inside_of(target, number, many)

    def _at_anchor(self, box: Box, name: str) -> list[Spot]:
        """On, over or under a part of the background: a hill, the moon, the sea ..."""
        x, top, wide, tall = box
        relation, count = self.subject.relation, self.subject.count
        hangs = self.figure.concept.place != "ground" and not self.figure.anchors
        if name == "wall" and relation == "on" and hangs:
            return self._hung(box)
        if name in ("wall", "sea", "lake", "river", "beach") and relation in ("on", "in", "beside"):
            return self._free(self._ground(), count)
        if relation in ("above", "over"):
            return self._flock("sky") if count >= 3 else self._free("sky", count)
        if name in SURFACES and relation in ("on", "in"):
            return [self._laid(box, self.size) for _ in range(count)]
        spots = []
        for number in range(count):
            share = (number + 1) / (count + 1)
            at = x + wide * (share if count > 1 else 0.5)
            if relation == "on":
                size = min(self.size * 0.62, self._far_up()) if name == "hill" else self.size * 0.5
                foot = top + (_below_crest(share, count) * tall * 0.12 + size * 0.03 if name == "hill" else size * 0.06)
                spots.append(self._spot(at, foot, size, "ground" if name == "hill" else "sky", 600.0))
            elif relation in ("under", "in front of", "beside") or name in ("hill", "sea", "lake"):
                base = self._free(self._ground(), 1)[0]
                near = at if name in ("sun", "moon", "window") else base.x
                spots.append(replace(base, x=self._inside(near + (share - 0.5) * self.size * count, base.width)))
            else:
                spots.append(replace(self._free("sky", 1)[0], x=self._inside(at, self.size)))
        return spots

    def _far_up(self) -> float:
        """How high something looks on the crest of a hill, which is some way off: a sheep is no house there."""
        return self.stage.unit * (12 + 11 * float(self.figure.concept.metres) ** 0.5)

    def _hung(self, wall: Box) -> list[Spot]:
        """Side by side on a wall, above what stands there, and not before its window."""
        x, top, wide, tall = wall
        ratio, count = self.figure.ratio, self.subject.count
        size = min(self.size, tall * ON_WALL, wide * 0.9 / (ratio * count * 1.25))
        size = max(size, min(least(self.stage, ratio), tall * ON_WALL))
        row = size * ratio * (1.25 * count - 0.25)
        pane, _, broad, _ = self.stage.anchors.get("window", (0.0, 0.0, 0.0, 0.0))
        starts = [x + (wide - row) * step / 24 for step in range(2, 23)]
        covered = [max(0.0, min(at + row, pane + broad) - max(at, pane)) for at in starts]
        free = [at for at, part in zip(starts, covered, strict=True) if part <= min(covered) + 1e-6]
        start, foot = self.rng.choice(free), top + tall * 0.12 + size
        step = size * ratio * 1.25
        return [self._spot(start + size * ratio / 2 + step * k, foot, size, "sky", 600.0) for k in range(count)]


def _below_crest(share: float, count: int) -> float:
    """How far below the crest of a hill one of several stands, 0 to 1."""
    return 0.0 if count == 1 else (2 * share - 1) ** 2
