"""The chords that a genre has in a key: its progressions, how it spells each degree, and what closes its phrases."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import Any

from pipelines.music.composer.genres import Genre
from pipelines.music.composer.tables import read_table
from pipelines.music.score.theory import Chord, Key, read_chord

PLACES = ("verse", "chorus", "bridge")
OWN_SCALE = ("phrygian", "lydian", "hijaz")
"""Modes in which a genre's own numerals count the mode's degrees; in the others those of plain major or minor."""


class Vocabulary:
    """What a genre says in a key. Numerals are read in `key`."""

    def __init__(self, genre: Genre, key: Key) -> None:
        modes = read_table("modes")
        own = genre.own_colours and key.mode in genre.modes
        if "verse" in modes[key.mode] and not own:
            self.tables, self.key = tuple(tuple(modes[key.mode][place]) for place in PLACES), key
        else:
            self.tables = genre.minor if key.minor else genre.major
            plain = Key(key.tonic, "minor" if key.minor else "major")
            self.key = key if key.mode in OWN_SCALE else plain
        # Dorian's cadences have the same degrees in plain minor.
        self._mode: dict[str, Any] = modes[key.mode if key.mode in ("pentatonic", "dorian") else self.key.mode]
        self._leaning: list[str] = modes[self.key.mode]["leaning"]

    def progressions(self, place: str) -> tuple[str, ...]:
        """For a verse, a chorus or a bridge; what a genre has none for is like its chorus."""
        return self.tables[min(PLACES.index(place), len(self.tables) - 1)]

    @cached_property
    def numerals(self) -> Counter[str]:
        """All chords of the progressions, with how often each is there."""
        return Counter(n for table in self.tables for row in table for bar in row.split() for n in bar.split(","))

    @cached_property
    def _known(self) -> dict[tuple[int, bool], str]:
        """The most usual spelling of each root with its third."""
        spellings: dict[tuple[int, bool], str] = {}
        for numeral, _ in self.numerals.most_common():
            if "/" not in numeral:
                spellings.setdefault(_sort(read_chord(numeral, self.key)), numeral)
        return spellings

    @property
    def applied(self) -> bool:
        """Whether the genre has dominants of other degrees than the first."""
        return any("/" in numeral for numeral in self.numerals)

    def has(self, numeral: str) -> bool:
        """Whether the genre has a chord on that root with that third."""
        return _sort(read_chord(numeral, self.key)) in self._known

    def spelt(self, numeral: str) -> str:
        """A degree in the genre's own spelling: V is V13 in one and V5 in another."""
        return self._known.get(_sort(read_chord(numeral, self.key)), numeral)

    def cadences(self) -> list[tuple[str, str]]:
        """The last two chords before the final one, those of the genre only; none where it has but its tonic."""
        mine = [pair for pair in self.usual_cadences() if self.has(pair[1])]
        whole = [pair for pair in mine if self.has(pair[0])]
        return [(self.spelt(before), self.spelt(last)) for before, last in whole or mine]

    def usual_cadences(self) -> list[tuple[str, str]]:
        """What closes a piece in the mode, whether the genre's progressions have it or not; the most usual first."""
        pairs = (row.split() for row in self._mode["cadences"])
        return [(before, last) for before, last in pairs]

    def leaning(self) -> list[str]:
        """Four bars that lead to the tonic, in the genre's spelling."""
        fitting = [row for row in self._leaning if all(self.has(numeral) for numeral in row.split())] or self._leaning
        return [" ".join(self.spelt(numeral) for numeral in row.split()) for row in fitting]


def _sort(chord: Chord) -> tuple[int, bool]:
    """The root, and whether the chord is minor."""
    return chord.root, (chord.root + 3) % 12 in chord.tones and (chord.root + 4) % 12 not in chord.tones
