"""Pictograms: drawings of people in the pack, and who is built from parts in their place."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from pipelines.scene.drawings import Drawings
from pipelines.scene.scene import Person, Sex, Subject
from pipelines.scene.tables import table

PEOPLE = ("person", "family")
OTHERS = ("robot", "alien")
SEXES: dict[str, Sex] = {"woman": "woman", "women": "woman", "man": "man", "men": "man"}
MOST = 60
"""How many there are of one subject at most."""


def built(subject: Subject, drawings: Drawings) -> Subject:
    """The subject as somebody who is built from parts, where its drawing shows a person; else as it is."""
    if subject.person or not (drawings[subject.drawing].category.startswith(PEOPLE) or subject.drawing in OTHERS):
        return subject
    fields = _fields(subject.drawing)
    if fields is None:
        return subject
    many = int(fields.get("count", 1))
    person = Person(**{name: value for name, value in fields.items() if name != "count"})
    return replace(subject, drawing="person", person=person, count=min(MOST, subject.count * many))


@cache
def _fields(key: str) -> dict[str, Any] | None:
    """Fields of Person by the end of a drawing's name that is known, and its sex by the beginning."""
    known: dict[str, dict[str, Any]] = table("pictograms")["somebody"]
    words = key.split("-")
    end = next((tail for at in range(len(words)) if (tail := "-".join(words[at:])) in known), None)
    if end is None:
        return None
    sex = SEXES.get(words[0], "")
    return {**known[end], **({"sex": sex} if sex and not known[end].get("sex") else {})}
