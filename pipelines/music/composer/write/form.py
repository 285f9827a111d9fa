"""The form of a piece: how many bars, which sections, and how the tempo is bent so that it fits its length."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.music.composer.genres import Genre
from pipelines.music.score.clock import slowing
from pipelines.music.score.score import Metre, Section

# Sections by how many there are room for. A prime is a variation.
PLANS: dict[int, tuple[str, ...]] = {
    1: ("A",),
    2: ("A", "B"),
    3: ("A", "B", "A′"),
    4: ("A", "A′", "B", "A′"),
    5: ("A", "A′", "B", "B′", "A′"),
    6: ("A", "A′", "B", "A′", "B′", "A′"),
    7: ("A", "A′", "B", "A′", "C", "B′", "A′"),
    8: ("A", "A′", "B", "A′", "C", "A′", "B′", "A′"),
}
ENERGY = {"intro": 0.35, "A": 0.55, "A′": 0.72, "B": 0.8, "B′": 0.92, "C": 0.42, "ending": 0.62}


@dataclass(frozen=True)
class Plan:
    """The frame of a piece. The final chord starts after the last section and rings until the end."""

    tempo: float
    sections: tuple[Section, ...]
    bars: int


def plan(seconds: float, tempo: float, exact: bool, metre: Metre, genre: Genre) -> Plan:
    """Choose bars, tempo and sections. Where the tempo is not exact it is bent, by a few percent, to fill the time."""
    ring = _ring(seconds, genre)
    bar = metre.bar * 60 / tempo
    room = max(seconds - ring, bar)
    bars = max(1, int(room / bar)) if exact else max(1, round(room / bar))
    if not exact:
        bars = _even(bars, room, bar)
        tempo = (bars + slowing(bars, genre.feel)) * metre.bar * 60 / room
        tempo = min(240.0, max(36.0, tempo))
    return Plan(tempo, _sections(bars, genre), bars)


def _ring(seconds: float, genre: Genre) -> float:
    """Seconds from the attack of the final chord to the end: longer in larger rooms."""
    return min(0.32 * seconds, 2.6 + 0.55 * genre.room)


def _even(bars: int, room: float, bar: float) -> int:
    """The nearest even number of bars, unless that bends the tempo by more than a tenth."""
    best = min((bars - 1, bars, bars + 1), key=lambda n: (n % 2 != 0, abs(n - room / bar)))
    return best if best > 0 and abs(best * bar / room - 1) < 0.1 else bars


def _sections(bars: int, genre: Genre) -> tuple[Section, ...]:
    unit = _unit(bars, genre)
    count = min(max(PLANS), max(1, (bars - 2) // unit)) if bars > 2 else 1
    labels = PLANS[count]
    spare = bars - count * unit
    if spare < 0:
        return (Section("A", 0, bars, ENERGY["A"]),)
    intro = spare // 2
    lengths = [("intro", intro), *((label, unit) for label in labels), ("ending", spare - intro)]
    sections, start = [], 0
    for position, (label, length) in enumerate(lengths):
        if length:
            lift = 0.06 * position / len(lengths) if label[0] in "AB" else 0.0
            sections.append(Section(label, start, length, min(1.0, ENERGY[label] + lift)))
            start += length
    return tuple(sections)


def _unit(bars: int, genre: Genre) -> int:
    """Bars of a section: as long as leaves room for at least two, and for no more than there are plans for."""
    if genre.cycle == 12 and bars > 13 and (bars - 2) % 12 <= 4:
        return 12
    for unit in (4, 8, 16):
        if bars - 2 < unit * 6:
            return 2 if unit == 4 and bars < 10 else unit
    return 16
