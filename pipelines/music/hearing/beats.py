"""Notes counted in beats instead of seconds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from pipelines.music.hearing.note import HeardNote

BINARY, TERNARY = 4, 3
"""Into how many parts a beat is divided."""
_PLAIN = 1.25
"""How much farther off the division into three has to be than that into four, to be taken for it."""


@dataclass(frozen=True)
class Counted:
    """A note by beats: `start` and `length` in beats from the first beat of all."""

    pitch: int
    start: float
    length: float
    velocity: int

    @property
    def end(self) -> float:
        return self.start + self.length


def counted(notes: Sequence[HeardNote], beats: np.ndarray) -> list[Counted]:
    """The notes by beats, as they were played. `beats`: seconds of each."""
    index = np.arange(len(beats))
    found = []
    for note in notes:
        start, end = np.interp([note.start, note.end], beats, index)
        if note.end > beats[-1]:
            end += (note.end - beats[-1]) / (beats[-1] - beats[-2])
        found.append(Counted(note.pitch, float(start), float(max(end - start, 0.02)), note.velocity))
    return found


def division(notes: Sequence[Counted]) -> int:
    """Whether beats are divided into four (and two), or into three."""
    places = np.array([note.start % 1 for note in notes])
    weights = np.array([min(note.length, 1.0) for note in notes])
    between = np.minimum(places, 1 - places) > 0.12
    middle = np.abs(places - 0.5) < 0.08
    thirds = np.abs(np.abs(places - 0.5) - 1 / 6) < 0.08
    if thirds.sum() > 1.5 * middle.sum():
        # Dotted notes in beats of three parts fall on the middle too.
        between &= ~middle
    if between.sum() < max(3, 0.1 * len(notes)):
        return BINARY
    four, three = (_off(places[between], weights[between], parts) for parts in (BINARY, TERNARY))
    return TERNARY if three * _PLAIN < four else BINARY


def is_swung(notes: Sequence[Counted]) -> bool:
    """Whether beats are divided long and short: what falls between falls on their second third, hardly on the first,
    nor in the middle, where a beat of three parts has its dotted notes."""
    places = np.array([note.start % 1 for note in notes])
    first, middle, second = (int((np.abs(places - part) < 0.07).sum()) for part in (1 / 3, 1 / 2, 2 / 3))
    return second > max(3, 8 * first, 4 * middle)


def straightened(notes: Sequence[Counted]) -> list[Counted]:
    """Swung notes as they are written: what was played on two thirds of a beat stands on its half."""

    def written(beat: float) -> float:
        whole = float(np.floor(beat))
        return whole + float(np.interp(beat - whole, [0, 2 / 3, 1], [0, 0.5, 1]))

    return [
        replace(note, start=written(note.start), length=max(written(note.end) - written(note.start), 0.02))
        for note in notes
    ]


def _off(places: np.ndarray, weights: np.ndarray, parts: int) -> float:
    """How far places in a beat are from its parts, in parts of a part's half."""
    return float(np.average(np.abs(places * parts - np.round(places * parts)), weights=weights) * 2)


def on_grid(notes: Sequence[Counted], parts: int, is_bound: bool) -> list[Counted]:
    """The notes on the nearest part of a beat, at least one part long; of two of one pitch on one place the louder.

    With `is_bound` there is one voice: a note ends where the next begins, and small gaps between two are breath.
    """
    placed: dict[tuple[float, int], Counted] = {}
    for note in notes:
        start = round(note.start * parts) / parts
        end = max(round(note.end * parts) / parts, start + 1 / parts)
        at = (start, -1 if is_bound else note.pitch)
        if at not in placed or placed[at].velocity < note.velocity:
            placed[at] = replace(note, start=start, length=end - start)
    row = sorted(placed.values(), key=lambda note: (note.start, note.pitch))
    return _bound(row, parts) if is_bound else _parted(row)


def _bound(row: list[Counted], parts: int) -> list[Counted]:
    bound = []
    for note, after in zip(row, [*row[1:], None], strict=True):
        if after is None:
            bound.append(replace(note, length=np.ceil(note.length * 2 - 0.5) / 2 or note.length))
            continue
        room = after.start - note.start
        breath = room - note.length <= max(0.5, 0.4 * room) + 1e-6
        bound.append(replace(note, length=room if note.length > room or breath else note.length))
    return bound


def _parted(row: list[Counted]) -> list[Counted]:
    """Notes of one pitch that do not overlap."""
    last: dict[int, int] = {}
    parted: list[Counted] = []
    for note in row:
        before = last.get(note.pitch)
        if before is not None and parted[before].end > note.start:
            parted[before] = replace(parted[before], length=note.start - parted[before].start)
        last[note.pitch] = len(parted)
        parted.append(note)
    return parted
