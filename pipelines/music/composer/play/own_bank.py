"""A SoundFont of the person's own, of which an instrument at a time is read."""

from __future__ import annotations

import mmap
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pipelines.music.composer.play.cutting import cut_out
from pipelines.music.composer.play.soundfont import SoundFont
from pipelines.music.score.instruments import Instrument
from studio.words import Sentence, plain, say

EVERY_KEY = (0, 127)


@dataclass(frozen=True)
class OwnBank:
    """A SoundFont file, SF2 or SF3, that may be missing, damaged, or lack instruments: then the studio's own play.

    It is mapped and not read: a piece takes a few megabytes of a file of hundreds.
    """

    file: Path

    def cut(self, instrument: Instrument) -> bytes | None:
        """A small SoundFont of the instrument alone; None where it cannot be had."""
        source = self._opened
        if not isinstance(source, SoundFont) or (instrument.bank, instrument.program) not in source.presets:
            return None
        keys = EVERY_KEY if instrument.is_drums else instrument.range
        try:
            return cut_out(source, instrument.bank, instrument.program, keys, instrument.without)
        except (KeyError, ValueError):
            return None

    def said(self, players: Iterable[Instrument]) -> tuple[Sentence, ...]:
        """What is to be said where these do not play from it."""
        if not isinstance(self._opened, SoundFont):
            return (say("composer.bank_unread", file=self.file.name, reason=self._opened),)
        lacking = dict.fromkeys(one.title for one in players if self.cut(one) is None)
        if not lacking:
            return ()
        return (say("composer.bank_lacks", file=self.file.name, instruments=", ".join(lacking)),)

    @cached_property
    def _opened(self) -> SoundFont | Sentence:
        """The file, or why it cannot be read."""
        try:
            with self.file.open("rb") as file:
                return SoundFont(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        except FileNotFoundError:
            return say("composer.bank_missing")
        except (OSError, ValueError) as error:
            return plain(str(error))
