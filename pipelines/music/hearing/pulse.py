"""The beat of what was heard: from the starts of notes alone, so that a hum, a recording and a MIDI file are one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipelines.music.hearing.note import HeardNote

SLOWEST, FASTEST = 40.0, 220.0
"""Beats a minute that are looked for."""
USUAL, SPREAD = 100.0, 0.6
"""The tempo that people tap most readily, and how far from it they do, in octaves (van Noorden and Moelants 1999)."""
STEADY = 0.035
"""Seconds that beats may stray from an even row and be even."""
_TOGETHER = 0.03
"""Seconds within which notes begin together."""
_WINDOW, _HOP = 10.0, 2.0
"""Seconds of sound that have one tempo, and from one such look to the next."""
_CHANGE = 4.0
"""What it costs that the tempo changes by a tenth."""
_LATE = 60.0
"""What it costs that a beat strays, by the square of the logarithm of how far."""


@dataclass(frozen=True)
class Onsets:
    """When something begins, in seconds, and how weighty it is."""

    times: np.ndarray
    weights: np.ndarray


def onsets_of(notes: Sequence[HeardNote]) -> Onsets:
    """Starts of notes, those together as one: heavier where it is loud, low, or long until the next."""
    if not notes:
        return Onsets(np.zeros(0), np.zeros(0))
    times: list[float] = []
    loud: list[float] = []
    for note in sorted(notes, key=lambda note: note.start):
        weight = note.velocity / 100 * (1.5 if note.pitch < 50 else 1.0)
        if times and note.start - times[-1] <= _TOGETHER:
            loud[-1] += 0.5 * weight
        else:
            times.append(note.start)
            loud.append(weight)
    last = max(note.end for note in notes)
    until = np.diff(np.append(times, max(last, times[-1] + 0.1)))
    return Onsets(np.array(times), np.array(loud) * np.sqrt(np.clip(until, 0.06, 1.2)))


def beats_of(onsets: Onsets, tempo: float | None = None) -> np.ndarray:
    """Seconds of each beat, from one before the first onset to one behind the last. `tempo`: beats a minute, where it
    is known."""
    periods = 60 / np.geomspace(FASTEST, SLOWEST, 240) if tempo is None else np.array([60 / tempo])
    path = _tempi(onsets, periods)
    beats = _tracked(onsets, path)
    return _evened(beats, onsets)


def _coherence(onsets: Onsets, periods: np.ndarray) -> np.ndarray:
    """How well onsets fit a row of each period, 0 to 1, whatever its phase."""
    turns = np.exp(2j * np.pi * onsets.times[:, None] / periods)
    total = max(float(onsets.weights.sum()), 1e-9)
    fits: np.ndarray = np.abs((onsets.weights[:, None] * turns).sum(axis=0)) / total
    return fits


def likeliness(onsets: Onsets, periods: np.ndarray) -> np.ndarray:
    """How likely each period is the beat's: onsets fall on it and on what divides it, and few beats pass without."""
    whole, half, third, quarter = (_coherence(onsets, periods / share) for share in (1, 2, 3, 4))
    parts = np.maximum(0.6 * half + 0.4 * quarter, 0.9 * third)
    spaces = np.diff(onsets.times).mean() if len(onsets.times) > 1 else 0.5
    busy = np.minimum(1.0, 1.2 * periods / spaces)
    usual = np.exp(-0.5 * (np.log2(60 / periods / USUAL) / SPREAD) ** 2)
    # What divides a beat counts where something falls on the beat itself: else thirds of two beats would be eighths.
    likely: np.ndarray = (whole + 1.2 * parts * np.minimum(1.0, 0.3 + 2.5 * whole)) * np.sqrt(busy) * usual
    return likely


def _tempi(onsets: Onsets, periods: np.ndarray) -> list[tuple[float, float]]:
    """(seconds, period) of each look, the likeliest row of them."""
    last = float(onsets.times[-1])
    centres = np.arange(0.0, max(last, 0.1), _HOP)
    looks = []
    for centre in centres:
        near = np.abs(onsets.times - centre) <= _WINDOW
        # Fewer than four onsets tell of no tempo.
        part = Onsets(onsets.times[near], onsets.weights[near]) if near.sum() > 3 else onsets
        looks.append(likeliness(part, periods))
    move = _CHANGE * np.abs(np.log(periods[:, None] / periods)) / np.log(1.1)
    total, came = looks[0], []
    for look in looks[1:]:
        ways = total[:, None] - move
        came.append(ways.argmax(axis=0))
        total = ways.max(axis=0) + look
    row = [int(total.argmax())]
    for back in reversed(came):
        row.append(int(back[row[-1]]))
    return [(float(at), float(periods[place])) for at, place in zip(centres, row[::-1], strict=True)]


def _tracked(onsets: Onsets, path: list[tuple[float, float]]) -> np.ndarray:
    """Beats that keep to the tempo and fall on weighty onsets, by dynamic programming (Ellis 2007)."""
    step = 0.01
    ahead = 2.0
    count = int((onsets.times[-1] + 2 * ahead) / step)
    strength = np.zeros(count)
    places = np.round((onsets.times + ahead) / step).astype(int)
    for shift in range(-4, 5):
        np.maximum.at(strength, np.clip(places + shift, 0, count - 1), onsets.weights * np.exp(-0.5 * (shift / 2) ** 2))
    strength /= max(float(np.mean(onsets.weights)), 1e-9)
    times = np.arange(count) * step - ahead
    periods = np.interp(times, [at for at, _ in path], [period for _, period in path])
    total, came = strength.copy(), np.full(count, -1)
    for now in range(count):
        period = periods[now] / step
        span = np.arange(max(0, now - round(1.4 * period)), max(0, now - round(0.7 * period)))
        if len(span):
            ways = total[span] - _LATE * np.log((now - span) / period) ** 2
            best = int(ways.argmax())
            if ways[best] > 0:
                total[now] += ways[best]
                came[now] = span[best]
    place = int(total.argmax())
    row = [place]
    while came[row[-1]] >= 0:
        row.append(int(came[row[-1]]))
    return times[row[::-1]]


def _evened(beats: np.ndarray, onsets: Onsets) -> np.ndarray:
    """An even row where the beats are nearly one, fitted to the onsets; else the beats, smoothed; over all onsets."""
    first, last = float(onsets.times[0]), float(onsets.times[-1])
    if len(beats) < 3:
        period = float(beats[1] - beats[0]) if len(beats) == 2 else 0.5
        return extended(np.array([beats[0], beats[0] + period]), first, last)
    index = np.arange(len(beats))
    period, start = np.polyfit(index, beats, 1)
    if np.abs(beats - (start + period * index)).mean() > STEADY:
        return extended(beats, first, last)
    for _ in range(3):
        place = np.round((onsets.times - start) / period * 4) / 4
        near = np.abs(start + place * period - onsets.times) < 0.09 * period
        if near.sum() < 4:
            break
        period, start = np.polyfit(place[near], onsets.times[near], 1, w=np.sqrt(onsets.weights[near]))
    return extended(start + period * index, first, last)


def extended(beats: np.ndarray, first: float, last: float) -> np.ndarray:
    """With beats before and behind, at the pace of the nearest, until all that was heard lies between two."""
    before, behind = beats[1] - beats[0], beats[-1] - beats[-2]
    front = max(0, int(np.ceil((beats[0] - first) / before + 0.25)))
    back = max(0, int(np.ceil((last - beats[-1]) / behind + 0.25)))
    return np.concatenate(
        [beats[0] - before * np.arange(front, 0, -1), beats, beats[-1] + behind * np.arange(1, back + 1)]
    )
