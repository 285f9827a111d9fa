"""What may come next in a melody that is being written: the rules of the craft as masks over the writer's tokens.

The rules leave the choice to the model: they rule out what an instrument cannot play, what lies outside the scale, what
does not fit the bar, and a phrase that ends in the air.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pipelines.music.composer.tune.events import (
    FIRST_EVENT,
    GRID,
    HIGHEST,
    HOLD,
    LINE,
    LOWEST,
    NAMES,
    PLACES,
    REST,
    VALUES,
    BarPlan,
    Event,
)

Mask = NDArray[np.bool_]
EVENTS = len(NAMES) - FIRST_EVENT
PLACE = np.repeat(np.array(PLACES), VALUES)
"""Of each event token, in order, its place."""
VALUE = np.tile(np.arange(LOWEST, HOLD + 1), len(PLACES))
IS_NOTE = VALUE < REST
FAR, WITHIN = 12, 9
"""No leap is wider than an octave; a phrase ends nearer than that to where the tune began, for it may begin again."""
CHORDAL = 1.0
"""What a chord tone gains on a strong beat, in nats."""
LOST = np.zeros(HIGHEST - LOWEST + 1, np.float32)
"""What an interval of so many semitones loses, in nats: the tunes were played on fiddles, and are to be sung."""
LOST[0] = LOST[3:5] = 0.4
LOST[5:8], LOST[8:] = 0.9, 2.1


@dataclass(frozen=True)
class Harmonics:
    """From one step of a bar on: the pitch classes (above the tonic) of the chord, and those a melody may use."""

    place: int
    tones: frozenset[int]
    scale: frozenset[int]


@dataclass(frozen=True)
class BarRules:
    """One bar to be written, with its rules. Pitches are semitones above the tonic of the writer's language."""

    plan: BarPlan
    length: int
    harmonics: tuple[Harmonics, ...]
    low: int
    high: int
    strong: tuple[int, ...]
    finest: int = 3
    """Notes begin on multiples of this many steps."""
    first: bool = False
    """Whether a phrase begins here."""
    closing: frozenset[int] | None = None
    """In a phrase's last bar, the pitch classes that it may end on."""
    rhythm: tuple[tuple[int, bool], ...] | None = None
    """Where something begins and whether it is a note (or a rest); None leaves that to the writer."""

    def scale_at(self, place: int) -> frozenset[int]:
        """The pitch classes that a melody may use at a step."""
        return [part.scale for part in self.harmonics if part.place <= place][-1]

    @cached_property
    def last_place(self) -> int:
        """Where the last note of a closing bar may begin, so that it has time to rest."""
        if self.rhythm:
            return max((place for place, note in self.rhythm if note), default=0)
        return max(place for place in range(0, self.length // 2 + 1, GRID if self.length == 48 else 18))

    @cached_property
    def always(self) -> Mask:
        """The events that the bar allows at all."""
        beginnings = [place for place, _ in self.rhythm] if self.rhythm else range(0, self.length, self.finest)
        allowed = np.isin(PLACE, list(beginnings)) & (self._pitches | ~IS_NOTE)
        if self.first:
            allowed &= VALUE != HOLD
        allowed &= (VALUE != HOLD) | (PLACE == 0)
        if self.rhythm:
            rests = [place for place, note in self.rhythm if not note]
            allowed &= np.isin(PLACE, rests) == (VALUE == REST)
        if self.closing is not None:
            allowed &= ~IS_NOTE | (self.last_place > PLACE) | (self._ends & (self.last_place == PLACE))
            allowed &= (VALUE != REST) | (self.last_place < PLACE)
        return np.asarray(allowed)

    @cached_property
    def leaning(self) -> NDArray[np.float32]:
        """Nats added to each event: chord tones on strong beats are preferred."""
        tones = self._by_harmony([harmonics.tones for harmonics in self.harmonics])
        return np.where(np.isin(PLACE, self.strong) & tones & IS_NOTE, CHORDAL, 0).astype(np.float32)

    @cached_property
    def _pitches(self) -> Mask:
        inside = (self.low <= VALUE) & (self.high >= VALUE) & IS_NOTE
        return np.asarray(inside & self._by_harmony([harmonics.scale for harmonics in self.harmonics]))

    @cached_property
    def _ends(self) -> Mask:
        return np.isin(VALUE % 12, list(self.closing or ()))

    def _by_harmony(self, classes: Sequence[frozenset[int]]) -> Mask:
        found = np.zeros(EVENTS, bool)
        for harmonics, allowed in zip(self.harmonics, classes, strict=True):
            found = np.where(harmonics.place <= PLACE, np.isin(VALUE % 12, list(allowed)), found)
        return found

    def allowed(self, events: Sequence[Event], before: int | None, home: int | None) -> tuple[Mask, bool]:
        """Which events may follow these of the bar, and whether the bar may end.

        `before` is the last pitch, `home` the tune's first.
        """
        at = events[-1][0] if events else -1
        allowed = self.always & (at < PLACE)
        if self.rhythm:
            following = [place for place, _ in self.rhythm if place > at]
            allowed &= (following[0] if following else -1) == PLACE
            done = not following
        else:
            allowed &= (PLACE == 0) if not events else (VALUE != REST) | (events[-1][1] != REST)
            done = bool(events)
        if before is not None:
            allowed &= ~IS_NOTE | (np.abs(VALUE - before) <= FAR)
        if self.closing is not None and home is not None:
            allowed &= ~IS_NOTE | (np.abs(VALUE - home) <= WITHIN)
        return self._closed(allowed, events, before, done)

    def _closed(self, allowed: Mask, events: Sequence[Event], before: int | None, done: bool) -> tuple[Mask, bool]:
        if self.closing is not None and not self.rhythm:
            rests = before is not None and before % 12 in self.closing
            done = done and rests
            if not rests:
                allowed = allowed & (VALUE != REST)
        # Where an instrument's span leaves nothing else, what went before goes on.
        return allowed, done or not allowed.any()


def logits_over(
    rules: BarRules, events: Sequence[Event], before: int | None, home: int | None, logits: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Logits of the bar line and of every event under the rules; minus infinity for what they rule out."""
    allowed, done = rules.allowed(events, before, home)
    own = np.where(allowed, logits[FIRST_EVENT:] + rules.leaning, -np.inf)
    if before is not None:
        own = own - LOST[np.minimum(np.abs(VALUE - before), HIGHEST - LOWEST)] * IS_NOTE
    return np.concatenate([[logits[LINE] if done else -np.inf], own]).astype(np.float32)
