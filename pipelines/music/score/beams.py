"""Beams: what joins the flags of short notes within a beat."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from pipelines.music.score.grid import DIVISIONS, TRIPLET
from pipelines.music.score.written import Bars, Written

FLAGS = {18: 1, 12: 1, 6: 2, TRIPLET: 1}
"""Flags by length in ticks."""


def beams(voice: Sequence[Written], bars: Bars) -> dict[int, tuple[str, ...]]:
    """What stands at each beamed note of a voice, by its place in the voice: begin, continue, end or a hook, once for
    each beam."""
    found: dict[int, tuple[str, ...]] = {}
    flags = [FLAGS.get(event.length, 0) if event.pitches else 0 for event in voice]
    for (_, is_short), places in groupby(range(len(voice)), key=lambda i: (_group(voice[i], bars), flags[i] > 0)):
        run = list(places)
        if is_short and len(run) > 1:
            found |= {place: _at(run, number, flags) for number, place in enumerate(run)}
    return found


def _group(event: Written, bars: Bars) -> tuple[int, int]:
    """The bar and the beat in it that an event belongs to: a quarter note, or a group of eighths."""
    bar, place = divmod(event.start, bars.length)
    if bars.metre.denominator == 4:
        return bar, place // DIVISIONS
    return bar, sum(edge <= place for edge in bars.groups)


def _at(run: Sequence[int], number: int, flags: Sequence[int]) -> tuple[str, ...]:
    return tuple(_beam(run, number, flags, level) for level in range(1, flags[run[number]] + 1))


def _beam(run: Sequence[int], number: int, flags: Sequence[int], level: int) -> str:
    before = number > 0 and flags[run[number - 1]] >= level
    after = number + 1 < len(run) and flags[run[number + 1]] >= level
    if before and after:
        return "continue"
    if before or after:
        return "end" if before else "begin"
    return "backward hook" if number else "forward hook"
