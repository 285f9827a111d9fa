"""What was heard, played again: note for note, at its own time, so that an ear can tell whether it was heard right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from pipelines.music.hearing.note import HeardNote
from pipelines.music.score.instruments import Instrument
from pipelines.sound.limiter import LOUDNESS
from pipelines.sound.loudness import SILENCE, measured
from studio.jobs.engine import JobContext
from studio.words import Sentence, say

RATE, CHANNELS = 44_100, 2
LONGEST = 600.0
"""Seconds that are played again."""
_PIECE, _RING = 30, 3
"""Seconds that are played at once, and how long their last notes ring on into what follows."""
_CEILING = 0.85
"""The highest sample."""


class Again:
    """Keeps the sound in a file, so that its length does not fill the memory. To be closed."""

    def __init__(self, notes: Sequence[HeardNote], heard: float, path: Path) -> None:
        end = max(note.end for note in notes) + _RING
        self.seconds = min(LONGEST, max(heard, end))
        self.notes = [note for note in notes if note.start < self.seconds]
        self.said: tuple[Sentence, ...] = ()
        if end > self.seconds:
            self.said = (say("hearing.played_in_part", seconds=LONGEST),)
        self.gain, self.loudness = 1.0, SILENCE
        shape = (round(self.seconds * RATE), CHANNELS)
        self._sound = np.memmap(path, np.float32, "w+", shape=shape)

    def play(self, bank: Any, instrument: Instrument, ctx: JobContext) -> None:
        """Fill in the sound. `bank` plays notes as the studio's SoundFont does."""
        total = -(-int(self.seconds) // _PIECE)
        for number in range(total):
            ctx.progress("playing", number + 1, total)
            ctx.check()
            self._add(bank, instrument, number * _PIECE)
        self.loudness = measured(self._parts(), RATE)
        peak = max(float(np.abs(part).max()) for part in self._parts())
        self.gain = min(10 ** ((LOUDNESS - self.loudness) / 20), _CEILING / max(peak, 1e-6))
        self.loudness += 20 * float(np.log10(self.gain))

    def pieces(self) -> Iterator[np.ndarray]:
        """The sound at its loudness, float32 of shape (samples, 2), a second at a time."""
        for part in self._parts():
            yield part * np.float32(self.gain)

    def close(self) -> None:
        """Let go of the file."""
        del self._sound

    def _add(self, bank: Any, instrument: Instrument, start: int) -> None:
        now = [
            replace(note, start=note.start - start, end=min(note.end, LONGEST) - start)
            for note in self.notes
            if start <= note.start < start + _PIECE
        ]
        if not now:
            return
        lasting = max(note.end for note in now) + _RING
        sound = bank.play(instrument, now, lasting, lambda: None)
        place = self._sound[start * RATE : start * RATE + len(sound)]
        place += sound[: len(place)]

    def _parts(self) -> Iterator[np.ndarray]:
        for start in range(0, len(self._sound), RATE):
            yield self._sound[start : start + RATE]
