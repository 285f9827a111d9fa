"""Keys, modes and chords: pitch classes and the roman numerals that name a chord in a key."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

TONICS = ("C", "C♯", "D", "E♭", "E", "F", "F♯", "G", "A♭", "A", "B♭", "B")
SHARP_NAMES = ("C", "C♯", "D", "D♯", "E", "F", "F♯", "G", "G♯", "A", "A♯", "B")
FLAT_NAMES = ("C", "D♭", "D", "E♭", "E", "F", "G♭", "G", "A♭", "A", "B♭", "B")

MODES: dict[str, tuple[int, ...]] = {
    "major": (0, 2, 4, 5, 7, 9, 11),
    "minor": (0, 2, 3, 5, 7, 8, 10),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "phrygian": (0, 1, 3, 5, 7, 8, 10),
    "lydian": (0, 2, 4, 6, 7, 9, 11),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
    "hijaz": (0, 1, 4, 5, 7, 8, 10),
    "pentatonic": (0, 2, 4, 7, 9),
}
MODE_FIFTHS = {
    "major": 0,
    "minor": -3,
    "dorian": -2,
    "phrygian": -4,
    "lydian": 1,
    "mixolydian": -1,
    "hijaz": -4,
    "pentatonic": 0,
}
"""Sharps that a mode on C has; hijaz is written as phrygian, its third with an accidental."""
_SIX_FLATS = ("Bb", "Db", "Ebm", "Bbm")
"""Signatures of keys that have six flats rather than six sharps."""
MINOR_LIKE = {"minor", "dorian", "phrygian"}

# Semitones above the root by chord suffix.
QUALITIES: dict[str, tuple[int, ...]] = {
    "": (0, 4, 7),
    "m": (0, 3, 7),
    "5": (0, 7),
    "dim": (0, 3, 6),
    "aug": (0, 4, 8),
    "sus2": (0, 2, 7),
    "sus4": (0, 5, 7),
    "6": (0, 4, 7, 9),
    "m6": (0, 3, 7, 9),
    "7": (0, 4, 7, 10),
    "maj7": (0, 4, 7, 11),
    "m7": (0, 3, 7, 10),
    "dim7": (0, 3, 6, 9),
    "m7b5": (0, 3, 6, 10),
    "7sus4": (0, 5, 7, 10),
    "9": (0, 4, 7, 10, 14),
    "13": (0, 4, 10, 14, 21),
    "maj9": (0, 4, 7, 11, 14),
    "m9": (0, 3, 7, 10, 14),
    "69": (0, 4, 7, 9, 14),
    "add9": (0, 4, 7, 14),
    "madd9": (0, 3, 7, 14),
    "mmaj7": (0, 3, 7, 11),
    "7b9": (0, 4, 7, 10, 13),
    "7#9": (0, 4, 7, 10, 15),
    "7b5": (0, 4, 6, 10),
    "aug7": (0, 4, 8, 10),
    "9sus4": (0, 5, 7, 10, 14),
    "maj7#11": (0, 4, 7, 11, 18),
    "maj13": (0, 4, 11, 14, 21),
    "11": (0, 7, 10, 14, 17),
    "m11": (0, 3, 7, 10, 14, 17),
    "m69": (0, 3, 7, 9, 14),
}
NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII")
_NUMERAL = re.compile(
    r"^([b#]*)(VII|VI|IV|V|III|II|I|vii|vi|iv|v|iii|ii|i)(.*?)(?:/([357]))?"
    r"(?:/([b#]*)(VII|VI|IV|V|III|II|I|vii|vi|iv|v|iii|ii|i))?$"
)


@dataclass(frozen=True)
class Key:
    """A tonic (pitch class, 0 is C) and a mode."""

    tonic: int
    mode: str

    @property
    def minor(self) -> bool:
        return self.mode in MINOR_LIKE

    @cached_property
    def scale(self) -> tuple[int, ...]:
        """Seven pitch classes that chords are built on. A pentatonic piece is harmonised from the major scale."""
        steps = MODES["major" if self.mode == "pentatonic" else self.mode]
        return tuple((self.tonic + step) % 12 for step in steps)

    @cached_property
    def melody_scale(self) -> tuple[int, ...]:
        """The pitch classes a melody moves in."""
        return tuple((self.tonic + step) % 12 for step in MODES[self.mode])

    @property
    def signature(self) -> str:
        """The name of the relative major or minor key as MIDI files write it: C, F#m, Bb ..."""
        sharps = ("C", "Db", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")
        minors = ("Cm", "C#m", "Dm", "Ebm", "Em", "Fm", "F#m", "Gm", "G#m", "Am", "Bbm", "Bm")
        return minors[self.tonic] if self.minor else sharps[self.tonic]

    @property
    def flats(self) -> bool:
        """Whether notes are spelt with flats: whether the signature of the mode has any."""
        sharps = (self.tonic * 7 + MODE_FIFTHS[self.mode]) % 12
        return sharps > 6 or (sharps == 6 and self.signature in _SIX_FLATS)

    def note_name(self, pitch: int) -> str:
        return (FLAT_NAMES if self.flats else SHARP_NAMES)[pitch % 12]

    def __str__(self) -> str:
        return f"{self.note_name(self.tonic)} {self.mode}"


@dataclass(frozen=True)
class Chord:
    """A chord with its place in the piece. `start` and `beats` are in quarter notes."""

    root: int
    quality: str
    numeral: str
    start: float = 0.0
    beats: float = 4.0
    over: int | None = None
    """The pitch class of the bass, where that is not the root: F of G7/F."""

    @property
    def foot(self) -> int:
        """The pitch class that the bass has where the chord begins."""
        return self.root if self.over is None else self.over

    @cached_property
    def tones(self) -> tuple[int, ...]:
        """Pitch classes, root first."""
        return tuple((self.root + step) % 12 for step in QUALITIES[self.quality])

    @property
    def dominant(self) -> bool:
        return self.quality in ("7", "9", "13", "7b9", "7sus4") or self.numeral in ("V", "VII")

    @property
    def end(self) -> float:
        return self.start + self.beats

    def at(self, start: float, beats: float) -> Chord:
        return replace(self, start=start, beats=beats)

    def name(self, key: Key) -> str:
        """As a lead sheet writes it: F♯m7."""
        root = FLAT_NAMES[self.root] if self.numeral.startswith("b") else key.note_name(self.root)
        bass = "" if self.foot == self.root else f"/{key.note_name(self.foot)}"
        return root + self.quality.replace("b", "♭").replace("#", "♯") + bass


def read_chord(numeral: str, key: Key) -> Chord:
    """A roman numeral as a chord of the key. Degrees count in the key's own scale: VI in a minor key is the flat sixth.

    Lower case is minor; "o" and "ø" are diminished and half-diminished; "V7/ii" is the dominant of the second degree,
    and "V/3" has its third in the bass.

    Raises ValueError for what is not a numeral.
    """
    found = _NUMERAL.match(numeral)
    if not found:
        raise ValueError(f"{numeral!r} is not a roman numeral")
    accidental, degree, suffix, step, target_accidental, target = found.groups()
    if target:
        goal = _root(target_accidental, target, key)
        # A chord that leans on another one is read in the major scale of that one: V7/ii is a fifth above ii.
        root = _root(accidental, degree, Key(goal, "major"))
    else:
        root = _root(accidental, degree, key)
    chord = Chord(root, _quality(degree.islower(), suffix), numeral)
    return replace(chord, over=chord.tones[int(step) // 2]) if step else chord


def _root(accidental: str, degree: str, key: Key) -> int:
    shift = accidental.count("#") - accidental.count("b")
    return (key.scale[NUMERALS.index(degree.upper())] + shift) % 12


def _quality(minor: bool, suffix: str) -> str:
    if suffix.startswith("ø"):
        return "m7b5"
    if suffix.startswith("o"):
        return "dim" + suffix[1:]
    if minor and suffix not in ("5", "sus2", "sus4"):
        suffix = "m" + suffix
    if suffix not in QUALITIES:
        raise ValueError(f"{suffix!r} is not a known chord")
    return suffix
