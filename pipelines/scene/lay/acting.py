"""Acting: what people do together or with a thing, as relations that can be laid, whatever the words said first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipelines.scene.drawings import Drawings
from pipelines.scene.lay.doing import BOATS, ON, SEATS, related
from pipelines.scene.lay.embrace import CLOSE
from pipelines.scene.lay.hearing import entertained
from pipelines.scene.lay.leash import LED
from pipelines.scene.people.wardrobe import roles
from pipelines.scene.pictograms import built
from pipelines.scene.scene import Brief, Person, Subject

CALLING = ("", "talk", "hold", "speak", "stand")
PHONES = ("mobile-phone", "telephone", "mobile-phone-with-arrow", "telephone-receiver")
CAMERAS = ("camera", "camera-with-flash", "movie-camera", "video-camera", *PHONES)
PICTURES = ("picture", "painting", "canvas")
RAISED = ("placard", "flag", "banner", "triangular-flag", "white-flag", "black-flag", "torch", "bow-and-arrow")
UPRIGHT = ("shoot", "march", "walk", "stand", "wave", "cheer", "hold", "speak", "")
BOARDS = ("blackboard", "whiteboard", "easel")
LOOSE = (None, "beside", "near")


def acted(brief: Brief, drawings: Drawings) -> Brief:
    """The brief with its subjects related as they are laid."""
    found = [built(subject, drawings) for subject in brief.subjects]
    for at, subject in enumerate(found):
        if subject.person:
            found[at] = _aboard(found, at, drawings)
            _calling(found, at)
            _filming(found, at)
            _painting(found, at)
            _raising(found, at)
            _sheltered(found, at)
            _lunching(found, at)
            _drumming(found, at)
            _gardening(found, at, drawings)
            entertained(found, at)
    _led(found)
    _paired(found)
    _alongside(found, drawings)
    return replace(brief, subjects=tuple(found)) if tuple(found) != brief.subjects else brief


def _people(found: list[Subject]) -> Iterator[int]:
    return (at for at, one in enumerate(found) if one.person)


def _pose(subject: Subject) -> str:
    return (subject.person or Person()).pose


def _aboard(found: list[Subject], at: int, drawings: Drawings) -> Subject:
    """Whoever rows a boat is in it; whoever drives a car as well."""
    subject, pose = found[at], _pose(found[at])
    for other in related(at, tuple(found)):
        category = drawings[found[other].drawing].category
        if (pose in ("row", "sail") and category == BOATS) or (pose == "drive" and category.startswith("transport")):
            if found[other].other == at:
                found[other] = replace(found[other], relation=None, other=None)
            return replace(subject, relation="in", other=other, holds=())
    return subject


def _calling(found: list[Subject], at: int) -> None:
    """ "On the phone" is with it at the ear."""
    subject = found[at]
    for other in related(at, tuple(found)):
        if found[other].drawing in PHONES and _pose(subject) in CALLING:
            person = replace(subject.person or Person(), pose="phone")
            found[at] = replace(subject, person=person, relation="holding", other=other, holds=(other,))
            found[other] = replace(found[other], drawing=PHONES[0], relation="with", other=at)


def _filming(found: list[Subject], at: int) -> None:
    """What is photographed is in nobody's hands."""
    subject = found[at]
    if _pose(subject) != "photograph":
        return
    for other in related(at, tuple(found)):
        if found[other].drawing not in CAMERAS:
            found[at] = replace(subject, relation=None, other=None, holds=())
            found[other] = replace(found[other], relation="near", other=at)


def _painting(found: list[Subject], at: int) -> None:
    """Who paints for a living and is by a picture paints it."""
    person = found[at].person
    role = roles().get(person.role) if person else None
    here = any(word in found[other].drawing for other in related(at, tuple(found)) for word in PICTURES)
    if person and role and role.name == "artist" and here and person.pose in ("", "stand", "hold"):
        found[at] = replace(found[at], person=replace(person, pose="paint"))


def _raising(found: list[Subject], at: int) -> None:
    """Each of those who march or cheer has a sign or a flag up."""
    subject = found[at]
    for other in related(at, tuple(found)):
        if found[other].drawing in RAISED and _pose(subject) in UPRIGHT:
            found[at] = replace(subject, relation="holding", other=other, holds=(other,))
            found[other] = replace(found[other], relation="with", other=at, count=subject.count)


