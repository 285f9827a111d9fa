"""Judging the melody writer by ears of its own: tables of scales and chords, metres and windows that are written here.

What is judged are the notes that a person would hear: 100 requests, each with its own key, mode, metre, chords, form,
instrument and kind of music. Only the way to ask is the studio's.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from pipelines.music.composer.genres import genres
from pipelines.music.composer.tune.melody_writer import MelodyWriter
from pipelines.music.composer.tune.model_melody import ModelMelodist
from pipelines.music.score.instruments import instruments
from pipelines.music.score.score import Metre, Note
from pipelines.music.score.theory import Key, read_chord

SCALE = {
    "major": "0 2 4 5 7 9 11",
    "minor": "0 2 3 5 7 8 10 11",
    "dorian": "0 2 3 5 7 9 10 11",
    "mixolydian": "0 2 4 5 7 9 10",
}
CHORD = {
    "I": "0 4 7", "ii": "2 5 9", "iii": "4 7 11", "IV": "5 9 0", "V": "7 11 2", "V7": "7 11 2 5", "vi": "9 0 4",
    "i": "0 3 7", "III": "3 7 10", "iv": "5 8 0", "v": "7 10 2", "VI": "8 0 3", "VII": "10 2 5",
}  # fmt: skip
PROGRESSION = {
    "major": ("I IV V I", "I vi IV V", "I V vi IV", "I ii V7 I", "vi IV I V", "I iii IV V"),
    "minor": ("i iv V i", "i VI III VII", "i VII VI V", "i iv VII III"),
    "dorian": ("i IV i VII", "i ii IV i", "i VII IV i"),
    "mixolydian": ("I VII IV I", "I v IV I", "I I VII IV"),
}
FORMS = ("aaba", "abac", "aabb", "abab", "abacabac", "aabaccba")
BAR = {"4/4": (4.0, (0.0, 2.0)), "3/4": (3.0, (0.0,)), "6/8": (3.0, (0.0, 1.5))}
"""Quarter notes in a bar, and its strong beats."""
Window = tuple[tuple[float, int], ...]


@dataclass(frozen=True)
class Asked:
    """One request. `chords` are numerals, one a bar; `form` has a letter for every four bars."""

    genre: str
    tonic: int
    mode: str
    metre: str
    chords: tuple[str, ...]
    form: str
    low: int
    high: int
    energy: float
    seed: int

    @property
    def bars(self) -> int:
        return 4 * len(self.form)

    def chord(self, beat: float) -> set[int]:
        """The pitch classes that sound at a beat."""
        numeral = self.chords[int(beat // BAR[self.metre][0]) % len(self.chords)]
        return {(self.tonic + int(step)) % 12 for step in CHORD[numeral].split()}

    @property
    def scale(self) -> set[int]:
        return {(self.tonic + int(step)) % 12 for step in SCALE[self.mode].split()}


Ask = Callable[[Asked], list[Note]]


def requests(count: int, seed: int = 0) -> list[Asked]:
    """Requests of every kind, by chance."""
    draw = random.Random(f"requests {seed}")
    return [_request(draw, number) for number in range(count)]


def _request(draw: random.Random, number: int) -> Asked:
    mode = draw.choices(list(SCALE), (5, 4, 1, 1))[0]
    player = draw.choice([one for one in instruments().values() if "lead" in one.roles])
    return Asked(
        genre=draw.choice([key for key in genres() if key not in ("blues",)]),
        tonic=draw.randrange(12),
        mode=mode,
        metre=draw.choices(list(BAR), (3, 1, 1))[0],
        chords=tuple(draw.choice(PROGRESSION[mode]).split()),
        form=draw.choice(FORMS),
        low=player.lead[0],
        high=player.lead[1],
        energy=draw.uniform(0.1, 0.95),
        seed=number,
    )


def asked_of(writer: MelodyWriter) -> Ask:
    """The studio's own way of asking the writer for a section."""

    def ask(asked: Asked) -> list[Note]:
        key, metre, bar = Key(asked.tonic, asked.mode), Metre(asked.metre), BAR[asked.metre][0]
        numerals = [asked.chords[index % len(asked.chords)] for index in range(asked.bars)]
        chords = [read_chord(numeral, key).at(index * bar, bar) for index, numeral in enumerate(numerals)]
        melodist = ModelMelodist(genres()[asked.genre], key, metre, asked.energy, random.Random(asked.seed), writer)
        return melodist.theme("A", 0.0, asked.bars, chords, (asked.low, asked.high), True, asked.form)

    return ask


@dataclass(frozen=True)
class Verdict:
    """Shares from 0 to 1 over all melodies; `seconds` of processor time for 32 bars, the median."""

    in_key: float
    chordal: float
    in_range: float
    widest_leap: int
    stable_ends: float
    form_kept: float
    copied: float
    seconds: float
    notes_a_bar: float
    wide: float
    """Share of intervals beyond a fifth."""
    rises_and_falls: float
    """Share of steps (one or two semitones) among intervals."""

    def __str__(self) -> str:
        return "\n".join(f"{name:16} {value:.3f}" for name, value in vars(self).items())


