"""Take: what was spoken so far, on the disk: an hour of it takes as little memory as a minute, and who comes after a
process that was killed finds it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import astuple, dataclass, field
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

    @classmethod
    def begun(cls, file: Path) -> Take:
        """A new one; what was spoken before in the same folder is no part of it."""
        for before in (file, _journal(file)):
            before.unlink(missing_ok=True)
        return cls(file)

    @classmethod
    def found(cls, file: Path) -> Take:
        """What another process spoke before it died."""
        said = list(_read(_journal(file)))
        return cls(file, said, said[-1].end if said else 0)

    def tell(self, said: Said) -> None:
        """A sentence is spoken: all of its sound was added."""
        self.said.append(said)
        with _journal(self.file).open("a", encoding="utf-8") as opened:
            opened.write(f"{json.dumps(astuple(said))}\n")

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


def _journal(file: Path) -> Path:
    return file.with_suffix(".jsonl")


def _read(journal: Path) -> Iterator[Said]:
    """The sentences in a journal, up to the line in which its writer died."""
    for line in journal.read_text(encoding="utf-8").splitlines(keepends=True) if journal.exists() else ():
        if line.endswith("\n"):
            text, voice, start, end, words, chapter = json.loads(line)
            yield Said(text, voice, start, end, tuple(Timed(*word) for word in words), chapter)