def _sheltered(found: list[Subject], at: int) -> None:
    """Whoever is under an umbrella holds it; whoever writes on a board stands by it."""
    subject = found[at]
    if not isinstance(subject.other, int) or subject.other not in related(at, tuple(found)):
        return
    thing = found[subject.other]
    if subject.relation == "under" and thing.drawing.startswith("umbrella"):
        found[at] = replace(subject, relation="holding", holds=(subject.other,))
        found[subject.other] = replace(thing, relation="with", other=at)
    elif subject.relation in ON and thing.drawing in BOARDS:
        found[at] = replace(subject, relation="near")


def _lunching(found: list[Subject], at: int) -> None:
    """A sandwich that is eaten on a chair is in the hand of who sits there."""
    subject = found[at]
    for other in related(at, tuple(found)):
        thing = found[other]
        seat = found[thing.other] if isinstance(thing.other, int) and thing.relation == "on" else None
        if _pose(subject) in ("eat", "drink", "read") and seat and seat.drawing in SEATS:
            found[at] = replace(subject, relation="on", other=thing.other, holds=(other,))
            found[other] = replace(thing, relation="with", other=at)
            return


def _drumming(found: list[Subject], at: int) -> None:
    """Who plays a drum kit is behind it."""
    kit = next((other for other in related(at, tuple(found)) if found[other].drawing == "drum-kit"), None)
    if kit is not None and found[at].relation in (None, "beside", "near", "holding"):
        found[at] = replace(found[at], relation="behind", other=kit, holds=())
        found[kit] = replace(found[kit], relation=None, other=None) if found[kit].other == at else found[kit]


def _gardening(found: list[Subject], at: int, drawings: Drawings) -> None:
    """Who kneels among flowers to plant them has them before themselves."""
    subject = found[at]
    flowers = isinstance(subject.other, int) and drawings[found[subject.other].drawing].category == "plant-flower"
    if flowers and subject.relation == "in" and _pose(subject) in ("kneel", "plant", "water"):
        found[at] = replace(subject, relation="beside")


def _led(found: list[Subject]) -> None:
    """Whatever the leash was said to be on: somebody holds it, and the animal is near them."""
    leash = next((at for at, one in enumerate(found) if one.drawing == "leash"), None)
    who = next(_people(found), None)
    animal = next((at for at, one in enumerate(found) if one.drawing in LED), None)
    if leash is None or who is None or animal is None:
        return
    elsewhere = found[who].other not in (leash, animal, None)
    person = found[who].person or Person()
    person = replace(person, pose="walk") if person.pose in ("", "hold", "stand") else person
    found[who] = replace(
        found[who],
        person=person,
        holds=(leash,),
        other=found[who].other if elsewhere else leash,
        relation=found[who].relation if elsewhere else "holding",
    )
    found[leash] = replace(found[leash], relation="with", other=who)
    found[animal] = replace(found[animal], relation="near", other=who)


def _paired(found: list[Subject]) -> None:
    """Two who are told of what takes two do it with each other, though only one may have been said to."""
    named = {one.other for one in found}
    loose = [at for at in _people(found) if found[at].relation is None and found[at].count == 1 and at not in named]
    if len(loose) != 2:
        return
    one, other = loose
    poses = {_pose(found[at]) for at in loose} - {""}
    if len(poses) == 1 and (pose := poses.pop()) in CLOSE:
        for at in loose:
            found[at] = replace(found[at], person=replace(found[at].person or Person(), pose=pose))
        found[other] = replace(found[other], relation="beside", other=one)


def _alongside(found: list[Subject], drawings: Drawings) -> None:
    """Those who sit or ride beside somebody sit on the same."""
    for at in _people(found):
        one = found[at]
        if one.relation not in LOOSE or any(one.other == thing for thing in related(at, tuple(found))):
            continue
        for other in _people(found):
            first = found[other]
            below = first.other
            same = first.word == one.word or one.other == other
            if at == other or below not in related(other, tuple(found)) or first.relation not in ON or not same:
                continue
            if _pose(one) in ("", _pose(first)) and _has_room(drawings, found[below].drawing):
                person = replace(one.person or Person(), pose=_pose(first))
                found[at] = replace(one, relation=first.relation, other=below, person=person)


def _has_room(drawings: Drawings, key: str) -> bool:
    return key in SEATS or drawings[key].category.startswith(("transport", "animal"))
