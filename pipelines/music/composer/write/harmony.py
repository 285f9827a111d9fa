"""Chords for every bar of the form, with cadences where sections and the piece end."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise

from pipelines.music.composer.genres import Genre
from pipelines.music.composer.read.reading import Reading
from pipelines.music.composer.write.placing import as_asked, placed
from pipelines.music.composer.write.plans import Form, forms
from pipelines.music.composer.write.vocabulary import Vocabulary
from pipelines.music.score.score import Metre, Section
from pipelines.music.score.theory import Chord, Key, read_chord
from pipelines.music.score.tonality import clarity

DRAFTS = 20
"""How many times chords are drawn, at most, until they are plainly in the key; the plainest are taken."""
CLEAR = 0.25
"""How much better than any other key the piece's own fits what is plain, as a difference of correlations."""
PERIOD = 0.5
"""How likely the second four bars of a section have chords of their own."""
SIX_FOUR = 0.35
"""How likely a cadence by the book has the tonic's six-four before its dominant."""
AUTHENTIC = 0.85
"""How likely a piece closes by its dominant, where its genre has one."""


def harmonise(reading: Reading, metre: Metre, sections: Sequence[Section], rng: random.Random) -> list[Chord]:
    """Chords without gaps from the first beat to the end of the last section; the final chord is not among them.

    Sections of one kind have the same chords. What the reading names as its progression is what all of them have.
    """
    if reading.progression:
        return placed(as_asked(reading.progression, sections), reading.key, metre)
    final = final_chord(reading.genre, reading.key, 0.0, 2 * metre.bar)
    drafts = []
    for _ in range(DRAFTS):
        writer = Harmonist(reading, rng)
        chords = placed(writer.bars(sections), writer.words.key, metre)
        drafts.append((clarity([*chords, final], reading.key), chords))
        if drafts[-1][0] >= CLEAR:
            break
    return max(drafts, key=lambda draft: draft[0])[1]


def final_chord(genre: Genre, key: Key, start: float, beats: float) -> Chord:
    """The tonic that the piece comes to rest on, in the colour of the genre."""
    suffix = "5" if genre.power else genre.home[key.minor]
    return read_chord(("i" if key.minor else "I") + suffix, key).at(start, beats)


