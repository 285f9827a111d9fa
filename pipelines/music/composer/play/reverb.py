"""A room: reverberation by convolution with synthetic decaying noise, and an echo in time with the music."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

PREDELAY = 0.018
BANDS = ((120, 700, 1.0), (700, 3000, 0.8), (3000, 9000, 0.42))
"""Low and high corner in Hz, and the decay relative to the room's: high notes die away first, as in a real one."""
EARLY = ((0.011, 0.5, -0.6), (0.017, 0.42, 0.7), (0.023, 0.36, -0.3), (0.031, 0.3, 0.4), (0.041, 0.24, -0.8))
"""First echoes from the walls: seconds, loudness, side (-1 left to 1 right)."""


def reverberate(sound: np.ndarray, seconds: float, rate: int) -> np.ndarray:
    """What the room answers: the sound convolved with a room of `seconds` decay (RT60). Same shape, as loud."""
    import numpy as np
    from scipy.signal import oaconvolve

    room = impulse(seconds, rate)
    sides = [oaconvolve(sound[:, side], room[:, side])[: len(sound)] for side in (0, 1)]
    return np.stack(sides, axis=1).astype(np.float32)


@lru_cache(maxsize=4)
def impulse(seconds: float, rate: int) -> np.ndarray:
    """The impulse response of a room, stereo, of unit energy a side."""
    import numpy as np
    from scipy.signal import butter, sosfilt

    length = int((seconds * 1.1 + PREDELAY) * rate)
    time = np.arange(length) / rate
    noise = np.random.default_rng(1729).standard_normal((length, 2))
    tail = np.zeros((length, 2))
    for low, high, share in BANDS:
        band = sosfilt(butter(2, (low, high), "bandpass", fs=rate, output="sos"), noise, axis=0)
        tail += band * np.exp(-6.91 * time / (seconds * share))[:, None]
    tail[: int(PREDELAY * rate)] = 0
    tail /= np.sqrt((tail**2).sum(axis=0))
    for delay, loudness, side in EARLY:
        tail[int(delay * rate)] += loudness * 0.5 * np.array([1 - max(0, side), 1 + min(0, side)])
    return (tail / np.sqrt((tail**2).sum(axis=0))).astype(np.float32)


def echo(sound: np.ndarray, seconds: float, rate: int) -> np.ndarray:
    """Three repeats that wander from side to side, each darker and quieter."""
    import numpy as np
    from scipy.signal import butter, sosfilt

    dark = sosfilt(butter(1, 3500, fs=rate, output="sos"), sound, axis=0)
    result, step = np.zeros_like(sound), int(seconds * rate)
    for turn in (1, 2, 3):
        shift = turn * step
        if shift < len(sound):
            sides = np.array([1.0, 0.35] if turn % 2 else [0.35, 1.0]) * 0.5**turn
            result[shift:] += dark[:-shift] * sides
    return result.astype(np.float32)
