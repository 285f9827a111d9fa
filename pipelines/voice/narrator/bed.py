"""Bed: music for under a voice, as long as it is needed, on the disk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.sound.loudness import measured

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_PIECE = 10
"""Seconds that are read at once."""
_SEAM = 1.5
"""Seconds in which it fades at its end and beginning, where it comes again."""


class Bed:
    """A piece of music in two channels at `rate`, again and again."""

    def __init__(self, file: Path, rate: int, loudness: float) -> None:
        self._file, self._rate = file, rate
        self.loudness = loudness
        """LUFS."""

    @classmethod
    def read(cls, source: Path, file: Path, rate: int) -> Bed:
        """Write the music of a plain sound file into `file` as it is needed."""
        import soundfile
        import soxr

        with soundfile.SoundFile(source) as sound, file.open("wb") as opened:
            stream = soxr.ResampleStream(sound.samplerate, rate, 2, "float32")
            total = sound.frames
            for piece in sound.blocks(_PIECE * sound.samplerate, dtype="float32", always_2d=True):
                both = piece[:, [0, -1]].copy()
                opened.write(stream.resample_chunk(both, last=sound.tell() >= total).astype("<f4").tobytes())
        bed = cls(file, rate, 0.0)
        bed.loudness = measured(
            (bed._samples[at : at + _PIECE * rate] for at in range(0, bed._count, _PIECE * rate)), rate
        )
        return bed

    def sound(self, start: int, end: int) -> NDArray[np.float32]:
        """Samples of it, (end - start, 2); silence before its first."""
        import numpy as np

        at = np.arange(start, end)
        inside = at % max(1, self._count)
        seam = _SEAM * self._rate
        fade = np.minimum(1.0, (self._count - inside) / seam)
        again = np.where(at >= self._count, np.minimum(1.0, inside / seam), 1.0)
        found = self._samples[inside] * (fade * again * (at >= 0))[:, None]
        return found.astype(np.float32)

    @property
    def _count(self) -> int:
        return self._file.stat().st_size // 8

    @property
    def _samples(self) -> NDArray[np.float32]:
        import numpy as np

        return np.memmap(self._file, "<f4", "r", shape=(self._count, 2))
