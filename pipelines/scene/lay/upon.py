"""Upon: where a thing goes that is on or in another."""

from __future__ import annotations

from dataclasses import replace

from pipelines.scene.lay.doing import BOATS, SEATS
from pipelines.scene.lay.places import Placing
from pipelines.scene.lay.spot import Spot
from pipelines.scene.lay.supports import upper_side

STERN = 0.8
"""Where somebody stands in a boat that looks to the left, as a part of its length."""
FLAT = 2.2
"""Width by height from which a thing is seen from above: one stands in its middle, not on its far edge."""
RIGGED = ("sail", "ship", "yacht")
SAILS = 0.35
"""How far down the hull of a boat begins that has sails, as a part of its height."""
HELD = 3
"""How many of several in a hollow thing are side by side."""
BUNCH, TALLER = 1.4, 0.16
"""Width of a bunch of flowers by that of its vase, and how much higher the middle one of three stands."""
SHOWN = 0.62
"""Part of a thing in a hollow one that looks out."""


class Upon(Placing):
    """Finding the spots of what another thing carries."""

    def _upon(self, target: Spot, number: int, many: int) -> Spot:
        """On a roof, a back or an upper side, `number` of `many` that it carries."""
        figure, (x, top, wide, tall) = target.figure, target.box
        astride = figure.concept.category.startswith(("animal", "transport"))
        person = astride and self.figure.concept.category.startswith("person")
        size = self._fitting(target, many)
        at, level = self._pile(target, number, many, size)
        # A rider's legs are on the far side; an animal sits; on a roof one stands.
        sunk = 0.4 if person else 0.24 if astride and many == 1 else 0.03
        order = target.order + (-0.2 if person else 0.2 + 0.01 * number)
        spot = self._spot(x + wide * at, top + tall * level + min(size, tall * 0.6) * sunk, size, "sky", order)
        rows = 0 if self._mixed(many) else number // _row(target, many, size * self.figure.ratio)
        spot = replace(spot, foot=spot.foot - rows * size * 0.9)
        return replace(spot, ground="afloat" if target.ground == "afloat" else "sky")

    def _fitting(self, target: Spot, many: int) -> float:
        """The height of each of several on a thing: a pile of them is broader than what carries it by a little."""
        room = target.width * (0.95 if many > 1 else 0.8) * (1.6 if target.height < self.size else 1.0)
        across = many if self._mixed(many) else min(many, 3) if many != 4 else 2
        real = self.figure.concept.metres / max(0.1, target.figure.concept.metres)
        felt = target.height * min(1.6, max(0.34, real**0.5))
        return min(self.size, max(room / (self.figure.ratio * across), self.stage.unit * 5), felt)

    def _pile(self, target: Spot, number: int, many: int, size: float) -> tuple[float, float]:
        """Where one of a row stands, as parts of the box; the next row stands on the first."""
        figure = target.figure
        seat = SEATS.get(figure.concept.key, 0.0)
        flat = 0.35 if figure.ratio > FLAT and not figure.concept.category.startswith("animal") else 0.0
        if many == 1:
            animal = figure.concept.category.startswith("animal") and figure.concept.facing != "front"
            at, level = figure.back() if animal and figure.ratio > 0.9 else figure.roof()
        elif self._mixed(many):
            at = (number + 0.5) / many
            level = figure.top_at(min(0.9, max(0.1, at)))
        else:
            row = _row(target, many, size * self.figure.ratio)
            first = number - number % row
            count = min(row, many - first)
            at = 0.5 + (number - first - (count - 1) / 2) * 1.03 * size * self.figure.ratio / target.width
            level = figure.top_at(min(0.9, max(0.1, at))) if not first else figure.roof()[1]
        at = 0.5 if many == 1 and upper_side(figure.concept.key) else at
        return (1 - at if target.flip else at), max(level, flat, seat, upper_side(figure.concept.key))

    def _mixed(self, many: int) -> bool:
        """Whether things of other kinds are there too: they stand side by side, and are no pile."""
        return many > self.subject.count

    def _seated(self, target: Spot, share: float) -> Spot:
        """Somebody on a back, a seat or a roof, as large as they are beside it, with the hips on it."""
        x, top, wide, tall = target.box
        concept, figure = target.figure.concept, self.figure
        if concept.category == BOATS:
            return self._aboard(target, share)
        if self.subject.person and self.subject.person.pose == "climb":
            return self._climbing(target)
        at, roof = target.figure.back() if concept.category.startswith("animal") else target.figure.roof()
        roof += 0.03  # A back gives way, and legs go round it.
        at, roof = (0.5, SEATS[concept.key]) if concept.key in SEATS else (at, roof)
        real = figure.concept.metres * figure.stature / max(0.3, concept.metres)
        size = min(tall * max(0.5, real**0.8), self.size * 1.5)
        seat_x, seat = figure.anchors["seat"] if figure.seated else (0.5, 1.0)
        # Who rides looks where the mount looks.
        flip = target.flip != (concept.facing == "right") if concept.facing != "front" else self._flip(target.x)
        middle = x + wide * (1 - at if target.flip else at)
        shift = (seat_x - 0.5) * size * figure.ratio * (-1 if flip else 1)
        spot = self._spot(middle - shift, top + tall * roof + size * (1 - seat), size, "sky", target.order + 0.2)
        return replace(spot, flip=flip, ground="afloat" if target.ground == "afloat" else "sky")

    def _climbing(self, target: Spot) -> Spot:
        """Somebody halfway up a trunk, a ladder or a wall, with the hands on it."""
        real = self.figure.concept.metres / max(1.0, target.figure.concept.metres)
        size = target.height * min(0.6, max(0.4, real**0.7))
        foot = target.foot - (target.height - size) * 0.35
        spot = self._spot(target.x, foot, size, "sky", target.order + 0.2)
        return replace(spot, x=spot.x + (target.x - spot.at("hands")[0]) * 0.8)

    def _aboard(self, target: Spot, share: float) -> Spot:
        """Somebody at the stern, or several along the boat, behind its side."""
        x, top, wide, tall = target.box
        real = self.figure.concept.metres * self.figure.stature / target.figure.concept.metres
        size = min(tall * max(0.45, real**0.7), self.size * 1.2)
        if self.subject.count > 1:
            size = min(size, wide / (self.subject.count * self.figure.ratio))
        side = _side(target)
        legs = size * (1 - self.figure.anchors["seat"][1]) if self.figure.seated else 0.0
        foot, order = top + min(tall * 0.97, tall * (side + 0.08) + legs), target.order - 0.2
        if _has_sails(target):
            # Sails would hide them: they are on the near edge, and who sits there has the legs outside.
            foot, order = top + tall * (side + 0.03) + legs, target.order + 0.2
        at = STERN if self.subject.count == 1 else 0.25 + 0.5 * share
        flip = self._turned(x + wide * at)
        spot = self._spot(x + wide * (1 - at if target.flip else at), foot, size, "sky", order)
        # The middle of the body, not of the rod in its hands.
        shift = (self.figure.anchors["chest"][0] - 0.5) * spot.width * (-1 if flip else 1)
        return replace(spot, x=spot.x - shift, ground="sky", flip=flip)

    def _inside_of(self, target: Spot, number: int, many: int) -> Spot:
        """In a basket, a boat or the crown of a tree: it looks out over the front edge."""
        (x, top, wide, tall), share = target.box, (number + 1) / (many + 1)
        big = target.figure.concept.metres > 3 * max(0.05, self.figure.concept.metres)
        size = min(self.size * 0.9, tall * 0.62, wide * 0.7 / self.figure.ratio)
        if big and target.figure.concept.category == "plant-other":
            return self._spot(x + wide * (0.3 + 0.4 * share), top + tall * 0.46, size, "sky", target.order + 0.2)
        if target.figure.concept.category == BOATS:
            return self._in_boat(target, number, many, size)
        row, plant = min(many, HELD), self.figure.concept.category.startswith("plant")
        back, place = divmod(number, row)
        count = min(row, many - back * row)
        across = wide * (BUNCH if plant else 0.9)
        size = min(self.size, tall * 0.9, across / (0.25 + 0.75 * row) / self.figure.ratio)
        size = max(size, min(tall, wide / self.figure.ratio) * 0.45 / max(1, row - 1))
        at = 0.5 + (place - (count - 1) / 2) * (0.6 if plant else 0.76) * size * self.figure.ratio / wide
        foot = top + tall * target.figure.rim + size * (1 - SHOWN - 0.55 * back)
        if plant and count == HELD and place == HELD // 2:
            foot -= size * TALLER
        return self._spot(x + wide * at, foot, size, "sky", target.order - 0.2 - 0.01 * number)

    def _shown(self, target: Spot, number: int, many: int) -> Spot:
        """On the face of a flag, a sign or a screen."""
        x, top, wide, tall = target.box
        # What is higher than broad has a pole below its face.
        middle, face = (0.5, 0.5) if target.figure.ratio > 0.95 else (0.36, 0.36)
        size = min(tall * face, wide * 0.6 / (self.figure.ratio * many))
        at = 0.5 + (number - (many - 1) / 2) * 1.1 * size * self.figure.ratio / wide
        return self._spot(x + wide * at, top + tall * middle + size / 2, size, "sky", target.order + 0.2)

    def _in_boat(self, target: Spot, number: int, many: int, size: float) -> Spot:
        x, top, wide, tall = target.box
        side, sails = _side(target), _has_sails(target)
        size = min(size, wide * 0.95 / (self.figure.ratio * many))
        at = 0.7 if many == 1 else 0.5 + (number - (many - 1) / 2) * size * self.figure.ratio / wide
        foot = top + tall * (side + 0.03) if sails else top + tall * side + size * (1 - SHOWN)
        order = target.order + (0.2 if sails else -0.2)
        return self._spot(x + wide * (1 - at if target.flip else at), foot, size, "sky", order)


def _has_sails(boat: Spot) -> bool:
    """Whether much of a boat is above its hull, and hides who is behind it."""
    return boat.figure.rim > SAILS and any(word in boat.figure.concept.key for word in RIGGED)


def _side(boat: Spot) -> float:
    """The height of the upper edge of a boat's hull, 0 to 1: the lowest of its outline, and below its sails."""
    figure = boat.figure
    return max(figure.rim, *(figure.top_at(0.55 + 0.05 * step) for step in range(8)))


def _row(target: Spot, many: int, wide: float) -> int:
    """How many of several stand in one row of a pile."""
    return max(1, min(many, round(target.width * 1.25 / max(1e-6, wide))))
