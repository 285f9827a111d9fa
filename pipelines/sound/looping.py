"""Looping: some bars of a sound that can be played again and again without a seam."""

from __future__ import annotations

import numpy as np

from pipelines.sound.recording import Recording, Samples

SEAM = 0.02
"""Seconds over which the end passes into the beginning."""


def looped(sound: Recording, start: int, frames: int, times: int) -> Recording:
    """`frames` samples from sample `start` on, `times` one after another: exactly times x frames.

    What would have sounded on after the end fades out over the beginning, or what sounded before the beginning fades in
    over the end; where the sound has neither, both ends are taken to silence. What is missing is silence.
    """
    there = sound.samples[start : start + frames]
    body = np.pad(there, ((0, frames - len(there)), (0, 0)))
    over = min(round(SEAM * sound.rate), frames // 4)
    rise = _rise(over)
    after, before = sound.samples[start + frames :][:over], sound.samples[max(0, start - over) : start]
    if len(after) == over:
        body[:over] = after * (1 - rise) + body[:over] * rise
    elif len(before) == over:
        body[frames - over :] = body[frames - over :] * (1 - rise) + before * rise
    else:
        body[:over] *= rise
        body[frames - over :] *= 1 - rise
    return Recording(np.tile(body, (times, 1)), sound.rate)


def _rise(frames: int) -> Samples:
    """Gains from 0 to 1, of shape (frames, 1), without a corner: both sides are nearly the same sound, so their gains
    and not their powers add up to one."""
    at = (np.arange(frames, dtype=np.float32)[:, None] + 0.5) / max(1, frames)
    return np.asarray(0.5 - 0.5 * np.cos(np.pi * at), np.float32)
