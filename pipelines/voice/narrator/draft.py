"""Draft: what was spoken so far, to be heard while the rest is spoken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.runtimes.kokoro import RATE
from pipelines.sound.limiter import limited
from pipelines.sound.loudness import SILENCE, measured
from pipelines.voice.narrator.finish import LEAD, LOUDNESS
from pipelines.voice.narrator.take import Take
from studio.jobs.heard import Chunk

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MOST = 10.0
"""Times that a voice is made louder at most."""


class Draft:
    """The take in chunks, each voice as loud as its first sentence tells: how loud all of it is, is only known at its
    end. Its seconds are those of the finished sound of a voice alone."""

    def __init__(self, take: Take) -> None:
        self._take = take
        self._until = 0
        self._gains: dict[str, float] = {}

    def chunk(self) -> Chunk:
        """All that was added to the take since the last one, which ends with a sentence."""
        import numpy as np

        start, said = self._until, self._take.said[-1]
        self._until = self._take.samples
        sound = self._take.sound(start, self._until)
        sound *= self._gain(said.voice, sound[said.start - start :])
        held = limited(np.stack((sound, sound), axis=1), RATE)[:, 0]
        return Chunk(held if start else np.pad(held, (round(LEAD * RATE), 0)), RATE)

    def _gain(self, voice: str, sentence: NDArray[np.float32]) -> float:
        if voice not in self._gains:
            level = measured((sentence,), RATE)
            if level <= SILENCE:
                # Too short to tell: the next one may.
                return 1.0
            self._gains[voice] = float(min(10 ** ((LOUDNESS - level) / 20), _MOST))
        return self._gains[voice]
