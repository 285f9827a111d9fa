"""Fades: how a sound comes up and goes down, and how one passes into another."""

from __future__ import annotations

import numpy as np

from pipelines.sound.recording import Recording, Samples


def faded(sound: Recording, rise: float, fall: float) -> Recording:
    """The sound coming up over `rise` seconds and going down over `fall`; both together fit into the sound."""
    frames = sound.frames
    up, down = min(frames, round(rise * sound.rate)), min(frames, round(fall * sound.rate))
    if not up and not down:
        return sound
    samples = sound.samples.copy()
    samples[:up] *= slope(up)
    samples[frames - down :] *= slope(down)[::-1]
    return Recording(samples, sound.rate)


def slope(frames: int) -> Samples:
    """Gains from 0 to 1, of shape (frames, 1): a quarter of a sine, so that two that cross keep their power."""
    return np.sin(0.5 * np.pi * (np.arange(frames, dtype=np.float32)[:, None] + 0.5) / max(1, frames))
