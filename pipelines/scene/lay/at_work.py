"""At work: the thing that somebody does something to, put where they do it: the ball at the foot, the laptop on the
desk, the dog on the leash."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipelines.scene.drawings import Drawings
from pipelines.scene.lay.doing import doing, related
from pipelines.scene.lay.leash import LED, leash_between, leashed, strung
from pipelines.scene.lay.spot import Spot
from pipelines.scene.people.posture import POSTURES
from pipelines.scene.scene import Box, Subject

BALLS = 0.5
"""Metres: a larger thing lies at nobody's foot."""
ON_DESK = 0.9
LARGEST = 1.1
"""Height of what is worked at, in heights of the person, at most."""
WATCHED = ("moon", "rainbow", "sun")
"""What is looked at in the sky, where nothing else was said."""
PICTURES = ("picture", "painting", "canvas", "frame")


def tool(index: int, subjects: tuple[Subject, ...], drawings: Drawings, work: str) -> int | None:
    """The index of the thing that goes where the subject `index` works, or None."""
    held = subjects[index].holds if work in ("ground", "ahead") else ()
    # A tool stays in the hand; what it is used on is on the ground.
    tools = [at for at in held if drawings[subjects[at].drawing].category == "tool"]
    free = (at for at in related(index, subjects) if at not in tools)
    return next((at for at in free if _suits(drawings, subjects[at], work)), None)


def grand(index: int, subjects: tuple[Subject, ...]) -> int | None:
    """The index of a piano that somebody sits at, or None: it needs no desk."""
    return next((at for at in related(index, subjects) if "piano" in subjects[at].drawing), None)


def _suits(drawings: Drawings, thing: Subject, work: str) -> bool:
    concept = drawings[thing.drawing]
    if concept.category.startswith("place"):
        return False
    if work in ("toe", "bounce"):
        return concept.metres <= BALLS and concept.category == "sport"
    if work in ("desk", "counter"):
        return concept.metres <= ON_DESK and not thing.person and not concept.category.startswith("animal")
    if work == "canvas":
        return any(word in thing.drawing for word in PICTURES)
    return work in ("ahead", "ground")


def at_work(spots: list[Spot], subjects: tuple[Subject, ...], drawings: Drawings) -> list[Spot]:
    """The spots with tools where they are used, and animals on their leashes."""
    found = list(spots)
    for at, one in enumerate(spots):
        if not one.subject.person:
            continue
        if "work" in one.figure.anchors:
            work = POSTURES[doing(one.index, subjects, drawings, one.copy)].work
            index = tool(one.index, subjects, drawings, work)
            if (thing := _copy(found, index, one.copy)) is not None:
                found[thing] = _placed(one, found[thing], work)
                _heap(found, thing, one)
            piano = _copy(found, grand(one.index, subjects), one.copy)
            if piano is not None and work == "desk":
                found[at] = _at_keys(one, found[piano])
        for other in related(one.index, subjects):
            thing = _copy(found, other, one.copy)
            if thing is not None and subjects[other].drawing == "kite":
                found[at] = strung(found[at], found[thing])
            if thing is not None and _is_led(subjects, one, other):
                found[at], found[thing] = leashed(found[at], found[thing])
                _held_leash(found, at, thing)
    return found


def _is_led(subjects: tuple[Subject, ...], one: Spot, other: int) -> bool:
    """Whether an animal goes on a leash: not in the arms, and with nobody who sits."""
    in_arms = subjects[other].relation == "with" and all(subject.drawing != "leash" for subject in subjects)
    return subjects[other].drawing in LED and one.figure.stature > 0.8 and not in_arms


def _held_leash(found: list[Spot], one: int, animal: int) -> None:
    """A leash that the prompt names is a thing of its own, from the hand to the collar."""
    leash = next((at for at, spot in enumerate(found) if spot.figure.concept.key == "leash"), None)
    if leash is not None:
        found[leash] = leash_between(found[one], found[animal], found[leash])


def busy_with(one: Subject, subjects: Sequence[Subject]) -> bool:
    """Whether a subject and what it is near are somebody and the thing they work at, or the animal they lead."""
    if not isinstance(one.other, int) or one.other >= len(subjects):
        return False
    pair = (one, subjects[one.other])
    doers = [subject.person for subject in pair if subject.person]
    led = any(subject.drawing in LED for subject in pair)
    return any(who.pose in POSTURES and (POSTURES[who.pose].work or (led and who.pose == "walk")) for who in doers)


def looking(spots: list[Spot], subjects: tuple[Subject, ...], anchors: Mapping[str, Box]) -> list[Spot]:
    """The spots with whoever looks at something turned to it: to another thing, or to the moon, the sun, the sea."""
    return [_turned(spot, spots, subjects[spot.index], anchors) for spot in spots]


def _turned(one: Spot, spots: list[Spot], subject: Subject, anchors: Mapping[str, Box]) -> Spot:
    if not subject.person or subject.person.pose != "look" or one.figure.concept.facing == "front":
        return one
    seen = next((spot.x for spot in spots if spot.index == subject.looks_at), None)
    names = [str(subject.other), *WATCHED] if seen is None else []
    boxes = [anchors[name] for name in names if name in anchors]
    x = seen if seen is not None else next((box[0] + box[2] / 2 for box in boxes), None)
    return one if x is None else replace(one, flip=x > one.x)


def _copy(spots: list[Spot], index: int | None, copy: int) -> int | None:
    """Where the copy of a subject is in the list, or its first one."""
    mine = [at for at, spot in enumerate(spots) if spot.index == index]
    return next((at for at in mine if spots[at].copy == copy), mine[0] if mine else None)


def _heap(found: list[Spot], first: int, one: Spot) -> None:
    """The rest of several things that one person works at, in a row behind the first."""
    if one.subject.count > 1:
        return
    rest = [at for at, spot in enumerate(found) if spot.index == found[first].index and at != first]
    for number, at in enumerate(rest, start=1):
        step = found[first].width * 0.55 * number * (1 if one.flip else -1)
        found[at] = replace(
            found[first], x=found[first].x + step, copy=found[at].copy, order=found[first].order - 0.01 * number
        )


def _at_keys(one: Spot, piano: Spot) -> Spot:
    """Somebody before the keys of a piano, which are at its left."""
    x, _, wide, _ = piano.box
    tall = piano.height * one.figure.concept.metres * one.figure.stature / max(0.9, piano.figure.concept.metres)
    seated = replace(one, height=min(tall, piano.height * 1.5), foot=piano.foot, flip=not piano.flip)
    edge = x + wide * (0.94 if piano.flip else 0.06)
    return replace(seated, x=seated.x + edge - seated.at("hands")[0], order=piano.order + 0.1, ground=piano.ground)


def _placed(one: Spot, thing: Spot, work: str) -> Spot:
    """A thing where it is worked at, as large as it is beside the person."""
    x, y = one.at("work")
    tall = one.height / one.figure.stature
    real = thing.figure.concept.metres / one.figure.concept.metres
    height = tall * min(LARGEST, max(0.11, real)) * (0.8 if work in ("desk", "counter") else 1.0)
    side = 1 if one.flip else -1
    wide = height * thing.figure.ratio
    low = work in ("toe", "bounce", "ahead", "ground")
    if low:
        x, y = x + side * wide * (0 if work == "bounce" else 0.5), one.foot + (height * 0.02)
    return replace(
        thing, x=x, foot=y, height=height, ground=one.ground if low else "sky", order=one.order + 0.1, sunk=0.0
    )
