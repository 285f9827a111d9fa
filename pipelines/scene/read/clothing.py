"""Clothing: what Chinese words say of somebody's looks: age, hair, beard, skin, expression and clothes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from pipelines.scene.read.chunk import Chunk
from pipelines.scene.read.draft import Draft
from pipelines.scene.read.sense import Who
from pipelines.scene.read.somebody import shade
from pipelines.scene.read.words import Term
from pipelines.scene.scene import Garment, Person

BEARD = "#5b3a24"
"""The colour of a beard of which none is said."""


def portrayed(who: Who, said: Iterable[Term]) -> Person:
    """The person, with what the words before the noun say."""
    terms = list(said)
    age = _first(terms, "age") or who.age
    if who.age != "grown" and age not in ("baby", "old"):
        age = who.age  # A little old lady is old, and a little girl a child.
    return Person(
        age=age,  # type: ignore[arg-type]
        sex=_first(terms, "sex") or who.sex,  # type: ignore[arg-type]
        role=who.role,
        hair=_first(terms, "hair_colour"),
        hair_style=_first(terms, "hair_style"),
        skin=_first(terms, "skin"),
        expression=_first(terms, "expression"),
        build=_first(terms, "build"),
    )


def look_of(said: Iterable[Term]) -> dict[str, Any]:
    """Fields of Subject: the motion that a describing verb says."""
    verb = _first(list(said), "verb")
    return {"verb": verb} if verb else {}


def dress(owner: Draft, chunk: Chunk) -> None:
    """Give somebody a piece of clothing, hair, a beard or glasses."""
    person = owner.person
    if person is None:
        return
    colour = next(iter(chunk.colours), "")
    if chunk.has("glasses"):
        owner.be(glasses=True)
    elif chunk.has("beard"):
        owner.be(beard=shade(colour) if colour else BEARD)
    elif chunk.has("hair"):
        _style(owner, chunk, colour)
    elif chunk.has("garment"):
        kind = str(chunk.head.get("garment"))
        owner.be(garments=(*person.garments, Garment(kind, colour)))


def _style(owner: Draft, chunk: Chunk, colour: str) -> None:
    """Hair: its colour and how it is worn."""
    terms = [*chunk.before, chunk.head]
    style = _first(terms, "hair_style") or _length(chunk)
    shown = shade(colour) if colour else _first(terms, "hair_colour")
    owner.be(**{key: value for key, value in (("hair", shown), ("hair_style", style)) if value})


def _length(chunk: Chunk) -> str:
    texts = "".join(term.text for term in chunk.before)
    return "long" if "长" in texts else "short" if "短" in texts else ""


def with_colour(owner: Draft, colour: str) -> None:
    """Colour the garment that somebody was given last."""
    person = owner.person
    if person and person.garments:
        last = replace(person.garments[-1], colour=colour)
        owner.be(garments=(*person.garments[:-1], last))


def _first(terms: Iterable[Term], kind: str) -> str:
    return next((str(term.get(kind)) for term in terms if term.has(kind)), "")
