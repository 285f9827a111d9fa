"""Laid: a tablecloth is the table that it covers, in its colour."""

from __future__ import annotations

from dataclasses import replace

from pipelines.scene.read.mounting import merged
from pipelines.scene.scene import Subject
from pipelines.scene.tables import table


def laid(subjects: tuple[Subject, ...]) -> tuple[Subject, ...]:
    """The subjects with a laid table in the place of a cloth and the table below it, or of the cloth alone."""
    at = next((at for at, one in enumerate(subjects) if _is_cloth(one)), None)
    if at is None:
        return subjects
    cloth = replace(subjects[at], surface=subjects[at].surface or "fabric", relation=None, other=None, count=1)
    tops = table("tabletops")["supports"]
    below = (n for n, one in enumerate(subjects) if n != at and one.drawing in tops and not _is_cloth(one))
    under = next(below, None)
    if under is None:
        return (*subjects[:at], cloth, *subjects[at + 1 :])
    top = subjects[under]
    covered = replace(top, surface=cloth.surface, colour=cloth.colour or top.colour, accents=cloth.accents)
    return merged(subjects, at, under, covered)


def _is_cloth(one: Subject) -> bool:
    words: list[str] = table("tabletops")["cloths"]["words"]
    return any(one.word.lower().endswith(word) for word in words)
