"""Made: one finished thing, as an engine hands it over."""

from __future__ import annotations

from dataclasses import dataclass

from studio.words import Sentence
from studio.works.facts import Facts
from studio.works.kinds import Kind

TITLE_LENGTH = 60


@dataclass(frozen=True)
class MadeFile:
    """One file of a work. The first of Made.files is the work itself; the role names the others."""

    role: str
    """main, svg, midi, roll, gif ..."""
    suffix: str
    """With the dot: .png"""
    data: bytes


@dataclass(frozen=True)
class Made:
    """One finished thing."""

    kind: Kind
    title: str
    files: tuple[MadeFile, ...]
    facts: Facts
    text: str = ""
    """The words of a poem or story; a description of a picture or sound for people who cannot see or hear it."""
    notes: tuple[Sentence, ...] = ()
    """For the person: words that had no drawing, limits of the engine."""


def title_of(text: str) -> str:
    """A text on one line, shortened at a word."""
    line = " ".join(text.split())
    if len(line) <= TITLE_LENGTH:
        return line
    return line[: TITLE_LENGTH - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"
