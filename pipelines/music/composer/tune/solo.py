"""Solos: a line that is improvised over the changes, in runs along the chords' scales, with breaths between them."""

from __future__ import annotations

import random
from collections.abc import Sequence

from pipelines.music.composer.genres import Genre
from pipelines.music.score.score import Metre, Note, chord_at
from pipelines.music.score.theory import Chord, Key

BLUE = (3, 6)
"""Semitones above the tonic that a blues adds to its scale."""
CELLS: dict[float, tuple[tuple[float, ...], ...]] = {
    1.0: ((0.5, 0.5), (0.5, 0.5), (0.5, 0.5), (1.0,), (0.5, 0.25, 0.25), (0.25, 0.25, 0.5), (-0.5, 0.5)),
    1.5: ((0.5, 0.5, 0.5), (0.5, 0.5, 0.5), (1.0, 0.5), (0.5, 1.0), (1.5,)),
}
"""What a quarter note, or a dotted one, is filled with; negative lengths are rests."""
FAST = (0.25, 0.25, 0.25, 0.25)
PHRASE = 2
"""Bars from breath to breath."""
TURN = 0.14
"""How likely a run turns around, note by note."""
LEAP = 0.16


class Soloist:
    """Improvises one solo in an instrument's span of MIDI notes."""

    def __init__(self, genre: Genre, key: Key, metre: Metre, rng: random.Random, span: tuple[int, int]) -> None:
        self.genre, self.key, self.metre, self.rng, self.span = genre, key, metre, rng, span
        self.pitch = (span[0] + span[1]) // 2
        self.direction = 1

    def play(self, start: float, bars: int, chords: Sequence[Chord]) -> list[Note]:
        """A solo of so many bars from a beat on."""
        notes: list[Note] = []
        for bar in range(bars):
            begin = start + bar * self.metre.bar
            for beat, length in self._rhythm(begin, bar % PHRASE == PHRASE - 1 or bar + 1 == bars):
                notes.append(self._note(beat, length, chords))
        return notes

    def _rhythm(self, begin: float, closing: bool) -> list[tuple[float, float]]:
        """Where notes begin and how long they are; a closing bar ends with a long one and a breath."""
        placed: list[tuple[float, float]] = []
        beat = begin
        groups = [1.0 if group != 1.5 else 1.5 for group in self.metre.groups for _ in range(max(1, int(group)))]
        for index, group in enumerate(groups):
            left = sum(groups[index:])
            if closing and left <= self.metre.bar / 2 + 1e-6:
                return [*placed, (beat, left * 0.6)]
            cell = FAST if group == 1.0 and self.genre.power and self.rng.random() < 0.45 else None
            for length in cell or self.rng.choice(CELLS[group]):
                if length > 0:
                    placed.append((beat, length))
                beat += abs(length)
        return placed

    def _note(self, beat: float, length: float, chords: Sequence[Chord]) -> Note:
        chord = chord_at(chords, beat)
        place = beat % self.metre.bar
        strong = length >= 1.0 or any(abs(place - other) < 1e-6 for other in self.metre.strong)
        wanted = set(chord.tones) if strong or self.rng.random() < 0.3 else self._scale(chord)
        self.pitch = self._step(wanted)
        return Note(self.pitch, beat, length * 0.94, 92 if strong else 80)

    def _step(self, wanted: set[int]) -> int:
        """On along the run: to the next note there is, or over one or two of them."""
        low, high = self.span
        if self.rng.random() < TURN or not low + 3 <= self.pitch <= high - 3:
            middle = (low + high) / 2
            self.direction = 1 if self.pitch < middle - self.rng.uniform(-5, 5) else -1
        ahead = [p for p in range(low, high + 1) if p % 12 in wanted and 0 < (p - self.pitch) * self.direction <= 9]
        ahead.sort(key=lambda pitch: abs(pitch - self.pitch))
        if not ahead:
            self.direction = -self.direction
            behind = [p for p in range(low, high + 1) if p % 12 in wanted and p != self.pitch]
            return min(behind, key=lambda pitch: abs(pitch - self.pitch)) if behind else self.pitch
        skip = self.rng.choice((1, 2)) if self.rng.random() < LEAP else 0
        return ahead[min(skip, len(ahead) - 1)]

    def _scale(self, chord: Chord) -> set[int]:
        """What runs go through: the key's scale as the chord bends it, and the blue notes where they belong."""
        own = set(chord.tones)
        bent = {(tone + shift) % 12 for tone in own for shift in (-1, 1)}
        scale = {tone for tone in self.key.melody_scale if tone not in bent or tone in own} | own
        if self.genre.cycle == 12:
            scale |= {(self.key.tonic + step) % 12 for step in BLUE}
        return scale