class Harmonist:
    """Chooses the chords of one piece, as roman numerals: a bar each, or several with commas."""

    def __init__(self, reading: Reading, rng: random.Random) -> None:
        self.genre, self.rng = reading.genre, rng
        self.form: Form = forms()[reading.genre.form]
        self.words = Vocabulary(reading.genre, reading.key)
        self.rows: dict[str, list[str]] = {}
        self.themes: dict[tuple[str, int], list[str]] = {}

    def bars(self, sections: Sequence[Section]) -> list[str]:
        """The numerals of every bar."""
        bars = [bar for section in sections for bar in self._section(section)]
        return self._closed(bars, sections[-1].bars)

    def _section(self, section: Section) -> list[str]:
        label = self.form.labels[section.kind]
        if label.chords == "intro":
            return _opening(self._row("verse"), section.bars)
        if label.chords == "outro":
            return _fitted(self._row("verse"), section.bars)
        known = self.themes.get((section.kind, section.bars))
        if known is None:
            known = self._theme(label.chords, section.bars)
            known = self._phrased(known, label.close) if section.bars > 2 else known
            self.themes[section.kind, section.bars] = known
        return known

    def _row(self, place: str) -> list[str]:
        """The progression of a place in the form, the same throughout the piece and another than the others'."""
        if place not in self.rows:
            rows = self.words.leaning() if place == "dominant" else list(self.words.progressions(place))
            fresh = [row for row in rows if row.split() not in self.rows.values()]
            self.rows[place] = self.rng.choice(fresh or rows).split()
        return self.rows[place]

    def _theme(self, place: str, bars: int) -> list[str]:
        row = self._row(place)
        if place == "dominant":
            return [*row[: bars - 1], row[-1]] if bars < len(row) else [*row[:-1] * bars, row[-1]][-bars:]
        if bars < 2 * len(row):
            return _fitted(row, bars)
        return [*row, *_fitted(self._answer(place, row), bars - len(row))]

    def _answer(self, place: str, row: list[str]) -> list[str]:
        """What follows a progression within a section: itself, or with a dominant that leads on, or another one."""
        others = [other.split() for other in self.words.progressions(place) if other.split() != row]
        others = [other for other in others if len(other) == len(row)]
        if others and not self.form.loops and self.rng.random() < PERIOD * self.genre.strict:
            return self.rng.choice(others)
        return self._led(row) if self.words.applied and self.rng.random() < PERIOD else row

    def _led(self, row: list[str]) -> list[str]:
        """With the dominant of one of its chords before that chord."""
        places = [
            index
            for index, (bar, after) in enumerate(pairwise(row))
            if "," not in bar and bar != after and _is_target(after.split(",")[0])
        ]
        if not places:
            return row
        index = self.rng.choice(places)
        goal = _degree(row[index + 1])
        return [*row[:index], f"{row[index]},V7/{goal}", *row[index + 1 :]]

    def _phrased(self, bars: list[str], close: str) -> list[str]:
        """Coming to rest on the tonic, or open on the dominant, where the form has it so."""
        if not close:
            return bars
        pairs = self.words.cadences() or self.words.usual_cadences()[:2]
        before, dominant = self.rng.choice(self._authentic(pairs) or pairs)
        if close == "half":
            return [*bars[:-2], before, dominant] if bars[-2] == dominant else [*bars[:-1], dominant]
        home = bars[0].split(",")[0] if self._is_home(bars[0].split(",")[0]) else self._home()
        return [*bars[:-2], f"{before},{dominant}", home]

    def _authentic(self, pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        """Those that close by the dominant."""
        fifth = (self.words.key.tonic + 7) % 12
        return [pair for pair in pairs if read_chord(pair[1], self.words.key).root == fifth]

    def _home(self) -> str:
        return self.words.spelt("i" if self.words.key.minor else "I")

    def _is_home(self, numeral: str) -> bool:
        chord = read_chord(numeral, self.words.key)
        return chord.root == self.words.key.tonic and chord.over is None

    def _closed(self, bars: list[str], last: int) -> list[str]:
        """The piece's cadence, before its final chord: a bar for each of its two chords, where there is room.

        A piece that loops ends in its loop, on whatever of its own leads home; a drone just ends.
        """
        mine = self.words.cadences()
        if self.form.loops:
            leads = not self._is_home(bars[-1].split(",")[-1])
            return bars if leads or not mine else [*bars[:-1], self.rng.choice(mine)[1]]
        pairs = mine or self.words.usual_cadences()[:2]
        if self.rng.random() < AUTHENTIC:
            pairs = self._authentic(pairs) or pairs
        before, dominant = self.rng.choice(pairs)
        if last < 2 or len(bars) < 4:
            return [*bars[:-1], dominant]
        if self.genre.strict and dominant in ("V", "V7") and self.rng.random() < SIX_FOUR:
            dominant = f"{'i' if self.words.key.minor else 'I'}/5,{dominant}"
        return [*bars[:-2], before, dominant]


def _is_target(numeral: str) -> bool:
    """Whether a degree can have a dominant of its own: a major or minor chord of the scale, other than the first."""
    foreign = any(sign in numeral for sign in "/oø")
    return not foreign and _degree(numeral).upper() in ("II", "III", "IV", "V", "VI")


def _degree(bar: str) -> str:
    """The degree that a bar begins on, without its suffix."""
    numeral = bar.split(",")[0]
    suffix = numeral.lstrip("b#").lstrip("IViv")
    return numeral.removesuffix(suffix) if suffix else numeral


def _fitted(row: Sequence[str], bars: int) -> list[str]:
    """A progression over so many bars: repeated; or, where it is longer, how it begins and how it ends."""
    if bars >= len(row):
        return [row[bar % len(row)] for bar in range(bars)]
    head = (bars + 1) // 2
    return [*row[:head], *row[len(row) - (bars - head) :]]


def _opening(row: Sequence[str], bars: int) -> list[str]:
    """What an introduction has: the progression, or as long as that is too long its first chord and its last."""
    return _fitted(row, bars) if bars >= len(row) else [row[0]] * (bars - 1) + [row[-1] if bars > 1 else row[0]]
