"""Two outer voices by the book: a lower one that does not follow the upper one in fifths or octaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.music.composer.write.voicing import parallel
from pipelines.music.score.score import Note, chord_at
from pipelines.music.score.theory import Chord


def mended(
    upper: Sequence[Note], lower: Sequence[Note], chords: Sequence[Chord], low: int, high: int, end: float
) -> list[Note]:
    """The lower voice without parallel fifths and octaves to the upper one, from `low` to `high`.

    Where both move on together in parallels, the lower note goes to an octave that makes the motion contrary, or to the
    third of its chord, as an inversion does. From the beat `end` on, and under a slash chord, it keeps its pitch class:
    a cadence is known by its bass.
    """
    result: list[Note] = []
    for note in lower:
        before = result[-1] if result else None
        if before is not None and _follows(upper, before, note):
            note = replace(note, pitch=_instead(upper, before, note, chords, (low, high), end))
        result.append(note)
    return result


def _follows(upper: Sequence[Note], before: Note, note: Note) -> bool:
    first, second = _sounding(upper, before.start), _sounding(upper, note.start)
    return first is not None and second is not None and parallel(first, before.pitch, second, note.pitch)


def _instead(
    upper: Sequence[Note], before: Note, note: Note, chords: Sequence[Chord], span: tuple[int, int], end: float
) -> int:
    """The nearest pitch that is no parallel; the note's own where there is none."""
    chord = chord_at(chords, note.start)
    founded = note.start >= end or chord.over is not None
    tones = {note.pitch % 12} if founded else {note.pitch % 12, *chord.tones[:2]}
    choices = [pitch for pitch in range(span[0], span[1] + 1) if pitch % 12 in tones]
    clear = [pitch for pitch in choices if not _follows(upper, before, replace(note, pitch=pitch))]
    return min(
        clear, key=lambda pitch: (abs(pitch - before.pitch) + abs(pitch - note.pitch), pitch), default=note.pitch
    )


def _sounding(notes: Sequence[Note], beat: float) -> int | None:
    """What is heard at a beat."""
    return next((note.pitch for note in notes if note.start <= beat + 1e-6 < note.end), None)
