"""Kept: whether things stand to each other as they were said to, as far as their boxes tell."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipelines.scene.lay.spot import Spot
from pipelines.scene.scene import Missed, Relation, Subject


def broken(subjects: Sequence[Subject], spots: Sequence[Spot]) -> list[int]:
    """Indices of the subjects of which most are not where they were said to be; `spots` are of all subjects."""
    return [at for at, subject in enumerate(subjects) if not _keeps(at, subject, spots)]


def misplaced(subjects: Sequence[Subject], spots: Sequence[Spot]) -> tuple[Missed, ...]:
    """What is in the picture and not where it was said to be."""
    return tuple(Missed(subjects[at].word, "placed elsewhere") for at in broken(subjects, spots))


def _keeps(at: int, subject: Subject, spots: Sequence[Spot]) -> bool:
    rule = _RULES.get(subject.relation) if subject.relation else None
    mine = [spot for spot in spots if spot.index == at]
    others = [spot for spot in spots if spot.index == subject.other]
    if rule is None or not mine or not others or subject.other == at:
        return True
    kept = sum(any(rule(one, other) for other in others) for one in mine)
    return 2 * kept >= len(mine)


def _left(one: Spot, other: Spot) -> bool:
    """With its middle clearly to the left, and most of it free of the other."""
    free = (one.width + other.width) / 2 - 0.5 * min(one.width, other.width)
    return other.x - one.x > free


def _over(one: Spot, other: Spot) -> bool:
    return one.foot < other.foot - 0.45 * other.height and one.box[1] < other.box[1]


def _within(one: Spot, other: Spot) -> bool:
    return abs(one.x - other.x) <= other.width / 2 + one.width * 0.1


def _weight(one: Spot) -> float:
    """The height of what rests: the hips of who sits, else the feet."""
    return one.at("seat")[1] if one.figure.seated else one.foot


def _hides(one: Spot, other: Spot) -> bool:
    """Drawn later and lower, or over a part of it."""
    return one.order > other.order and (one.foot >= other.foot or _touches(one, other))


def _touches(one: Spot, other: Spot) -> bool:
    across = abs(one.x - other.x) < (one.width + other.width) / 2
    return across and one.foot > other.box[1] and other.foot > one.box[1]


def _close(one: Spot, other: Spot) -> bool:
    apart = abs(one.x - other.x) - (one.width + other.width) / 2
    level = min(one.foot, other.foot) - max(one.box[1], other.box[1])
    return apart < max(one.width, other.width) and level > -0.3 * max(one.height, other.height)


_RULES: dict[Relation, Callable[[Spot, Spot], bool]] = {
    "left of": _left,
    "right of": lambda one, other: _left(other, one),
    "above": _over,
    "over": _over,
    "on": lambda one, other: _within(one, other) and _weight(one) <= other.foot - 0.1 * other.height,
    "in": lambda one, other: _touches(one, other) and _within(one, other),
    "under": lambda one, other: _within(one, other) and one.box[1] > other.box[1],
    "behind": lambda one, other: _hides(other, one),
    "in front of": _hides,
    "beside": _close,
    "near": _close,
    "with": _close,
    "chasing": _close,
    "riding": _touches,
}
