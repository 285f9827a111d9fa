"""The frame of a piece: its sections, and how the tempo is bent so that it fills its time."""

from __future__ import annotations

import random
from dataclasses import dataclass

from pipelines.music.composer.genres import Genre
from pipelines.music.composer.read.reading import Reading
from pipelines.music.composer.write.plans import Form, Layout, drawn, forms
from pipelines.music.score.clock import slowing
from pipelines.music.score.score import Metre, Section
from studio.words import Sentence, say

BEND = 0.08
"""How much slower or faster than chosen, as a part, a piece may be so that its form fits its time."""
SLOWEST, FASTEST = 0.7, 1.4
"""The same where the person wrote the form; twice as many bars always fit between them."""
BEND_COST = 14.0
ODD_COST = 0.4
SHORTEST_RING = 2.0
"""Seconds that the final chord has at least, where a form that was asked for would not fit otherwise."""


@dataclass(frozen=True)
class Plan:
    """The frame of a piece. The final chord starts after the last section and rings until the end."""

    tempo: float
    """Quarter notes a minute."""
    sections: tuple[Section, ...]
    said: tuple[Sentence, ...] = ()
    """For the person: what of the form that was asked for does not fit."""

    @property
    def bars(self) -> int:
        return self.sections[-1].end_bar


def plan(reading: Reading, seconds: float, metre: Metre, rng: random.Random) -> Plan:
    """Choose bars, tempo and sections for `seconds` seconds. A tempo that was given is kept exactly; another is bent.

    Sections that the reading names are followed: they set the tempo where none was given, and where one was, as many
    of their bars are played as fit. What is left out or added is said.
    """
    frame = Frame(reading, seconds, metre)
    if reading.structure:
        return frame.as_asked()
    return frame.by_genre(rng)


class Frame:
    """The time that a piece has, and the bars that it holds."""

    def __init__(self, reading: Reading, seconds: float, metre: Metre) -> None:
        self.reading, self.genre, self.metre = reading, reading.genre, metre
        self.form: Form = forms()[reading.genre.form]
        self.seconds = seconds
        self.ring = _ring(seconds, reading.genre)
        self.room = max(seconds - self.ring, self._bar(reading.tempo))

    def by_genre(self, rng: random.Random) -> Plan:
        """The genre's own form, in the number of bars that it fits best."""
        wanted = self.room / self._bar(self.reading.tempo)
        if self.reading.tempo_is_given:
            layout = drawn(self.form.layouts(max(1, int(wanted))), rng)
            return Plan(self.reading.tempo, self.form.sections(layout))
        near = [bars for bars in range(1, int(wanted * 1.1) + 2) if abs(bars / wanted - 1) <= BEND]
        choices = [
            (cost + BEND_COST * abs(bars / wanted - 1) + ODD_COST * (bars % 2), layout)
            for bars in near or [max(1, round(wanted))]
            for cost, layout in self.form.layouts(bars)
        ]
        layout = drawn(choices, rng)
        tempo = self._filling(sum(bars for _, bars in layout))
        return Plan(min(240.0, max(36.0, tempo)), self.form.sections(layout))

    def as_asked(self) -> Plan:
        """The sections that the person wrote, as often as they fill the time."""
        asked = self._shortened() if self.reading.elastic else self.reading.structure
        total = sum(bars for _, bars in asked)
        if self.reading.tempo_is_given:
            return self._within(asked, total, self.reading.tempo)
        rounds = 1
        while self._filling(total * rounds) < SLOWEST * self.reading.tempo:
            rounds += 1
        tempo = self._filling(total * rounds)
        fastest = FASTEST * self.reading.tempo
        if tempo > fastest:
            return self._within(asked, total, fastest)
        said = (say("composer.form.again", bars=total, times=rounds),) if rounds > 1 else ()
        return Plan(tempo, self.form.sections(asked * rounds), said)

    def _shortened(self) -> Layout:
        """Sections that nobody counted: the usual bars, halved until all of them fit."""
        asked, tempo = self.reading.structure, self.reading.tempo * (1 if self.reading.tempo_is_given else FASTEST)
        while sum(bars for _, bars in asked) * self._bar(tempo) > self.room and max(bars for _, bars in asked) > 1:
            asked = tuple((label, max(1, bars // 2)) for label, bars in asked)
        return asked

    def _within(self, asked: Layout, total: int, tempo: float) -> Plan:
        """At a tempo: cut where the time is over, or going on until it is."""
        bars = max(1, int(self.room / self._bar(tempo) + 1e-6))
        if bars < total and total * self._bar(tempo) + SHORTEST_RING <= self.seconds:
            bars = total
        if bars < total:
            needed = round(total * self._bar(tempo) + _ring(total * self._bar(tempo) * 1.1, self.genre) + 0.5)
            said = say("composer.form.cut", played=bars, bars=total, seconds=needed)
            return Plan(tempo, self.form.sections(_cut(asked, bars)), (said,))
        spare = bars - total
        if spare * 2 >= total:
            rounds = -(-bars // total)
            said = say("composer.form.filled", bars=total, spare=spare)
            return Plan(tempo, self.form.sections(_cut(asked * rounds, bars)), (said,))
        extended = (say("composer.form.longer", bars=total, spare=spare),) if spare else ()
        return Plan(tempo, self.form.sections(_lengthened(asked, spare)), extended)

    def _bar(self, tempo: float) -> float:
        """Seconds of a bar."""
        return self.metre.bar * 60 / tempo

    def _filling(self, bars: int) -> float:
        """The tempo at which so many bars, and the slowing of the last, fill the room."""
        return (bars + slowing(bars, self.genre.feel)) * self.metre.bar * 60 / self.room


def _ring(seconds: float, genre: Genre) -> float:
    """Seconds from the attack of the final chord to the end: longer in larger rooms."""
    return min(0.32 * seconds, 2.6 + 0.55 * genre.room)


def _cut(layout: Layout, bars: int) -> Layout:
    """The first `bars` bars of a layout."""
    kept: list[tuple[str, int]] = []
    for label, length in layout:
        if bars > 0:
            kept.append((label, min(length, bars)))
        bars -= length
    return tuple(kept)


def _lengthened(layout: Layout, bars: int) -> Layout:
    """With more bars in its outro, or with an outro."""
    if not bars:
        return layout
    label, length = layout[-1]
    return (*layout[:-1], ("outro", length + bars)) if label == "outro" else (*layout, ("outro", bars))
