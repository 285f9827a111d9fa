"""Drums: the genre's groove, louder or calmer with the section, with fills and crashes where sections meet."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

from pipelines.music.composer.genres import Genre
from pipelines.music.composer.tables import read_table
from pipelines.music.composer.write.patterns import bars_of
from pipelines.music.score.score import Metre, Note, Section

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
    "tambourine": 54,
    "conga_high": 63,
    "conga_low": 64,
    "shaker": 70,
}
STROKES = {"X": 108, "x": 84, "o": 52}
# What each sound weighs in the kit: cymbals and shakers lie behind kick and snare.
WEIGHT = {"hat": 0.62, "open": 0.6, "ride": 0.68, "shaker": 0.55, "tambourine": 0.55, "crash": 0.78, "pedal": 0.6}
LIGHT = {"bossa", "folk", "lofi", "jazz", "celtic"}


class Drummer:
    """Plays one groove throughout, which is what makes a groove."""

    def __init__(self, genre: Genre, metre: Metre, rng: random.Random) -> None:
        self.genre, self.metre, self.rng = genre, metre, rng
        table = read_table("grooves")
        fitting = [table[name] for name in genre.groove if _steps(table[name]) == metre.steps]
        spare = {"4/4": "four", "3/4": "three", "6/8": "six"}[metre.name]
        self.groove: Mapping[str, Any] = rng.choice(fitting or [table[spare]])

    def play(self, section: Section, last: bool) -> list[Note]:
        """The section's drums. Before another section the last bar ends with a fill, unless the section is calm."""
        notes: list[Note] = []
        rows = self._rows(section)
        for bar in range(section.bars):
            start = (section.start_bar + bar) * self.metre.bar
            fill = bar + 1 == section.bars and section.energy > 0.45 and not last
            notes += self._bar(rows, bar, start, fill)
        if section.energy > 0.6 and self.genre.key not in LIGHT:
            notes.append(Note(SOUNDS["crash"], section.start_bar * self.metre.bar, 1.0, 88))
        return notes

    def final(self, start: float) -> list[Note]:
        """The stroke under the final chord."""
        name = "ride" if self.genre.key in LIGHT else "crash"
        return [Note(SOUNDS["kick"], start, 0.5, 92), Note(SOUNDS[name], start, 1.0, 84)]

    def _rows(self, section: Section) -> dict[str, str]:
        plain = {name: row for name, row in self.groove.items() if isinstance(row, str)}
        if section.energy < 0.5:
            return dict(self.groove.get("calm", plain))
        return {**plain, **self.groove.get("loud", {})} if section.energy > 0.85 else plain

    def _bar(self, rows: Mapping[str, str], bar: int, start: float, fill: bool) -> list[Note]:
        notes = []
        silent_from = self.metre.steps - 4 if fill else self.metre.steps
        for name, row in rows.items():
            bars = bars_of(row, self.metre.steps)
            for step, sign in enumerate(bars[bar % len(bars)]):
                if sign != "." and step < silent_from:
                    notes.append(_stroke(name, start + step / 4, STROKES[sign]))
        return notes + (self._fill(start + silent_from / 4) if fill else [])

    def _fill(self, start: float) -> list[Note]:
        """A beat that leads into the next section and grows louder."""
        if self.genre.key in LIGHT:
            return [_stroke("snare" if step % 2 else "side", start + step / 4, 50 + 10 * step) for step in (0, 2, 3)]
        choices = (
            ("hightom", "hightom", "midtom", "floortom"),
            ("snare", "snare", "hightom", "midtom"),
            ("snare",) * 4,
        )
        strokes = [_stroke(name, start + step / 4, 72 + 9 * step) for step, name in enumerate(self.rng.choice(choices))]
        return [*strokes, _stroke("kick", start, 84)]


def _stroke(name: str, beat: float, velocity: int) -> Note:
    return Note(SOUNDS[name], beat, 0.2, max(1, min(127, round(velocity * WEIGHT.get(name, 1.0)))))


def _steps(groove: Mapping[str, Any]) -> int:
    return next(len(row.split("|")[0]) for row in groove.values() if isinstance(row, str))
