"""Hands: where a thing goes that somebody holds or wears, be it a person or an animal."""

from __future__ import annotations

from dataclasses import replace

from pipelines.scene.lay.beast import fitted
from pipelines.scene.lay.body import ANIMAL_HEADS
from pipelines.scene.lay.places import Placing
from pipelines.scene.lay.spot import Spot

HATS = ("hat", "cap", "crown", "helmet", "beanie", "tiara", "bonnet")
SITTING = 0.8
"""Width by height up to which an animal sits and looks at us."""
STICKS = (
    "cane",
    "crutch",
    "staff",
    "walking-stick",
    "hockey",
    "broom",
    "mop",
    "rake",
    "pitchfork",
    "spear",
    "trident",
    "ski",
)
"""What stands on the ground beside who holds it."""
LOW = 0.85
"""What is done further down, as a part of the height, is done on the ground: what is held is not there."""
CUP = 0.3
"""Metres: what is eaten or drunk and is smaller is no larger than a face."""
EYES = ("glasses", "sunglasses", "goggles", "mask", "monocle")


class Holding(Placing):
    """Finding the spots of what is with somebody."""

    def _held(self, target: Spot, share: float) -> Spot:
        """In the hand on the side of the picture's middle; what floats is above it, an umbrella over the head."""
        if "fit" in self.figure.anchors and "crown" in target.figure.anchors:
            x, foot, height = fitted(target.figure, self.figure, target.box, target.flip)
            return replace(self._spot(x, foot, height, "sky", target.order + 0.1), flip=target.flip)
        dressed = "crown" in target.figure.anchors and self.figure.concept.category == "clothing"
        if "hand" in target.figure.anchors and not dressed:
            return self._in_hand(target, share)
        wearing = self.subjects[target.index].relation == "wearing" and self.subjects[target.index].other == self.index
        if wearing or self.figure.concept.category == "clothing":
            return self._worn(target)
        return self._in_paw(target, share)

    def _in_paw(self, target: Spot, share: float) -> Spot:
        """Held by an animal, a robot or a drawing of somebody."""
        _, top, wide, tall = target.box
        side = 1 if target.x < self.stage.width / 2 else -1
        person = not target.figure.concept.category.startswith("animal")
        hand = target.x + side * wide * (0.36 if person else 0.3) * (0.6 + 0.8 * share)
        level = top + tall * (0.72 if person else 0.6)
        kind = self.figure.concept
        if self.subjects[target.index].relation == "reading" and target.figure.concept.facing != "front":
            return self._before_muzzle(target)
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

    def _before_muzzle(self, target: Spot) -> Spot:
        """What is read on four legs stands on the ground, before the face."""
        left = (target.figure.concept.facing == "left") != target.flip
        size = min(target.height * 0.5, max(target.height * 0.3, self.stage.unit * 8))
        ahead = target.width / 2 + size * self.figure.ratio * 0.42
        book = self._spot(
            target.x - ahead if left else target.x + ahead, target.foot, size, "ground", target.order + 0.2
        )
        return replace(book, ground=target.ground)

    def _worn(self, target: Spot) -> Spot:
        """On the head, before the eyes or round the neck of an animal or a drawing."""
        at, crown, wide, neck = _head(target)
        words = self.figure.concept.key.split("-")
        ratio, chin = self.figure.ratio, crown + wide * 0.85
        if any(word in words for word in HATS):
            size = min(wide * 0.8 / ratio, wide * 0.8)
            return self._spot(at, crown + size * 0.22, size, "sky", target.order + 0.2)
        if any(word in words for word in EYES):
            size = wide * 0.8 / ratio
            return self._spot(at, crown + wide * 0.42 + size / 2, size, "sky", target.order + 0.2)
        size = min(wide * 0.9 / max(ratio, 0.7), target.foot - chin)
        if self.figure.concept.category == "clothing" and self.figure.concept.metres > 0.5:
            beast = target.figure.concept.category.startswith("animal")
            size = max(size, (target.foot - chin) * (0.75 if beast else 0.5))
        return self._spot(at + neck, chin + size, size, "sky", target.order + 0.2)

    def _in_hand(self, target: Spot, share: float) -> Spot:
        """In the palm of somebody: what hangs in the air above it, a book between both, the rest around it."""
        kind, tall = self.figure.concept, target.height / target.figure.stature
        book = kind.category in ("book-paper", "musical-instrument", "computer")
        at_hand = target.figure.anchors.get("work", (0.0, 1.0))[1] < LOW
        x, y = target.at("work" if at_hand else "hands" if book else "hand")
        if kind.category.startswith(("person", "animal")):
            return self._in_arms(target, (x + target.at("chest")[0]) / 2, y)
        x += (share - 0.5) * tall * 0.2
        if "umbrella" in kind.key and "closed" not in kind.key:
            over = x + (target.at("head")[0] - x) * 0.6
            return self._spot(over, y + tall * 0.12, tall * 0.85, "sky", target.order - 0.2)
        if kind.key == "kite":
            side = 1 if x > target.x else -1
            return self._hanging(self._inside(x + side * tall * 0.7, 0), target.box[1] - tall * 0.4, tall * 0.45, "sky")
        if "balloon" in kind.key:
            size = tall * 0.5
            return self._spot(self._inside(x, size * self.figure.ratio), y, size, "sky", target.order - 0.1)
        if kind.category == "sport" and kind.place == "ground":
            return self._spot(x, y + tall * 0.07, tall * 0.16, "sky", target.order + 0.2)
        size = self._in_scale(target, tall)
        if _stands(kind.key):
            # A stick is held at its upper end and reaches the ground.
            size = max(size, (target.foot - y) * 1.06)
            grip = min(range(len(self.figure.tops)), key=lambda at: self.figure.tops[at]) / len(self.figure.tops)
            aside = (0.5 - grip) * size * self.figure.ratio * (-1 if target.flip else 1)
            return replace(self._spot(x + aside, target.foot, size, "sky", target.order + 0.2), flip=target.flip)
        if kind.category.startswith(("food", "drink", "dishware")) and y < target.at("chest")[1]:
            return replace(self._at_mouth(target, x, y, size), flip=target.flip)
        low = {"book-paper": 0.3, "musical-instrument": 0.62}.get(kind.category, 0.42)
        # What is lifted over the head hides no face.
        low = 0.14 if y < target.at("eyes")[1] else low
        spot = self._spot(x, y + size * low, size, "sky", target.order + 0.2)
        return replace(spot, flip=target.flip)

    def _in_scale(self, target: Spot, tall: float) -> float:
        """How tall a thing is in somebody's hand: as it is, but small things a little larger, to be seen."""
        kind = self.figure.concept
        share = max(0.02, kind.metres) / target.figure.concept.metres
        music = kind.category == "musical-instrument"
        real = share if music else max(0.12 / target.figure.concept.metres, share) ** 0.75
        toy = 0.3 if kind.metres > target.figure.concept.metres else 0.6
        most = {"book-paper": 0.22, "musical-instrument": 0.42}.get(kind.category, toy)
        small = "phone" in kind.key or kind.category.startswith(("food", "drink", "dishware"))
        least = 0.085 if small else 0.15 if music else 0.12
        real = min(real, 0.115) if small and kind.metres < CUP else real
        wide = max(1.0, self.figure.ratio) ** 0.5
        return tall * min(most, max(least, real)) * max(0.7, self.subject.size) / wide

    def _at_mouth(self, target: Spot, x: float, y: float, size: float) -> Spot:
        """Before the mouth, below the eyes."""
        eyes, crown = target.at("eyes")[1], target.at("head")[1]
        lips = eyes + (eyes - crown) * 0.42
        return self._spot(x, max(y + size * 0.42, lips + size * 0.9), size, "sky", target.order + 0.2)

    def _in_arms(self, target: Spot, x: float, y: float) -> Spot:
        """A child or an animal held to the breast, no larger than arms can hold."""
        tall = target.height / target.figure.stature
        real = self.figure.concept.metres * self.figure.stature / target.figure.concept.metres
        size = tall * min(0.5, max(0.13, real**0.9)) / max(1.0, self.figure.ratio) ** 0.5
        # The face that looks over it is seen.
        foot = max(y + size * 0.42, target.at("eyes")[1] + tall * 0.11 + size)
        return self._spot(x, foot, size, "sky", target.order + 0.2)


