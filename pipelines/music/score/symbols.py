"""Chords as lead sheets write them (F♯m7♭5/A), and the key that a row of them is in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from pipelines.music.score.theory import NUMERALS, QUALITIES, Chord, Key, read_chord
from pipelines.music.tables import read_toml

LETTERS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
SHIFTS = {"": 0, "#": 1, "b": -1}
_SYMBOL = re.compile(r"^([A-Ga-g])([#b]?)(.*?)(?:/([A-Ga-g])([#b]?))?$")
_NUMERAL = re.compile(r"^[b#]*[IViv]")
_SPELLING = str.maketrans({**dict.fromkeys("Δ△∆", "^"), **dict.fromkeys("°º", "o"), **dict.fromkeys("–−", "-")})
_ACCIDENTALS = str.maketrans("♭♯＃", "b##")
"""One sign for each of those that mean the same."""
HOME, LEADING, OUTSIDE = 1.5, 1.0, 1.2
"""What speaks for a key: its chord at either end, its dominant before its tonic; and against it: a foreign tone."""


def read_symbol(symbol: str, key: Key) -> Chord:
    """A chord symbol ("F#m7b5/A", "B♭maj7", "Csus") or a roman numeral as a chord, named by its degree of the key.

    Raises ValueError for what is neither.
    """
    text = _plain(symbol.strip())
    if _NUMERAL.match(text):
        return read_chord(text, key)
    found = _SYMBOL.match(text)
    if not found:
        raise ValueError(f"{symbol!r} is not a chord")
    letter, accidental, suffix, bass, bass_accidental = found.groups()
    root = _pitch(letter, accidental)
    chord = Chord(root, _quality(suffix, symbol), "")
    chord = replace(chord, numeral=_numeral(chord, key))
    return replace(chord, over=_pitch(bass, bass_accidental)) if bass else chord


def key_of(progression: Sequence[str]) -> Key | None:
    """The major or minor key that chord symbols are in; bars as in "C,G" may have several.

    None where they are roman numerals, which are in any key. Raises ValueError for what is no chord.
    """
    parts = [part.strip() for bar in progression for part in bar.split(",") if part.strip()]
    texts = [_plain(part) for part in parts]
    if not texts or all(_NUMERAL.match(text) for text in texts):
        return None
    chords = [read_symbol(text, Key(0, "major")) for text in texts if not _NUMERAL.match(text)]
    keys = [Key(tonic, mode) for tonic in range(12) for mode in ("major", "minor")]
    return max(keys, key=lambda key: _likelihood(key, chords))


def _plain(text: str) -> str:
    return text.translate(_SPELLING).translate(_ACCIDENTALS)


def _likelihood(key: Key, chords: Sequence[Chord]) -> float:
    scale = set(key.scale)
    leading = (key.tonic + 11) % 12
    score = 0.0
    for chord in chords:
        dominant = key.minor and chord.root == (key.tonic + 7) % 12 and leading in chord.tones
        score -= OUTSIDE * sum(tone not in scale and not (dominant and tone == leading) for tone in chord.tones[:3])
    third = (key.tonic + (3 if key.minor else 4)) % 12
    home = [chord.root == key.tonic and (third in chord.tones or len(chord.tones) == 2) for chord in chords]
    score += HOME * (home[0] + 0.6 * home[-1])
    for before, after in zip(chords, [*chords[1:], chords[0]], strict=True):
        if before.root == (key.tonic + 7) % 12 and leading in before.tones and after.root == key.tonic:
            score += LEADING
    return score


def _pitch(letter: str, accidental: str) -> int:
    return (LETTERS[letter.upper()] + SHIFTS[accidental]) % 12


def _quality(suffix: str, symbol: str) -> str:
    plain = re.sub(r"[()\s]", "", suffix)
    quality = _other_names().get(plain, plain)
    if quality not in QUALITIES:
        raise ValueError(f"{symbol!r} is not a known chord")
    return quality


@cache
def _other_names() -> dict[str, str]:
    """Suffixes by what they are called elsewhere. See symbols.toml."""
    table = read_toml(Path(__file__).with_suffix(".toml"))
    return {name: suffix for suffix, names in table.items() for name in names}


def _numeral(chord: Chord, key: Key) -> str:
    """The degree of the key that a chord stands on: lower case where its third is minor."""
    minor = (chord.root + 3) % 12 in chord.tones and (chord.root + 4) % 12 not in chord.tones
    if chord.root in key.scale:
        degree = NUMERALS[key.scale.index(chord.root)]
        return degree.lower() if minor else degree
    if (chord.root - key.tonic) % 12 == 6:
        return "#iv" if minor else "#IV"
    above = NUMERALS[key.scale.index((chord.root + 1) % 12)] if (chord.root + 1) % 12 in key.scale else "II"
    return "b" + (above.lower() if minor else above)
