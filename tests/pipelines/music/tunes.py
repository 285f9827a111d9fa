"""Ten old tunes, as MIDI numbers (0 is a rest) with their lengths in quarter notes; all are in the public domain."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Tune:
    """A tune as it is written."""

    name: str
    key: str
    metre: str
    beat: float
    """Seconds of a quarter note."""
    notes: tuple[tuple[int, float], ...]


def _tune(name: str, key: str, metre: str, beat: float, written: str) -> Tune:
    """`written`: "60 60/2 0/.5", a MIDI number and its length, 1 where none is said."""
    parts = (part.partition("/") for part in written.split())
    return Tune(name, key, metre, beat, tuple((int(pitch), float(length or 1)) for pitch, _, length in parts))


TUNES = (
    _tune(
        "Ode to Joy", "C major", "4/4", 0.5,
        "64 64 65 67 67 65 64 62 60 60 62 64 64/1.5 62/.5 62/2 64 64 65 67 67 65 64 62 60 60 62 64 62/1.5 60/.5 60/2",
    ),
    _tune(
        "Twinkle", "G major", "4/4", 0.55,
        "67 67 74 74 76 76 74/2 72 72 71 71 69 69 67/2 74 74 72 72 71 71 69/2 74 74 72 72 71 71 69/2 "
        "67 67 74 74 76 76 74/2 72 72 71 71 69 69 67/2",
    ),
    _tune(
        "Frère Jacques", "F major", "4/4", 0.5,
        "65 67 69 65 65 67 69 65 69 70 72/2 69 70 72/2 72/.5 74/.5 72/.5 70/.5 69 65 72/.5 74/.5 72/.5 70/.5 69 65 "
        "65 60 65/2 65 60 65/2",
    ),
    _tune(
        "Greensleeves", "A minor", "6/8", 0.6,
        "57/.5 60 62/.5 64/.75 65/.25 64/.5 62 59/.5 55/.75 57/.25 59/.5 60 57/.5 57/.75 56/.25 57/.5 59 56/.5 52 "
        "57/.5 60 62/.5 64/.75 65/.25 64/.5 62 59/.5 55/.75 57/.25 59/.5 60/.75 59/.25 57/.5 56/.75 54/.25 56/.5 57/3",
    ),
    _tune(
        "Amazing Grace", "G major", "3/4", 0.65,
        "62 67/2 71/.5 67/.5 71/2 69 67/2 64 62/2 62 67/2 71/.5 67/.5 71/2 69 74/5 "
        "71 74/2 71/.5 67/.5 71/2 69 67/2 64 62/2 62 67/2 71/.5 67/.5 71/2 69 67/5",
    ),
    _tune(
        "Jasmine Flower", "C major", "4/4", 0.6,
        "64 64/.5 67/.5 69/.5 72/.5 72/.5 69/.5 67 67/.5 69/.5 67/2 64 64/.5 67/.5 69/.5 72/.5 72/.5 69/.5 67 "
        "67/.5 69/.5 67/2 67 67 67 64/.5 67/.5 69 69 67/2 64 62/.5 64/.5 67 64/.5 62/.5 60 60/.5 62/.5 60/2",
    ),
    _tune(
        "Scarborough Fair", "D dorian", "3/4", 0.5,
        "62/2 62 69/2 69 64/1.5 65/.5 64 62/3 0 69 72 74/2 72 69 71 67 69/5 0 74/2 74 74 72/2 69 69 67 65 64 60/3 0 "
        "62/2 69 67/2 65 64 62 60 62/4",
    ),
    _tune(
        "Auld Lang Syne", "F major", "4/4", 0.55,
        "60 65/1.5 65/.5 65 69 67/1.5 65/.5 67 69 65/1.5 65/.5 69 72 74/3 74 72/1.5 69/.5 69 65 67/1.5 65/.5 67 69 "
        "65/1.5 62/.5 62 60 65/3",
    ),
    _tune(
        "Lullaby", "E♭ major", "3/4", 0.6,
        "67/.5 67/.5 70/1.5 67/.5 67 70/2 67/.5 70/.5 75 74/1.5 72/.5 72 70 65/.5 67/.5 68 65 65/.5 67/.5 68/2 "
        "65/.5 68/.5 74/.5 72/.5 70 74 75/2",
    ),
    _tune(
        "Minuet", "G major", "3/4", 0.5,
        "74 67/.5 69/.5 71/.5 72/.5 74 67 67 76 72/.5 74/.5 76/.5 78/.5 79 67 67 72 74/.5 72/.5 71/.5 69/.5 "
        "71 72/.5 71/.5 69/.5 67/.5 66 67/.5 69/.5 71/.5 67/.5 69/3",
    ),
)  # fmt: skip
