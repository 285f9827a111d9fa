"""The key of what was heard: pitch classes by how long they sound, and where it begins and ends."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipelines.music.hearing.beats import Counted
from pipelines.music.score.theory import Key
from pipelines.music.score.tonality import PROFILES

HOME, FIFTH = 0.14, 0.04
"""What it adds that the last low note is the tonic, and that the first is the tonic or its fifth."""


def key_of(notes: Sequence[Counted]) -> Key:
    """The likeliest of the 24 major and minor keys."""
    weights = np.zeros(12)
    for note in notes:
        weights[note.pitch % 12] += min(note.length, 4.0)
    last = max(note.end for note in notes)
    ending = min((note for note in notes if note.end > last - 0.5), key=lambda note: note.pitch).pitch % 12
    first = min(note.start for note in notes)
    opening = min((note for note in notes if note.start < first + 0.5), key=lambda note: note.pitch).pitch % 12

    def fit(key: Key) -> float:
        profile = np.roll(PROFILES[key.mode], key.tonic)
        found = float(np.corrcoef(weights, profile)[0, 1]) if weights.std() else 0.0
        begins = opening in (key.tonic, (key.tonic + 7) % 12)
        return found + HOME * (ending == key.tonic) + FIFTH * begins

    return max((Key(tonic, mode) for tonic in range(12) for mode in ("major", "minor")), key=fit)
