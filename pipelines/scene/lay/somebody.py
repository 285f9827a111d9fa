"""Somebody: the figure of a person, in the posture that fits what is said of them and of what they are on."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache, partial

from pipelines.scene.drawings import Concept, Drawings
from pipelines.scene.lay.at_work import grand, tool
from pipelines.scene.lay.cabs import in_cab
from pipelines.scene.lay.doing import ON, doing
from pipelines.scene.lay.figure import Figure, Moment, measured
from pipelines.scene.lay.stage import Stage
from pipelines.scene.people.build import build_of, standing
from pipelines.scene.people.character import character, held
from pipelines.scene.people.idle import FROM_BEHIND, behind, idle
from pipelines.scene.people.posture import HOLDING, POSTURES, SWAYS, Posture, moment
from pipelines.scene.people.wardrobe import roles
from pipelines.scene.people.whole import bust, whole
from pipelines.scene.scene import Person, Subject

MOMENTS = 12
"""Pictures of one cycle of a movement, in films."""
CARRYING = ("rowing boat", "car", "bicycle", "surfboard", "skateboard", "chair")
"""Furniture that one is on."""
FREE = ("stand", "stand at ease", "walk", "look", "run", "ride", "sit", "sit down", "hold")
"""Postures in which a hand is free to hold something."""


def somebody(
    drawings: Drawings, subjects: tuple[Subject, ...], index: int, seed: int, copy: int = 0, *, cold: bool = False
) -> Figure:
    """The figure of a subject that is a person. Copies look different; one word at one seed always looks the same, but
    for a coat where it is cold."""
    subject = subjects[index]
    who = _who(subjects, index, seed, copy, cold)
    name, iris = doing(index, subjects, drawings, copy), _iris(subject)
    if name == "stand":
        busy = subject.holds or held(who)
        name = "stand at ease" if busy else idle(who, f"{subject.word} {copy}", seed)
    posture = _holding(name, _equipped(POSTURES[name], index, subjects, drawings), subject, who)
    if who.seen == "behind" and (name in FROM_BEHIND or POSTURES[name].twist):
        return _drawn(drawings["person"], who, behind(posture), iris)
    if in_cab(subject, subjects):
        return likeness(drawings, subjects, index, seed, copy, cold=cold)
    figure = _drawn(drawings["person"], who, posture, iris)
    if name not in SWAYS and name not in ("walk", "run"):
        return figure
    moving = (
        replace(moment(name, at / MOMENTS), prop=posture.prop, furniture=posture.furniture) for at in range(MOMENTS)
    )
    cycle = tuple(_holding(name, now, subject, who) for now in moving)
    return replace(figure, moments=partial(_bodies, who, cycle, iris))


def _who(subjects: tuple[Subject, ...], index: int, seed: int, copy: int, cold: bool) -> Person:
    """The character of a subject. Those that one word names, as a family, are like each other but not the same."""
    subject = subjects[index]
    namesakes = [other for other in subjects[:index] if other.person and other.word == subject.word]
    number = copy or len(namesakes)
    person = subject.person or Person()
    if namesakes and not person.skin:
        person = replace(person, skin=character(namesakes[0].person or Person(), subject.word, seed).skin)
    person = _tinted(person, subject.colour)
    return character(person, f"{subject.word} {number}" if number else subject.word, seed, cold=cold)


def _tinted(person: Person, colour: str) -> Person:
    """A red robot is red all over; of others a colour says nothing."""
    role = roles().get(person.role)
    if not colour or not role or not role.tinted:
        return person
    return replace(person, skin=colour, garments=tuple(replace(one, colour=colour) for one in role.garments))


@lru_cache(maxsize=64)
def _bodies(who: Person, cycle: tuple[Posture, ...], iris: str) -> tuple[Moment, ...]:
    bodies = (whole(who, posture, iris=iris) for posture in cycle)
    return tuple(Moment(body.svg, body.anchors["hand"]) for body in bodies)


def cold_in(stage: Stage) -> bool:
    """Whether people need a coat: out of doors where snow lies."""
    return (stage.wintry or stage.brief.setting == "snow") and stage.brief.setting != "room"


def likeness(
    drawings: Drawings, subjects: tuple[Subject, ...], index: int, seed: int, copy: int = 0, *, cold: bool = False
) -> Figure:
    """The same person from the chest up, large."""
    who = _who(subjects, index, seed, copy, cold)
    return _drawn(drawings["person"], who, POSTURES["sit for a portrait"], _iris(subjects[index]), True)


def _iris(subject: Subject) -> str:
    return next((colour for part, colour in subject.parts if part.startswith("eye")), "")


@lru_cache(maxsize=256)
def _drawn(concept: Concept, who: Person, posture: Posture, iris: str, close: bool = False) -> Figure:
    body = bust(who, posture, iris=iris) if close else whole(who, posture, iris=iris)
    build = build_of(who)
    concept = replace(
        concept, metres=build.metres, facing="left" if posture.view == "side" or posture.twist else "front"
    )
    figure = measured(concept, body.svg, (-300.0, -360.0, 600.0, 420.0))
    x, y, w, _ = figure.box
    # The ground is where the feet are, also where a hem or a shadow ends a little lower or higher.
    box = (x, y, w, -y)
    anchors = {name: ((ax - x) / w, (ay - y) / -y) for name, (ax, ay) in body.anchors.items()}
    left, right = body.feet
    feet = ((left - x) / w, (right - x) / w)
    seated = posture.near_leg[0] > 45 and posture.rest != "air"
    return replace(figure, box=box, feet=feet, anchors=anchors, stature=-y / standing(build), seated=seated)


def _equipped(posture: Posture, index: int, subjects: tuple[Subject, ...], drawings: Drawings) -> Posture:
    """The posture without the ball, the plate, the boat or the car that is a thing of its own in the prompt."""
    subject = subjects[index]
    aboard = isinstance(subject.other, int) and subject.relation in ON
    furniture = "" if aboard and posture.furniture in CARRYING else posture.furniture
    if furniture == "drums" and isinstance(subject.other, int) and subjects[subject.other].drawing == "drum-kit":
        return replace(posture, furniture="")
    if grand(index, subjects) is not None and posture.work == "desk":
        return replace(posture, prop="", furniture="chair")
    worked = posture.work not in ("", "ground") and tool(index, subjects, drawings, posture.work) is not None
    # The soles are on the board that is drawn, not on one of their own.
    lift = 0.0 if aboard and posture.furniture.endswith("board") else posture.lift
    return replace(posture, prop="" if worked else posture.prop, furniture=furniture, lift=lift)


def _holding(name: str, posture: Posture, subject: Subject, who: Person) -> Posture:
    """The posture with what is in the hands: the things of the prompt, else what goes with the role."""
    if subject.holds:
        return replace(posture, prop="", near_arm=HOLDING[posture.view] if name in FREE else posture.near_arm)
    free = name in ("stand", "stand at ease", "walk", "look")
    return replace(posture, prop=held(who)) if free and not posture.prop else posture
