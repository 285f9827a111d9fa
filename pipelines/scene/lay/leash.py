"""Leash: lines between somebody's hand and what they lead or fly."""

from __future__ import annotations

from dataclasses import replace

from pipelines.scene.curve import Point
from pipelines.scene.lay.spot import Spot
from pipelines.scene.people.shapes import n, stroke

LED = (
    "dog",
    "sitting-dog",
    "dog-face",
    "poodle",
    "guide-dog",
    "service-dog",
    "puppy",
    "goat",
    "ewe",
    "cow",
    "donkey",
    "llama",
    "pony",
)
"""Drawings of animals that are led."""
AHEAD = 0.5
"""How far before somebody the animal walks, in heights of the person."""
LEADING = ("walk",)
LEATHER, STRING = "#8a4b32", "#8f98a5"


def leashed(one: Spot, animal: Spot) -> tuple[Spot, Spot]:
    """Somebody and an animal that walks before them on a leash; both unchanged where something else is done."""
    person = one.subject.person
    if not person or person.pose not in LEADING:
        return one, animal
    tall = one.height / one.figure.stature
    height = tall * min(0.8, max(0.26, animal.figure.concept.metres / one.figure.concept.metres))
    side = 1 if one.flip or (one.figure.concept.facing == "front" and animal.x > one.x) else -1
    x = one.at("chest")[0] + side * (tall * AHEAD + height * animal.figure.ratio * 0.5)
    flip = (side < 0) == (animal.figure.concept.facing == "right")
    led = replace(
        animal, x=x, foot=one.foot, height=height, flip=flip, order=one.order - 0.05, ground=one.ground, sunk=0.0
    )
    return _tied(one, _collar(led, side), LEATHER, 0.012 * tall), led


def leash_between(one: Spot, animal: Spot, leash: Spot) -> Spot:
    """The leash as a thing of its own, with a loop round the wrist."""
    side = 1 if animal.x > one.x else -1
    (x0, y0), (x1, y1) = one.at("hand"), _collar(animal, side)
    tall = one.height / one.figure.stature
    width, loop = 0.012 * tall, 0.04 * tall
    left, right = min(x0 - side * loop * 2, x1), max(x0 - side * loop * 2, x1)
    top, low = min(y0 - loop * 0.6, y1), max(y0 + loop * 0.6, y1) + abs(x1 - x0) * 0.06 + width
    body = _line((x0, y0), (x1, y1), LEATHER, width) + (
        f'<ellipse cx="{n(x0 - side * loop)}" cy="{n(y0)}" rx="{n(loop)}" ry="{n(loop * 0.6)}" fill="none" '
        f'stroke="{LEATHER}" stroke-width="{n(width)}"/>'
    )
    figure = replace(leash.figure, body=body, box=(left, top, right - left, low - top))
    return replace(
        leash, figure=figure, x=(left + right) / 2, foot=low, height=low - top, flip=False, ground="sky",
        order=max(one.order, animal.order) + 0.1,
    )  # fmt: skip


def _collar(animal: Spot, side: int) -> Point:
    """Where the neck is: at the end that it looks to, a third down."""
    left, top, wide, high = animal.box
    return left + wide * (0.5 + side * 0.16), top + high * 0.38


def strung(one: Spot, kite: Spot) -> Spot:
    """Somebody with the string of a kite in the hand."""
    x, y, wide, high = kite.box
    tall = one.height / one.figure.stature
    return _tied(one, (x + wide * 0.5, y + high * 0.6), STRING, 0.006 * tall)


def _tied(one: Spot, end: Point, colour: str, width: float) -> Spot:
    """Somebody with a line from the hand to a place in the picture."""
    bx, by, _, bh = one.figure.box
    left, top, _, _ = one.box
    scale = bh / one.height

    def own(point: Point) -> Point:
        """A place of the picture in the figure's own units."""
        across = (left + one.width - point[0]) if one.flip else point[0] - left
        return bx + across * scale, by + (point[1] - top) * scale

    def line(hand: Point) -> str:
        return _line(hand, own(end), colour, width * scale)

    moments = one.figure.moments
    drawn = replace(one.figure, body=one.figure.body + line(own(one.at("hand"))))
    if moments:
        drawn = replace(drawn, moments=lambda: tuple(replace(now, body=now.body + line(now.hand)) for now in moments()))
    return replace(one, figure=drawn)


def _line(start: Point, end: Point, colour: str, width: float) -> str:
    """A line that hangs a little."""
    (x0, y0), (x1, y1) = start, end
    sag = abs(x1 - x0) * 0.1
    return stroke(f"M{n(x0)} {n(y0)}Q{n((x0 + x1) / 2)} {n((y0 + y1) / 2 + sag)} {n(x1)} {n(y1)}", colour, width)
