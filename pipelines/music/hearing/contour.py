"""The pitch of one voice from moment to moment, by SwiftF0 (Nieradzik 2025)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from pipelines.music.hearing.stream import pieces, windows

RATE, HOP = 16_000, 256
PERIOD = HOP / RATE
"""Seconds from frame to frame."""
LOWEST, HIGHEST = 46.875, 2093.75
"""Hertz that the network knows."""
_FRAMES, _LEFT, _RIGHT = 1875, 11, 10
"""Frames that are read at once, and those around them that the network looks at."""
STRIDE = _FRAMES * HOP
"""Samples from one reading to the next."""
_SILENCE = 1e-3
"""Peak of a frame below which its pitch is chance: the network never saw silence."""


@dataclass(frozen=True)
class Contour:
    """One value a frame of 16 ms. `pitch` is a MIDI number with its fraction, `sure` 0 to 1 that something is sung,
    `level` in dB below full scale."""

    pitch: np.ndarray
    sure: np.ndarray
    level: np.ndarray


def contour(path: Path, session: Any, on_window: Callable[[], None]) -> Contour:
    """The contour of a file. `on_window` is called every 30 s of sound; what it raises ends the listening."""
    found: list[tuple[np.ndarray, ...]] = []
    length = (_LEFT + _FRAMES + _RIGHT) * HOP
    for window in windows(pieces(path, RATE), length, STRIDE, before=_LEFT * HOP):
        on_window()
        found.append(tuple(values[_LEFT : _LEFT + _FRAMES] for values in _heard(window, session)))
    pitch, sure, level = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return Contour(69 + 12 * np.log2(np.maximum(pitch, 1.0) / 440), sure, level)


def _heard(window: np.ndarray, session: Any) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Hertz, sureness and level of each frame."""
    bounds = {"fmin": np.array(LOWEST, np.float32), "fmax": np.array(HIGHEST, np.float32)}
    pitch, sure = session.run(["pitch", "confidence"], {"audio": window[None], **bounds})
    hops = window[: sure.shape[1] * HOP].reshape(-1, HOP)
    power = np.square(hops, dtype=np.float64).mean(axis=1)
    quiet = np.abs(hops).max(axis=1) < _SILENCE
    return pitch[0].astype(float), np.where(quiet, 0.0, sure[0]), 10 * np.log10(np.maximum(power, 1e-14))
