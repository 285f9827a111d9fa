"""What a player does between the notes: pedal, swell, vibrato and slides, once for the sound and for the MIDI file."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Literal

from pipelines.music.score.score import Note, Score, Track
from pipelines.music.tables import read_toml

TABLE = Path(__file__).with_name("manners.toml")

Kind = Literal["pedal", "swell", "bend"]

LONG = 0.75
"""Seconds from which a note is long enough to be shaped."""
DELAY, STEADY = 0.28, 0.7
"""Seconds after which vibrato begins, and after which it is as wide as it gets."""
STEPS = 10
"""Points of a wave of vibrato."""
SLIDE = 0.09
"""Seconds that a slide into a note takes."""
WHEEL = 2.0
"""Semitones that the pitch wheel of a MIDI file spans, up and down: what General MIDI begins with."""


@dataclass(frozen=True)
class Gesture:
    """A movement. `beat` is as written, before swing; `value` is 1 or 0 for the pedal, a share of the loudness (0 to 1)
    for a swell, which goes straight from one to the next, and semitones for a bend, which stays until the next."""

    beat: float
    kind: Kind
    value: float


@dataclass(frozen=True)
class Manner:
    """How an instrument's notes are shaped. See manners.toml."""

    vibrato: float = 0.0
    rate: float = 5.4
    scoop: float = 0.0
    swell: float = 0.0
    pedal: bool = False
    rings: float = math.inf


@cache
def manners() -> dict[str, Manner]:
    """The manners by the key of the instrument."""
    return {key: Manner(**entry) for key, entry in read_toml(TABLE).items()}


def gestures(track: Track, score: Score) -> tuple[Gesture, ...]:
    """All movements of one player, in the order of time. Bends only where one note sounds at a time."""
    manner = manners().get(track.instrument.key)
    if manner is None or not track.notes:
        return ()
    notes = sorted(track.notes, key=lambda note: (note.start, note.pitch))
    second = score.tempo / 60
    made: list[Gesture] = []
    if manner.pedal and track.role == "chords":
        made += _pedalled(notes, score)
    if manner.swell:
        made += _swelling(notes, manner, second)
    if manner.vibrato or manner.scoop:
        made += _bending(notes, manner, second)
    return tuple(sorted(made, key=lambda gesture: gesture.beat))


def _pedalled(notes: Sequence[Note], score: Score) -> Iterator[Gesture]:
    """Broken chords ring on until the harmony changes; struck ones keep their rhythm, and are left as they are."""
    starts = [note.start for note in notes]
    for chord in score.chords:
        if chord.start > score.beats - 1e-6:
            return
        here = notes[bisect_left(starts, chord.start - 1e-6) : bisect_left(starts, chord.end - 1e-6)]
        onsets = {round(note.start, 3) for note in here}
        if len(onsets) > 2 and len(here) < 1.8 * len(onsets):
            # Down after the chord is struck, as pianists do, so that nothing of the one before is caught.
            yield Gesture(chord.start + min(0.15, chord.beats / 8), "pedal", 1)
            yield Gesture(chord.end, "pedal", 0)


def _swelling(notes: Sequence[Note], manner: Manner, second: float) -> Iterator[Gesture]:
    """A long note or chord grows to its middle and goes back; a short one is as loud as it was struck."""
    quiet = 1 - manner.swell
    onsets = sorted({note.start for note in notes})
    longest: dict[float, float] = {}
    for note in notes:
        longest[note.start] = max(longest.get(note.start, 0.0), note.length)
    for start, following in pairwise([*onsets, math.inf]):
        length = min(longest[start], following - start)
        if length < LONG * second:
            yield Gesture(start, "swell", 1 - manner.swell / 3)
            continue
        for step in range(7):
            share = step / 6
            value = quiet + manner.swell * math.sin(math.pi * min(1.0, share / 0.9) ** 0.8)
            yield Gesture(start + share * length * 0.98, "swell", value)


def _bending(notes: Sequence[Note], manner: Manner, second: float) -> Iterator[Gesture]:
    """Slides into notes and vibrato on long ones, of a line: chords are not bent."""
    previous: Note | None = None
    for index, note in enumerate(notes):
        following = notes[index + 1] if index + 1 < len(notes) else None
        alone = (previous is None or previous.end <= note.start + 0.1) and (
            following is None or following.start >= note.end - 0.1
        )
        if alone:
            yield from _entered(note, previous, manner, second)
            yield from _vibrated(note, manner, second)
        previous = note


def _entered(note: Note, previous: Note | None, manner: Manner, second: float) -> Iterator[Gesture]:
    """From below where a phrase begins, and from the note before where that is near and this one is held."""
    slide = SLIDE * second
    if not manner.scoop or note.length < 4 * slide:
        return
    rested = previous is None or note.start - previous.end > 0.2
    step = 0 if previous is None else previous.pitch - note.pitch
    if rested:
        depth = -manner.scoop / 2
    elif 0 < abs(step) <= 3 and note.length >= LONG * second:
        depth = math.copysign(min(manner.scoop, abs(step)), step)
    else:
        return
    for turn in range(6):
        yield Gesture(note.start + slide * turn / 6, "bend", depth * (1 - turn / 6) ** 1.5)
    yield Gesture(note.start + slide, "bend", 0.0)


def _vibrated(note: Note, manner: Manner, second: float) -> Iterator[Gesture]:
    seconds = note.length / second
    if not manner.vibrato or seconds < LONG:
        return
    points = int((seconds - DELAY) * manner.rate * STEPS)
    for point in range(1, points):
        after = point / (manner.rate * STEPS)
        width = manner.vibrato / 100 * min(1.0, after / (STEADY - DELAY))
        yield Gesture(
            note.start + (DELAY + after) * second, "bend", width * math.sin(2 * math.pi * manner.rate * after)
        )
    yield Gesture(note.end - 1e-3, "bend", 0.0)
