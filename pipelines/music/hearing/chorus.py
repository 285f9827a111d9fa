"""The notes of several voices: from keys that sound and begin to notes.

Candidates are found as Basic Pitch's makers do it (note_creation.py of basic-pitch 0.4.0): first what is struck,
backwards in time, then what is left of sound that nothing struck. Which of them are notes, and which are overtones,
trembling and echoes, a small network of the studio's own decides: it was shown such candidates beside the notes that
were played.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np

from pipelines.music.hearing.features import features
from pipelines.music.hearing.keys import LOWEST, Pressed
from pipelines.music.hearing.note import HeardNote
from studio.models.catalog import STARTER

STRUCK, SOUNDS = 0.3, 0.25
"""How likely a key begins, and sounds, that may be a note."""
SHORTEST = 4
"""Frames of the shortest note: 46 ms."""
CERTAIN = 0.5
"""How likely a candidate is a note that is taken for one."""
_GRACE = 11
"""Frames that a note may be lost for and go on."""
_JOINED = 6
"""Frames between a note and one of its key that was none, within which it is the same note."""


@dataclass(frozen=True)
class Candidate:
    """From the first frame up to `last`, a key from 0 to 87, and whether something struck it."""

    first: int
    last: int
    key: int
    struck: bool


def notes_of(heard: Pressed) -> list[HeardNote]:
    """The notes, by their starts."""
    found = candidates(heard)
    if not found:
        return []
    likely = _judge().likely(features(heard, found))
    times = np.append(heard.times, heard.times[-1] * 2 - heard.times[-2])
    notes = [
        HeardNote(note.key + LOWEST, float(times[note.first]), float(times[note.last]), _velocity(heard, note))
        for note in _joined(found, likely >= CERTAIN)
    ]
    return sorted(notes, key=lambda note: (note.start, note.pitch))


def candidates(heard: Pressed) -> list[Candidate]:
    """All that may be notes, by key and start."""
    finder = Finder(heard)
    return sorted([*finder.struck(), *finder.left()], key=lambda note: (note.key, note.first))


def _joined(found: list[Candidate], is_note: np.ndarray) -> list[Candidate]:
    """Those that are notes. One that is none, right after a note of its key, is how that goes on."""
    kept: list[Candidate] = []
    for note, certain in zip(found, is_note, strict=True):
        before = kept[-1] if kept and kept[-1].key == note.key else None
        if certain:
            kept.append(note)
        elif before and note.first - before.last <= _JOINED:
            kept[-1] = replace(before, last=max(before.last, note.last))
    return kept


def _velocity(heard: Pressed, note: Candidate) -> int:
    return max(20, min(120, round(150 * float(heard.sounding[note.first : note.last, note.key].mean()))))


@dataclass(frozen=True)
class Judge:
    """A network of one hidden layer. `shift` and `scale` bring features to mean 0 and spread 1."""

    shift: np.ndarray
    scale: np.ndarray
    hidden: np.ndarray
    hidden_bias: np.ndarray
    out: np.ndarray
    out_bias: np.ndarray

    def likely(self, values: np.ndarray) -> np.ndarray:
        """How likely each row of features is a note's, 0 to 1."""
        inner = np.maximum(0.0, (values - self.shift) / self.scale @ self.hidden + self.hidden_bias)
        likely: np.ndarray = 1 / (1 + np.exp(-(inner @ self.out + self.out_bias)))
        return likely


@cache
def _judge() -> Judge:
    return read_judge(STARTER / "hearing" / "notes.npz")


def read_judge(path: Path) -> Judge:
    """The network in a file that `training` wrote."""
    with np.load(path, allow_pickle=False) as kept:
        return Judge(**{name: kept[name].astype(np.float32) for name in kept.files})


class Finder:
    """Takes candidates out of a table of keys: what is taken is not found again."""

    def __init__(self, heard: Pressed) -> None:
        self.heard, self.remaining = heard, heard.sounding.copy()

    def struck(self) -> Iterator[Candidate]:
        """What begins."""
        from scipy.signal import argrelmax

        begins = _with_rises(self.heard)
        places, keys = argrelmax(begins, axis=0)
        strong = begins[places, keys] >= STRUCK
        order = np.argsort(places[strong], kind="stable")[::-1]
        for first, key in zip(places[strong][order].tolist(), keys[strong][order].tolist(), strict=True):
            last = self._end(first, key)
            if last - first > SHORTEST:
                self._take(first, last, key)
                yield Candidate(first, last, key, True)

    def left(self) -> Iterator[Candidate]:
        """What sounds though nothing was heard to strike it, the plainest first."""
        flat = self.remaining.ravel()
        above = np.flatnonzero(flat > SOUNDS)
        for place in above[np.argsort(-flat[above], kind="stable")].tolist():
            middle, key = divmod(place, self.remaining.shape[1])
            if self.remaining[middle, key] <= SOUNDS:
                continue
            first, last = middle - _lasting(self.remaining[:middle, key][::-1]), self._end(middle, key)
            self._take(first, last, key)
            if last - first > SHORTEST:
                yield Candidate(first, last, key, False)

    def _end(self, frame: int, key: int) -> int:
        """The frame after the last in which a key sounds on."""
        return frame + 1 + _lasting(self.remaining[frame + 1 :, key])

    def _take(self, first: int, last: int, key: int) -> None:
        """With the keys beside it, which sound along."""
        self.remaining[first:last, max(0, key - 1) : key + 2] = 0


def _lasting(sounding: np.ndarray) -> int:
    """How many frames a key is heard before it is lost for longer than the grace."""
    count = 0
    for start in range(0, len(sounding), 256):
        for place in (np.flatnonzero(sounding[start : start + 256] >= SOUNDS) + start).tolist():
            if place - count >= _GRACE:
                return count
            count = place + 1
        if start + 256 - count >= _GRACE:
            return count
    return count


def _with_rises(heard: Pressed) -> np.ndarray:
    """How likely each key begins: as the network has it, or as a rise of its sound over two frames tells."""
    sounding, beginning = heard.sounding, heard.beginning
    padded = np.pad(sounding, ((2, 0), (0, 0)))
    rise = np.maximum(0.0, np.minimum(sounding - padded[1:-1], sounding - padded[:-2]))
    rise[:2] = 0
    if rise.max() > 0:
        rise *= beginning.max() / rise.max()
    return np.maximum(beginning, rise)
