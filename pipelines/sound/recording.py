"""Recording: a sound that is held as samples, and what of it is looked at piece by piece."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]
"""Frames x channels, -1 to 1."""
BLOCK = 2**17
"""Frames that are worked on at once: a sound of ten minutes is held once, and not many times over."""


@dataclass(frozen=True)
class Recording:
    """Samples of shape (frames, channels), and frames a second."""

    samples: Samples
    rate: int

    @property
    def frames(self) -> int:
        return len(self.samples)

    @property
    def channels(self) -> int:
        return int(self.samples.shape[1])

    @property
    def seconds(self) -> float:
        return self.frames / self.rate

    def blocks(self, frames: int = BLOCK) -> Iterator[Samples]:
        """All of it in order, without a copy."""
        for start in range(0, self.frames, frames):
            yield self.samples[start : start + frames]

    def level(self, window: float) -> NDArray[np.float32]:
        """The highest absolute sample of each `window` seconds; the last one may be shorter."""
        step = max(1, round(window * self.rate))
        tall = step * max(1, BLOCK // step)
        found = [_highest(np.abs(block).max(1), step) for block in self.blocks(tall)]
        return np.concatenate(found) if found else np.zeros(0, np.float32)


def read(path: Path) -> Recording:
    """The sound of a file, as it is. Raises soundfile.LibsndfileError for one that is none."""
    import soundfile

    with soundfile.SoundFile(path) as file:
        samples = np.empty((file.frames, file.channels), np.float32)
        done = 0
        for block in file.blocks(BLOCK, dtype="float32", always_2d=True):
            samples[done : done + len(block)] = block
            done += len(block)
        return Recording(samples[:done], file.samplerate)


def _highest(peaks: Samples, step: int) -> NDArray[np.float32]:
    whole = len(peaks) // step * step
    found = peaks[:whole].reshape(-1, step).max(1)
    rest = peaks[whole:]
    return np.append(found, rest.max()) if len(rest) else found
