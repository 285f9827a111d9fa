"""Drums: the genre's groove, louder or calmer with the section, that varies and leads from section to section."""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from pipelines.music.composer.genres import Genre
from pipelines.music.composer.tables import read_table
from pipelines.music.composer.write.patterns import laid, steps_of
from pipelines.music.score.score import Metre, Note, Section

Rows = dict[str, str]
"""What each sound plays: a row of one or more bars."""

# General MIDI percussion.
SOUNDS = {
    "kick": 36,
    "boom": 35,
    "side": 37,
    "snare": 38,
    "clap": 39,
    "floortom": 43,
    "hat": 42,
    "pedal": 44,
    "lowtom": 45,
    "open": 46,
    "midtom": 47,
    "crash": 49,
    "hightom": 50,
    "ride": 51,
    "bell": 53,
    "china": 52,
    "tambourine": 54,
    "cowbell": 56,
    "bongo_high": 60,
    "bongo_low": 61,
    "conga_mute": 62,
    "conga_high": 63,
    "conga_low": 64,
    "timbale_high": 65,
    "timbale_low": 66,
    "agogo_high": 67,
    "agogo_low": 68,
    "cabasa": 69,
    "shaker": 70,
    "guiro": 73,
    "guiro_long": 74,
    "claves": 75,
    "wood_high": 76,
    "wood_low": 77,
    "cuica": 78,
    "cuica_open": 79,
    "triangle_mute": 80,
    "triangle": 81,
    "castanets": 85,
    "surdo_mute": 86,
    "surdo": 87,
}
STROKES = {"X": 108, "x": 84, "o": 52}
# What each sound weighs in the kit: cymbals and shakers lie behind kick and snare.
WEIGHT = {"hat": 0.62, "open": 0.6, "ride": 0.68, "shaker": 0.55, "tambourine": 0.55, "crash": 0.78, "pedal": 0.6}
CALM, LIVELY, LOUD = 0.5, 0.6, 0.85
"""Energy under which a groove's calm rows are played; from which cymbals crash; over which its loud rows are played."""
FILLS = (
    ("hightom", "hightom", "midtom", "floortom"),
    ("snare", "snare", "hightom", "midtom"),
    ("snare",) * 4,
    ("snare", "hightom", "floortom", "kick"),
)
FULL = 4
"""Every so many bars the groove varies, and twice as far apart a beat of it is a small fill."""
GHOST = 40


