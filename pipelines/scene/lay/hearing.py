"""Hearing: a crowd of whom some play the instruments that are there, and the others hear them."""

from __future__ import annotations

from dataclasses import replace

from pipelines.scene.scene import Subject

STRUMMED = ("guitar", "banjo")
CROWD = 5
"""From how many people on some play while the others hear them."""
IDLE = ("", "stand", "look", "listen", "cheer", "dance", "wave")
"""What a crowd does that has its hands free."""


def is_strummed(key: str) -> bool:
    """Whether a drawing is an instrument that is played standing."""
    return any(word in key for word in STRUMMED)


def entertained(found: list[Subject], at: int) -> None:
    """Gives instruments that nobody has to some of the crowd `at`, so that they do not lie about."""
    crowd = found[at]
    if crowd.person is None or crowd.count < CROWD or crowd.holds or crowd.person.pose not in IDLE:
        return
    for other, thing in enumerate(found):
        if is_strummed(thing.drawing) and thing.other in (None, at) and thing.count < crowd.count:
            found[other] = replace(thing, relation="with", other=at)


def is_audience(at: int, subjects: tuple[Subject, ...]) -> bool:
    """Whether the subject `at` is people of whom only some have something to play."""
    return bool(_shared(at, subjects))


def is_player(at: int, subjects: tuple[Subject, ...], copy: int) -> bool:
    """Whether that one of an audience plays: the first ones do."""
    return any(copy < one.count for one in _shared(at, subjects))


def _shared(at: int, subjects: tuple[Subject, ...]) -> list[Subject]:
    mine = [one for one in subjects if one.other == at and one.relation == "with" and is_strummed(one.drawing)]
    return [one for one in mine if subjects[at].person and one.count < subjects[at].count]
