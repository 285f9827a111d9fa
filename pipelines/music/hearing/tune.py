"""The notes of one voice: a contour cut where it leaps, falls silent or is struck anew, and brought to semitones.

The cutting is Nieradzik's (SwiftF0, 2025): the frames are parted into notes and gaps at the least total cost, found
exactly by dynamic programming. A note costs a fixed sum, and in each frame how far the voice is from the note's own
pitch, so that vibrato is no melody; how surely nothing is sung; and how far it is quieter than before and after, so
that a consonant between two equal notes parts them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipelines.music.hearing.contour import PERIOD, Contour
from pipelines.music.hearing.note import HeardNote

NEW_NOTE = 5.0
"""What a note costs: a semitone away for 80 ms."""
FARTHEST = 2.0
"""Semitones beyond which a frame is just wrong."""
STEP = 0.1
"""Semitones between the pitches that a note may have before tuning."""
SHORTEST = 0.07
"""Seconds of the shortest note."""
_DIP, _REACH = 3.0, 3
"""Decibels that a voice may waver, and frames to both sides that are compared."""
_TUNINGS = np.arange(-0.5, 0.5, 0.05)
_BEGINNING = 4
"""Notes by which the key is told that someone means."""
_SLIDE = 60.0
"""What it costs that the voice's own pitch moves, a note and squared semitone."""


@dataclass(frozen=True)
class Sung:
    """A stretch of one pitch (a MIDI number with its fraction), from frame to frame."""

    first: int
    last: int
    pitch: float


def notes_of(heard: Contour) -> list[HeardNote]:
    """The notes of a contour, in order; none where nobody sings."""
    sung = [note for note in _cut(heard) if (note.last - note.first) * PERIOD >= SHORTEST]
    if not sung:
        return []
    loudest = max(float(heard.level[note.first : note.last].max()) for note in sung)
    return [
        HeardNote(
            pitch=max(0, min(127, pitch)),
            start=note.first * PERIOD,
            end=note.last * PERIOD,
            velocity=_velocity(float(heard.level[note.first : note.last].max()) - loudest),
        )
        for note, pitch in zip(sung, _tuned(sung), strict=True)
    ]


def _velocity(below: float) -> int:
    """How hard a note is struck that is so many dB below the loudest."""
    return max(30, min(110, round(104 + 2 * below)))


def _cut(heard: Contour) -> list[Sung]:
    """Stretches of one pitch at the least total cost."""
    costs = _frame_costs(heard)
    places = np.unique(np.round(heard.pitch[heard.sure > 0.3] / STEP)) * STEP
    if not len(places):
        return []
    running = np.full(len(places), np.inf)
    began = np.zeros(len(places), np.intp)
    came = np.arange(-1, len(costs))
    which = np.full(len(costs) + 1, -1, np.intp)
    best = 0.0
    for frame, cost in enumerate(costs):
        anew = best + NEW_NOTE < running
        began[anew] = frame
        running[anew] = best + NEW_NOTE
        running += heard.sure[frame] * np.minimum(np.abs(places - heard.pitch[frame]), FARTHEST) + cost
        cheapest = int(running.argmin())
        if running[cheapest] < best:
            best = float(running[cheapest])
            came[frame + 1], which[frame + 1] = began[cheapest], cheapest
    return _traced(came, which, places)


def _traced(came: np.ndarray, which: np.ndarray, places: np.ndarray) -> list[Sung]:
    found, end = [], len(came) - 1
    while end > 0:
        begin = int(came[end])
        if which[end] >= 0:
            found.append(Sung(begin, end, float(places[which[end]])))
        end = begin
    return found[::-1]


def _frame_costs(heard: Contour) -> np.ndarray:
    """What each frame costs any note: that nothing is sung, and that it is a dip between two louder moments."""
    sure = np.clip(heard.sure, 0.01, 0.99)
    around = np.pad(heard.level, _REACH, mode="symmetric")
    spans = np.lib.stride_tricks.sliding_window_view(around, _REACH + 1).max(axis=1)
    left, right = spans[: len(sure)], spans[_REACH:]
    dip = np.maximum(0.0, np.minimum(left, right) - heard.level - _DIP)
    costs: np.ndarray = -np.log(sure / (1 - sure)) + dip
    return costs


def _tuned(sung: list[Sung]) -> list[int]:
    """Whole semitones: each note's distance from the voice's own tuning, which may slide slowly as singers do.

    The likeliest row of tunings (within half a semitone, going round) by dynamic programming.
    """
    pitches = np.array([note.pitch for note in sung])
    weights = np.array([min(1.0, (note.last - note.first) * PERIOD / 0.3) for note in sung])
    off = _around(pitches[:, None] - _TUNINGS)
    costs = weights[:, None] * off**2 * 10
    moves = _SLIDE * _around(_TUNINGS[:, None] - _TUNINGS) ** 2
    total, came = costs[0], []
    for cost in costs[1:]:
        ways = total[:, None] + moves
        came.append(ways.argmin(axis=0))
        total = ways.min(axis=0) + cost
    row = [int(total.argmin())]
    for back in reversed(came):
        row.append(int(back[row[-1]]))
    tunings = np.unwrap(_TUNINGS[row[::-1]], period=1.0)
    # Singers begin in the key that they mean, and drift away from it.
    tunings -= round(float(np.mean(tunings[:_BEGINNING])))
    return [round(float(pitch)) for pitch in pitches - tunings]


def _around(distance: np.ndarray) -> np.ndarray:
    """A distance in semitones as that from the nearest whole one."""
    return (distance + 0.5) % 1.0 - 0.5
