"""Bass lines: the genre's pattern of roots, fifths and approaches, or a walk from root to root."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from pipelines.music.composer.genres import Genre
from pipelines.music.composer.write.patterns import Hit, bars_of, fitting, hits, rooted
from pipelines.music.score.instruments import Instrument
from pipelines.music.score.score import Metre, Note, Section, chord_at
from pipelines.music.score.theory import Chord, Key

STEPS = {"3": (3, 4), "5": (6, 7, 8), "6": (9,), "7": (10, 11)}
QUIET = 40
OCTAVE = 12
NEAR = 1e-6


class Bassist:
    """Plays one pattern for each group of sections. `end` is the beat of the final chord: on the way there, in the last
    two bars, and wherever the style's bass strikes the first beat, every chord has its root when it begins; in the last
    bar there is nothing but roots."""

    def __init__(
        self, genre: Genre, key: Key, metre: Metre, instrument: Instrument, rng: random.Random, end: float
    ) -> None:
        self.key, self.metre, self.rng, self.end = key, metre, rng, end
        patterns = fitting(genre.bass_line, metre, "6/8" in genre.metres)
        self.patterns = {group: rng.choice(patterns) for group in "ABC"}
        self.low = max(instrument.range[0], 31)
        self.high = min(instrument.range[1], self.low + 19)
        self.top = min(instrument.range[1], self.high + 5)
        self.before = self.low + 7

    def play(self, section: Section, chords: Sequence[Chord]) -> list[Note]:
        """The section's bass."""
        pattern = bars_of(self.patterns[section.group], self.metre.steps)
        notes: list[Note] = []
        for bar in range(section.start_bar, section.end_bar):
            start = bar * self.metre.bar
            row = pattern[(bar - section.start_bar) % len(pattern)]
            for hit in self._struck(row, start, chords):
                notes.append(self._note(hit, start + hit.step / 4, chords))
        return notes

    def final(self, chord: Chord) -> Note:
        """The root under a chord, as long as it lasts."""
        return Note(self._near(chord.foot), chord.start, chord.beats, 84)

    def _struck(self, row: str, start: float, chords: Sequence[Chord]) -> list[Hit]:
        """The hits of a bar, with one more where a chord begins and none is; before the end, nothing but roots."""
        struck, left = list(hits(row)), self.end - start
        if row[0] != "." or left < 2 * self.metre.bar + NEAR:
            begun = [round((chord.start - start) * 4) for chord in chords]
            struck = rooted(struck, [step for step in begun if 0 <= step < self.metre.steps], self.metre.steps, "R")
        if left < self.metre.bar + NEAR:
            return self._led([replace(hit, sign="r" if hit.sign.islower() else "R") for hit in struck])
        return struck

    def _led(self, struck: list[Hit]) -> list[Hit]:
        """The last bar's roots; one that is over by the middle of the bar is held into the end."""
        last = struck[-1] if struck else Hit("R", 0, 0)
        if last.step + last.steps > self.metre.steps // 2:
            return struck
        return [*struck[:-1], replace(last, steps=self.metre.steps - last.step)]

    def _note(self, hit: Hit, beat: float, chords: Sequence[Chord]) -> Note:
        chord = chord_at(chords, beat)
        begins = abs(chord.start - beat) < NEAR
        # Where the harmony changes the root is heard, whatever the pattern has there.
        sign = "R" if begins else hit.sign
        pitch = self._pitch(sign, chord, chord_at(chords, chord.end), beat)
        # The line goes on from its roots and steps; an octave or a fifth above them is an excursion.
        if sign in "RrWw":
            self.before = pitch
        return Note(pitch, beat, hit.steps / 4 * 0.94, 62 if hit.sign.islower() else 84)

    def _pitch(self, sign: str, chord: Chord, after: Chord, beat: float) -> int:
        root = self._near(chord.foot)
        if sign in "Rr":
            return root
        if sign == "8":
            return root + 12 if root + 12 <= self.top else root - 12 if root - 12 >= self.low else root
        if sign == "A":
            goal = self._near(after.foot)
            return self._inside(goal + self.rng.choice((-1, 2, -2, 1) if goal != root else (7, -5)))
        if sign in "Ww":
            return self._walk(chord, after)
        return self._near(_interval(chord, sign))

    def _walk(self, chord: Chord, after: Chord) -> int:
        """A step or a chord tone on the way to the next root."""
        goal = self._near(after.foot)
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
        return pitch + 12 if pitch < self.low else pitch - 12 if pitch > self.top else pitch


def bounded(notes: Sequence[Note], lowest: int) -> list[Note]:
    """A line without leaps of more than an octave: the higher of the two notes comes down by one."""
    line = sorted(notes, key=lambda note: note.start)
    for index in range(1, len(line)):
        before, note = line[index - 1], line[index]
        if note.pitch - before.pitch > OCTAVE:
            line[index] = replace(note, pitch=note.pitch - OCTAVE)
        elif before.pitch - note.pitch > OCTAVE and before.pitch - OCTAVE >= lowest:
            line[index - 1] = replace(before, pitch=before.pitch - OCTAVE)
    return line


def _interval(chord: Chord, sign: str) -> int:
    """The pitch class of the chord's third, fifth, sixth or seventh; the nearest usual one where the chord has none."""
    wanted = STEPS[sign]
    for step in wanted:
        if (chord.root + step) % 12 in chord.tones:
            return (chord.root + step) % 12
    return (chord.root + wanted[len(wanted) // 2]) % 12
