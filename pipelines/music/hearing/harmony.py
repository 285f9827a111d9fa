"""Chords of what was heard: one or two a bar, the likeliest row of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache

import numpy as np

from pipelines.music.score.score import Metre, Note
from pipelines.music.score.symbols import read_symbol
from pipelines.music.score.theory import QUALITIES, SHARP_NAMES, Chord, Key

FULL = ("", "m", "7", "maj7", "m7", "dim", "m7b5", "sus4")
PLAIN = ("", "m", "dim")
"""Chords that are looked for: where several voices sound, and under one."""
MISSING, FOREIGN, BASS = 0.25, 1.1, 0.35
"""What it costs that a tone of a chord is not heard, and that another is; and what it earns that the root is lowest."""
RARE = {"": 0.0, "m": 0.0, "7": 0.06, "maj7": 0.08, "m7": 0.06, "dim": 0.16, "m7b5": 0.14, "sus4": 0.14}
OUTSIDE = 0.22
"""What each tone of a chord costs that is not of the key."""
CHANGE, INNER = 0.12, 0.3
"""What it costs to change with a bar, and within one."""
REST = 0.3
"""What it earns that the tonic's chord comes first and last."""


def chords_of(notes: Sequence[Note], key: Key, metre: Metre, bars: int) -> list[Chord]:
    """Chords without gaps over so many bars, by dynamic programming over halves of them."""
    halves = _halves(metre)
    spans = [(bar * metre.bar + at, beats) for bar in range(bars) for at, beats in halves]
    alone = _voices(notes) < 1.3
    choices = [(root, quality) for root in range(12) for quality in (PLAIN if alone else FULL)]
    costs = np.array(
        [_costs(_heard(near, span), choices, key) for span, near in zip(spans, _near(notes, spans), strict=True)]
    )
    home = np.array([root == key.tonic and quality == ("m" if key.minor else "") for root, quality in choices])
    costs[0] -= REST * home
    costs[-len(halves) :] -= REST * home
    row = _cheapest(costs, len(halves), still=0.16 if alone else 0.0)
    found: list[Chord] = []
    for place, (start, beats) in zip(row, spans, strict=True):
        root, quality = choices[place]
        if found and (found[-1].root, found[-1].quality) == (root, quality) and start % metre.bar:
            found[-1] = found[-1].at(found[-1].start, found[-1].beats + beats)
        else:
            found.append(read_symbol(SHARP_NAMES[root].replace("♯", "#") + quality, key).at(start, beats))
    return found


def _halves(metre: Metre) -> list[tuple[float, float]]:
    """Where in a bar chords may change: (beat, beats)."""
    if metre.name not in ("4/4", "6/8", "12/8"):
        return [(0.0, metre.bar)]
    return [(0.0, metre.bar / 2), (metre.bar / 2, metre.bar / 2)]


def _voices(notes: Sequence[Note]) -> float:
    """How many notes sound at once in the mean, where any does."""
    ends = np.concatenate([np.arange(note.start, note.end - 1e-6, 0.25) for note in notes])
    return len(ends) / max(1, len(np.unique(np.round(ends * 4))))


def _heard(notes: Sequence[Note], span: tuple[float, float]) -> tuple[np.ndarray, int | None]:
    """How long each pitch class sounds in a span, as shares of all, and the lowest that begins it."""
    begin, end = span[0], span[0] + span[1]
    weights, lowest = np.zeros(12), None
    for note in notes:
        sounds = min(note.end, end) - max(note.start, begin)
        if sounds > 0.05:
            weights[note.pitch % 12] += sounds * (1.25 if note.start < begin + 0.3 else 1.0)
            if note.pitch < 60 and (lowest is None or note.pitch < lowest):
                lowest = note.pitch
    return weights / max(weights.sum(), 1e-9), None if lowest is None else lowest % 12


def _near(notes: Sequence[Note], spans: Sequence[tuple[float, float]]) -> list[list[Note]]:
    """The notes that sound in each span."""
    starts = [start for start, _ in spans]
    found: list[list[Note]] = [[] for _ in spans]
    for note in notes:
        for place in range(max(0, bisect_right(starts, note.start) - 1), bisect_left(starts, note.end)):
            found[place].append(note)
    return found


def _costs(heard: tuple[np.ndarray, int | None], choices: Sequence[tuple[int, str]], key: Key) -> list[float]:
    """What each chord costs under what is heard."""
    weights, lowest = heard
    found = []
    for (root, quality), cost in zip(choices, _usual(tuple(choices), key), strict=True):
        tones = [(root + step) % 12 for step in QUALITIES[quality]]
        if weights.any():
            cost += FOREIGN * (1 - float(weights[tones].sum()))
            missing = [bool(weights[tone] < 0.04) for tone in tones]
            cost += MISSING * (sum(missing[:3]) / 3 + sum(missing[3:])) - BASS * (lowest == root)
        found.append(cost)
    return found


@cache
def _usual(choices: tuple[tuple[int, str], ...], key: Key) -> list[float]:
    """What each chord costs in a key before anything is heard."""
    return [
        RARE[quality]
        + OUTSIDE * sum(_is_foreign((root + step) % 12, root, quality, key) for step in QUALITIES[quality])
        for root, quality in choices
    ]


def _is_foreign(tone: int, root: int, quality: str, key: Key) -> bool:
    """Whether a tone is none of the key's; the dominant of a minor key has its leading tone."""
    if tone in key.scale:
        return False
    return not (key.minor and tone == (key.tonic + 11) % 12 and root == (key.tonic + 7) % 12 and quality in ("", "7"))


def _cheapest(costs: np.ndarray, halves: int, still: float) -> list[int]:
    """The row of choices that costs least in all; `still`: what it costs that a chord stays for another bar."""
    total, came = costs[0].copy(), []
    for place, cost in enumerate(costs[1:], start=1):
        inner = place % halves != 0
        stay, change = (0.0 if inner else still), CHANGE + (INNER if inner else 0.0)
        before = int(total.argmin())
        moved = total[before] + change
        came.append(np.where(total + stay <= moved, np.arange(len(total)), before))
        total = np.minimum(total + stay, moved) + cost
    row = [int(total.argmin())]
    for back in reversed(came):
        row.append(int(back[row[-1]]))
    return row[::-1]
