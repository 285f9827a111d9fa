"""Company: who is carried by whom, and who goes along with whom, so that nothing is left behind or run through."""

from __future__ import annotations

from pipelines.scene.lay.leash import LED
from pipelines.scene.scene import Subject

BORNE = ("on", "in", "with", "riding")
KEPT = ("holding", "wearing")
AFOOT = ("walk", "run")


def bearer(at: int, subjects: tuple[Subject, ...]) -> int | None:
    """The index of what carries the subject `at`: what it stands on or sits in, else whoever holds it; or None."""
    subject = subjects[at]
    if subject.relation in BORNE and isinstance(subject.other, int) and subject.other < len(subjects):
        return subject.other
    return next((number for number, one in enumerate(subjects) if number != at and _holds(one, at)), None)


def in_hand(at: int, subjects: tuple[Subject, ...]) -> bool:
    """Whether somebody has the subject `at` in the hand, be it a kite on its string."""
    return 0 <= at < len(subjects) and any(one.person and _holds(one, at) for one in subjects)


def _holds(one: Subject, at: int) -> bool:
    return at in one.holds or (one.relation in KEPT and one.other == at)


def leader(at: int, subjects: tuple[Subject, ...]) -> int | None:
    """The index of whoever the subject `at` keeps its distance to: the one that chases it, or leads it; or None."""
    first = _first(at, subjects)
    above, seen = first, {at}
    while above is not None and above not in seen:
        seen.add(above)
        above = _first(above, subjects)
    # Those who chase each other in a ring have none.
    return first if above is None else None


def _first(at: int, subjects: tuple[Subject, ...]) -> int | None:
    if not 0 <= at < len(subjects):
        return None
    return next((one for one in range(len(subjects)) if one != at and _leads(one, at, subjects)), None)


def _leads(one: int, at: int, subjects: tuple[Subject, ...]) -> bool:
    first, subject = subjects[one], subjects[at]
    if first.relation == "chasing":
        return first.other == at
    afoot = first.person is not None and AFOOT[0] in (first.verb, first.person.pose)
    together = subject.other == one or first.other == at
    return afoot and together and subject.drawing in LED and subject.verb in ("", *AFOOT)
