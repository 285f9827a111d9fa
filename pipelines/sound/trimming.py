"""Trimming: a part of a sound, to the sample, and a sound without the silence at its ends."""

from __future__ import annotations

import numpy as np

from pipelines.sound.recording import Recording

SILENT = 10 ** (-60 / 20)
"""Samples below this (-60 dBFS) are silence."""
WINDOW = 0.01
"""Seconds that are silent or not."""
KEPT = 0.02
"""Seconds of silence that stay at each end, so that no first breath is cut off."""


def part(sound: Recording, start: float, end: float | None) -> Recording:
    """What lies from `start` to `end`, in seconds: samples round(start x rate) to round(end x rate), without that."""
    first = round(start * sound.rate)
    last = sound.frames if end is None else min(sound.frames, round(end * sound.rate))
    return Recording(sound.samples[first:last], sound.rate)


def heard(sound: Recording) -> tuple[float, float] | None:
    """From where to where something is heard, in seconds; None where nothing is."""
    loud = np.flatnonzero(sound.level(WINDOW) > SILENT)
    if not len(loud):
        return None
    step = max(1, round(WINDOW * sound.rate)) / sound.rate
    return max(0.0, float(loud[0] * step - KEPT)), min(sound.seconds, float((loud[-1] + 1) * step + KEPT))
