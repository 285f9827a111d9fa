"""Bass lines: the genre's pattern of roots, fifths and approaches, or a walk from root to root."""

from __future__ import annotations

import random
from collections.abc import Sequence

from pipelines.music.composer.genres import Genre
from pipelines.music.composer.write.patterns import Hit, bars_of, fitting, hits
from pipelines.music.score.instruments import Instrument
from pipelines.music.score.score import Metre, Note, Section, chord_at
from pipelines.music.score.theory import Chord, Key

SPARE = {12: ("R-----------", "R-------5---"), 16: ("R-------5-------", "R-----------R---")}
SPARE_SIX = ("R-----5-----",)
STEPS = {"3": (3, 4), "5": (6, 7, 8), "6": (9,), "7": (10, 11)}
QUIET = 40


class Bassist:
    """Plays one pattern for A and another for B."""

    def __init__(self, genre: Genre, key: Key, metre: Metre, instrument: Instrument, rng: random.Random) -> None:
        self.key, self.metre, self.rng = key, metre, rng
        spare = SPARE_SIX if metre.name == "6/8" else SPARE[metre.steps]
        patterns = fitting(genre.bass_line, metre.steps, spare)
        self.patterns = {"A": rng.choice(patterns), "B": rng.choice(patterns), "C": rng.choice(patterns)}
        self.low = max(instrument.range[0], 31)
        self.high = min(instrument.range[1], self.low + 19)
        self.before = self.low + 7

    def play(self, section: Section, chords: Sequence[Chord]) -> list[Note]:
        """The section's bass; an intro and an ending sound like A."""
        pattern = bars_of(self.patterns.get(section.kind, self.patterns["A"]), self.metre.steps)
        notes = []
        for bar in range(section.start_bar, section.end_bar):
            start = bar * self.metre.bar
            for hit in hits(pattern[(bar - section.start_bar) % len(pattern)]):
                notes.append(self._note(hit, start + hit.step / 4, list(chords)))
        return notes

    def root(self, chord: Chord) -> int:
        """The root of a chord, near the note before."""
        return self._near(chord.root)

    def _note(self, hit: Hit, beat: float, chords: list[Chord]) -> Note:
        chord = chord_at(chords, beat)
        changed = not any(abs(c.start - beat) < 1e-6 for c in chords)
        # Where the harmony changes the root is heard, whatever the pattern has there.
        sign = hit.sign if changed or hit.sign in "Rr" else "R"
        pitch = self._pitch(sign, chord, chord_at(chords, chord.end), beat)
        # The line goes on from its roots and steps; an octave or a fifth above them is an excursion.
        if sign in "RrWw":
            self.before = pitch
        return Note(pitch, beat, hit.steps / 4 * 0.94, 62 if hit.sign.islower() else 84)

    def _pitch(self, sign: str, chord: Chord, after: Chord, beat: float) -> int:
        root = self._near(chord.root)
        if sign in "Rr":
            return root
        if sign == "8":
            return root + 12 if root + 12 <= self.high + 5 else root - 12
        if sign == "A":
            goal = self._near(after.root)
            return self._inside(goal + self.rng.choice((-1, 2, -2, 1) if goal != root else (7, -5)))
        if sign in "Ww":
            return self._walk(chord, after)
        return self._near(_interval(chord, sign))

    def _walk(self, chord: Chord, after: Chord) -> int:
        """A step or a chord tone on the way to the next root."""
        goal = self._near(after.root)
        scale = set(self.key.scale) | set(chord.tones)
        inside = range(self.low, self.high + 1)
        nearby = [pitch for pitch in inside if 0 < abs(pitch - self.before) <= 5 and pitch % 12 in scale]
        chordal = [pitch for pitch in nearby if pitch % 12 in chord.tones]
        choices = chordal if self.rng.random() < 0.6 and chordal else nearby
        return min(choices, key=lambda pitch: abs(pitch - goal) * 0.4 + self.rng.random() * 4)

    def _near(self, tone: int) -> int:
        inside = [pitch for pitch in range(self.low, self.high + 1) if pitch % 12 == tone]
        return min(inside, key=lambda pitch: abs(pitch - self.before) + 0.8 * max(0, pitch - QUIET))

    def _inside(self, pitch: int) -> int:
        return pitch + 12 if pitch < self.low else pitch - 12 if pitch > self.high + 5 else pitch


def _interval(chord: Chord, sign: str) -> int:
    """The pitch class of the chord's third, fifth, sixth or seventh; the nearest usual one where the chord has none."""
    wanted = STEPS[sign]
    for step in wanted:
        if (chord.root + step) % 12 in chord.tones:
            return (chord.root + step) % 12
    return (chord.root + wanted[len(wanted) // 2]) % 12
