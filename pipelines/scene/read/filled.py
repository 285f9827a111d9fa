"""Filled: vessels and what is in them: a basket of apples by its Chinese measure word, a pot as its plant wants it."""

from __future__ import annotations

from dataclasses import replace

from pipelines.scene.drawings import Concept, Drawings
from pipelines.scene.scene import Subject
from pipelines.scene.tables import table


def made_of(measure: str, content: Concept) -> str:
    """The drawing that shows both the measure and what it measures: 一壶茶 is a teapot; else empty."""
    return str(table("chinese")["vessels"].get(measure, {}).get("made", {}).get(content.key, ""))


def vessel_of(measure: str, content: Concept) -> str:
    """The drawing of the vessel that something is in; empty where it has one already, or the measure is none."""
    if measure in table("grammar")["served"].get(content.key, ()):
        return ""
    holds: dict[str, str] = table("chinese")["vessels"].get(measure, {}).get("holds", {})
    return next((vessel for kind, vessel in holds.items() if content.category.startswith(kind)), "")


def is_flat(vessel: str) -> bool:
    """Whether things are on it rather than in it."""
    return vessel in table("grammar")["contents"]["flat"]


def shows_many(content: Concept) -> bool:
    """Whether one drawing is of several already: grapes."""
    return content.key.endswith("s")


def potted(subjects: tuple[Subject, ...], drawings: Drawings) -> tuple[Subject, ...]:
    """Vessels as what is in them wants it: a pot of flowers is none for the stove."""
    rows: dict[str, dict[str, str]] = table("grammar")["potted"]

    def kept(at: int, one: Subject) -> Subject:
        inner = [drawings[other.drawing].category for other in subjects if other.relation == "in" and other.other == at]
        fit = rows.get(one.drawing, {})
        keys = (key for kind, key in fit.items() if any(category.startswith(kind) for category in inner))
        one = _beside_it(one, subjects, drawings)
        return replace(one, drawing=next(keys, one.drawing))

    return tuple(kept(at, one) for at, one in enumerate(subjects))


def _beside_it(one: Subject, subjects: tuple[Subject, ...], drawings: Drawings) -> Subject:
    """A drink that is in a dish which is full already stands beside it: a bowl of cereal with milk."""
    full = isinstance(one.other, int) and subjects[one.other].drawing in table("grammar")["served"]
    drink = drawings[one.drawing].category == "drink"
    return replace(one, relation="beside") if full and drink and one.relation == "in" else one
