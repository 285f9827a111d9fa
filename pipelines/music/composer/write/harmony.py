"""Chords for every bar of the form, with cadences where sections and the piece end."""

from __future__ import annotations

import random

from pipelines.music.composer.genres import Genre
from pipelines.music.score.score import Metre, Section
from pipelines.music.score.theory import Chord, Key, read_chord

# Progressions for a mode that a genre has none for, as [for A], [for B].
MODAL: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "dorian": (("i IV i VII", "i7 ii i IV", "i IV VII i"), ("III VII IV i", "VII IV i i")),
    "phrygian": (("i II i vii", "i i II i", "i II III II"), ("VI II i i", "iv III II i")),
    "lydian": (("I II I II", "Imaj7 II vii I", "I II V I"), ("vi II I I", "II iii vi II")),
    "mixolydian": (("I VII IV I", "I I VII IV", "I v IV I"), ("VII IV I I", "IV VII I I")),
}
COLOURED = ("blues", "funk", "jazz", "lofi", "bossa", "reggae")
"""Genres whose own chords carry a mode's colour better than plain triads do."""
CADENCES: dict[str, tuple[str, ...]] = {
    "major": ("IV,V", "ii,V", "ii7,V7"),
    "pentatonic": ("IVsus2,V5", "vi,Vsus4"),
    "minor": ("iv,V", "VI,V7", "iv,VII"),
    "dorian": ("VII,IV", "IV,VII"),
    "phrygian": ("II,vii", "III,II"),
    "lydian": ("II,V", "vii,II"),
    "mixolydian": ("VII,IV", "IV,VII"),
}


def harmonise(genre: Genre, key: Key, metre: Metre, sections: tuple[Section, ...], rng: random.Random) -> list[Chord]:
    """Chords without gaps from the first beat to the end of the last section. A returns with the same chords."""
    first, second, home = _progressions(genre, key)
    themes = {"A": rng.choice(first).split(), "B": rng.choice(second).split()}
    themes["C"] = rng.choice(second).split()
    bars: list[tuple[str, Key]] = []
    for section in sections:
        if section.label == "ending":
            theme = themes["A"]
            bars += [(theme[bar % len(theme)], home) for bar in range(section.bars - 1)]
            bars.append((rng.choice(CADENCES[key.mode]), key))
        elif section.label == "intro":
            bars += [(bar, home) for bar in _intro(themes["A"], section.bars)]
        else:
            bars += [(bar, home) for bar in _section(themes[section.kind], section.bars)]
    return _placed(bars, metre)


def final_chord(genre: Genre, key: Key, start: float, beats: float) -> Chord:
    """The tonic that the piece comes to rest on, in the colour of the genre."""
    rich = {"jazz": "6", "bossa": "maj9", "lofi": "maj9", "ambient": "add9", "blues": "7", "funk": "9"}
    poor = {"jazz": "6", "bossa": "7", "lofi": "9", "ambient": "add9", "funk": "7"}
    home = "i" + poor.get(genre.key, "") if key.minor else "I" + rich.get(genre.key, "")
    return read_chord("I5" if genre.power else home, key).at(start, beats)


def _progressions(genre: Genre, key: Key) -> tuple[tuple[str, ...], tuple[str, ...], Key]:
    """For A, for B, and the key that they are written in: a genre's own count in plain major or minor."""
    if key.mode in MODAL and (genre.key not in COLOURED or key.mode in ("lydian", "phrygian")):
        return *MODAL[key.mode], key
    table = genre.minor if key.minor else genre.major
    return table[0], table[1], Key(key.tonic, "minor" if key.minor else "major")


def _section(theme: list[str], bars: int) -> list[str]:
    repeated = [theme[bar % len(theme)] for bar in range(bars)]
    if bars < len(theme):
        # Half a progression: its second half leads back to the beginning, which is what a short section needs.
        repeated = [theme[0], *theme[len(theme) - bars + 1 :]] if bars > 1 else theme[:1]
    return repeated


def _intro(theme: list[str], bars: int) -> list[str]:
    return _section(theme, bars) if bars >= len(theme) else theme[:1] * (bars - 1) + theme[-1:]


def _placed(bars: list[tuple[str, Key]], metre: Metre) -> list[Chord]:
    chords = []
    for index, (bar, key) in enumerate(bars):
        parts = bar.split(",")
        # Two chords in a bar of three: two beats and one.
        lengths = [metre.bar] if len(parts) == 1 else [2.0, 1.0] if metre.name == "3/4" else [metre.bar / 2] * 2
        start = index * metre.bar
        for part, beats in zip(parts, lengths, strict=True):
            chords.append(read_chord(part, key).at(start, beats))
            start += beats
    return chords
