"""Playing notes with the studio's SoundFont: one file an instrument, read when it is needed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.music.composer.play.performance import Sounding
from pipelines.music.score.instruments import Instrument
from studio.errors import LoadFailed
from studio.words import say

if TYPE_CHECKING:
    import numpy as np
    from tinysoundfont import Synth

RATE = 44100
BLOCK_SECONDS = 5
VOICES = 192
TOUCH = 1.35
"""The synthesiser's loudness is proportional to velocity; instruments answer the touch more than that."""


@dataclass(frozen=True)
class Soundbank:
    """A folder of SF3 files. Holds no sound itself, so it is small and may be used by several threads."""

    folder: Path

    def play(
        self, instrument: Instrument, notes: Sequence[Sounding], seconds: float, on_block: Callable[[], None]
    ) -> np.ndarray:
        """The notes as stereo sound, float32 of shape (samples, 2) at 44.1 kHz; may go beyond 1.

        `on_block` is called every few seconds of sound; what it raises ends the playing.
        """
        import numpy as np

        synth = self._synth(instrument)
        sound = np.zeros((round(seconds * RATE), 2), np.float32)
        view, now = memoryview(sound.data).cast("B"), 0
        for at, on, pitch, velocity in _events(notes, len(sound)):
            if at > now:
                synth.generate_simple(at - now, view[now * 8 : at * 8])
                now = at
            if on < 0:
                on_block()
            elif on:
                synth.noteon(0, pitch, velocity)
            else:
                synth.noteoff(0, pitch)
        synth.generate_simple(len(sound) - now, view[now * 8 :])
        return sound

    def _synth(self, instrument: Instrument) -> Synth:
        from tinysoundfont import SoundFontException, Synth

        synth = Synth(samplerate=RATE)
        try:
            font = synth.sfload((self.folder / f"{instrument.key}.sf3").read_bytes(), max_voices=VOICES)
            synth.program_select(0, font, instrument.bank, instrument.program, instrument.is_drums)
        except (OSError, RuntimeError, SoundFontException) as error:
            said = say("composer.sounds_unreadable", instrument=instrument.title, words=str(error))
            raise LoadFailed(said, hint=say("composer.get_or_install")) from error
        return synth


def load(path: Path) -> Soundbank:
    """The SoundFont in a folder. Raises LoadFailed where it holds none."""
    if not any(path.glob("*.sf3")):
        raise LoadFailed(say("composer.no_instruments", folder=str(path)), hint=say("composer.get_sounds"))
    return Soundbank(path)


def _events(notes: Sequence[Sounding], length: int) -> list[tuple[int, int, int, int]]:
    """Sample, kind (-1 a block begins, 0 a note ends, 1 it begins), pitch, velocity; in the order of playing."""
    events = [(at, -1, 0, 0) for at in range(0, length, BLOCK_SECONDS * RATE)]
    for note in notes:
        start, end = round(note.start * RATE), round(note.end * RATE)
        if start < length:
            events.append((start, 1, note.pitch, max(1, round(127 * (note.velocity / 127) ** TOUCH))))
            events.append((min(end, length), 0, note.pitch, 0))
    return sorted(events)