class Drummer:
    """Plays one groove, and another beside it where sections lift, if the genre has one."""

    def __init__(self, genre: Genre, metre: Metre, rng: random.Random) -> None:
        self.genre, self.metre, self.rng = genre, metre, rng
        plain, lifted = self._grooves(), self._grooves()
        groove = rng.choice(plain)
        self.grooves = {"A": groove, "C": groove, "B": rng.choice([groove, *lifted])}
        self.beat = 1.5 if metre.denominator == 8 and set(metre.groups) == {1.5} else 1.0
        self.ghosts = rng.sample((3, 6, 7, 9, 10, 13, 15), 2)

    def _grooves(self) -> list[Mapping[str, Any]]:
        """The genre's grooves, those for this metre where there are any."""
        table = _table()
        known = [table[name] for name in self.genre.groove]
        written = [groove for groove in known if _steps(groove) == self.metre.steps]
        spare = "six" if self.metre.denominator == 8 else "three" if self.metre.steps == 12 else "four"
        return written or known or [table[spare]]

    def play(self, section: Section, last: bool) -> list[Note]:
        """The section's drums, with what leads into the next one. `last` is the section before the final chord."""
        notes: list[Note] = []
        rows, leads = self._rows(section), self._into(section, last)
        for bar in range(section.bars):
            start = (section.start_bar + bar) * self.metre.bar
            notes += self._varied(rows, bar, start)
        begin, end = section.start_bar * self.metre.bar, section.end_bar * self.metre.bar
        notes = self._led(notes, leads, begin, end, section)
        if section.energy > LIVELY and not self.genre.light:
            notes.append(stroke("crash", begin, 112))
        return notes

    def pickup(self, beat: float) -> list[Note]:
        """A beat that brings the drums in, before the section in which they begin."""
        return self._fill(beat - self.beat, self.beat)

    def final(self, start: float) -> list[Note]:
        """The stroke under the final chord."""
        name = "ride" if self.genre.light else "crash"
        return [stroke("kick", start, 92), stroke(name, start, 108)]

    def _into(self, section: Section, last: bool) -> str:
        """What leads on: before the final chord a fill, where the piece does not slow down."""
        if last:
            return "fill" if self.genre.rit < 0.05 and section.energy > CALM else ""
        return section.into if section.energy > CALM or section.into == "build" else ""

    def _led(self, notes: list[Note], into: str, begin: float, end: float, section: Section) -> list[Note]:
        if into == "fill" and section.bars > 1:
            length = 2 * self.beat if section.energy > LOUD and self.metre.bar > 2 * self.beat else self.beat
            return [note for note in notes if note.start < end - length] + self._fill(end - length, length)
        if into == "build":
            length = min(end - begin, self.metre.bar * (2 if section.bars > 3 else 1))
            kept = [note for note in notes if note.start < end - length or note.pitch in (SOUNDS["kick"],)]
            return kept + self._roll(end - length, length)
        if into == "stop":
            return [note for note in notes if note.start < end - self.beat]
        return notes

    def _rows(self, section: Section) -> Rows:
        groove = self.grooves[section.group]
        plain = {name: row for name, row in groove.items() if isinstance(row, str)}
        rows = plain
        if section.energy < CALM:
            rows = dict(groove.get("calm", plain))
        elif section.energy > LOUD:
            rows = {**plain, **groove.get("loud", {})}
        return {name: self._laid(row) for name, row in rows.items()}

    def _laid(self, row: str) -> str:
        if steps_of(row) == self.metre.steps:
            return row
        return "|".join(laid(bar, self.metre, "6/8" in self.genre.metres) for bar in row.split("|"))

    def _varied(self, rows: Rows, bar: int, start: float) -> list[Note]:
        """One bar of the groove. Every fourth one has something more; what people play has ghost notes."""
        notes = self._bar(rows, bar, start)
        if bar % FULL == FULL - 1 and "kick" in rows:
            at = start + self.metre.bar - self.beat / 2
            notes.append(stroke("open" if "hat" in rows and bar % (2 * FULL) == FULL - 1 else "kick", at, 80))
        if self.genre.loose > 4 and "snare" in rows and not self.genre.light:
            taken = {round((note.start - start) * 4) for note in notes if note.pitch == SOUNDS["snare"]}
            steps = [step for step in self.ghosts if step < self.metre.steps and step not in taken]
            notes += [stroke("snare", start + step / 4, GHOST) for step in steps if self.rng.random() < 0.6]
        return notes

    def _bar(self, rows: Rows, bar: int, start: float) -> list[Note]:
        notes = []
        for name, row in rows.items():
            bars = row.split("|")
            for step, sign in enumerate(bars[bar % len(bars)]):
                if sign != ".":
                    notes.append(stroke(name, start + step / 4, STROKES[sign]))
        return notes

    def _fill(self, start: float, length: float) -> list[Note]:
        """Beats that lead into the next section and grow louder: the groove's own where it has some."""
        if own := self.grooves["A"].get("fill"):
            return self._own_fill(own, start, length)
        count = round(length * 4)
        if self.genre.light:
            steps = [step for step in range(count) if step % 4 != 1]
            return [stroke("snare" if step % 2 else "side", start + step / 4, 50 + 30 * step / count) for step in steps]
        sounds: Sequence[str] = self.rng.choice(FILLS)
        strokes = [
            stroke(sounds[step * len(sounds) // count], start + step / 4, 72 + 34 * step / count)
            for step in range(count)
        ]
        return [*strokes, stroke("kick", start, 84)]

    def _own_fill(self, rows: Mapping[str, str], start: float, length: float) -> list[Note]:
        """The end of the bar that the groove has for fills."""
        bar = start + length - self.metre.bar
        notes = self._bar({name: self._laid(row) for name, row in rows.items()}, 0, bar)
        return [note for note in notes if note.start >= start - 1e-6]

    def _roll(self, start: float, length: float) -> list[Note]:
        """A roll that grows: eighths, and sixteenths from the middle on."""
        count = round(length * 4)
        steps = [step for step in range(count) if step % 2 == 0 or step >= count // 2]
        return [stroke("snare", start + step / 4, 38 + 66 * step / count) for step in steps]


def swelled(notes: Sequence[Note], begin: float, end: float) -> list[Note]:
    """Notes that grow from one beat to another, as a riser does."""
    return [
        replace(note, velocity=round(note.velocity * (0.75 + 0.4 * (note.start - begin) / (end - begin))))
        if begin <= note.start < end
        else note
        for note in notes
    ]


def stroke(name: str, beat: float, velocity: float) -> Note:
    return Note(SOUNDS[name], beat, 0.2, max(1, min(127, round(velocity * WEIGHT.get(name, 1.0)))))


def without(notes: Sequence[Note], sounds: Collection[str]) -> list[Note]:
    """The drums without some of their sounds."""
    pitches = {SOUNDS[name] for name in sounds}
    return [note for note in notes if note.pitch not in pitches]


@cache
def _table() -> dict[str, Any]:
    return read_table("grooves")


def _steps(groove: Mapping[str, Any]) -> int:
    return next(steps_of(row) for row in groove.values() if isinstance(row, str))
