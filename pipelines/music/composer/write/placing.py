"""Chords put in their bars: where in a bar they change, and what the person asked for in every section."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, combinations

from pipelines.music.score.score import Metre, Section
from pipelines.music.score.symbols import read_symbol
from pipelines.music.score.theory import Chord, Key


def as_asked(progression: Sequence[str], sections: Sequence[Section]) -> list[str]:
    """The person's chords throughout: from their beginning in each section that has room for all of them."""
    bars: list[str] = []
    place = 0
    for section in sections:
        if section.bars >= len(progression):
            place = 0
        for _ in range(section.bars):
            bars.append(progression[place % len(progression)])
            place += 1
    return bars


def portions(count: int, metre: Metre) -> list[float]:
    """A bar shared out among so many chords, in quarter notes. They change where the metre's groups begin."""
    steps = list(accumulate(metre.groups[:-1]))
    if count > len(steps) + 1:
        return [metre.bar / count] * count
    even = [metre.bar * place / count for place in range(1, count)]
    # Two chords in a bar of three: two beats and one.
    best = min(
        combinations(steps, count - 1),
        key=lambda cuts: (sum(abs(a - b) for a, b in zip(cuts, even, strict=True)), [-cut for cut in cuts]),
    )
    return [end - start for start, end in zip((0.0, *best), (*best, metre.bar), strict=True)]


def placed(bars: Sequence[str], key: Key, metre: Metre) -> list[Chord]:
    """The chords of each bar, a comma between several, as chords one after another from the first beat on."""
    chords: list[Chord] = []
    for index, bar in enumerate(bars):
        parts = [part for part in bar.split(",") if part.strip()]
        start = index * metre.bar
        for part, beats in zip(parts, portions(len(parts), metre), strict=True):
            chords.append(read_symbol(part, key).at(start, beats))
            start += beats
    return chords
