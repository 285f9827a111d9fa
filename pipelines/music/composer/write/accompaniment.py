"""What the chord players play: the genre's pattern on well-led voicings, or long chords for a pad."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations, pairwise

from pipelines.music.composer.genres import Genre
from pipelines.music.composer.write.patterns import Hit, bars_of, fitting, hits, rooted
from pipelines.music.composer.write.register import Ceiling, beneath
from pipelines.music.composer.write.voicing import voice
from pipelines.music.score.instruments import Instrument
from pipelines.music.score.score import Metre, Note, Section, chord_at
from pipelines.music.score.theory import Chord

LOWEST, WIDTH = 40, 17
"""Chords lie above the one and take so many semitones, where they have them."""
DEEP = 36
"""Under it a hand that plays the chords too has its root only where it must."""
LONGEST = 0.45
"""A plucked or arpeggiated voice rings on for so many quarters at least."""
BREAK = 0.97
GROUNDED = {"U": "C", "C": "C", "u": "c", "c": "c"}
"""What is played instead of a sign where the root has to be heard; else the root alone."""
HOME = 60
"""Around where a pad begins."""
LONG = 8.0
"""Quarter notes that a held note goes on at most before it is struck again."""


class Accompanist:
    """Plays chords in one pattern for each group of sections, below the tune; where nobody plays the bass (`grounded`),
    with the root below them whenever a chord begins."""

    def __init__(
        self,
        genre: Genre,
        metre: Metre,
        instrument: Instrument,
        rng: random.Random,
        ceiling: Ceiling,
        grounded: bool = False,
    ) -> None:
        self.metre, self.instrument, self.genre, self.ceiling = metre, instrument, genre, ceiling
        patterns = fitting(genre.comp, metre, "6/8" in genre.metres)
        self.patterns = {group: rng.choice(patterns) for group in "ABC"}
        self.low = lowest(instrument, ceiling)
        self.grounded = grounded
        self.chordal = "chords" in instrument.roles or "pad" in instrument.roles
        self.before: tuple[int, ...] = ()

    def play(self, section: Section, chords: Sequence[Chord]) -> list[Note]:
        """The section's chords in its group's pattern."""
        pattern = bars_of(self.patterns[section.group], self.metre.steps)
        notes: list[Note] = []
        for bar in range(section.start_bar, section.end_bar):
            start = bar * self.metre.bar
            for hit in self._hits(pattern[(bar - section.start_bar) % len(pattern)], start, chords):
                notes += self._strike(hit, start, chord_at(chords, start + hit.step / 4))
        return notes

    def _hits(self, row: str, start: float, chords: Sequence[Chord]) -> list[Hit]:
        if not self.grounded:
            return list(hits(row))
        if start > chords[-1].start - self.metre.bar - 1e-6:
            row = row.replace("U", "C").replace("u", "c")
        places = [round((chord.start - start) * 4) for chord in chords]
        begun = [step for step in places if 0 <= step < self.metre.steps]
        struck = rooted(list(hits(row)), begun, self.metre.steps, "0")
        return [replace(hit, sign=GROUNDED.get(hit.sign, "0")) if hit.step in begun else hit for hit in struck]

    def hold(self, chord: Chord, velocity: int) -> list[Note]:
        """One chord, held for its length."""
        return [Note(pitch, chord.start, chord.beats * 0.98, velocity) for pitch in self._voiced(chord, chord.start)]

    def _voiced(self, chord: Chord, beat: float) -> tuple[int, ...]:
        """The chord's voices at a beat, low to high; one of them for an instrument that plays no more."""
        high = min(self.instrument.range[1], self.ceiling.over(beat, beat + 0.1))
        voices = voice(chord, self.before, self.low, high, self.genre.power, self.genre.strict)
        voices = beneath(voices, self.low, high)
        self.before = voices
        if self.grounded:
            return self._founded(voices, chord)
        return voices if self.chordal else voices[-1:]

    def _founded(self, voices: tuple[int, ...], chord: Chord) -> tuple[int, ...]:
        """The chord on its root, as a left hand plays it; the root alone for an instrument that plays one note."""
        low = self.instrument.range[0]
        below = [pitch for pitch in range(low, max(low + 12, voices[0])) if pitch % 12 == chord.foot]
        root = min(below, key=lambda pitch: abs(pitch - voices[0] + 9) + 2 * max(0, DEEP - pitch))
        return (root, *(pitch for pitch in voices if pitch > root)) if self.chordal else (root,)

    def _strike(self, hit: Hit, start: float, chord: Chord) -> list[Note]:
        beat = start + hit.step / 4
        voices = self._voiced(chord, beat)
        # A chord does not sound on into the next one.
        left = max(0.1, chord.end - beat)
        length = min(hit.steps / 4, left) * 0.95
        if hit.sign.isdigit():
            return [Note(self._climbed(voices, int(hit.sign), beat), beat, min(max(length, LONGEST), left * BREAK), 66)]
        struck = voices if hit.sign in "Cc" else voices[1:] or voices
        return [Note(pitch, beat, length, 76 if hit.sign.isupper() else 60) for pitch in struck]

    def _climbed(self, voices: Sequence[int], place: int, beat: float) -> int:
        """The n-th note of the chord from below, on into the next octaves; at the tune it turns back."""
        high = min(self.instrument.range[1], self.ceiling.over(beat, beat + 0.1))
        ladder = [pitch + 12 * turn for turn in range(4) for pitch in voices if pitch + 12 * turn <= high]
        ladder = sorted(set(ladder)) or list(voices[:1])
        turn = 2 * max(1, len(ladder) - 1)
        place %= turn
        return ladder[min(place, turn - place, len(ladder) - 1)]


