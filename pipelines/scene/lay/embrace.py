"""Embrace: people who do a thing together stand as close as it takes: those who hug, talk or hold hands."""

from __future__ import annotations

from dataclasses import replace

from pipelines.scene.lay.spot import Spot

HANDY = 1.0
"""Height in metres of the largest thing that is lifted up to be hugged."""
CLOSE = {
    "hug": 0.2,
    "kiss": 0.3,
    "talk": 0.42,
    "shake hands": 0.48,
    "fight": 0.8,
    "box": 0.62,
    "dance": 0.5,
    "hold hands": 0.33,
    "bow": 0.6,
    "play chess": 0.66,
    "dine": 0.66,
}
"""What is done together, and from middle to middle how far apart, as a part of the height of the smaller one."""
LOOSE = ("beside", "near", "holding")
SIDE_BY_SIDE = ("dance", "hold hands")


def embraced(spots: list[Spot]) -> list[Spot]:
    """The spots with those who do a thing together moved together, two by two, and what is hugged in their arms."""
    found = list(spots)
    alone = [at for at, spot in enumerate(spots) if _pose(spot) in CLOSE]
    while alone:
        first = alone.pop(0)
        pose = _pose(found[first])
        if pose == "hold hands":
            alone = _in_a_row(found, [first, *(at for at in alone if _pose(found[at]) == pose)], alone)
            continue
        others = [at for at, spot in enumerate(found) if at != first and _free_for(found[first], spot, pose)]
        things = [at for at, spot in enumerate(found) if not spot.subject.person and _related(found[first], spot)]
        if things and pose == "hug":
            found[first], found[things[0]] = _clasped(found[first], found[things[0]])
            continue
        if not others:
            continue
        second = min(others, key=lambda at: (at not in alone, abs(found[at].x - found[first].x)))
        found[first], found[second] = _together(found[first], found[second], pose)
        alone = [at for at in alone if at != second]
    return found


def _pose(spot: Spot) -> str:
    return spot.subject.person.pose if spot.subject.person else ""


def _free_for(one: Spot, other: Spot, pose: str) -> bool:
    """Whether the other can be who it is done with: who does the same, or does nothing of their own."""
    if other.subject.person is None or other.index in one.subject.holds or _sits(one) != _sits(other):
        return False
    return _pose(other) == pose or (pose in ("hug", "kiss") and _pose(other) in ("", "stand", pose))


def _sits(spot: Spot) -> bool:
    return spot.figure.seated


def _in_a_row(found: list[Spot], row: list[int], alone: list[int]) -> list[int]:
    """Those who hold hands side by side on one line, from the left; who is left over."""
    row.sort(key=lambda at: found[at].x)
    for at in row:
        found[at] = _as_near(found[at], found[row[0]])
    tall = min(found[at].height for at in row)
    middle = sum(found[at].x for at in row) / len(row)
    for number, at in enumerate(row):
        x = middle + (number - (len(row) - 1) / 2) * tall * CLOSE["hold hands"]
        found[at] = replace(found[at], x=x, foot=found[row[0]].foot, order=found[row[0]].order + number * 0.01)
    return [at for at in alone if at not in row]


def _as_near(spot: Spot, other: Spot) -> Spot:
    """Somebody as large as they are beside another, who may have stood nearer or further away."""

    def metres(one: Spot) -> float:
        return one.figure.concept.metres * one.figure.stature * one.subject.size

    return replace(spot, height=other.height * metres(spot) / metres(other))


def _related(one: Spot, thing: Spot) -> bool:
    """Whether it is in their arms."""
    beside = thing.index == one.subject.other and one.subject.relation in LOOSE
    had = one.index == thing.subject.other and thing.subject.relation in ("with", *LOOSE)
    return thing.index in one.subject.holds or beside or had


def _clasped(one: Spot, thing: Spot) -> tuple[Spot, Spot]:
    """Somebody with a thing in the arms that are put around it; to a large one, as a tree, they come."""
    if thing.figure.concept.metres > HANDY:
        near = replace(one, x=one.x + thing.x - one.at("hands")[0], foot=thing.foot, order=thing.order + 0.1)
        return near, thing
    x, y = one.at("hands")
    tall = one.height / one.figure.stature
    height = min(thing.height, tall * 0.4)
    x += (one.at("chest")[0] - x) * 0.4
    return one, replace(thing, x=x, foot=y + height * 0.5, height=height, ground="sky", order=one.order + 0.1)


def _together(one: Spot, two: Spot, pose: str) -> tuple[Spot, Spot]:
    """Two spots on one line, each looking at the other; the second comes to the first."""
    two = _as_near(two, one)
    gap = min(one.height, two.height) * CLOSE[pose]
    side = 1 if two.x >= one.x else -1
    hips = one.at("chest")[0]
    beside = pose in SIDE_BY_SIDE
    nearer = replace(
        two, foot=one.foot, flip=side > 0 if beside else side < 0, ground=one.ground, order=one.order + 0.1
    )
    moved = replace(nearer, x=nearer.x + hips + side * gap - nearer.at("chest")[0])
    turned = replace(one, flip=side < 0 if beside else side > 0)
    return replace(turned, x=turned.x + hips - turned.at("chest")[0]), moved