def judge(ask: Ask, windows: Collection[Window], asked: Sequence[Asked]) -> Verdict:
    """Ask for every melody and measure them together. `windows` are those of the tunes that were learnt."""
    heard, seconds = [], [0.0]
    for request in asked:
        begun = time.process_time()
        heard.append((request, ask(request)))
        seconds.append((time.process_time() - begun) * 32 / request.bars)
    notes = [(request, note) for request, melody in heard for note in melody]
    leaps = [abs(b.pitch - a.pitch) for _, melody in heard for a, b in pairwise(melody)]
    strong = [(r, n) for r, n in notes if any(abs(n.start % BAR[r.metre][0] - at) < 0.01 for at in BAR[r.metre][1])]
    own = [window for _, melody in heard for window in windows_of([(n.start, n.pitch) for n in melody])]
    return Verdict(
        in_key=_mean(n.pitch % 12 in r.scale for r, n in notes),
        chordal=_mean(n.pitch % 12 in r.chord(n.start) for r, n in strong),
        in_range=_mean(r.low <= n.pitch <= r.high for r, n in notes),
        widest_leap=max(leaps),
        stable_ends=_mean(stable for r, melody in heard for stable in _ends(r, melody)),
        form_kept=_mean(kept for r, melody in heard for kept in _repeats(r, melody)),
        copied=_mean(window in windows for window in own),
        seconds=statistics.median(seconds[1:]),
        notes_a_bar=len(notes) / sum(request.bars for request, _ in heard),
        wide=_mean(leap > 7 for leap in leaps),
        rises_and_falls=_mean(0 < leap <= 2 for leap in leaps),
    )


def _mean(values: Iterable[bool]) -> float:
    found = list(values)
    return sum(found) / len(found) if found else 0.0


def _phrase(request: Asked, melody: Sequence[Note], index: int, bars: int) -> list[Note]:
    """The notes of the first bars of a phrase."""
    start = 4 * index * BAR[request.metre][0]
    return [note for note in melody if start - 0.01 <= note.start < start + bars * BAR[request.metre][0] - 0.01]


def _ends(request: Asked, melody: Sequence[Note]) -> list[bool]:
    """Whether each phrase's last note belongs to the chord of the tonic or to the chord that sounds."""
    found = []
    third = 3 if request.mode in ("minor", "dorian") else 4
    for index in range(len(request.form)):
        phrase = _phrase(request, melody, index, 4)
        home = {(request.tonic + step) % 12 for step in (0, third, 7)}
        found.append(bool(phrase) and phrase[-1].pitch % 12 in home | request.chord(phrase[-1].start))
    return found


def _repeats(request: Asked, melody: Sequence[Note]) -> list[bool]:
    """Whether a letter that returns brings its first three bars back, and another letter something else."""
    length = 4 * BAR[request.metre][0]
    shapes: dict[str, list[tuple[float, int]]] = {}
    found = []
    for index, letter in enumerate(request.form):
        shape = [(round(n.start - index * length, 3), n.pitch) for n in _phrase(request, melody, index, 3)]
        others = [shapes[other] for other in shapes if other != letter]
        if letter in shapes:
            found.append(shape == shapes[letter])
        elif others:
            found.append(shape not in others)
        shapes.setdefault(letter, shape)
    return found


def windows_of(notes: Sequence[tuple[float, int]], size: int = 8) -> list[Window]:
    """Every `size` notes (beat, pitch) in a row: time and pitch from each note to the next."""
    steps = [(round(b[0] - a[0], 3), b[1] - a[1]) for a, b in pairwise(notes)]
    return [tuple(steps[start : start + size - 1]) for start in range(len(steps) - size + 2)]


def learnt_windows(folder: Path) -> set[Window]:
    """Those of the training tunes, in each version that the writer learnt from."""
    from training.melody.prepare import load
    from training.melody.tunes import versions

    found: set[Window] = set()
    for number, tune in enumerate(load(folder).train):
        for version in versions(tune, number):
            quarters = 4.0 if version.metre == "4/4" else 3.0
            bars = [bar for phrase in version.phrases for bar in phrase.bars]
            # A value beyond 23 is a rest or a note held over.
            notes = [
                (i * quarters + at / 12, pitch) for i, bar in enumerate(bars) for at, pitch in bar.events if pitch < 24
            ]
            found.update(windows_of(notes))
    return found


class HashedWindows(Collection[Window]):
    """The learnt windows as the weights carry them: CRC-32 of int16 pairs (twelfths of a quarter note, semitones)."""

    def __init__(self, file: Path) -> None:
        import numpy as np

        self._hashes = frozenset(int(value) for value in np.load(file))

    def __contains__(self, window: object) -> bool:
        import struct
        import zlib

        assert isinstance(window, tuple)
        packed = b"".join(struct.pack("<hh", round(time * 12), pitch) for time, pitch in window)
        return zlib.crc32(packed) in self._hashes

    def __iter__(self) -> Iterator[Window]:
        raise TypeError("only hashes are kept")

    def __len__(self) -> int:
        return len(self._hashes)