def lowest(instrument: Instrument, ceiling: Ceiling) -> int:
    """Where chords begin: low enough to have room under the tune, and no lower."""
    return max(instrument.range[0], LOWEST, min(52, ceiling.usual - WIDTH))


def pad(
    instrument: Instrument,
    chords: Sequence[Chord],
    ceiling: Ceiling,
    taken: Callable[[float, float], set[int]],
    floor: Callable[[float, float], int | None],
) -> list[Note]:
    """Long chords, one for each change of harmony, between the pitches that the chord players have (`taken`, from one
    beat to another). An instrument that plays one note at a time has an inner voice. It stays above who plays the bass
    (`floor`, a MIDI note); where nobody does it has the root itself."""
    before: tuple[int, ...] = ()
    notes = []
    count = 3 if "pad" in instrument.roles or "chords" in instrument.roles else 1
    for chord in chords:
        low, below = max(instrument.range[0], LOWEST), floor(chord.start, chord.end)
        high = min(instrument.range[1], ceiling.over(chord.start, chord.end))
        root = [low + (chord.foot - low) % 12] if below is None else []
        low = max(low, (root[0] if below is None else below) + 1)
        alone = root and count == 1
        before = () if alone else _spread(chord, before, (low, high), taken(chord.start, chord.end), count)
        notes += [Note(pitch, chord.start, chord.beats, 62) for pitch in (*root, *before)]
    return _tied(notes)


def _spread(chord: Chord, before: Sequence[int], span: tuple[int, int], busy: set[int], count: int) -> tuple[int, ...]:
    """The chord in at most `count` notes, as near to the one before as can be and clear of what others play; in none
    where they have them all."""
    low, high = span[0], max(span[1], span[0] + 11)
    free = [pitch for pitch in range(low, high + 1) if pitch % 12 in chord.tones and pitch not in busy]
    choices = list(combinations(free[:14], min(count, len(free))))
    return min(choices, key=lambda choice: _roughness(choice, before, chord)) if free else ()


def _roughness(choice: Sequence[int], before: Sequence[int], chord: Chord) -> float:
    """What speaks against a chord in these notes: moving far, tones that lack or double, low notes close together."""
    moved = sum(min(abs(pitch - other) for other in before or (HOME,)) for pitch in choice)
    classes = {pitch % 12 for pitch in choice}
    missing = 4.0 * (len(choice) - len(classes))
    third = 0.0 if len(chord.tones) < 3 or chord.tones[1] in classes else 3.0
    mud = sum(3.0 for a, b in pairwise(choice) if a < 52 and b - a < 5)
    return moved + missing + third + mud


def _tied(notes: Sequence[Note]) -> list[Note]:
    """A note that two chords share is held, not struck again."""
    result: list[Note] = []
    sounding: dict[int, int] = {}
    for note in notes:
        held = sounding.get(note.pitch)
        if held is not None and abs(result[held].end - note.start) < 1e-6 and result[held].length < LONG:
            earlier = result[held]
            result[held] = Note(note.pitch, earlier.start, earlier.length + note.length, note.velocity)
        else:
            sounding[note.pitch] = len(result)
            result.append(note)
    return result
