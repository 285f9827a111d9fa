"""What tells a note from an overtone, a tremble and an echo: how it begins and sounds, and what else sounds then."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from pipelines.music.hearing.keys import Pressed

OVERTONES = (-36, -31, -28, -24, -19, -16, -12, -7, -5, -1, 1, 5, 7, 12, 19, 24)
"""Semitones to the keys that are looked at beside a candidate's own."""
_EDGE = 12
_HEAD = 12
"""Frames that make the beginning of a note."""


class Stretch(Protocol):
    """A key from one frame up to another."""

    @property
    def first(self) -> int: ...
    @property
    def last(self) -> int: ...
    @property
    def key(self) -> int: ...
    @property
    def struck(self) -> bool: ...


def features(heard: Pressed, found: Sequence[Stretch]) -> np.ndarray:
    """One row for each candidate, float32 of shape (candidates, 47)."""
    sounding = np.pad(heard.sounding, ((_EDGE, _EDGE), (36, 36)))
    beginning = np.pad(heard.beginning, ((_EDGE, _EDGE), (36, 36)))
    return np.array([_row(sounding, beginning, one) for one in found], np.float32)


def _row(sounding: np.ndarray, beginning: np.ndarray, one: Stretch) -> list[float]:
    first, last, key = one.first + _EDGE, one.last + _EDGE, one.key + 36
    own, head = sounding[:, key], slice(first, min(last, first + _HEAD))
    before, after = own[first - 6 : first - 1], own[first + 1 : first + 6]
    mean = float(own[first:last].mean())
    others = [key + step for step in OVERTONES]
    onsets = beginning[first - 2 : first + 3]
    strike = float(onsets[:, key].max())
    return [
        strike,
        float(beginning[first - 5 : first + 6, key].max()),
        float(after.mean() - before.mean()),
        mean,
        float(own[head].max()),
        float(np.log(last - first)),
        float(before.mean()),
        float(own[first - 12 : first - 6].mean()),
        float(own[first - 3 : first + 2].min()),
        float(own[first - 10 : first].max()),
        float(onsets.max(axis=0).sum()),
        float(sounding[head].mean(axis=0).sum()),
        one.key / 88,
        float(one.struck),
        float(beginning[max(0, first - 12) : first - 2, key].max()),
        *sounding[head][:, others].mean(axis=0).tolist(),
        *onsets[:, others].max(axis=0).tolist(),
    ]
