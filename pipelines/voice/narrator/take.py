"""Take: what was spoken so far, on the disk: an hour of it takes as little memory as a minute."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.runtimes.kokoro import RATE
from pipelines.voice.subtitles import Timed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Said:
    """A sentence or line that was spoken. Samples of the take."""

    text: str
    voice: str
    start: int
    end: int
    words: tuple[Timed, ...]
    chapter: str = ""


@dataclass
class Take:
    """The voice alone, mono at RATE, as it came."""

    file: Path
    said: list[Said] = field(default_factory=list)
    samples: int = 0

    def __post_init__(self) -> None:
        # One that was spoken before in the same folder is no part of this one.
        self.file.unlink(missing_ok=True)

    def add(self, sound: NDArray[np.float32]) -> int:
        """Put sound behind what is there; where it begins."""
        with self.file.open("ab") as opened:
            opened.write(sound.astype("<f4").tobytes())
        self.samples += len(sound)
        return self.samples - len(sound)

    def wait(self, seconds: float) -> None:
        import numpy as np

        self.add(np.zeros(round(seconds * RATE), np.float32))

    def sound(self, start: int, end: int) -> NDArray[np.float32]:
        """A part of it; silence where there is none."""
        import numpy as np

        first, last = max(0, start), max(0, min(end, self.samples))
        count = max(0, last - first)
        found = np.fromfile(self.file, "<f4", count, offset=4 * first) if count else np.zeros(0, np.float32)
        return np.pad(found, (min(first, end) - start, end - max(last, first) if count else end - min(first, end)))

    @property
    def text(self) -> str:
        return " ".join(said.text for said in self.said)
