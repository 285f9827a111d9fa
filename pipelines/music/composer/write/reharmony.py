"""New chords under a tune that stands: the genre's own, one or two a bar, so that tune and chords agree."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.music.composer.genres import Genre
from pipelines.music.composer.write.placing import portions
from pipelines.music.composer.write.vocabulary import Vocabulary
from pipelines.music.score.score import Metre, Note
from pipelines.music.score.theory import Chord, Key, read_chord

PHRASE = 4
"""Bars after which a phrase comes to rest, half open or closed."""
WEIGHT = {"strong": 2.0, "weak": 1.0}
FOREIGN, CLASH = 1.0, 1.6
"""What a quarter note costs that is none of the chord's, and what more where it lies a semitone above one of them."""
USUAL = 0.5
"""What it weighs how usual a change of chords is in the genre, in nats."""
STILL, INNER = 0.35, 0.9
"""What the same chord in two bars costs, and what a change within a bar."""
HOME, REST = 2.5, 1.2
"""What a piece earns that begins and ends at home, and what a phrase earns that rests."""
CHANCE = 0.5
"""What chance weighs, so that another seed hears other chords in the same tune."""


@dataclass(frozen=True)
class Span:
    """A bar's half: its first beat, and the notes that sound in it, each with where in the bar and for how long."""

    start: float
    beats: float
    notes: tuple[tuple[int, float, float], ...]
    inner: bool
    """Whether it is a bar's second half."""
    phrase_ends: bool


def reharmonise(melody: Sequence[Note], key: Key, genre: Genre, metre: Metre, rng: random.Random) -> list[Chord]:
    """Chords without gaps from the first beat to the end of the melody's last bar, the tonic last.

    They are the genre's, and cost least together: tones of the tune on strong beats are the chord's, changes are the
    genre's own, phrases of four bars come to rest. Raises ValueError for a melody without notes.
    """
    if not melody:
        raise ValueError("there is no melody to put chords under")
    words = Vocabulary(genre, key)
    finder = Finder(words, metre, rng)
    spans = _spans(melody, metre)
    chords: list[Chord] = []
    for span, name in zip(spans, finder.best(spans), strict=True):
        if span.inner and chords[-1].numeral == name:
            chords[-1] = chords[-1].at(chords[-1].start, metre.bar)
        else:
            chords.append(finder.chords[name].at(span.start, span.beats))
    return chords


class Finder:
    """Finds the cheapest row of chords by dynamic programming over half bars."""

    def __init__(self, words: Vocabulary, metre: Metre, rng: random.Random) -> None:
        self.words, self.metre, self.rng = words, metre, rng
        plain = ("i", "iv", "V", "VI", "III", "VII") if words.key.minor else ("I", "ii", "IV", "V", "vi")
        names = dict.fromkeys([*words.numerals, *(words.spelt(name) for name in plain if words.key.mode in SIMPLE)])
        self.chords = {name: read_chord(name, words.key) for name in names}
        self.changes = _changes(words)

    def best(self, spans: Sequence[Span]) -> list[str]:
        """A numeral for each span."""
        costs = {name: self._sounds(name, spans[0]) - HOME * self._is_home(name) for name in self.chords}
        back: list[dict[str, str]] = []
        for index, span in enumerate(spans[1:], start=1):
            came: dict[str, str] = {}
            grown: dict[str, float] = {}
            for name in self.chords:
                ways = {other: costs[other] + self._moves(other, name, span.inner) for other in costs}
                came[name] = min(ways, key=lambda other: ways[other])
                grown[name] = ways[came[name]] + self._sounds(name, span)
                grown[name] -= self._rests(name, span, len(spans) - index)
            back.append(came)
            costs = grown
        row = [min(costs, key=lambda name: costs[name])]
        for came in reversed(back):
            row.append(came[row[-1]])
        return row[::-1]

    def _sounds(self, name: str, span: Span) -> float:
        """How ill a chord goes with what is sung over it."""
        chord, cost = self.chords[name], self.rng.random() * CHANCE
        for pitch, start, length in span.notes:
            strong = any(abs(start - beat) < 0.1 for beat in self.metre.strong)
            if pitch % 12 not in chord.tones:
                rough = CLASH * ((pitch - 1) % 12 in chord.tones)
                cost += (FOREIGN + rough) * length * WEIGHT["strong" if strong else "weak"]
        return cost

    def _moves(self, name: str, after: str, inner: bool) -> float:
        if name == after:
            return 0.0 if inner else STILL
        return INNER * inner + USUAL * -math.log((self.changes[name, after] + 0.3) / (sum(self.changes.values()) + 1))

    def _rests(self, name: str, span: Span, left: int) -> float:
        """What a chord earns where phrases end: the tonic in the end, what leads to it before, either elsewhere."""
        leads = (self.chords[name].root - self.words.key.tonic) % 12 in (7, 5, 10, 1)
        if left <= 2:
            return 4 * HOME * self._is_home(name)
        if left <= 4:
            return REST * leads
        return REST * (leads or self._is_home(name)) * span.phrase_ends

    def _is_home(self, name: str) -> bool:
        return self.chords[name].root == self.words.key.tonic and self.chords[name].over is None


SIMPLE = ("major", "minor")


def _changes(words: Vocabulary) -> Counter[tuple[str, str]]:
    """How often one chord follows another in the genre, its progressions played round and round."""
    changes: Counter[tuple[str, str]] = Counter()
    for table in words.tables:
        for row in table:
            names = [name for bar in row.split() for name in bar.split(",")]
            changes.update(zip(names, [*names[1:], names[0]], strict=True))
    return changes


def _spans(melody: Sequence[Note], metre: Metre) -> list[Span]:
    count = max(1, math.ceil((max(note.end for note in melody) - 0.05) / metre.bar))
    first, second = portions(2, metre)
    spans = []
    for bar in range(count):
        for offset, beats in ((0.0, first), (first, second)):
            start = bar * metre.bar + offset
            heard = _heard(melody, start, start + beats, bar * metre.bar)
            spans.append(Span(start, beats, heard, offset > 0, offset > 0 and (bar + 1) % PHRASE == 0))
    return spans


def _heard(melody: Sequence[Note], begin: float, end: float, bar: float) -> tuple[tuple[int, float, float], ...]:
    """The notes that sound between two beats: pitch, place in the bar, and how long they sound there."""
    return tuple(
        (note.pitch, max(begin, note.start) - bar, min(note.end, end) - max(note.start, begin))
        for note in melody
        if note.start < end - 0.05 and note.end > begin + 0.05
    )
