"""What is written before it is played: notes in tracks, sections and chords. Times are in beats (quarter notes)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipelines.music.composer.instruments import Instrument, Role
from pipelines.music.composer.theory import Chord, Key


@dataclass(frozen=True)
class Note:
    """One note. `velocity` is 1 to 127."""

    pitch: int
    start: float
    length: float
    velocity: int

    @property
    def end(self) -> float:
        return self.start + self.length

    def moved(self, beats: float) -> Note:
        return replace(self, start=self.start + beats)


@dataclass(frozen=True)
class Metre:
    """A time signature."""

    name: str

    @property
    def numerator(self) -> int:
        return int(self.name.split("/")[0])

    @property
    def denominator(self) -> int:
        return int(self.name.split("/")[1])

    @property
    def bar(self) -> float:
        """Length of a bar in quarter notes."""
        return self.numerator * 4 / self.denominator

    @property
    def steps(self) -> int:
        """Sixteenth notes in a bar: the grid that patterns are written on."""
        return int(self.bar * 4)

    @property
    def strong(self) -> tuple[float, ...]:
        """The beats of a bar that carry weight, in quarter notes."""
        return {"4/4": (0.0, 2.0), "3/4": (0.0,), "6/8": (0.0, 1.5)}[self.name]

    @property
    def pulse(self) -> float:
        """Length of what a foot taps, in quarter notes."""
        return 1.5 if self.name == "6/8" else 1.0


@dataclass(frozen=True)
class Section:
    """A part of the form. `energy` is 0 to 1."""

    label: str
    start_bar: int
    bars: int
    energy: float

    @property
    def kind(self) -> str:
        """The label without primes: A' is an A."""
        return self.label.rstrip("′")

    @property
    def end_bar(self) -> int:
        return self.start_bar + self.bars


@dataclass
class Track:
    """One player."""

    role: Role
    instrument: Instrument
    notes: list[Note] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"{self.role}: {self.instrument.title}"


@dataclass(frozen=True)
class Score:
    """A whole piece."""

    key: Key
    metre: Metre
    tempo: float
    """Quarter notes a minute, at the start."""
    sections: tuple[Section, ...]
    chords: tuple[Chord, ...]
    tracks: tuple[Track, ...]
    beats: float
    """Where the final chord begins; it rings until the end of the piece."""

    def chord_at(self, beat: float) -> Chord:
        return chord_at(self.chords, beat)


def chord_at(chords: Sequence[Chord], beat: float) -> Chord:
    """The chord that sounds at a beat; after the end, the last one."""
    return chords[max(0, bisect_right(chords, beat + 1e-6, key=lambda chord: chord.start) - 1)]
