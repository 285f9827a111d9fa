"""Melodies: motifs that are repeated, moved, varied and brought to rest, over the chords of the piece.

A phrase is a plan of bars (a motif, its answer, the motif again, a close). Its rhythm comes from the genre's family;
its pitches from a beam search that weighs what makes a line singable: steps more than leaps, leaps that turn back,
chord tones on strong beats, a contour with one high point, motifs that keep their intervals when they return.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines.music.composer.genres import Genre
from pipelines.music.composer.tune.phrase import (
    AUGMENTED,
    FRAGMENT,
    GROWN,
    INVERTED,
    MOTIFS,
    Phrase,
    Slot,
    phrases,
    plan,
    register,
)
from pipelines.music.composer.tune.rhythm import Bar, augmented, density, fragment, rhythms
from pipelines.music.composer.tune.solo import Soloist
from pipelines.music.score.score import Metre, Note, chord_at
from pipelines.music.score.theory import Chord, Key

BEAM = 10
# What an interval costs, by semitones. Steps are the normal way to go; a tritone or a seventh is hard to sing.
LEAP_COST = {
    0: 1.0,
    1: 0.15,
    2: 0.0,
    3: 0.35,
    4: 0.5,
    5: 0.7,
    6: 3.5,
    7: 1.1,
    8: 2.0,
    9: 2.0,
    10: 4.0,
    11: 5.0,
    12: 1.8,
}
TOO_FAR = 9.0
SPREAD = 0.7
"""How many notes a quarter note the busiest tune of an energy has more than the calmest."""
EARLIEST, LATEST = 0.2, 0.85
"""Where a phrase has its high point, as a part of it."""
SAME = 5.0
"""What a bar costs that was heard before in its section, note for note."""


@dataclass
class Line:
    """A line in the making: pitches so far, and the intervals of each motif when it was first heard."""

    pitches: list[int] = field(default_factory=list)
    cost: float = 0.0


class Melodist:
    """Writes the melodies of one piece. Rhythms and habits are drawn once, so that a piece is of one kind."""

    def __init__(
        self, genre: Genre, key: Key, metre: Metre, energy: float, rng: random.Random, lean: float = 0.5
    ) -> None:
        self.lean, self.busy = lean, SPREAD * (2 * lean % 1 - 0.5)
        self.genre, self.key, self.metre, self.energy, self.rng = genre, key, metre, energy, rng
        self.moves, self.rests = rhythms(genre, metre)
        self.bars = {name: self._draw_bar() for name in ("a", "b", "c", "d")}
        self.close = rng.choice(self.rests)
        self.turn = EARLIEST + (LATEST - EARLIEST) * (2 * lean % 1)
        self.patience = rng.uniform(0.7, 1.3)
        self.heard: set[tuple[str, tuple[int, ...]]] = set()
        """Bars of the section so far: their rhythm's name and their pitches."""

    def theme(
        self, kind: str, start: float, bars: int, chords: Sequence[Chord], span: tuple[int, int], closed: bool
    ) -> list[Note]:
        """A section's melody. `kind` is the section's group: B lies higher than A. `span` in MIDI notes."""
        notes: list[Note] = []
        low, high = register(span, kind, self.lean)
        self.heard = set()
        for offset, length in phrases(bars):
            names = plan(length, *MOTIFS[kind])
            if offset and length == len(names) == 4:
                names = [name.format(*MOTIFS[kind]) for name in self.rng.choice(GROWN)]
            last = offset + length == bars
            slots = self._slots(names, start + offset * self.metre.bar)
            notes += self._sing(Phrase(tuple(slots), chords, low, high, closed and last))
        return notes

    def solo(self, start: float, bars: int, chords: Sequence[Chord], span: tuple[int, int]) -> list[Note]:
        """An improvised chorus: never the same twice."""
        return Soloist(self.genre, self.key, self.metre, self.rng, span).play(start, bars, chords)

    def varied(self, notes: Sequence[Note], chords: Sequence[Chord], shift: float) -> list[Note]:
        """The same melody later, ornamented: some long notes get a neighbour or a passing note, some a hold-back."""
        result: list[Note] = []
        for index, note in enumerate(notes):
            following = notes[index + 1].pitch if index + 1 < len(notes) else note.pitch
            moved = note.moved(shift)
            # A phrase's last note stays whole: it is where the singer breathes.
            if 0.9 <= note.length <= 2.0 and abs(following - note.pitch) <= 7 and self.rng.random() < 0.45:
                result += self._ornamented(moved, following, chord_at(chords, moved.start))
            else:
                result.append(moved)
        return result

    def close_with(self, start: float, bars: int, chords: Sequence[Chord], span: tuple[int, int]) -> list[Note]:
        """A few bars of the first motif, open at their end: the final chord's note closes them."""
        low, high = register(span, "A", self.lean)
        names = [("a", "a" + FRAGMENT, "a" + INVERTED, "a" + AUGMENTED)[bar % 4] for bar in range(bars)]
        self.heard = set()
        return self._sing(Phrase(tuple(self._slots(names, start)), chords, low, high, False))

    def worded(
        self, slots: Sequence[Slot], kind: str, chords: Sequence[Chord], span: tuple[int, int], closed: bool
    ) -> list[Note]:
        """A phrase whose rhythm stands, since words have it: a note for each slot."""
        low, high = register(span, kind, self.lean)
        return self._sing(Phrase(tuple(slots), chords, low, high, closed))

    def _draw_bar(self) -> Bar:
        """A bar of rhythm; the livelier the piece, the more notes. Seeds side by side have more or fewer."""
        weights = [
            1.0 / (1 + abs(density(bar, self.metre) - (0.35 + 0.9 * self.energy + self.busy))) ** 3
            for bar in self.moves
        ]
        return self.rng.choices(self.moves, weights)[0]

    def _rhythm(self, name: str) -> Bar:
        """The bar that a motif's name stands for."""
        if name == "close":
            return self.close
        bar = self.bars[name[0]]
        return fragment(bar) if name[1:] == FRAGMENT else augmented(bar) if name[1:] == AUGMENTED else bar

    def _slots(self, plan: Sequence[str], start: float) -> list[Slot]:
        slots = []
        for index, name in enumerate(plan):
            beat, place, rhythm = start + index * self.metre.bar, 0, self._rhythm(name)
            count = sum(length > 0 for length in rhythm)
            for length in rhythm:
                if length > 0:
                    place += 1
                    strong = self._is_strong(beat, length)
                    slots.append(Slot(beat, length, strong, name, place - 1, place == count))
                beat += abs(length)
        return slots

    def _is_strong(self, beat: float, length: float) -> bool:
        return any(abs(beat % self.metre.bar - strong) < 1e-6 for strong in self.metre.strong) or length >= 1.5

    def _ornamented(self, note: Note, following: int, chord: Chord) -> list[Note]:
        allowed = [pitch for pitch in range(note.pitch - 4, note.pitch + 5) if pitch % 12 in self.scale(chord)]
        step = 1 if following > note.pitch else -1 if following < note.pitch else self.rng.choice((-1, 1))
        beyond = [pitch for pitch in allowed if (pitch - note.pitch) * step > 0]
        if not beyond:
            return [note]
        neighbour = min(beyond, key=lambda pitch: abs(pitch - note.pitch))
        half = note.length / 2
        first = Note(note.pitch, note.start, half, note.velocity)
        return [first, Note(neighbour, note.start + half, half, max(1, note.velocity - 8))]

    def scale(self, chord: Chord) -> set[int]:
        """Pitch classes of the scale, bent where the chord bends it: the raised seventh over a minor key's dominant."""
        scale = set(self.key.melody_scale)
        # A minor third over a major one, where twelve bars make a blues.
        if self.genre.cycle == 12:
            scale.add((self.key.tonic + 3) % 12)
        leading = (self.key.tonic + 11) % 12
        if self.key.minor and leading in chord.tones:
            scale = (scale - {(self.key.tonic + 10) % 12}) | {leading}
        return scale

    def _sing(self, phrase: Phrase) -> list[Note]:
        lines = [Line()]
        for index, slot in enumerate(phrase.slots):
            grown = [
                Line([*line.pitches, pitch], line.cost + self._cost(line.pitches, pitch, index, phrase))
                for line in lines
                for pitch in self._candidates(slot, phrase, index)
            ]
            lines = sorted(grown, key=lambda line: line.cost)[:BEAM]
        for index, slot in enumerate(phrase.slots):
            if slot.last:
                self.heard.add((slot.motif, tuple(lines[0].pitches[index - slot.place : index + 1])))
        return [self._note(slot, pitch) for slot, pitch in zip(phrase.slots, lines[0].pitches, strict=True)]

    def _note(self, slot: Slot, pitch: int) -> Note:
        return Note(pitch, slot.start, slot.length * 0.96, 88 if slot.strong else 78)

    def _candidates(self, slot: Slot, phrase: Phrase, index: int) -> list[int]:
        chord = chord_at(phrase.chords, slot.start)
        allowed = self.scale(chord)
        if slot.strong:
            allowed = allowed & set(chord.tones) or allowed
        if phrase.closed and index + 1 == len(phrase.slots):
            allowed = {self.key.tonic} & allowed or allowed
        return [pitch for pitch in range(phrase.low, phrase.high + 1) if pitch % 12 in allowed]

    def _cost(self, before: list[int], pitch: int, index: int, phrase: Phrase) -> float:
        slot = phrase.slots[index]
        chord = chord_at(phrase.chords, slot.start)
        cost = self.rng.random() * 0.55 + self._contour(pitch, index, phrase)
        cost += 0.0 if pitch % 12 in chord.tones else 0.35
        if not before:
            return cost
        leap = pitch - before[-1]
        cost += LEAP_COST.get(abs(leap), TOO_FAR)
        if len(before) > 1:
            cost += _turn_back(before[-1] - before[-2], leap)
        if abs(leap) > 2 and before[-1] % 12 not in chord_at(phrase.chords, phrase.slots[index - 1].start).tones:
            cost += 2.5
        return cost + self._likeness(before, leap, index, phrase) + self._sameness(before, pitch, index, phrase)

    def _contour(self, pitch: int, index: int, phrase: Phrase) -> float:
        """Distance from an arch that rises to one high point and comes down again."""
        place = index / max(1, len(phrase.slots) - 1)
        height = place / self.turn if place < self.turn else (1 - place) / (1 - self.turn)
        middle = (phrase.low + phrase.high) / 2
        reach = (phrase.high - phrase.low) * 0.46
        return abs(pitch - (middle - 0.3 * reach + reach * height)) * 0.15

    def _likeness(self, before: list[int], leap: int, index: int, phrase: Phrase) -> float:
        """A motif that returns keeps its direction and about its intervals; upside down where it is inverted."""
        slot = phrase.slots[index]
        if slot.place == 0:
            return 0.0
        for earlier, other in enumerate(phrase.slots[:index]):
            if other.motif[0] == slot.motif[0] and other.place == slot.place and earlier > 0:
                turned = -1 if (INVERTED in slot.motif) != (INVERTED in other.motif) else 1
                meant = turned * (before[earlier] - before[earlier - 1])
                return min(3.0, 0.55 * abs(meant - leap)) * self.patience
        return 0.0

    def _sameness(self, before: list[int], pitch: int, index: int, phrase: Phrase) -> float:
        """A bar that ends as one of the section that was just so: a motif that returns moves on."""
        slot = phrase.slots[index]
        if not slot.last:
            return 0.0
        bar = (*before[index - slot.place :], pitch)
        if (slot.motif, bar) in self.heard:
            return SAME
        for earlier, other in enumerate(phrase.slots[:index]):
            if other.last and other.motif == slot.motif and tuple(before[earlier - other.place : earlier + 1]) == bar:
                return SAME
        return 0.0


def _turn_back(before: int, leap: int) -> float:
    """After a leap a line turns back by step; the same note three times is dull."""
    cost = 0.0
    if abs(before) >= 5:
        cost += 0.0 if before * leap < 0 and abs(leap) <= 4 else 1.4
    if before == 0 and leap == 0:
        cost += 1.6
    if abs(before) > 2 and abs(leap) > 2 and before * leap > 0:
        cost += 0.8
    return cost
