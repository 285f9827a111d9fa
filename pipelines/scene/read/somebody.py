"""Somebody: a person of the picture, from the words around the noun that names them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from pipelines.scene.read.looks import colours_of
from pipelines.scene.read.sense import Sense, Who
from pipelines.scene.read.words import Term
from pipelines.scene.scene import Garment, Person
from pipelines.scene.tables import table

_GENERIC = ("", "stand", "hold", "look", "walk", "talk")
"""Poses that a more telling verb may take the place of."""
_AT_ONCE = {frozenset(("sit", "read")): "sit down and read"}
"""What is done in one posture."""
WHITE = "#eef0f2"


def somebody(who: Who, words: Iterable[str], terms: Iterable[Term]) -> Person:
    """The person, with what the describing words say of age, hair, skin and expression."""
    said = [*words]
    beard = next((c for c in colours_of(terms)), "#5b3a24") if "bearded" in said else ""
    age = next((age for age, known in _people("age") if set(known) & set(said)), who.age)
    return Person(
        age=_older(who, age),  # type: ignore[arg-type]
        sex=who.sex,  # type: ignore[arg-type]
        role=who.role,
        hair=_one("hair", said),
        hair_style=next((style for style in ("bald", "braids", "curly", "afro") if _names(style, said)), _long(said)),
        beard=beard,
        skin=_one("skin", said),
        expression=_one("expression", said),
        build=_one("build", said),
    )


def _older(who: Who, age: str) -> str:
    """A little old lady is old, and a little girl a child."""
    if who.age != "grown" and age not in ("baby", "old"):
        return who.age
    return age


def _long(said: list[str]) -> str:
    return next(
        (word.partition("-")[0] for word in said if word in ("long-haired", "short-haired", "curly-haired")), ""
    )


def _names(style: str, said: list[str]) -> bool:
    return bool(set(table("people")["hair_style"][style]) & set(said))


def _one(section: str, said: Iterable[str]) -> str:
    words = set(said)
    return next((meaning for meaning, known in _people(section) if words & set(known)), "")


def _people(section: str) -> list[tuple[str, list[str]]]:
    return list(table("people")[section].items())


def is_glasses(word: str) -> bool:
    return word in table("people")["glasses"]["words"]


def is_beard(part: str) -> bool:
    return part in table("people")["beard"]["words"]


def hair(sense: Sense, terms: list[Term]) -> dict[str, Any]:
    """Fields of Person that a head of hair says: "long red hair"."""
    words = [*sense.before, sense.word]
    style = next((style for style, known in _people("hair_style") if set(known) & set(words)), "")
    said = _one("hair", words) or (shade(colours[0]) if (colours := colours_of(terms)) else "")
    return {key: value for key, value in (("hair", said), ("hair_style", style)) if value}


def beard(terms: list[Term]) -> dict[str, Any]:
    colours = colours_of(terms)
    return {"beard": shade(colours[0]) if colours else "#5b3a24"}


def shade(colour: str) -> str:
    """The shade of a colour that hair has."""
    return str(table("people")["hair_shade"].get(colour, colour))


def garment(sense: Sense, terms: list[Term]) -> Garment:
    colours = colours_of(terms)
    return Garment(worn_as(sense.word, sense.garment), colours[0] if colours else "")


def worn_as(word: str, kind: str) -> str:
    """The garment that is drawn for a word: itself where it can be drawn, else the kind that it is of."""
    word = table("people")["worn_as"].get(word, word)
    return word if word in table("garments") else kind


def pose_of(verb: str) -> str:
    """The pose of a verb's lemma, or empty."""
    return _poses().get(verb, "")


def done_as(phrase: str) -> str:
    """The pose of what is done as a noun, yoga or a nap, found at the end of a phrase; or empty."""
    words = phrase.split()
    return next((pose for at in range(len(words)) if (pose := _done().get(" ".join(words[at:])))), "")


def expression_of(word: str) -> str:
    return _one("expression", [word])


def better_pose(old: str, new: str) -> str:
    """The more telling of two poses."""
    if (both := _AT_ONCE.get(frozenset((old, new)))) is not None:
        return both
    return new if new and old in _GENERIC else old


@cache
def _done() -> dict[str, str]:
    return {noun: pose for pose, words in table("doing").items() for noun in words.get("nouns", ())}


@cache
def _poses() -> dict[str, str]:
    found: dict[str, str] = {}
    for pose, words in table("doing").items():
        for verb in words.get("english", ()):
            found[verb] = pose  # The last one wins: to fish is more than to sit.
    return found
