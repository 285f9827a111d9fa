"""Chords for tunes that have none: the triads of the mode that fit the notes best, found by dynamic programming."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from pipelines.music.composer.tune.events import CHORDS, HOLD, REST, Event, Harmony

TRIADS = {"major": (0, 4, 7), "minor": (0, 3, 7), "diminished": (0, 3, 6)}
CHANGE, CHANGE_INSIDE = 4.0, 14.0
"""What a change costs, in steps of a wrong note: at a bar line, and within the bar."""


def harmonise(bars: Sequence[Sequence[Event]], length: int, mode: str, halves: bool) -> list[list[Harmony]]:
    """One chord a bar, or two where `halves` lets it change in the middle. `length` is a bar's, in steps."""
    spans = [(0, length // 2), (length // 2, length)] if halves else [(0, length)]
    notes = _sounding(bars, length)
    fits = [_fits(notes[bar], span, mode) for bar in range(len(bars)) for span in spans]
    path = _best(fits, mode, len(spans))
    chosen = [CHORDS[mode][index] for index in path]
    return [chosen[start : start + len(spans)] for start in range(0, len(chosen), len(spans))]


def _sounding(bars: Sequence[Sequence[Event]], length: int) -> list[list[tuple[int, int, int]]]:
    """For each bar, (start, end, pitch) of what sounds in it."""
    result, before = [], REST
    for events in bars:
        notes = []
        for index, (start, value) in enumerate(events):
            end = events[index + 1][0] if index + 1 < len(events) else length
            before = before if value == HOLD else value
            if before < REST:
                notes.append((start, end, before))
        result.append(notes)
    return result


@cache
def _tones(chord: Harmony) -> frozenset[int]:
    return frozenset((chord[0] + step) % 12 for step in TRIADS[chord[1]])


def _fits(notes: Sequence[tuple[int, int, int]], span: tuple[int, int], mode: str) -> list[float]:
    """How well each chord fits: time of its tones minus time of others; the first note counts most."""
    weighed = [
        (pitch % 12, (min(end, span[1]) - max(start, span[0])) * (2.0 if start <= span[0] else 1.0))
        for start, end, pitch in notes
        if start < span[1] and end > span[0]
    ]
    result = []
    for chord in CHORDS[mode]:
        tones = _tones(chord)
        fit = sum(weight * (1.15 if pitch == chord[0] else 1 if pitch in tones else -1) for pitch, weight in weighed)
        # The three chief chords of a key are what a player tries first.
        result.append(fit + (2.0 if chord[0] in (0, 5, 7) else 0.0))
    return result


def _best(fits: Sequence[Sequence[float]], mode: str, spans: int) -> list[int]:
    scores, back = list(fits[0]), []
    scores[0] += 6
    for index, fit in enumerate(fits[1:], 1):
        cost = CHANGE if index % spans == 0 else CHANGE_INSIDE
        # Half of what a change costs is forgiven to a dominant that resolves.
        steps = [
            [
                scores[a] - (0 if a == b else cost * (0.5 if _falls(CHORDS[mode][a], CHORDS[mode][b]) else 1))
                for a in range(len(fit))
            ]
            for b in range(len(fit))
        ]
        back.append([max(range(len(fit)), key=row.__getitem__) for row in steps])
        scores = [max(row) + value for row, value in zip(steps, fit, strict=True)]
    scores[0] += 10
    path = [max(range(len(scores)), key=scores.__getitem__)]
    for origins in reversed(back):
        path.append(origins[path[-1]])
    return path[::-1]


def _falls(first: Harmony, second: Harmony) -> bool:
    return (first[0] - second[0]) % 12 == 7