def _stands(key: str) -> bool:
    return any(part in STICKS for part in (key, *key.split("-"))) and "candy" not in key


def _head(target: Spot) -> tuple[float, float, float, float]:
    """Where the head of an animal or a drawing is: its middle, its crown, its width, and how far aside its neck is."""
    x, top, wide, tall = target.box
    figure, neck = target.figure, 0.0
    if "crown" in figure.anchors:
        (middle, high), (edge, _) = target.at("crown"), target.at("cheek")
        return middle, high, 1.7 * abs(edge - middle), 0.0
    if figure.concept.key in ANIMAL_HEADS and figure.ratio < SITTING:
        # The face that a body was drawn for is 1 of 1.14 wide, to the left of the tail.
        at, crown, across = 0.47, figure.top_at(0.47), 0.86 * wide
    elif figure.concept.facing != "front":
        at, crown, across = _turned_head(target)
        neck = across * (0.4 if (at < 0.5) != target.flip else -0.4)
    else:
        beast = figure.concept.category.startswith("animal")
        across = min(0.8 * wide, 0.5 * tall) if beast else min(0.5 * wide, 0.24 * tall)
        at, crown = 0.5, figure.top_at(0.5)
    at = 1 - at if target.flip else at
    return x + wide * at, top + tall * crown, across, neck


def _turned_head(target: Spot) -> tuple[float, float, float]:
    """Of something that looks aside: what is high at that end, as parts of the box, and how wide it is."""
    figure, (_, _, wide, tall) = target.figure, target.box
    count, left = len(figure.tops), figure.concept.facing == "left"
    half = range(count // 2 + 1) if left else range(count // 2 - 1, count)
    high = min(figure.tops[i] for i in half)
    head = [i for i in half if figure.tops[i] < high + 0.16]
    across = min(max(len(head) / count * wide, 0.3 * min(wide, tall)), 0.6 * wide)
    crowns = sorted(figure.tops[i] for i in head)
    return (sum(head) / len(head) + 0.5) / count, crowns[len(crowns) // 2], across
