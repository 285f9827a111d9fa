"""Meant: relations as they are laid. Some are laid from the other side: what flies comes to what stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.scene.lay.figure import Figure
from pipelines.scene.lay.supports import carries, drapes, is_hollow, room_below
from pipelines.scene.scene import Relation, Subject

MIRRORED: dict[Relation, Relation] = {
    "left of": "right of",
    "right of": "left of",
    "beside": "beside",
    "near": "near",
    "behind": "in front of",
    "in front of": "behind",
}
"""What the other is to the one."""
TABLE_SIZED = 0.6
"""Metres: what is less high stands on tables."""


def meant(subjects: Sequence[Subject], figures: Sequence[Figure]) -> tuple[Subject, ...]:
    """The subjects, of which some are related to others than they were, or otherwise."""
    found = list(subjects)
    for at, subject in enumerate(subjects):
        other = subject.other
        alone = at > 0 and other is None and found[at - 1].other != at
        if alone and _is_left_out(figures[at], found[at - 1], subject, figures):
            found[at] = replace(subject, relation="on", other=found[at - 1].other)
        if subject.relation == "over" and _goes(subject) and not _flies(figures[at]):
            found[at] = replace(subject, relation="on")
            continue
        if not isinstance(other, int) or other == at or other >= len(subjects) or subject.relation is None:
            continue
        if subject.relation == "between":
            _between(found, at, other)
        elif subject.relation == "over" and drapes(figures[at].concept.key) and not _flies(figures[other]):
            found[at] = replace(subject, relation="on")
        elif subject.relation in ("beside", "near") and _lies(figures[at], found[other], figures):
            found[at] = replace(subject, relation="on", other=found[other].other)
        elif subject.relation == "with":
            found[at] = replace(subject, relation=_kept(figures[other]))
        elif found[other].relation is None and subject.count == found[other].count == 1:
            _turned(found, figures, at, other)
    return tuple(found)


def _goes(subject: Subject) -> bool:
    """Whether it goes on its feet: over a hill or a bridge is then on it."""
    return (subject.person.pose if subject.person else subject.verb) in ("walk", "run")


def _lies(one: Figure, other: Subject, figures: Sequence[Figure]) -> bool:
    """Whether a small thing is on a table too when it is beside something on it."""
    below = figures[other.other].concept.key if isinstance(other.other, int) and other.relation == "on" else ""
    return bool(below) and carries(below) and one.concept.place == "floor"


def _is_left_out(one: Figure, before: Subject, subject: Subject, figures: Sequence[Figure]) -> bool:
    """Whether a thing for a table was named right after one that is on it: both are, unless a side was said."""
    small = one.concept.metres < TABLE_SIZED and not (subject.horizontal or subject.person)
    return small and subject.relation is None and _lies(one, before, figures)


def _turned(found: list[Subject], figures: Sequence[Figure], at: int, other: int) -> None:
    """What can have nothing under it is above, and who stands is not beside the sky: it comes down to them."""
    relation, target = found[at].relation, figures[other]
    mirror = MIRRORED.get(relation) if relation else None
    if relation == "under" and not room_below(target.concept.key) and not _flies(target):
        mirror = "above"
    elif not _is_elsewhere(figures[at], target):
        mirror = None
    if mirror:
        found[other] = replace(found[other], relation=mirror, other=at)
        found[at] = replace(found[at], relation=None, other=None)


def _between(found: list[Subject], at: int, other: int) -> None:
    """One is to the right of the first, and the second to the right of that; or several are at its sides."""
    rest = [i for i, one in enumerate(found) if i not in (at, other) and one.relation is None]
    later = next((i for i in rest if i > other), next(iter(rest), None))
    second = found[at].beyond if found[at].beyond is not None else later
    if second is None:
        if found[other].count > 1 and found[other].relation is None:
            found[other] = replace(found[other], relation="beside", other=at)
            found[at] = replace(found[at], relation=None, other=None)
        return
    found[at] = replace(found[at], relation="right of", other=other)
    if found[second].relation != "on" or found[other].relation != "on":
        found[second] = replace(found[second], relation="right of", other=at)


def _kept(target: Figure) -> Relation:
    """How something is with a thing: in what is hollow, on what carries, held by who has hands, else beside it."""
    key, category = target.concept.key, target.concept.category
    if target.anchors or category.startswith(("person", "animal", "monkey", "cat")) or _has_a_body(key):
        return "with"
    return "in" if is_hollow(key) else "on" if carries(key) else "beside"


def _has_a_body(key: str) -> bool:
    """Whether a thing can wear and hold as people do."""
    return key in ("robot", "snowman", "scarecrow") or "statue" in key


def _is_elsewhere(one: Figure, target: Figure) -> bool:
    """Whether one stands on the ground and the other flies or swims."""
    if one.concept.place in ("sky", "water") or target.concept.category == "sky-weather":
        return False
    return target.concept.place in ("sky", "water")


def _flies(figure: Figure) -> bool:
    return figure.concept.place == "sky"
