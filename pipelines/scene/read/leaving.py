"""Leaving out: a brief without what another one names: things, whole kinds of things, scenery, time and weather."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from pipelines.scene.drawings import Drawings, singulars
from pipelines.scene.scene import Brief, Subject
from pipelines.scene.tables import table

_WORD = re.compile(r"[a-z]+")


def leave_out(brief: Brief, unwanted: Brief, drawings: Drawings) -> Brief:
    """The brief without the things, kinds of things, features, places, times and weather of the other one."""
    kinds = _kinds(unwanted.prompt)
    kept = [at for at, one in enumerate(brief.subjects) if not _is_unwanted(one, unwanted.subjects, kinds, drawings)]
    said = {*unwanted.features, *(subject.drawing for subject in unwanted.subjects), *kinds}
    return replace(
        brief,
        subjects=keep(brief.subjects, kept),
        features=tuple(feature for feature in brief.features if feature not in unwanted.features),
        weather="clear" if brief.weather == unwanted.weather else brief.weather,
        daytime="day" if brief.daytime == unwanted.daytime else brief.daytime,
        season="" if brief.season == unwanted.season else brief.season,
        place="" if brief.place == unwanted.place else brief.place,
        palette=tuple(colour for colour in brief.palette if colour not in unwanted.palette),
        without=tuple(dict.fromkeys((*brief.without, *sorted(said)))),
    )


def keep(subjects: tuple[Subject, ...], kept: list[int]) -> tuple[Subject, ...]:
    """Some of the subjects, by their indices; what they refer to among themselves still holds."""
    moved = {old: new for new, old in enumerate(kept)}

    def one(subject: Subject) -> Subject:
        other = moved.get(subject.other) if isinstance(subject.other, int) else subject.other
        return replace(
            subject,
            other=other,
            relation=subject.relation if other is not None else None,
            holds=tuple(moved[at] for at in subject.holds if at in moved),
            looks_at=moved.get(subject.looks_at) if subject.looks_at is not None else None,
        )

    return tuple(one(subjects[at]) for at in kept)


def _is_unwanted(one: Subject, unwanted: Iterable[Subject], kinds: set[str], drawings: Drawings) -> bool:
    if one.person:
        return "person" in kinds or any(_is_like(one, other) for other in unwanted)
    category = drawings[one.drawing].category
    named = any(other.drawing == one.drawing and not other.person for other in unwanted)
    return named or any(category.startswith(kind) for kind in kinds)


def _is_like(one: Subject, other: Subject) -> bool:
    """Whether somebody is meant by another description: "men" are all men, "a king" is a king."""
    if not one.person or not other.person:
        return False
    mine, theirs = one.person, other.person
    age = theirs.age in ("grown", mine.age)
    return age and theirs.sex in ("", mine.sex) and theirs.role in ("", mine.role)


def _kinds(text: str) -> set[str]:
    """Whole kinds of things that a text names."""
    words = {form for word in _WORD.findall(text.lower()) for form in singulars(word)}
    named = {kind for kind, known in table("grammar")["wholes"].items() if words & set(known)}
    return named | {kind for kind, known in table("chinese")["wholes"].items() if any(word in text for word in known)}
