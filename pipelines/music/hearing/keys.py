"""Several notes at once, by Basic Pitch (Bittner et al. 2022): which of 88 keys sound, and which begin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from pipelines.music.hearing.stream import pieces, windows

RATE, HOP = 22_050, 256
PERIOD = HOP / RATE
"""Seconds from frame to frame."""
LOWEST = 21
"""The MIDI number of the first of the 88 keys."""
_LENGTH, _FRAMES, _OVERLAP = 43_844, 172, 30
"""Samples that are read at once, frames that come of them, and frames that two readings share."""
_EDGE = _OVERLAP // 2
STRIDE = _LENGTH - _OVERLAP * HOP
"""Samples from one reading to the next."""
_SOUNDING, _BEGINNING = "StatefulPartitionedCall:1", "StatefulPartitionedCall:2"
_INPUT = "serving_default_input_2:0"


@dataclass(frozen=True)
class Pressed:
    """How likely each of 88 keys sounds, and begins, in each frame: 0 to 1, of shape (frames, 88)."""

    sounding: np.ndarray
    beginning: np.ndarray
    times: np.ndarray
    """Seconds at which each frame is."""


def pressed(path: Path, session: Any, on_window: Callable[[], None]) -> Pressed:
    """The keys of a file. `on_window` is called every 1.6 s of sound; what it raises ends the listening."""
    found: list[tuple[np.ndarray, np.ndarray]] = []
    for window in windows(pieces(path, RATE), _LENGTH, STRIDE, before=_EDGE * HOP):
        on_window()
        sounding, beginning = session.run([_SOUNDING, _BEGINNING], {_INPUT: window[None, :, None]})
        found.append((sounding[0, _EDGE:-_EDGE], beginning[0, _EDGE:-_EDGE]))
    sounding, beginning = (np.concatenate(parts) for parts in zip(*found, strict=True))
    kept = _FRAMES - _OVERLAP
    place = np.arange(len(sounding))
    # A reading has no whole number of frames: each begins a little before the last one ends.
    times = place // kept * (STRIDE / RATE) + place % kept * PERIOD
    return Pressed(sounding, beginning, times)
