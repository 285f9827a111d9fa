"""Doing: the posture that fits what somebody does, what they do it with and what they are on."""

from __future__ import annotations

from functools import cache

from pipelines.scene.drawings import Drawings
from pipelines.scene.lay.hearing import is_audience, is_player, is_strummed
from pipelines.scene.people.posture import POSTURES, Posture
from pipelines.scene.people.wardrobe import roles
from pipelines.scene.scene import Person, Subject
from pipelines.scene.tables import table

SEATS = {
    "chair": 0.62, "seat": 0.55, "couch-and-lamp": 0.62, "bed": 0.5, "bicycle": 0.3, "motorcycle": 0.42,
    "motor-scooter": 0.42, "kick-scooter": 0.5, "bench": 0.14, "park-bench": 0.59, "sofa": 0.56, "armchair": 0.62,
    "stool": 0.12, "swing": 0.66, "picnic-table": 0.5, "rocking-chair": 0.56, "double-bed": 0.5, "throne": 0.65,
    "hammock": 0.5, "windowsill": 0.77, "office-chair": 0.56, "deck-chair": 0.62, "high-chair": 0.52,
    "motorized-wheelchair": 0.52, "manual-wheelchair": 0.52,
}  # fmt: skip
"""How far down from the top one sits on furniture that has a back, and on wheels, as a part of the height."""
BOATS = "transport-water"
SHIP = 8.0
"""Height in metres from which on one stands on board."""
VERBS = {
    "walk": "walk", "run": "run", "dance": "dance", "sleep": "sleep", "jump": "jump", "fly": "fly", "swim": "swim",
    "float": "fly", "fall": "jump",
}  # fmt: skip
"""Postures of the motions that a subject may have."""
ON = ("on", "in", "riding")
RIDDEN = ("animal", "transport")
AFOOT = ("sleep", "lie", "dance", "jump", "surf", "skateboard", "climb", "push", "pull", "wash", "feed", "hug", "drive")
"""What is done with a mount, or on one, that is no riding."""
PLAYED = ("play", "hold", "fly", "")
GAMES = ("cheer", "run", "jump", "wave")
"""How children play, one after the other."""
DISHES = ("food-prepared", "food-asian", "food-marine", "food-vegetable", "dishware")
SNACKS = (
    "hamburger",
    "pizza",
    "hot-dog",
    "sandwich",
    "taco",
    "burrito",
    "french-fries",
    "popcorn",
    "bread",
    "doughnut",
)
BOXES = ("package", "box", "crate", "tray", "cake", "treasure-chest")
"""What takes both arms to hold."""
AFLOAT = ("balloon",)
"""What rises from a hand, and would hide the face of whoever holds it close."""
SCREENS = ("mobile-phone", "tablet", "map", "letter", "newspaper")
"""What is looked at in one's own hands."""
BOARDS = ("skateboard", "surfboard", "skis", "blades")
"""What one still has on when one jumps."""
MODELLED = ("sandcastle", "snowman")
"""What is built on one's knees."""
SEATED = {
    "read": "sit and read",
    "sit down and read": "sit and read",
    "hug": "sit and hug",
    "kiss": "sit and hug",
    "hold": "sit",
    "stand": "sit",
    "look": "sit",
    "play": "sit and play",
    "talk": "sit and talk",
    "speak": "sit and talk",
    "eat": "sit and eat",
    "drink": "sit and drink",
    "": "sit",
}
"""Postures on a seat, by what is done there."""
DOWN = {"sit": "sit down", "read": "sit down and read"}
"""Postures on the ground."""
LOW = ("under", "beside", "near")
"""Where one who reads sits down."""


def doing(at: int, subjects: tuple[Subject, ...], drawings: Drawings, copy: int) -> str:
    """The name of the posture that fits the subject `at`; copies of it may play each in a way of their own."""
    name, below = _doing(at, subjects, drawings, copy), _below(subjects[at], subjects)
    return SEATED["play"] if name == "play" and below and below.drawing in SEATS else name


