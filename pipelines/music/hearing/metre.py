"""How many beats make a bar, and on which of them it begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipelines.music.hearing.beats import TERNARY, Counted
from pipelines.music.score.score import Metre

NAMES = {(2, False): "2/4", (3, False): "3/4", (4, False): "4/4", (5, False): "5/4"}
NAMES |= {(2, True): "6/8", (3, True): "9/8", (4, True): "12/8"}
"""By the beats of a bar, and whether a beat has three parts."""
USUAL = {2: -0.05, 3: 0.0, 4: 0.03}
"""What speaks for a number of beats before anything is heard."""
OPENING = 0.4
"""What speaks for the first note beginning a bar."""
_COLUMNS = 6
"""Parts of a beat by which rhythms are compared."""


@dataclass(frozen=True)
class Bars:
    """Beats in a bar, and the number (from 0) of a beat on which one begins."""

    beats: int
    first: int


def bars_of(notes: Sequence[Counted], parts: int, beats: int | None = None) -> Bars:
    """The bars in which the notes are most alike and weightiest at the beginning; of `beats` beats where they are
    known."""
    pattern, weight = _by_beat(notes)
    choices = [beats] if beats else ([2] if parts == TERNARY else [3, 4])
    found = [_best(pattern, weight, count) for count in choices]
    return max(found, key=lambda pair: pair[0])[1]


def metre_of(bars: Bars, parts: int) -> Metre:
    """As it is written."""
    return Metre(NAMES.get((bars.beats, parts == TERNARY), "4/4"))


def _best(pattern: np.ndarray, weight: np.ndarray, count: int) -> tuple[float, Bars]:
    """How well bars of so many beats fit, and where they begin."""
    likeness = _likeness(pattern, count)
    phases = [float(weight[phase::count].mean()) if len(weight) > phase else 0.0 for phase in range(count)]
    spread = float(weight.mean()) or 1.0
    accents = [value / spread for value in phases]
    fits = likeness + 0.35 * (max(accents) - 1) + USUAL.get(count, 0.0)
    accents[int(np.argmax(weight > 0)) % count] += OPENING
    return fits, Bars(count, int(np.argmax(accents)))


def _likeness(pattern: np.ndarray, lag: int) -> float:
    """The mean correlation of beats with those a bar later, -1 to 1; two bars later counts half."""
    total, share = 0.0, 0.0
    for times, part in ((1, 1.0), (2, 0.5)):
        if len(pattern) > lag * times + 2:
            here, there = pattern[: -lag * times].ravel(), pattern[lag * times :].ravel()
            if here.std() > 0 and there.std() > 0:
                total += part * float(np.corrcoef(here, there)[0, 1])
                share += part
    return total / share if share else 0.0


def _by_beat(notes: Sequence[Counted]) -> tuple[np.ndarray, np.ndarray]:
    """The rhythm in each beat, and each beat's weight: how long, loud and low what begins on it is, and how much of the
    harmony is new."""
    count = int(max(note.end for note in notes)) + 1
    pattern, weight = np.zeros((count, _COLUMNS)), np.zeros(count)
    chroma = np.zeros((count, 12))
    low = min(note.pitch for note in notes)
    for note in notes:
        beat = int(note.start + 1 / _COLUMNS)
        part = round((note.start - beat) * _COLUMNS)
        if beat < count and part < _COLUMNS:
            length = min(note.length, 4.0) ** 0.5
            pattern[beat, max(0, part)] += length
            if part <= 0:
                weight[beat] += length * note.velocity / 100 * (1.6 if note.pitch <= low + 12 else 1.0)
        for sounding in range(int(note.start), min(count, int(np.ceil(note.end)))):
            chroma[sounding, note.pitch % 12] += min(note.end, sounding + 1) - max(note.start, sounding)
    totals = np.maximum(chroma.sum(axis=1, keepdims=True), 1e-9)
    change = np.abs(np.diff(chroma / totals, axis=0, prepend=0)).sum(axis=1)
    return pattern, weight / max(weight.mean(), 1e-9) + 0.6 * change
