"""What the chord players play: the genre's pattern on well-led voicings, or long chords for a pad."""

from __future__ import annotations

import random
from collections.abc import Sequence

from pipelines.music.composer.genres import Genre
from pipelines.music.composer.write.patterns import Hit, bars_of, fitting, hits
from pipelines.music.composer.write.voicing import voice
from pipelines.music.score.instruments import Instrument
from pipelines.music.score.score import Metre, Note, Section, chord_at
from pipelines.music.score.theory import Chord

# For metres that a genre has no pattern for.
SPARE = {
    12: ("0---U---U---", "0---2---1---"),
    16: ("0-2-1-2-0-2-1-2-", "0---C-c-0---C---"),
}
SPARE_SIX = ("0-1-2-3-2-1-", "0---U-0---U-")


class Accompanist:
    """Plays chords in one pattern for A and another for B, below a melody that goes up to `top`."""

    def __init__(self, genre: Genre, metre: Metre, instrument: Instrument, rng: random.Random, top: int) -> None:
        self.metre, self.instrument, self.genre = metre, instrument, genre
        spare = SPARE_SIX if metre.name == "6/8" else SPARE[metre.steps]
        patterns = fitting(genre.comp, metre.steps, spare)
        self.patterns = {"A": rng.choice(patterns), "B": rng.choice(patterns), "C": rng.choice(patterns)}
        self.low, self.high = _register(instrument, genre, top)
        self.before: tuple[int, ...] = ()

    def play(self, section: Section, chords: Sequence[Chord]) -> list[Note]:
        """The section's chords in the section's pattern; an intro and an ending sound like A."""
        pattern = bars_of(self.patterns.get(section.kind, self.patterns["A"]), self.metre.steps)
        notes: list[Note] = []
        for bar in range(section.start_bar, section.end_bar):
            start = bar * self.metre.bar
            for hit in hits(pattern[(bar - section.start_bar) % len(pattern)]):
                chord = chord_at(chords, start + hit.step / 4)
                notes += self._strike(hit, start, chord)
        return notes

    def hold(self, chord: Chord, velocity: int) -> list[Note]:
        """One chord, held for its length."""
        self.before = self._voiced(chord)
        return [Note(pitch, chord.start, chord.beats * 0.98, velocity) for pitch in self.before]

    def _voiced(self, chord: Chord) -> tuple[int, ...]:
        return voice(chord, self.before, self.low, self.high, self.genre.power)

    def _strike(self, hit: Hit, start: float, chord: Chord) -> list[Note]:
        voices = self._voiced(chord)
        self.before = voices
        beat = start + hit.step / 4
        # A chord does not sound on into the next one.
        length = min(hit.steps / 4, max(0.25, chord.end - beat)) * 0.95
        if hit.sign.isdigit():
            turn, index = divmod(int(hit.sign), len(voices))
            return [Note(min(voices[index] + 12 * turn, self.instrument.range[1]), beat, max(length, 0.45), 66)]
        struck = voices if hit.sign in "Cc" else voices[1:]
        return [Note(pitch, beat, length, 76 if hit.sign.isupper() else 60) for pitch in struck]


def pad(instrument: Instrument, chords: Sequence[Chord]) -> list[Note]:
    """Long chords, one for each change of harmony."""
    low, high = max(instrument.range[0], 50), min(instrument.range[1], 76)
    before: tuple[int, ...] = ()
    notes = []
    for chord in chords:
        before = voice(chord, before, low, high)
        notes += [Note(pitch, chord.start, chord.beats, 62) for pitch in before]
    return _tied(notes)


def _tied(notes: Sequence[Note]) -> list[Note]:
    """A note that two chords share is held, not struck again."""
    result: list[Note] = []
    sounding: dict[int, int] = {}
    for note in notes:
        held = sounding.get(note.pitch)
        if held is not None and abs(result[held].end - note.start) < 1e-6 and result[held].length < 8:
            earlier = result[held]
            result[held] = Note(note.pitch, earlier.start, earlier.length + note.length, note.velocity)
        else:
            sounding[note.pitch] = len(result)
            result.append(note)
    return result


def _register(instrument: Instrument, genre: Genre, top: int) -> tuple[int, int]:
    """Chords lie around middle C, below a melody that goes up to `top`; power chords lie low."""
    if genre.power:
        return max(instrument.range[0], 40), 64
    low = max(instrument.range[0], 46 if top < 80 else 50)
    return low, min(instrument.range[1], max(low + 20, min(74, top - 10)))
