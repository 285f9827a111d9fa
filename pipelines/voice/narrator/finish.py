"""Finish: a take to the sound that is kept: voices alike in loudness, music under them, peaks held."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.runtimes.kokoro import RATE
from pipelines.sound.ducking import STEP, gains
from pipelines.sound.limiter import limited
from pipelines.sound.loudness import SILENCE, measured
from pipelines.voice.narrator.bed import Bed
from pipelines.voice.narrator.take import Take

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LOUDNESS = -16.0
"""LUFS of speech: what podcasts are asked for in mono (AES TD1008)."""
LEAD, TAIL = 0.15, 0.4
"""Seconds before and after the voice where it is alone."""
MUSIC_LEAD, MUSIC_TAIL = 2.5, 4.0
"""The same with music, which begins by itself and fades at its end."""
MUSIC_RATE = 2 * RATE
_LOUDEST, _SOFTEST = -6.0, -22.0
"""LU of music beside the voice while nobody speaks, for a volume of 1 and 0."""
_PIECE = 20 * RATE
_MARGIN = 4096
"""Samples that are looked at before and after each piece: farther than any filter here reaches."""
_MOST = 20.0
"""Decibels that a voice is made louder at most."""


@dataclass(frozen=True)
class Finished:
    """How the take is to sound."""

    take: Take
    bed: Bed | None = None
    volume: float = 0.5

    @property
    def lead(self) -> float:
        """Seconds before the voice begins."""
        return MUSIC_LEAD if self.bed else LEAD

    @property
    def seconds(self) -> float:
        return self.lead + self.take.samples / RATE + (MUSIC_TAIL if self.bed else TAIL)

    @property
    def rate(self) -> int:
        return MUSIC_RATE if self.bed else RATE

    @property
    def channels(self) -> int:
        return 2 if self.bed else 1

    def pieces(self) -> Iterator[NDArray[np.float32]]:
        """The sound, piece by piece: (samples,) of a voice alone, (samples, 2) with music."""
        levels = self._levels()
        music = self._music_gains()
        total, lead = round(self.seconds * RATE), round(self.lead * RATE)
        for start in range(0, total, _PIECE):
            end = min(start + _PIECE, total)
            voice = self._voice(start - lead - _MARGIN, end - lead + _MARGIN, levels)
            yield self._mixed(voice, start, end, music)

    def _mixed(
        self, voice: NDArray[np.float32], start: int, end: int, music: NDArray[np.float64]
    ) -> NDArray[np.float32]:
        """A piece with its margins: mixed, its peaks held, the margins cut."""
        import numpy as np
        from scipy.signal import resample_poly

        if self.bed is None:
            both = np.stack((voice, voice), axis=1)
            return limited(both, RATE)[_MARGIN:-_MARGIN, 0]
        # The same in both channels is 3 dB louder than in one.
        double = resample_poly(voice, 2, 1).astype(np.float32) / np.sqrt(2, dtype=np.float32)
        first, last = 2 * (start - _MARGIN), 2 * (end + _MARGIN)
        at = np.arange(first, last) / MUSIC_RATE
        under = self.bed.sound(first, last) * np.interp(at, np.arange(len(music)) * STEP, music)[:, None]
        mixed = limited((double[:, None] + under).astype(np.float32), MUSIC_RATE)
        return mixed[2 * _MARGIN : -2 * _MARGIN]

    def _voice(self, start: int, end: int, levels: dict[str, float]) -> NDArray[np.float32]:
        """A part of the take, each voice at its level."""
        sound = self.take.sound(start, end)
        for said in self.take.said:
            if said.start < end and start < said.end:
                sound[max(0, said.start - start) : max(0, said.end - start)] *= levels[said.voice]
        return sound

    def _levels(self) -> dict[str, float]:
        """The gain of each voice."""
        found = {}
        for voice in {said.voice for said in self.take.said}:
            mine = [said for said in self.take.said if said.voice == voice]
            level = measured((self.take.sound(said.start, said.end) for said in mine), RATE)
            found[voice] = 1.0 if level <= SILENCE else float(10 ** (min(LOUDNESS - level, _MOST) / 20))
        return found

    def _music_gains(self) -> NDArray[np.float64]:
        """The gain of the music every STEP seconds: down under the voice, and out at the end."""
        import numpy as np

        if self.bed is None or self.bed.loudness <= SILENCE:
            return np.zeros(1)
        spoken = [(self.lead + said.start / RATE, self.lead + said.end / RATE) for said in self.take.said]
        ducked = gains(spoken, self.seconds)
        aim = LOUDNESS + _SOFTEST + self.volume * (_LOUDEST - _SOFTEST)
        left = self.seconds - np.arange(len(ducked)) * STEP
        ends = np.minimum(1.0, np.maximum(0.0, left / (MUSIC_TAIL - 0.5))) * np.minimum(
            1.0, np.arange(len(ducked)) * STEP / 0.5
        )
        return np.asarray(ducked * ends * 10 ** ((aim - self.bed.loudness) / 20))
