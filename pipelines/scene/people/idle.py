"""Idle: how somebody stands of whom nothing is said, each in a way of their own."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from pipelines.scene.people.posture import POSTURES, Posture
from pipelines.scene.people.wardrobe import pieces
from pipelines.scene.scene import Person
from pipelines.scene.tables import table

LONG = 0.85
"""From this share of the legs on a hem is that of a gown, in which nobody has a hand in a pocket."""
FISTS, POCKETS = "fists", "pockets"
"""What hands do by themselves: they are closed, or out of sight."""
FROM_BEHIND = ("stand", "look", "walk", "hold", "speak", "talk", "reach")
"""What is seen from behind as somebody who stands there."""


def idle(person: Person, word: str, seed: int) -> str:
    """The name of a posture that suits the age, the build and the clothes; the same for the same person at one seed."""
    word, seed = (person.name, 0) if person.name else (word, seed)
    choices = list(table("people")["idle"][_manner(person)])
    worn = pieces(person.garments)
    if not any(piece.part == "legs" and piece.legs > 0.3 for piece in worn):
        choices = [name for name in choices if POSTURES[name].hands != POCKETS]
    return Random(f"{seed}/idle/{word}").choice(choices)


def behind(posture: Posture) -> Posture:
    """The posture as the back of somebody who stands so."""
    base = posture if posture.view == "front" else POSTURES["stand at ease"]
    return replace(base, view="back", twist=0.0, turn=0.0, eyes="", hands="", over=False)


def _manner(person: Person) -> str:
    worn = pieces(person.garments)
    if person.expression == "angry" and person.age != "baby":
        return "angry"
    if person.build == "fat":
        return "stout"
    if person.age in ("baby", "child"):
        return "child"
    if any(piece.part in ("top", "legs") and piece.hem > LONG for piece in worn):
        return "gown"
    if person.build == "pregnant":
        return "gown"
    if person.age == "old":
        return "old"
    return "man" if person.sex == "man" else "woman"
