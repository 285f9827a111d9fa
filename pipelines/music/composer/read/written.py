"""Sections and chords that are written into a field of their own: read, or refused with what could be read."""

from __future__ import annotations

from pydantic_core import PydanticCustomError

from pipelines.music.composer.read.description import plainly
from pipelines.music.composer.read.progression import MOST, Progression, read_progression
from pipelines.music.composer.read.structure import MOST_BARS, MOST_SECTIONS, Structure, read_structure

NOTHING = "-"
"""What is said to have been read where nothing was."""


def sections_of(text: str) -> Structure:
    """The sections of a field's text; none where it is empty."""
    return read_structure(plainly(text)) if text.strip() else Structure()


def chords_of(text: str) -> Progression:
    """The chords of a field's text; none where it is empty."""
    return read_progression(plainly(text)) if text.strip() else Progression()


def check_structure(text: str) -> str:
    """Refuses what is no list of sections, with a sentence for the field."""
    found = sections_of(text)
    if found.too_long:
        raise PydanticCustomError("structure_long", "unfit", {"bars": MOST_BARS, "sections": MOST_SECTIONS})
    if found.strange:
        read = ", ".join(f"{label} {bars}" for label, bars in found.sections) or NOTHING
        raise PydanticCustomError("structure", "unfit", {"part": found.strange, "read": read})
    return text


def check_chords(text: str) -> str:
    """Refuses what is no row of chords, with a sentence for the field."""
    found = chords_of(text)
    if found.too_long:
        raise PydanticCustomError("chords_long", "unfit", {"bars": MOST})
    if found.strange:
        read = " | ".join(bar.replace(",", " ") for bar in found.bars) or NOTHING
        raise PydanticCustomError("chords", "unfit", {"part": found.strange, "read": read})
    return text
