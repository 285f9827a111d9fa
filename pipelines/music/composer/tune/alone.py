"""A player who is quite alone: the harmony is hinted at, in double stops or in notes between those of the tune."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipelines.music.score.instruments import Instrument
from pipelines.music.score.score import Note, chord_at
from pipelines.music.score.theory import Chord

BOWED = range(40, 44)
"""General MIDI's bowed strings, which can play two notes at once."""
LONG, HINT = 1.4, 0.5
"""Quarter notes: the least that a long note has, and what a note between takes."""
STOP = (3, 4, 5, 7, 8, 9, 12)
"""Semitones below the tune at which a double stop lies well."""
OCTAVE = (12,)
"""The same for the last note, which has the root below it."""


def unaccompanied(melody: Sequence[Note], chords: Sequence[Chord], instrument: Instrument) -> list[Note]:
    """The tune with what one player can add of its chords."""
    result: list[Note] = []
    for note in melody:
        chord = chord_at(chords, note.start)
        if instrument.program in BOWED and note.length >= 0.9:
            result += [note, *_stopped(note, chord, instrument, OCTAVE if note is melody[-1] else STOP)]
        elif note.length >= LONG and note is not melody[-1]:
            result += _broken(note, chord, instrument)
        else:
            result.append(note)
    return result


def _stopped(note: Note, chord: Chord, instrument: Instrument, steps: Sequence[int]) -> Iterator[Note]:
    below = [note.pitch - step for step in steps if (note.pitch - step) % 12 in chord.tones]
    if inside := [pitch for pitch in below if pitch >= instrument.range[0]]:
        yield replace(note, pitch=inside[0], velocity=max(1, note.velocity - 14), lyric="")


def _broken(note: Note, chord: Chord, instrument: Instrument) -> list[Note]:
    """The first half as it is; then notes of the chord below it, as a guitarist's thumb would play them."""
    low = max(instrument.range[0], note.pitch - 14)
    tones = [pitch for pitch in range(low, note.pitch - 2) if pitch % 12 in chord.tones]
    count = min(len(tones), int(note.length / 2 / HINT))
    if not count:
        return [note]
    first = note.length - count * HINT
    hints = [
        Note(pitch, note.start + first + place * HINT, HINT * 0.95, max(1, note.velocity - 16))
        for place, pitch in enumerate(sorted(tones[-count:]))
    ]
    return [replace(note, length=first * 0.96), *hints]