def _doing(at: int, subjects: tuple[Subject, ...], drawings: Drawings, copy: int) -> str:
    subject = subjects[at]
    person = subject.person or Person()
    pose = person.pose or VERBS.get(subject.verb, "")
    below = _below(subject, subjects)
    things = [subjects[other].drawing for other in related(at, subjects)]
    if is_audience(at, subjects):
        return "play" if is_player(at, subjects, copy) else pose or "stand"
    if pose in PLAYED and (played := next(filter(None, map(_played, things)), "")):
        return played if pose in ("play", "fly") or played == "fly a kite" else pose or "stand"
    if "leash" in things and pose in ("", "hold", "stand"):
        return "walk"
    if pose in ("write", "draw", "speak") and any(_has(key, ("blackboard", "whiteboard")) for key in things):
        return "point"
    if pose in ("", "hold", "stand") and any(_has(key, AFLOAT) for key in things):
        return "hold aside"
    if pose == "hold" and any(_has(key, BOXES) for key in things):
        return "carry"
    if pose == "build" and any(_has(key, MODELLED) for key in things):
        return "kneel"
    if pose == "look" and any(_has(key, SCREENS) for key in things):
        return "read"
    if pose in ("hug", "carry") and any(_is_held_up(subjects[other], drawings) for other in subject.holds):
        return "hold"
    if pose == "play":
        return _playing(person, things, copy)
    if pose == "eat" and not (below and below.drawing in SEATS):
        return "dine" if any(_is_dish(drawings, key) for key in things) and not below else "eat"
    if below:
        return _upon(pose, person, below, drawings)
    if pose == "jump" and (role := roles().get(person.role)) and POSTURES.get(role.does, Posture()).furniture in BOARDS:
        return role.does
    if pose == "read" and subject.relation in LOW:
        return DOWN["read"]
    if pose == "ride":
        return _mounted(person)
    pose = DOWN["sit"] if pose == "sit" else pose
    return pose if pose in POSTURES else _usual(person)


def _is_held_up(thing: Subject, drawings: Drawings) -> bool:
    """Whether it is held before the breast with both arms: a child, a cat."""
    return thing.person is not None or drawings[thing.drawing].category.startswith("animal")


def _below(subject: Subject, subjects: tuple[Subject, ...]) -> Subject | None:
    on = isinstance(subject.other, int) and subject.relation in ON and subject.other < len(subjects)
    return subjects[subject.other] if on and isinstance(subject.other, int) else None


def related(at: int, subjects: tuple[Subject, ...]) -> list[int]:
    """The indices of the things that the subject `at` has, is at, or has beside it."""
    subject = subjects[at]
    near = [number for number, one in enumerate(subjects) if one.other == at and one.relation in (*LOW, "with")]
    had = [*subject.holds, *([subject.other] if isinstance(subject.other, int) else []), *near]
    return [one for one in dict.fromkeys(had) if one < len(subjects) and not subjects[one].person]


@cache
def _played(key: str) -> str:
    """What is done with a drawing when it is played with, or empty."""
    found = (pose for pose, words in table("doing").items() if any(word in key for word in words.get("with", ())))
    return next(found, "")


def _playing(person: Person, things: list[str], copy: int) -> str:
    """Music by those who are asked for as musicians, else as children play."""
    role = roles().get(person.role)
    if role and role.does.startswith("play"):
        return role.does
    if any(map(is_strummed, things)):
        return "play"
    return "hold" if things else GAMES[copy % len(GAMES)]


def _upon(pose: str, person: Person, below: Subject, drawings: Drawings) -> str:
    """The posture on a mount, in a boat, or on a seat."""
    concept = drawings[below.drawing]
    boat = concept.category == BOATS
    if concept.category.startswith(RIDDEN) and not boat and pose not in AFOOT and not below.drawing.startswith("skate"):
        return "ride"
    if below.drawing in ("skateboard", "snowboard", "surfboard"):
        return {"snowboard": "ski", "surfboard": "surf"}.get(below.drawing, "skateboard")
    seat = below.drawing in SEATS or (boat and concept.metres < SHIP)
    if seat or pose in ("sit", "read"):
        return pose if pose in ("lie", "drive", "row") else SEATED.get(pose, pose if pose in POSTURES else "sit")
    return pose if pose in POSTURES else _usual(person)


def _usual(person: Person) -> str:
    """What somebody of that role does when nothing is said of it."""
    role = roles().get(person.role)
    return role.does if role and role.does else "stand"


def _mounted(person: Person) -> str:
    """What somebody rides who was given no mount: a surfer a board, a knight nothing, all others a bicycle."""
    role = roles().get(person.role)
    return (role.does or "walk") if role else "cycle"


def _is_dish(drawings: Drawings, key: str) -> bool:
    concept = drawings[key]
    return concept.category in DISHES and not _has(key, SNACKS)


def _has(key: str, words: tuple[str, ...]) -> bool:
    return any(word in key for word in words)
