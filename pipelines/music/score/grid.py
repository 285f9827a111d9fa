"""The grid that notes are written on: sixteenths, or triplets where they are played in three."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from pipelines.music.score.score import Note

DIVISIONS = 24
"""Ticks of a quarter note: sixteenths are 6, triplet eighths 8."""
SIXTEENTH, TRIPLET = DIVISIONS // 4, DIVISIONS // 3
REACH, SHARE = 0.14, 0.05
"""Quarter notes, and share of its length, by which a note may end early and is still written on: players let go before
the next."""


class Grid:
    """Which quarter notes are in three, by the notes that begin in them."""

    def __init__(self, notes: Sequence[Note]) -> None:
        beats = groupby(sorted(note.start for note in notes), key=lambda start: int(start + 0.06))
        self.triplets = {beat for beat, starts in beats if _is_in_three([start - beat for start in starts])}

    def step(self, tick: int) -> int:
        return TRIPLET if tick // DIVISIONS in self.triplets else SIXTEENTH

    def start(self, beat: float) -> int:
        """The tick that is nearest to a beat."""
        tick = beat * DIVISIONS
        step = self.step(int(tick + 0.06 * DIVISIONS))
        return round(tick / step) * step

    def end(self, note: Note) -> int:
        """The tick at which a note is written to end."""
        tick, reach = note.end * DIVISIONS, max(REACH, SHARE * note.length) * DIVISIONS
        step = self.step(int(tick))
        above = -(-tick // step) * step
        return int(above if above - tick <= reach else above - step)


def _is_in_three(places: Sequence[float]) -> bool:
    def error(parts: int) -> float:
        return sum(abs(place - round(place * parts) / parts) for place in places)

    return error(3) * 2 < error(4) and error(3) < 0.06 * len(places)
