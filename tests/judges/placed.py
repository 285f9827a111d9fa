"""Placed: whether two things stand as they were said to, from their boxes and their order."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.judges.seen import Layer

_SLACK = 0.02
"""Part of the picture's side by which a relation may fail and still look right."""


def stands(one: Layer, how: str, other: Layer) -> bool:
    """Whether `one` is `how` to `other`. Raises KeyError for a relation that nobody judges."""
    return _RULES[how](one, other)


def covered(one: Layer, other: Layer) -> float:
    """Part of the smaller box that both cover, 0 to 1."""
    wide = min(one.box[0] + one.box[2], other.box[0] + other.box[2]) - max(one.box[0], other.box[0])
    tall = min(one.foot, other.foot) - max(one.box[1], other.box[1])
    smaller = min(one.box[2] * one.box[3], other.box[2] * other.box[3])
    return max(0.0, wide) * max(0.0, tall) / smaller if smaller else 0.0


def _across(one: Layer, other: Layer) -> float:
    """How far they overlap from left to right, as a part of the narrower; negative for a gap."""
    wide = min(one.box[0] + one.box[2], other.box[0] + other.box[2]) - max(one.box[0], other.box[0])
    return wide / max(1e-6, min(one.box[2], other.box[2]))


def _left(one: Layer, other: Layer) -> bool:
    return one.middle[0] < other.middle[0] - _SLACK and _across(one, other) < 0.6


def _above(one: Layer, other: Layer) -> bool:
    return one.foot < other.box[1] + 0.6 * other.box[3] and one.box[1] < other.box[1]


def _below(one: Layer, other: Layer) -> bool:
    """Apart and lower, or under it: between the legs of a chair, and there clearly below its middle."""
    low = one.middle[1] > other.middle[1] + 0.12 * other.box[3]
    return _above(other, one) or (_under(one, other) and low)


def _on(one: Layer, other: Layer) -> bool:
    """Its foot, or the hips of somebody who may sit, between the other's top and lower part, within its width."""
    x, y, w, h = other.box
    inside = x - _SLACK <= one.middle[0] <= x + w + _SLACK
    levels = (one.foot, one.foot - 0.35 * one.box[3]) if one.person else (one.foot,)
    return inside and any(y - _SLACK <= level <= y + 0.85 * h for level in levels) and one.box[1] < y + h / 2


def _in(one: Layer, other: Layer) -> bool:
    x, y, w, h = other.box
    reached = one.box[1] < y + h and one.foot > y + 0.1 * h
    return x - _SLACK <= one.middle[0] <= x + w + _SLACK and reached and covered(one, other) > 0.15


def _behind(one: Layer, other: Layer) -> bool:
    """Drawn before it and partly hidden, or near it and further up the ground."""
    hidden = one.order < other.order and covered(one, other) > 0.03
    return hidden or (one.order < other.order and one.foot < other.foot - _SLACK and _across(one, other) > -1)


def _near(one: Layer, other: Layer) -> bool:
    """With a gap that is smaller than the wider of the two."""
    gap_x = max(one.box[0], other.box[0]) - min(one.box[0] + one.box[2], other.box[0] + other.box[2])
    gap_y = max(one.box[1], other.box[1]) - min(one.foot, other.foot)
    reach = max(one.box[2], other.box[2], 0.12)
    return gap_x < reach and gap_y < 0.5 * max(one.box[3], other.box[3])


def _beside(one: Layer, other: Layer) -> bool:
    """Near it, at one side and not above."""
    level = min(one.foot, other.foot) - max(one.box[1], other.box[1])
    return _near(one, other) and _across(one, other) < 0.6 and level > 0.2 * min(one.box[3], other.box[3])


def _holding(one: Layer, other: Layer) -> bool:
    """The thing touches the one who has it, below the top of the head."""
    return covered(one, other) > 0.1 and other.foot > one.box[1]


def _wearing(one: Layer, other: Layer) -> bool:
    """The thing is on the one who wears it: a hat on the head stands out over it by the most of its height."""
    x, y, w, h = one.box
    on = x - _SLACK <= other.middle[0] <= x + w + _SLACK and y - _SLACK <= other.foot <= y + h + _SLACK
    return on and covered(one, other) > 0.15 and _across(other, one) > 0.7


def _under(one: Layer, other: Layer) -> bool:
    """Within its width, lower than its top, and no lower than what it stands on."""
    x, y, w, _ = other.box
    return x - _SLACK <= one.middle[0] <= x + w + _SLACK and one.box[1] > y + _SLACK


def _riding(one: Layer, other: Layer) -> bool:
    return one.middle[1] < other.middle[1] and covered(one, other) > 0.1 and _across(one, other) > 0.5


_RULES: dict[str, Callable[[Layer, Layer], bool]] = {
    "left of": _left,
    "right of": lambda one, other: _left(other, one),
    "above": _above,
    "below": _below,
    "on": _on,
    "in": _in,
    "behind": _behind,
    "in front of": lambda one, other: _behind(other, one),
    "near": _near,
    "beside": _beside,
    "holding": _holding,
    "wearing": _wearing,
    "riding": _riding,
    "under": _under,
}


def between(one: Layer, others: Sequence[Layer]) -> bool:
    """Whether `one` has one of the others at either side."""
    across = [other.middle[0] for other in others]
    return len(across) > 1 and min(across) < one.middle[0] < max(across)
