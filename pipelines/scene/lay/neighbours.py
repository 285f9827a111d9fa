"""Neighbours: things that have nothing to do with each other in depth stand with a little room between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from pipelines.scene.lay.spot import Spot, overlap
from pipelines.scene.lay.stage import Stage
from pipelines.scene.lay.still import BESIDE
from pipelines.scene.lay.surfaces import SURFACES
from pipelines.scene.lay.tableau import EDGE, NEAR, least

MOST = 6
"""Among more things than these a little may cover another: a crowd is no row."""
ROUNDS, SHRINKING = 12, 4
"""How often all pairs are looked at, and after how often what finds no room becomes smaller."""
SMALLER, SHRUNK = 0.96, 0.78
"""How much smaller in each round, and in all."""
GAP = 0.018
"""Room between two, as a part of the picture's width."""
RIM = 0.12
"""Part of a table that is kept free at each end."""
TOUCH = 0.04
"""How much of the lower of two boxes must be level with the other before they are neighbours at all."""
LARGE = 4.5
"""Metres from which something is a land of its own, before which others stand: a house, a tree."""
SCENERY = ("place", "sky-weather")


def parted(stage: Stage, spots: Sequence[Spot], nearer: bool = False) -> list[Spot]:
    """The spots in their order, neighbours apart as far as the picture has room; a top seen from near also has room
    before what is farther away, where they may be `nearer`."""
    whole = [_on_its_top(stage, spot) for spot in spots]
    # A table that is full keeps what overhangs it: better that than a heap.
    whole = whole if _covered(whole) <= _covered(spots) else list(spots)
    found = list(whole)
    pairs = list(_strangers(found)) if len(found) <= MOST else []
    for number in range(ROUNDS):
        close = [(one, two) for one, two in pairs if _missing(stage, found[one], found[two]) > stage.unit / 4]
        if not close:
            break
        for one, two in close:
            _part(stage, found, one, two, nearer)
            if number >= SHRINKING:
                for at in (one, two):
                    found[at] = _smaller(stage, found[at], spots[at].height)
    return found if _covered(found) <= _covered(whole) else whole


def _covered(spots: Sequence[Spot]) -> float:
    """How much all of them cover of each other: room for one must not be taken from another."""
    return sum(overlap(one, two) for one, two in combinations(spots, 2))


def _strangers(spots: Sequence[Spot]) -> Iterator[tuple[int, int]]:
    """Pairs of places in the list of things of two kinds, none of which carries, hides or handles another."""
    bound = {at for spot in spots for at in _bound(spot)}
    free = [at for at, spot in enumerate(spots) if spot.index not in bound and _is_loose(spot)]
    return ((one, two) for one, two in combinations(free, 2) if spots[one].index != spots[two].index)


def _bound(spot: Spot) -> set[int]:
    """Indices of what must stay where it is to others, for the sake of that thing."""
    subject = spot.subject
    used = {at for at in (*subject.holds, subject.looks_at, subject.beyond) if at is not None}
    if isinstance(subject.other, int) and subject.relation not in BESIDE:
        used |= {spot.index, subject.other}
    return used | ({spot.index} if isinstance(subject.other, str) and subject.relation else set())


def _is_loose(spot: Spot) -> bool:
    concept = spot.figure.concept
    return not spot.subject.person and concept.metres < LARGE and not concept.category.startswith(SCENERY)


def _missing(stage: Stage, one: Spot, two: Spot) -> float:
    """How much room is missing between two from side to side, in scene units; 0 where one is above the other."""
    level = min(one.foot, two.foot) - max(one.foot - one.height, two.foot - two.height)
    if level <= TOUCH * min(one.height, two.height):
        return 0.0
    return max(0.0, (one.width + two.width) / 2 + GAP * stage.width - abs(one.x - two.x))


def _part(stage: Stage, spots: list[Spot], one: int, two: int, nearer: bool) -> None:
    """Moves two apart, half of the way each, or what finds no room the other for it."""
    missing = _missing(stage, spots[one], spots[two])
    if not missing or (nearer and _stepped(stage, spots, one, two, missing)):
        return
    left, right = (one, two) if spots[one].x <= spots[two].x else (two, one)
    low, high = _room(stage, spots[left])[0], _room(stage, spots[right])[1]
    free = max(0.0, spots[left].x - low), max(0.0, high - spots[right].x)
    back = min(free[0], max(missing / 2, missing - free[1]))
    on = min(free[1], missing - back)
    spots[left] = replace(spots[left], x=spots[left].x - back)
    spots[right] = replace(spots[right], x=spots[right].x + on)


def _stepped(stage: Stage, spots: list[Spot], one: int, two: int, missing: float) -> bool:
    """Whether the nearer of two came so much nearer that it is below the other, where that is the shorter way."""
    near, far = (one, two) if spots[one].foot > spots[two].foot else (two, one)
    down = spots[far].foot - (spots[near].foot - spots[near].height) + GAP * stage.height / 2
    if down > missing or spots[near].foot + down > stage.height * NEAR:
        return False
    spots[near] = replace(spots[near], foot=spots[near].foot + down, order=spots[near].order + down)
    return True


def _smaller(stage: Stage, spot: Spot, before: float) -> Spot:
    floor = min(spot.height, max(before * SHRUNK, least(stage, spot.figure.ratio)))
    return replace(spot, height=max(spot.height * SMALLER, floor))


def _room(stage: Stage, spot: Spot) -> tuple[float, float]:
    """The range of the middle of a thing: in the frame, and on what carries it."""
    left, right = stage.width * EDGE, stage.width * (1 - EDGE)
    if spot.laid:
        for name in SURFACES:
            x, y, wide, tall = stage.anchors.get(name, (0.0, -1.0, 0.0, 0.0))
            if y - stage.unit <= spot.foot <= y + tall + stage.unit and x - spot.width < spot.x < x + wide + spot.width:
                left, right = max(left, x + wide * RIM), min(right, x + wide * (1 - RIM))
                break
    half = spot.width / 2
    return (left + half, right - half) if right - left > spot.width else ((left + right) / 2,) * 2


def _on_its_top(stage: Stage, spot: Spot) -> Spot:
    """What a table of the place carries, clear of its ends."""
    if not spot.laid:
        return spot
    low, high = _room(stage, spot)
    return replace(spot, x=min(max(spot.x, low), high))
