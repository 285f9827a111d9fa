"""Bars: which part of a sound is a number of whole bars."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.music.score.score import Metre
from pipelines.sound.looping import SEAM
from pipelines.sound.pulse import downbeat, pulse
from pipelines.sound.recording import Recording
from studio.errors import BadInput
from studio.words import Sentence, say

USUAL = "4/4"
_NEAR = 0.04
"""Seconds by which a bar line may be missed."""
_WHOLE = 0.005
"""The share by which a file may miss whole bars, where its tempo was heard and not told, and still is whole bars."""


@dataclass(frozen=True)
class Wanted:
    """How many bars are wanted; None for all. Tempi in beats a minute: one that a person told, and one to a decimal."""

    bars: int | None
    told: float | None
    known: float | None
    metre: str


@dataclass(frozen=True)
class Part:
    """So many samples from sample `start` on, and what there is to say of them."""

    start: int
    frames: int
    note: Sentence
    tempo: float | None = None
    metre: str = ""


def bars_of(sound: Recording, wanted: Wanted) -> Part:
    """The bars that are wanted, from the first bar line on; all of a sound that has no beat. Raises BadInput where
    there are not as many bars."""
    metre = Metre(wanted.metre or USUAL)
    beats = metre.bar / metre.pulse
    beat = pulse(sound, wanted.told or wanted.known)
    tempo = wanted.told or (beat.tempo if beat else wanted.known)
    if tempo is None:
        if wanted.bars:
            raise BadInput(say("sound_tools.no_beat"), hint=say("sound_tools.tell_tempo"))
        return _all(sound)
    bar = beats * 60 / tempo
    start = downbeat(sound, beat, beats) if beat else 0.0
    if min(start, bar - start) < _NEAR:
        start = 0.0
    there = int((sound.seconds - start + _NEAR / 2) / bar)
    if (wanted.bars or 1) > there:
        raise BadInput(say("sound_tools.few_bars", bars=wanted.bars or 1, there=there, bar=bar))
    return _part(sound, start, wanted.bars or there, tempo, metre, exact=bool(wanted.told))


def _part(sound: Recording, start: float, bars: int, tempo: float, metre: Metre, exact: bool) -> Part:
    beats = bars * metre.bar / metre.pulse
    frames = round(beats * 60 / tempo * sound.rate)
    if start == 0 and not exact and abs(frames - sound.frames) < _WHOLE * sound.frames:
        frames, tempo = sound.frames, beats * 60 / sound.seconds
    first = max(0, min(round(start * sound.rate), sound.frames - frames))
    told = {"bars": bars, "metre": metre.name, "tempo": tempo, "start": first / sound.rate}
    return Part(first, frames, say("sound_tools.bars", **told), tempo, metre.name)


def _all(sound: Recording) -> Part:
    """But for the last moment, which passes into the first."""
    over = min(round(SEAM * sound.rate), sound.frames // 8)
    return Part(0, sound.frames - over, say("sound_tools.whole"))
