"""From heard notes to a score: beats, metre, key and chords, and every note on the grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from pipelines.music.hearing.beats import (
    BINARY,
    TERNARY,
    Counted,
    counted,
    division,
    is_swung,
    on_grid,
    straightened,
)
from pipelines.music.hearing.compound import regrouped
from pipelines.music.hearing.harmony import chords_of
from pipelines.music.hearing.metre import Bars, bars_of, metre_of
from pipelines.music.hearing.note import HeardNote
from pipelines.music.hearing.pulse import beats_of, onsets_of
from pipelines.music.hearing.tonality import key_of
from pipelines.music.score.score import Metre, Note
from pipelines.music.score.theory import Chord, Key


@dataclass(frozen=True)
class Hint:
    """What is known beforehand; None where nothing is. `tempo`: beats a minute as a person counts them."""

    tempo: float | None = None
    metre: Metre | None = None
    key: Key | None = None


@dataclass(frozen=True)
class Transcript:
    """What was heard, written down. Notes and chords by quarter notes from the first bar's beginning."""

    key: Key
    metre: Metre
    tempo: float
    """Quarter notes a minute."""
    notes: tuple[Note, ...]
    chords: tuple[Chord, ...]
    bars: int
    start: float
    """Seconds of the sound at which the first bar begins; below 0 where it begins before the sound."""

    @property
    def pulse(self) -> float:
        """Beats a minute, as a person counts them."""
        return self.tempo / self.metre.pulse


def written(
    notes: Sequence[HeardNote], is_alone: bool, hint: Hint | None = None, beats: np.ndarray | None = None
) -> Transcript:
    """Write down what was heard. `is_alone`: one voice sings it; `beats`: seconds of the beats where they are known.

    Raises ValueError where there are no notes.
    """
    if not notes:
        raise ValueError("there is nothing to write down")
    hint = hint or Hint()
    if beats is None:
        beats = beats_of(onsets_of(notes), hint.tempo)
        if hint.tempo is None and hint.metre is None:
            beats = regrouped(notes, beats)
    played = counted(notes, beats)
    parts = _parts(hint, played)
    if parts == TERNARY and hint.metre is None and is_swung(played):
        played, parts = straightened(played), BINARY
    even = on_grid(played, parts * 2 if parts == TERNARY else parts, is_alone)
    bars = bars_of(even, parts, _beats_in(hint.metre))
    metre = hint.metre or metre_of(bars, parts)
    return _set(even, beats, bars, metre, hint)


def _parts(hint: Hint, played: Sequence[Counted]) -> int:
    if hint.metre is None:
        return division(played)
    return TERNARY if hint.metre.pulse == 1.5 else BINARY


def _beats_in(metre: Metre | None) -> int | None:
    return None if metre is None else round(metre.bar / metre.pulse)


def _set(even: Sequence[Counted], beats: np.ndarray, bars: Bars, metre: Metre, hint: Hint) -> Transcript:
    """In bars, from the one on in which the first note begins."""
    first = min(note.start for note in even)
    begin = bars.first + bars.beats * int(np.floor((first - bars.first) / bars.beats + 1e-6))
    pulse = metre.pulse
    notes = tuple(
        Note(note.pitch, (note.start - begin) * pulse, note.length * pulse, note.velocity)
        for note in sorted(even, key=lambda note: (note.start, note.pitch))
    )
    count = max(1, int(np.ceil((max(note.end for note in notes) - 0.26) / metre.bar)))
    # The last note rings no further than its bar.
    notes = tuple(replace(n, length=min(n.length, count * metre.bar - n.start)) for n in notes)
    key = hint.key or key_of([Counted(n.pitch, n.start, n.length, n.velocity) for n in notes])
    period = float(np.median(np.diff(beats)))
    start = float(np.interp(begin, np.arange(len(beats)), beats)) + min(0, begin) * period
    chords = tuple(chords_of(notes, key, metre, count))
    return Transcript(key, metre, 60 / period * pulse, notes, chords, count, start)
