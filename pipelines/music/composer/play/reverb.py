"""A room: reverberation by convolution with synthetic decaying noise, and an echo in time with the music."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

BANDS = ((120, 700), (700, 3000), (3000, 9000))
"""Low and high corner in Hz of what decays together: high notes die away first, as in a real room."""
EARLY = ((0.011, 0.5, -0.6), (0.017, 0.42, 0.7), (0.023, 0.36, -0.3), (0.031, 0.3, 0.4), (0.041, 0.24, -0.8))
"""First echoes from the walls: seconds, loudness, side (-1 left to 1 right)."""

REPEATS = 4
"""Repeats of an echo: the fifth is not heard under the music."""


def reverberate(sound: np.ndarray, seconds: float, rate: int, predelay: float, bright: float) -> np.ndarray:
    """What the room answers: the sound convolved with a room of `seconds` decay (RT60). Same shape, as loud.

    `predelay` is how many seconds its tail comes later, `bright` how long its highs ring, as a share of its lows.
    """
    import numpy as np
    from scipy.signal import oaconvolve

    room = impulse(seconds, rate, predelay, bright)
    sides = [oaconvolve(sound[:, side], room[:, side])[: len(sound)] for side in (0, 1)]
    return np.stack(sides, axis=1).astype(np.float32)


@lru_cache(maxsize=4)
def impulse(seconds: float, rate: int, predelay: float, bright: float) -> np.ndarray:
    """The impulse response of a room, stereo, of unit energy a side."""
    import numpy as np
    from scipy.signal import butter, sosfilt

    length = int((seconds * 1.1 + predelay) * rate)
    time = np.arange(length) / rate
    noise = np.random.default_rng(1729).standard_normal((length, 2))
    tail = np.zeros((length, 2))
    for (low, high), share in zip(BANDS, (1.0, (1 + bright) / 1.8, bright), strict=True):
        band = sosfilt(butter(2, (low, high), "bandpass", fs=rate, output="sos"), noise, axis=0)
        tail += band * np.exp(-6.91 * time / (seconds * share))[:, None]
    tail[: int(predelay * rate)] = 0
    tail /= np.sqrt((tail**2).sum(axis=0))
    for delay, loudness, side in EARLY:
        tail[int(delay * rate)] += loudness * 0.5 * np.array([1 - max(0, side), 1 + min(0, side)])
    return (tail / np.sqrt((tail**2).sum(axis=0))).astype(np.float32)


def echo(sound: np.ndarray, seconds: float, rate: int, again: float) -> np.ndarray:
    """Repeats that wander from side to side, each darker, and `again` (0 to 1) as loud as the one before."""
    import numpy as np
    from scipy.signal import butter, sosfilt

    dark = sosfilt(butter(1, 3500, fs=rate, output="sos"), sound.mean(axis=1)).astype(np.float32)
    result, step = np.zeros_like(sound), int(seconds * rate)
    for turn in range(1, REPEATS + 1):
        shift = turn * step
        if shift >= len(sound):
            break
        sides = np.array([1.0, 0.35] if turn % 2 else [0.35, 1.0], np.float32) * np.float32(again**turn)
        result[shift:] += dark[:-shift, None] * sides
    return result
