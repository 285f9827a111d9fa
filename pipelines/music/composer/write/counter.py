"""A second voice beside the melody: in thirds and sixths below it, a slow line of its own, or answers in its rests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipelines.music.composer.write.register import Ceiling, within
from pipelines.music.score.instruments import Instrument
from pipelines.music.score.score import Metre, Note, Section, chord_at
from pipelines.music.score.theory import Chord, Key

BELOW = (3, 4, 5, 8, 9, 7)
"""Semitones under the tune that a second voice may go at, the sweetest first."""
PAUSE = 0.9
"""Quarter notes of silence that are long enough to answer in."""


def parallel(melody: Sequence[Note], chords: Sequence[Chord], key: Key, instrument: Instrument) -> list[Note]:
    """A voice a third or a sixth below: of the scale, and of the chord where the melody note is long or on a beat."""
    notes = []
    low, high = instrument.range
    for note in melody:
        chord = chord_at(chords, note.start)
        scale = chord.tones if note.length >= 0.9 else (*key.melody_scale, *chord.tones)
        below = [note.pitch - step for step in (*BELOW, *(step + 12 for step in BELOW))]
        inside = [pitch for pitch in below if pitch % 12 in scale and low <= pitch <= high]
        if inside:
            notes.append(Note(inside[0], note.start, note.length, max(1, note.velocity - 16)))
    return notes


def guide(
    section: Section, metre: Metre, chords: Sequence[Chord], instrument: Instrument, ceiling: Ceiling
) -> list[Note]:
    """A slow line through the thirds and sevenths of the chords, under the tune."""
    notes: list[Note] = []
    begin, end = section.start_bar * metre.bar, section.end_bar * metre.bar
    low = instrument.range[0]
    before = max(low, min(ceiling.usual, sum(instrument.lead) // 2))
    for chord in (chord for chord in chords if begin <= chord.start < end):
        high = min(instrument.range[1], ceiling.over(chord.start, chord.end))
        tones = chord.tones[1:] or chord.tones
        inside = [pitch for pitch in range(max(low, high - 16), high + 1) if pitch % 12 in tones]
        if inside:
            before = min(inside, key=lambda pitch: abs(pitch - before))
            notes.append(Note(before, chord.start, chord.beats * 0.97, 66))
    return notes


def answers(
    melody: Sequence[Note], begin: float, end: float, chords: Sequence[Chord], key: Key, instrument: Instrument
) -> list[Note]:
    """What the second voice says where the tune is silent: the phrase's last notes once more, moved to the chord that
    sounds and to a note of its own."""
    notes: list[Note] = []
    for start, until in _pauses(melody, begin, end):
        said = [note for note in melody if start - 4 <= note.start < start][-4:]
        if len(said) > 1:
            notes += _echo(said, start, until, chords, key, instrument)
    return notes


def _pauses(melody: Sequence[Note], begin: float, end: float) -> Iterator[tuple[float, float]]:
    heard = [note for note in melody if begin <= note.start < end]
    for note, following in pairwise(heard):
        start = -(-(note.end - 0.1) * 2 // 1) / 2
        if following.start - start >= PAUSE:
            yield start, following.start


def _echo(
    said: Sequence[Note], start: float, until: float, chords: Sequence[Chord], key: Key, instrument: Instrument
) -> list[Note]:
    """The rhythm and the shape of what was said, as far as there is time, coming to rest on the chord."""
    span = (max(instrument.range[0], instrument.lead[0]), min(instrument.range[1], instrument.lead[1]))
    first, shift, notes = said[0].start, -5, list[Note]()
    for note in said:
        beat = start + (note.start - first) / (2 if said[-1].end - first > until - start else 1)
        length = min(note.length, until - beat)
        if length < 0.2:
            break
        chord = chord_at(chords, beat)
        scale = set(key.melody_scale) if notes else set(chord.tones)
        notes.append(Note(_nearest(within(note.pitch + shift, *span), scale, span), beat, length * 0.9, 70))
    if notes:
        tones = set(chord_at(chords, notes[-1].start).tones)
        notes[-1] = replace(notes[-1], pitch=_nearest(notes[-1].pitch, tones, span))
    return [replace(a, length=min(a.length, b.start - a.start)) for a, b in pairwise(notes)] + notes[-1:]


def _nearest(pitch: int, classes: set[int], span: tuple[int, int]) -> int:
    inside = [other for other in range(span[0], span[1] + 1) if other % 12 in classes]
    return min(inside, key=lambda other: abs(other - pitch))


def yielding(line: Sequence[Note], answers: Sequence[Note]) -> list[Note]:
    """A slow line that breaks off where the same player answers the tune."""
    kept = []
    for note in line:
        begins = min((answer.start for answer in answers if note.start <= answer.start < note.end), default=note.end)
        if begins > note.start:
            kept.append(replace(note, length=begins - note.start))
    return sorted([*kept, *answers], key=lambda note: note.start)
