"""Melodies that the melody writer writes over the piece's chords, for the composer's sections."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.music.composer.genres import Genre
from pipelines.music.composer.tune.events import (
    CHORDS,
    GRID,
    HOLD,
    LETTERS,
    METRES,
    REST,
    BarPlan,
    Event,
    Harmony,
    PhrasePlan,
    density_class,
)
from pipelines.music.composer.tune.melody import Melodist
from pipelines.music.composer.tune.melody_rules import BarRules, Harmonics
from pipelines.music.composer.tune.melody_writer import MelodyWriter
from pipelines.music.composer.tune.phrase import MOTIFS, phrases, plan, register
from pipelines.music.score.score import Metre, Note, chord_at
from pipelines.music.score.theory import Chord, Key

MODES = {"phrygian": "minor", "lydian": "major", "pentatonic": "major", "hijaz": "mixolydian"}
"""The mode that the writer learnt and that is nearest to one it did not; the scale stays the piece's own."""
MODAL = ("mixolydian", "dorian", "phrygian")
"""Modes whose notes are those of a major or minor key on another tonic."""
FREE = {"straight", "running", "dotted", "classical", "gentle", "triple", "compound", "broad"}
"""Families whose rhythm the writer finds itself; the others' accents are not in the tunes it learnt from."""
SHAPES = ("arch", "rise", "valley", "fall")
"""How the phrases of a verse go, one after the other, from the piece's own on."""
FORMS = {1: ("a",), 2: ("ab", "aa"), 3: ("aab", "aba"), 4: ("abab", "abac", "aaba")}
LIVELY = {"running": 0.8, "dotted": 0.4}
"""Notes a quarter note on top of what the energy asks for."""
Heard = dict[str, tuple[str, list[tuple[Event, ...]]]]
"""Phrases by their place in the form: the writer's letter, and the bars."""


@dataclass(frozen=True)
class _Ground:
    """What a phrase stands on: its first beat, its bars, the piece's chords, the span above the tonic."""

    start: float
    bars: int
    chords: Sequence[Chord]
    span: tuple[int, int]


def can_write(metre: Metre) -> bool:
    """Whether the writer learnt tunes in a metre; in the others they are written by rule."""
    return metre.name in METRES


