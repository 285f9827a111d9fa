"""Phrases to be sung: the motifs of their bars, the notes that wait for a pitch, and where they lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.music.score.theory import Chord

ROOMY = 70
"""The middle of a tune's span, as a MIDI note, under which there is room for everybody else."""
WIDEST = 13
"""Semitones that a section's tune spans at most: little more than an octave."""
SWAY = 8
"""Semitones between where the lowest tunes and the highest lie within what an instrument leads in."""
MOTIFS = {"A": ("a", "b"), "B": ("c", "d"), "C": ("b", "c")}
"""The bars of rhythm that each group of sections is made of; what contrasts grows out of the others."""
INVERTED, FRAGMENT, AUGMENTED = "-", "<", "+"
"""Behind a motif's letter: upside down; its first half twice; its first half at half the speed."""
GROWN = (
    ("{0}", "{0}", "{1}-", "close"),
    ("{0}-", "{1}", "{0}<", "close"),
    ("{1}", "{0}", "{0}+", "close"),
    ("{0}", "{1}<", "{0}-", "close"),
)
"""What follows a section's first phrase, made of the same motifs."""


@dataclass(frozen=True)
class Slot:
    """A note without its pitch yet."""

    start: float
    length: float
    strong: bool
    motif: str
    """Which bar of the plan it belongs to."""
    place: int
    """Its number within that bar."""
    last: bool = False
    """Whether it is the last one of that bar."""


@dataclass(frozen=True)
class Phrase:
    """What a phrase has to do."""

    slots: tuple[Slot, ...]
    chords: Sequence[Chord]
    low: int
    high: int
    closed: bool
    """Whether it comes to rest on the tonic, or stays open."""


def register(span: tuple[int, int], kind: str, lean: float = 0.5) -> tuple[int, int]:
    """The part of an instrument's span that a section uses: B lies above A; a low instrument's tune in its upper part,
    so that there is room for chords below. `lean` is 0 for the lowest tunes and 1 for the highest."""
    low, high = span
    width = min(high - low, WIDEST)
    middle = max((low + high) // 2, min(high - width // 2, ROOMY))
    shift = {"A": -2, "B": 2, "C": -1}[kind] + round(SWAY * (lean - 0.5))
    first = max(low, min(high - width, middle - width // 2 + shift))
    return first, first + width


def phrases(bars: int) -> list[tuple[int, int]]:
    """Phrases of four bars, and what is left over: start and length in bars."""
    return [(start, min(4, bars - start)) for start in range(0, bars, 4)]


def plan(bars: int, first: str, second: str) -> list[str]:
    """The motifs of a phrase's bars."""
    return {1: ["close"], 2: [first, "close"], 3: [first, second, "close"], 4: [first, second, first, "close"]}[bars]
