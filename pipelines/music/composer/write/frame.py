"""What the parts of a piece are written in: it stands before any of them, and may have its tune already."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.music.composer.read.reading import Reading
from pipelines.music.score.instruments import Instrument, Role
from pipelines.music.score.score import Metre, Note, Section
from pipelines.music.score.theory import Chord


@dataclass(frozen=True)
class Given:
    """A tune that stands, to be arranged: its notes, and the sections and chords (the final one too) under it."""

    melody: tuple[Note, ...]
    sections: tuple[Section, ...]
    chords: tuple[Chord, ...]
    tempo: float
    """Quarter notes a minute."""


@dataclass(frozen=True)
class Frame:
    """What the parts of a piece are written in: it stands before any of them."""

    reading: Reading
    metre: Metre
    sections: tuple[Section, ...]
    chords: tuple[Chord, ...]
    """The final one last."""
    cast: Mapping[Role, Instrument]

    @property
    def end(self) -> float:
        """The beat on which the final chord begins."""
        return self.chords[-1].start

    def span(self, section: Section) -> tuple[float, float]:
        """The first beat of a section, and the one after it."""
        return section.start_bar * self.metre.bar, section.end_bar * self.metre.bar


def stream(seed: int, part: str) -> random.Random:
    """A stream of its own for each part, so that a change in one leaves the others as they were."""
    return random.Random(f"{part} {seed}")
