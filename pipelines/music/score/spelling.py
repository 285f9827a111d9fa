"""How pitches are written: letters and accidentals that fit the key and the chord."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.music.score.theory import MODE_FIFTHS, Chord, Key

LETTERS = "CDEFGAB"
NATURAL = dict(zip(LETTERS, (0, 2, 4, 5, 7, 9, 11), strict=True))
FIFTHS = "FCGDAEB"
BELOW = 4
"""How many fifths below the signature the twelve usual spellings begin; one less in modes with a low third or seventh,
whose leading note is a sharp: A minor has G♯ rather than A♭, C major A♭ rather than G♯."""
STEPS = (0, 1, 1, 2, 2, 3, 4, 4, 5, 5, 6, 6)
"""How many letters above its root the tone of a chord stands, by semitones, where its quality does not say."""
STEPS_IN = {
    "dim": {6: 4},
    "dim7": {6: 4, 9: 6},
    "m7b5": {6: 4},
    "7b5": {6: 4},
    "aug": {8: 4},
    "aug7": {8: 4},
    "7#9": {3: 1},
    "maj7#11": {6: 3},
}
"""The tones that it does say something of."""
ACCIDENTALS = {-1: "♭", 0: "", 1: "♯"}


@dataclass(frozen=True)
class Spelt:
    """A written pitch: a letter, -1 to 1 (flat, natural, sharp), and the octave, 4 from middle C up."""

    step: str
    alter: int
    octave: int = 4

    def __str__(self) -> str:
        return self.step + ACCIDENTALS[self.alter]


def fifths(key: Key) -> int:
    """Sharps of the key signature, flats where it is negative: -6 to 6."""
    least = -6 if key.flats else -5
    return (key.tonic * 7 + MODE_FIFTHS[key.mode] - least) % 12 + least


def spell(pitch: int, key: Key, chord: Chord | None = None) -> Spelt:
    """A MIDI pitch as it is written: as a tone of the chord that sounds where it is one, else as the key has it."""
    above = (pitch - chord.root) % 12 if chord else 0
    if chord and pitch % 12 in chord.tones:
        root = spell_root(chord, key)
        step = STEPS_IN.get(chord.quality, {}).get(above, STEPS[above])
        letter = LETTERS[(LETTERS.index(root.step) + step) % 7]
        alter = (pitch - NATURAL[letter] + 6) % 12 - 6
        # A double accidental would be right, and hard to read.
        if abs(alter) <= 1:
            return _at(letter, alter, pitch)
    return _in_key(pitch, key)


def spell_root(chord: Chord, key: Key) -> Spelt:
    """The root of a chord: a flat where its numeral has one."""
    root = _in_key(chord.root, key)
    if chord.numeral.startswith("b") and root.alter > 0:
        letter = LETTERS[(LETTERS.index(root.step) + 1) % 7]
        alter = (chord.root - NATURAL[letter] + 6) % 12 - 6
        return Spelt(letter, alter) if abs(alter) <= 1 else root
    return root


def _in_key(pitch: int, key: Key) -> Spelt:
    # Between F♭ and B♯: one accidental at most.
    lowest = max(-8, min(1, fifths(key) - BELOW + (MODE_FIFTHS[key.mode] < 0)))
    place = (pitch * 7 - lowest) % 12 + lowest
    # On the line of fifths C is 0 and F -1; seven steps up is a sharp.
    return _at(FIFTHS[(place + 1) % 7], (place + 1) // 7, pitch)


def _at(letter: str, alter: int, pitch: int) -> Spelt:
    return Spelt(letter, alter, (pitch - alter) // 12 - 1)
