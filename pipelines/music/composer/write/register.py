"""Room for everybody: the tune lies on top, and what accompanies it stays below, bar by bar."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipelines.music.composer.tune.phrase import ROOMY
from pipelines.music.score.instruments import Instrument
from pipelines.music.score.score import Metre, Note

OPEN = 74
"""As high as what accompanies goes where nobody sings."""
TESSITURA = 18
"""Semitones that a piece's tune has at most."""
NEAR = 1e-6


class Ceiling:
    """The highest MIDI note that may lie under the tune, by bar."""

    def __init__(self, melody: Iterable[Note], metre: Metre) -> None:
        self.metre = metre
        self._by_bar: dict[int, int] = {}
        for note in melody:
            first, last = self._bars(note.start, note.end)
            for bar in range(first, last + 1):
                self._by_bar[bar] = min(self._by_bar.get(bar, 127), note.pitch - 1)
        self.usual = min(OPEN, _median(list(self._by_bar.values())) if self._by_bar else OPEN)

    def over(self, start: float, end: float) -> int:
        """What may sound from one beat to another, in quarter notes."""
        first, last = self._bars(start, end)
        return min(OPEN, *(self._by_bar.get(bar, self.usual + 3) for bar in range(first, last + 1)), 127)

    def _bars(self, start: float, end: float) -> tuple[int, int]:
        bar = self.metre.bar
        first = int((start + NEAR) // bar)
        return first, max(first, int((end - 0.02) // bar))


def beneath(pitches: Sequence[int], low: int, high: int) -> tuple[int, ...]:
    """The same pitch classes between two notes, low to high: what lies outside moves by octaves, and is left out where
    there is no room or another has its place. One at least stays, the nearest there is."""
    kept: list[int] = []
    for pitch in pitches:
        moved = within(pitch, low, high)
        if low <= moved <= high and moved not in kept:
            kept.append(moved)
    return tuple(sorted(kept)) or (within(pitches[0], low, max(low + 11, high)),)


def within(pitch: int, low: int, high: int) -> int:
    """A pitch moved by octaves between two notes; between them by less than an octave, as near as it can be."""
    while pitch > high and pitch - 12 >= low:
        pitch -= 12
    while pitch < low:
        pitch += 12
    return pitch


def tessitura(instrument: Instrument, place: float) -> tuple[int, int]:
    """Where a piece's tune lies within what its instrument leads in: `place` is 0 for low and 1 for high."""
    low, high = max(instrument.lead[0], instrument.range[0]), min(instrument.lead[1], instrument.range[1])
    width = min(high - low, TESSITURA)
    lowest = max(low, min(high - width, ROOMY - width // 2))
    first = lowest + round((high - width - lowest) * place)
    return first, first + width


def rooted_below(notes: Sequence[Note], root: int, begin: float, end: float, lowest: int) -> list[Note]:
    """Notes whose first between two beats is the `root` (a pitch class), under all that sounds there."""
    there = [note for note in notes if begin - NEAR <= note.start < end - NEAR]
    if not there or any(note.pitch % 12 == root and note.pitch == min(n.pitch for n in there) for note in there):
        return list(notes)
    top = min(note.pitch for note in there)
    below = [pitch for pitch in range(lowest, top) if pitch % 12 == root]
    first = min(there, key=lambda note: (note.start, note.pitch))
    return [replace(note, pitch=below[-1]) if below and note is first else note for note in notes]


def playable(notes: Iterable[Note], instrument: Instrument, end: float) -> list[Note]:
    """Notes as one player can play them: in range, none over the `end` but those that begin there, and no pitch struck
    while it sounds."""
    low, high = instrument.range
    result: list[Note] = []
    sounding: dict[int, int] = {}
    for note in sorted(notes, key=lambda note: (note.start, note.pitch)):
        pitch = within(note.pitch, low, high)
        length = note.length if note.start > end - NEAR else min(note.length, end - note.start)
        if pitch > high or length < NEAR:
            continue
        earlier = sounding.get(pitch)
        if earlier is not None and result[earlier].end > note.start - NEAR:
            held = result[earlier]
            if note.start - held.start < NEAR:
                result[earlier] = replace(held, velocity=max(held.velocity, note.velocity))
                continue
            result[earlier] = replace(held, length=min(held.length, note.start - held.start))
        sounding[pitch] = len(result)
        result.append(replace(note, pitch=pitch, length=length))
    return result


def sounding(notes: Sequence[Note], begin: float, end: float) -> set[int]:
    """The pitches that sound between two beats."""
    return {note.pitch for note in notes if note.start < end - 0.01 and note.end > begin + 0.01}


def _median(values: list[int]) -> int:
    return sorted(values)[len(values) // 2]
