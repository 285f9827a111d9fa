"""Heard: the sound of a running job so far, chunk after chunk, as files in the job's passing folder."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from studio.media.audio import encode

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Chunk:
    """A finished part of a sound that is still being made; it begins where the chunk before it ended."""

    samples: NDArray[np.float32]
    """-1 to 1, of shape (samples,) or (samples, channels)."""
    rate: int
    """Samples a second; the same in all chunks of a sound."""

    @property
    def seconds(self) -> float:
        return len(self.samples) / self.rate


@dataclass(frozen=True)
class Heard:
    """What there is to hear of the work in progress. Numbers count through the whole job, so that no two chunks of it
    ever have the same one."""

    folder: Path = Path()
    first: int = 0
    """The number of its first chunk."""
    count: int = 0
    seconds: float = 0.0
    rate: int = 0

    def joined(self, chunk: Chunk, folder: Path) -> Heard:
        """With one chunk more, which is kept in the folder of the job as FLAC."""
        here = replace(self, folder=folder)
        here._file(self.first + self.count).write_bytes(encode(chunk.samples, chunk.rate, "flac"))
        return replace(here, count=self.count + 1, seconds=self.seconds + chunk.seconds, rate=chunk.rate)

    def emptied(self) -> Heard:
        """Without its chunks: what they became part of is there, or nobody makes it any more."""
        for number in range(self.first, self.first + self.count):
            self._file(number).unlink(missing_ok=True)
        return Heard(self.folder, self.first + self.count)

    def read(self, number: int) -> bytes | None:
        """The file of a chunk; None for one that is not there, or not there any more."""
        if not self.first <= number < self.first + self.count:
            return None
        try:
            return self._file(number).read_bytes()
        except FileNotFoundError:
            return None

    def _file(self, number: int) -> Path:
        return self.folder / f"heard-{number}.flac"
