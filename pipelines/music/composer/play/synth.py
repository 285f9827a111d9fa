"""Playing notes with the studio's SoundFont, one file an instrument, or a person's own where it has the instrument."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.music.composer.play.drumkit import Kit, struck
from pipelines.music.composer.play.own_bank import OwnBank
from pipelines.music.composer.play.performance import Motion, Sounding
from pipelines.music.score.expression import WHEEL
from pipelines.music.score.instruments import Instrument
from studio.errors import LoadFailed
from studio.words import Sentence, say

if TYPE_CHECKING:
    import numpy as np
    from tinysoundfont import Synth

RATE = 44100
BLOCK_SECONDS = 5
VOICES = 192
BLOCK, OFF, BEND, ON = range(4)
"""What happens at a sample, in the order in which it does where several do."""
STILL = Motion()
TOUCH = 1.35
"""The synthesiser's loudness is proportional to velocity; instruments answer the touch more than that."""


@dataclass(frozen=True)
class Soundbank:
    """A folder of SF3 files, and a SoundFont of the person's own that stands before them. Holds no sound itself, so it
    is small and may be used by several threads."""

    folder: Path
    own: OwnBank | None = None

    def said(self, players: Iterable[Instrument]) -> tuple[Sentence, ...]:
        """For the person: where their own SoundFont could not play what it was to play."""
        return self.own.said(players) if self.own else ()

    def play(
        self,
        instrument: Instrument,
        notes: Sequence[Sounding],
        seconds: float,
        on_block: Callable[[], None],
        motion: Motion = STILL,
    ) -> np.ndarray:
        """The notes as stereo sound, float32 of shape (samples, 2) at 44.1 kHz; may go beyond 1.

        `on_block` is called every few seconds of sound; what it raises ends the playing.
        """
        import numpy as np

        synth = self._synth(instrument)
        sound = np.zeros((round(seconds * RATE), 2), np.float32)
        view, now = memoryview(sound.data).cast("B"), 0
        for at, what, value, velocity in _events(notes, motion, len(sound)):
            if at > now:
                synth.generate_simple(at - now, view[now * 8 : at * 8])
                now = at
            if what == BLOCK:
                on_block()
            elif what == BEND:
                synth.pitchbend(0, value)
            elif what == ON:
                synth.noteon(0, value, velocity)
            else:
                synth.noteoff(0, value)
        synth.generate_simple(len(sound) - now, view[now * 8 :])
        return swelled(sound, motion)

    def struck(self, kit: Kit, notes: Sequence[Sounding], seconds: float) -> np.ndarray:
        """What of the notes is played with drum samples, as `play` gives it."""
        return struck(self.folder / "drums", kit, notes, round(seconds * RATE), RATE, TOUCH)

    def _synth(self, instrument: Instrument) -> Synth:
        from tinysoundfont import SoundFontException, Synth

        synth = Synth(samplerate=RATE)
        try:
            data = self.own.cut(instrument) if self.own else None
            font = synth.sfload(data or (self.folder / f"{instrument.key}.sf3").read_bytes(), max_voices=VOICES)
            synth.program_select(0, font, instrument.bank, instrument.program, instrument.is_drums)
        except (OSError, RuntimeError, SoundFontException) as error:
            said = say("composer.sounds_unreadable", instrument=instrument.title, words=str(error))
            raise LoadFailed(said, hint=say("composer.get_or_install")) from error
        return synth


def load(path: Path, own: Path | None = None) -> Soundbank:
    """The SoundFont in a folder, and that of the person. Raises LoadFailed where the folder holds none."""
    if not any(path.glob("*.sf3")):
        raise LoadFailed(say("composer.no_instruments", folder=str(path)), hint=say("composer.get_sounds"))
    return Soundbank(path, OwnBank(own) if own else None)


def swelled(sound: np.ndarray, motion: Motion) -> np.ndarray:
    """The sound, louder and softer as its player wants it; smooth, as no controller of 127 steps would be."""
    import numpy as np

    if not motion.swell:
        return sound
    times, shares = zip(*motion.swell, strict=True)
    gain = np.interp(np.arange(len(sound), dtype=np.float32) / RATE, times, shares).astype(np.float32)
    sound *= gain[:, None]
    return sound


def _events(notes: Sequence[Sounding], motion: Motion, length: int) -> list[tuple[int, int, int, int]]:
    """Sample, what happens there, a pitch or the wheel's place, velocity; in the order of playing."""
    events = [(at, BLOCK, 0, 0) for at in range(0, length, BLOCK_SECONDS * RATE)]
    for note in notes:
        start, end = round(note.start * RATE), round(note.end * RATE)
        if start < length:
            events.append((start, ON, note.pitch, max(1, round(127 * (note.velocity / 127) ** TOUCH))))
            events.append((min(end, length), OFF, note.pitch, 0))
    for second, semitones in motion.bends:
        if (at := round(second * RATE)) < length:
            events.append((at, BEND, max(0, min(16383, round(8192 + 8192 * semitones / WHEEL))), 0))
    return sorted(events)
