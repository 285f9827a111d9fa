"""A second voice beside the melody: in thirds and sixths below it, or a slow line of its own."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.music.score.instruments import Instrument
from pipelines.music.score.score import Metre, Note, Section, chord_at
from pipelines.music.score.theory import Chord, Key


def parallel(melody: Sequence[Note], chords: Sequence[Chord], key: Key, instrument: Instrument) -> list[Note]:
    """A voice a third or a sixth below: of the scale, and of the chord where the melody note is long or on a beat."""
    notes = []
    for note in melody:
        chord = chord_at(chords, note.start)
        scale = chord.tones if note.length >= 0.9 else (*key.melody_scale, *chord.tones)
        below = [note.pitch - step for step in (3, 4, 5, 8, 9, 7) if (note.pitch - step) % 12 in scale]
        inside = [pitch for pitch in below if instrument.range[0] <= pitch <= instrument.range[1]]
        if inside:
            notes.append(Note(inside[0], note.start, note.length, max(1, note.velocity - 16)))
    return notes


def guide(
    section: Section, metre: Metre, chords: Sequence[Chord], instrument: Instrument, melody: Sequence[Note]
) -> list[Note]:
    """A slow line through the thirds and sevenths of the chords, that keeps clear of the melody's pitches."""
    low, high = instrument.lead
    before = (low + high) // 2
    notes = []
    begin, end = section.start_bar * metre.bar, section.end_bar * metre.bar
    for chord in (chord for chord in chords if begin <= chord.start < end):
        busy = {note.pitch for note in melody if note.start < chord.end and note.end > chord.start}
        tones = chord.tones[1:] or chord.tones
        inside = [pitch for pitch in range(low, high + 1) if pitch % 12 in tones]
        before = min(inside, key=lambda pitch: abs(pitch - before) + (4 if pitch in busy else 0))
        notes.append(Note(before, chord.start, chord.beats * 0.97, 66))
    return notes
