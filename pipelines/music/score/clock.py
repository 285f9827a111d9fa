"""When what is written sounds: beats to seconds, with swing and a slowing end."""

from __future__ import annotations

import math
from dataclasses import dataclass

from pipelines.music.score.score import Feel, Score

MOST_DYING = 0.6
"""At most this part of the final chord's time is left for it to die away."""


@dataclass(frozen=True)
class TempoMap:
    """Beats to seconds: steady, with the last bar before the final chord slowing down."""

    tempo: float
    slow_from: float
    slow_beats: float
    stretch: float
    """Extra beats' worth of time that the slowing takes in all."""

    @classmethod
    def of(cls, score: Score) -> TempoMap:
        bar = score.metre.bar
        bars = round(score.beats / bar)
        return cls(score.tempo, score.beats - bar, bar, slowing(bars, score.feel) * bar)

    def seconds(self, beat: float) -> float:
        """When a beat sounds."""
        place = min(1.0, max(0.0, (beat - self.slow_from) / self.slow_beats))
        # Growing with the square, so that the slowing begins unnoticed.
        return (beat + self.stretch * place * place) * 60 / self.tempo


def slowing(bars: int, feel: Feel) -> float:
    """Extra time that the ritardando takes, in bars. It goes over the last bar before the final chord."""
    return feel.rit * 0.5 if bars > 1 else 0.0


def ringing(seconds: float, feel: Feel) -> float:
    """How long players hold the final chord of `seconds` seconds: until the room has just the time to fall silent."""
    return seconds - min(MOST_DYING * seconds, 0.5 + 0.6 * feel.room)


def swung(beat: float, score: Score) -> float:
    """Swing moves what lies between the beats: the eighths of jazz, or the sixteenths of funk.

    Where three eighths make a beat there is none: they swing by themselves.
    """
    feel = score.feel
    if score.metre.denominator != 4:
        return beat
    if feel.swing != 0.5:
        return _bent(beat, feel.swing, 1.0)
    return _bent(beat, feel.swing16, 0.5) if feel.swing16 != 0.5 else beat


def _bent(beat: float, share: float, unit: float) -> float:
    whole = math.floor(beat / unit + 1e-9)
    part = beat / unit - whole
    bent = part * 2 * share if part < 0.5 else share + (part - 0.5) * 2 * (1 - share)
    return (whole + bent) * unit