class ModelMelodist(Melodist):
    """A melodist whose themes are the model's; it ornaments what returns as the other one does."""

    def __init__(
        self,
        genre: Genre,
        key: Key,
        metre: Metre,
        energy: float,
        rng: random.Random,
        writer: MelodyWriter,
        lean: float = 0.5,
    ) -> None:
        super().__init__(genre, key, metre, energy, rng, lean)
        self.mode = MODES.get(key.mode, key.mode)
        self.tune = writer.begin(self.mode, metre.name, rng.randrange(2**32))
        self.letters = 0
        self.opening: Heard = {}
        # Seeds side by side begin with other shapes.
        self.shapes = SHAPES[int(lean * len(SHAPES)) :] + SHAPES[: int(lean * len(SHAPES))]

    def theme(
        self,
        kind: str,
        start: float,
        bars: int,
        chords: Sequence[Chord],
        span: tuple[int, int],
        closed: bool,
        form: str = "",
    ) -> list[Note]:
        """A section's melody, in phrases of four bars. A phrase whose letter of the form (one letter each; drawn where
        it is not given) returns differs in its last bar only."""  # fmt: skip
        heard: Heard = {}
        notes = self._section(kind, start, bars, chords, span, closed, form or self._form(bars), heard)
        self.opening = self.opening or heard
        return notes

    def close_with(self, start: float, bars: int, chords: Sequence[Chord], span: tuple[int, int]) -> list[Note]:
        """Bars in the manner of the piece's first, open at their end: the final chord's note closes them."""
        heard: Heard = {place: (letter, []) for place, (letter, _) in self.opening.items()}
        return self._section("A", start, bars, chords, span, False, self._form(bars), heard)

    def _section(
        self, kind: str, start: float, bars: int, chords: Sequence[Chord], span: tuple[int, int], closed: bool,
        form: str, heard: Heard,
    ) -> list[Note]:  # fmt: skip
        span = register(span, kind, self.lean)
        base = self._base(*span)
        notes: list[Note] = []
        for (offset, length), place in zip(phrases(bars), form, strict=True):
            letter, before = heard.get(place) or (self._letter(), [])
            begin = start + offset * self.metre.bar
            ground = _Ground(begin, length, chords, (span[0] - base, span[1] - base))
            end = "tonic" if closed and offset + length == bars else "stable"
            names = plan(length, *MOTIFS[kind])
            rules = [self._bar(ground, index, name, end) for index, name in enumerate(names)]
            phrase = PhrasePlan(tuple(rule.plan for rule in rules), letter, self._shape(kind), self._density(), end)
            written = self.tune.write(phrase, rules, _again(rules, before))
            heard.setdefault(place, (letter, written))
            notes += self._notes(written, begin, base)
        return notes

    def _form(self, bars: int) -> str:
        count = len(phrases(bars))
        return self.rng.choice(FORMS.get(count, ("abac" * count,)))[:count]

    def _letter(self) -> str:
        self.letters += 1
        return LETTERS[min(self.letters, len(LETTERS)) - 1]

    def _shape(self, kind: str) -> str:
        if kind != "A":
            return self.rng.choice(("arch", "arch", "fall"))
        self.shapes = (*self.shapes[1:], self.shapes[0])
        return self.shapes[-1]

    def _density(self) -> str:
        return density_class(
            round(100 * (0.35 + 0.9 * self.energy + LIVELY.get(self.genre.rhythm, 0.0) + self.busy)), 100
        )

    def _base(self, low: int, high: int) -> int:
        """The tonic, as a MIDI note, above which the span lies as the tunes that were learnt lie above theirs."""
        return min(range(self.key.tonic, 128, 12), key=lambda note: abs(note + 7 - (low + high) / 2))

    def _bar(self, ground: _Ground, index: int, name: str, end: str) -> BarRules:
        """The rules of one bar of a phrase."""
        start = ground.start + index * self.metre.bar
        until = start + self.metre.bar
        heard = [chord for chord in ground.chords if chord.start < until - 1e-6 and chord.end > start + 1e-6]
        heard = heard or [chord_at(ground.chords, start)]
        harmonics = tuple(self._harmonics(chord, start) for chord in heard)
        told = tuple((part.place, self._triad(chord)) for part, chord in zip(harmonics, heard, strict=True))
        family = self.genre.rhythm
        return BarRules(
            BarPlan(told),
            round(self.metre.bar * GRID),
            harmonics,
            *ground.span,
            strong=tuple(round(beat * GRID) for beat in self.metre.strong),
            finest=3 if family in LIVELY or self.metre.name == "6/8" else 6,
            first=index == 0,
            closing=self._rests(harmonics[-1], end) if index + 1 == ground.bars else None,
            rhythm=None if family in FREE else _rhythm(self.close if name == "close" else self.bars[name]),
        )

    def _harmonics(self, chord: Chord, start: float) -> Harmonics:
        tones = frozenset((tone - self.key.tonic) % 12 for tone in chord.tones[:4])
        scale = frozenset((tone - self.key.tonic) % 12 for tone in self.scale(chord))
        return Harmonics(max(0, round((chord.start - start) * GRID)), tones & scale or tones, scale)

    def _triad(self, chord: Chord) -> Harmony | None:
        """The chord as the writer learnt it; None where it did not."""
        above = {(tone - chord.root) % 12 for tone in chord.tones}
        minor = 3 in above or (4 not in above and (chord.root + 3) % 12 in self.key.scale)
        kind = "diminished" if minor and 6 in above and 7 not in above else "minor" if minor else "major"
        triad = ((chord.root - self.key.tonic) % 12, kind)
        return triad if triad in CHORDS[self.mode] else None

    def _rests(self, harmonics: Harmonics, end: str) -> frozenset[int]:
        """Pitch classes to end a phrase on: the tonic, or what the tonic's chord and the one that sounds share."""
        if end == "tonic" and 0 in harmonics.scale:
            return frozenset({0})
        # Where a mode has the notes of another key, its first and fifth alone say which of them is home.
        third = set() if self.key.mode in MODAL and not self.genre.power else {3 if self.key.minor else 4}
        home = {0, 7, *third} & harmonics.scale
        return frozenset(home & harmonics.tones or harmonics.tones)

    def _notes(self, bars: Sequence[Sequence[Event]], start: float, base: int) -> list[Note]:
        """Bars of events as notes: each sounds until the next event."""
        events = [
            (start + index * self.metre.bar + place / GRID, value)
            for index, bar in enumerate(bars)
            for place, value in bar
            if value != HOLD
        ]
        ends = [*(beat for beat, _ in events[1:]), start + len(bars) * self.metre.bar]
        return [
            Note(base + value, beat, (end - beat) * 0.96, 88 if self._is_strong(beat, end - beat) else 78)
            for (beat, value), end in zip(events, ends, strict=True)
            if value < REST
        ]


def _again(rules: Sequence[BarRules], before: Sequence[tuple[Event, ...]]) -> list[tuple[Event, ...]]:
    """The bars that return as they were: all but the last, up to one whose chords have changed under it."""
    result = []
    for rule, events in zip(rules[:-1], before[:-1], strict=False):
        if any(value < REST and value % 12 not in rule.scale_at(place) for place, value in events):
            break
        result.append(events)
    return result


def _rhythm(lengths: Sequence[float]) -> tuple[tuple[int, bool], ...]:
    """Note lengths (rests negative) as places."""
    places, at = [], 0.0
    for length in lengths:
        places.append((round(at * GRID), length > 0))
        at += abs(length)
    return tuple(places)
