"""Beats that come in threes: a row of beats half as long as they are, and what is a quick three instead.

Where eighths come in threes, half of such a beat divides a bar as evenly as the beat does, and people tap neither: all
that is played falls on every second third of it. Such a row is told by that, and put right.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipelines.music.hearing.beats import TERNARY, counted, division, is_swung
from pipelines.music.hearing.note import HeardNote
from pipelines.music.hearing.pulse import extended

_MOSTLY = 0.8
"""Which part of what is played falls on every second third, where beats are half as long as they are."""
_NEAR = 0.35
"""Thirds of a beat within which something falls on one."""
_COMPOUND, _WALTZ = 60.0, 52.0
"""Beats of three a minute from which on they are beats, and below which they are bars of three: between the two, those
whose parts are divided again are beats."""
_DIVIDED = 0.05


def regrouped(notes: Sequence[HeardNote], beats: np.ndarray) -> np.ndarray:
    """Seconds of the beats, twice as long or two thirds as long where they were half of a beat in three parts."""
    played = counted(notes, beats)
    if division(played) != TERNARY or is_swung(played):
        return beats
    places = np.array([note.start for note in played]) % 2 * 3
    weights = np.array([min(note.length, 1.0) for note in played])
    third = np.round(places)
    on = np.abs(places - third) < _NEAR
    shares = [float(weights[on & (third.astype(int) % 2 == phase)].sum() / weights.sum()) for phase in (0, 1)]
    if max(shares) < _MOSTLY:
        return beats
    longer = beats[int(np.argmax(shares)) :: 2]
    if len(longer) < 2:
        return beats
    first, last = min(note.start for note in notes), max(note.start for note in notes)
    longer = extended(longer, first, last)
    tempo = 60 / float(np.median(np.diff(longer)))
    if tempo >= _COMPOUND or (tempo >= _WALTZ and _is_divided(notes, longer)):
        return longer
    return np.interp(np.arange(0, len(longer) - 1 + 1e-6, 1 / 3), np.arange(len(longer)), longer)


def _is_divided(notes: Sequence[HeardNote], beats: np.ndarray) -> bool:
    """Whether something falls between the thirds of beats."""
    sixths = np.array([note.start for note in counted(notes, beats)]) % 1 * 6
    return float(np.mean(np.round(sixths).astype(int) % 2 == 1)) > _DIVIDED
