"""Levelling: a sound at the loudness that is asked for (EBU R128), with its true peaks below -1 dBTP."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from pipelines.sound.limiter import CEILING, limited
from pipelines.sound.loudness import SILENCE, measured
from pipelines.sound.recording import Recording, Samples

_BETWEEN = 2.0
"""How far a peak between samples may lie above all samples: three of four sounds need no finer look."""
_OFFSET = 1e-3
"""A mean sample below which nothing is gained."""
_MARGIN = 0.05
"""Seconds around a block that its limiting looks at."""
_NEAR, _ROUNDS = 0.1, 8
"""LU that are near enough, and rounds after which it is left as it is: a limiter takes loudness away again."""
_MOST = 80.0
"""Decibels that are added at most: what is lower than can be heard has no loudness, however much it is raised."""
_PIECE, _OVER = 10.0, 0.3
"""Seconds of a piece whose loudness is measured, and those that its last blocks of 0.4 s, each 0.1 s on, reach into the
next."""


def centred(sound: Recording) -> Recording:
    """The sound without an offset, which is not heard but takes the room that the rest needs."""
    total = sum(block.sum(0, dtype=np.float64) for block in sound.blocks())
    offset = np.asarray(total / max(sound.frames, 1), np.float32)
    return Recording(sound.samples - offset, sound.rate) if np.abs(offset).max() > _OFFSET else sound


def loudness_of(sound: Recording) -> float:
    """LUFS; SILENCE for what is shorter than 0.4 s."""
    return _loudness(sound.blocks(round(_PIECE * sound.rate)), sound.rate)


def levelled(sound: Recording, target: float) -> Recording:
    """The sound at `target` LUFS; what is too short or too faint to be measured stays, but for its peaks."""
    before = loudness_of(sound)
    return held(sound, 1.0 if before <= SILENCE else _gain(sound, before, target))


def held(sound: Recording, gain: float) -> Recording:
    """The sound times `gain`, its true peaks held at the limiter's ceiling."""
    result = np.empty_like(sound.samples)
    done = 0
    for piece in _held(sound, gain):
        result[done : done + len(piece)] = piece
        done += len(piece)
    return Recording(result, sound.rate)


def _gain(sound: Recording, before: float, target: float) -> float:
    """What brings the sound from `before` to `target` LUFS, limiter and all: each round learns from the one before how
    much loudness a decibel brings."""
    gain, slope, last = target - before, 1.0, (0.0, before)
    for _ in range(_ROUNDS):
        now = _loudness(_held(sound, 10 ** (gain / 20)), sound.rate)
        if abs(target - now) < _NEAR:
            break
        if abs(gain - last[0]) > 1e-3:
            slope = min(1.0, max(0.15, (now - last[1]) / (gain - last[0])))
        last = (gain, now)
        gain = min(_MOST, gain + (target - now) / slope)
    return float(10 ** (gain / 20))


def _held(sound: Recording, gain: float) -> Iterator[Samples]:
    """The sound times `gain`, with its peaks held, in pieces of _PIECE seconds."""
    margin, step = round(_MARGIN * sound.rate), round(_PIECE * sound.rate)
    for start in range(0, sound.frames, step):
        first, last = max(0, start - margin), min(sound.frames, start + step + margin)
        yield _limited(sound.samples[first:last] * np.float32(gain), sound.rate)[start - first :][:step]


def _loudness(pieces: Iterator[Samples], rate: int) -> float:
    """LUFS of pieces of _PIECE seconds, each measured with the beginning of the next."""
    return measured(_overlapping(pieces, round(_OVER * rate)), rate)


def _overlapping(pieces: Iterator[Samples], over: int) -> Iterator[Samples]:
    held: Samples | None = None
    for piece in pieces:
        if held is not None:
            yield np.concatenate([held, piece[:over]])
        held = piece
    if held is not None:
        yield held


def _limited(samples: Samples, rate: int) -> Samples:
    if not len(samples) or np.abs(samples).max() * _BETWEEN < 10 ** (CEILING / 20):
        return samples
    sides = np.repeat(samples, 2, axis=1) if samples.shape[1] == 1 else samples
    return np.asarray(limited(sides, rate)[:, : samples.shape[1]], np.float32)
