"""What is written before it is played: notes in tracks, sections and chords. Times are in beats (quarter notes)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from pipelines.music.score.instruments import Instrument, Role
from pipelines.music.score.theory import Chord, Key
from studio.words import Sentence


@dataclass(frozen=True)
class Note:
    """One note. `velocity` is 1 to 127."""

    pitch: int
    start: float
    length: float
    velocity: int
    lyric: str = ""
    """The syllable that is sung on it, a hyphen behind it where its word goes on; "_" where the one before does."""

    @property
    def end(self) -> float:
        return self.start + self.length

    def moved(self, beats: float) -> Note:
        return replace(self, start=self.start + beats)


GROUPS: dict[str, tuple[float, ...]] = {
    "2/4": (1.0, 1.0),
    "3/4": (1.0, 1.0, 1.0),
    "4/4": (1.0, 1.0, 1.0, 1.0),
    "5/4": (3.0, 2.0),
    "6/8": (1.5, 1.5),
    "7/8": (1.0, 1.0, 1.5),
    "9/8": (1.5, 1.5, 1.5),
    "12/8": (1.5, 1.5, 1.5, 1.5),
}
"""The metres that are written in."""
STRONG: dict[str, tuple[float, ...]] = {"2/4": (0.0,), "3/4": (0.0,), "4/4": (0.0, 2.0), "12/8": (0.0, 3.0)}
"""Where weight lies, where that is not on every group."""


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
    def groups(self) -> tuple[float, ...]:
        """What a foot taps, one after another, in quarter notes: 7/8 is two, two and three eighths."""
        return GROUPS[self.name]

    @property
    def strong(self) -> tuple[float, ...]:
        """The beats of a bar that carry weight, in quarter notes."""
        return STRONG.get(self.name) or tuple(accumulate(self.groups[:-1], initial=0.0))

    @property
    def pulse(self) -> float:
        """What a tempo counts, in quarter notes: a dotted one in 6/8."""
        return self.groups[0] if len(set(self.groups)) == 1 else 1.0


EVERYBODY: frozenset[Role] = frozenset(("lead", "counter", "chords", "pad", "bass", "drums"))


@dataclass(frozen=True)
class Section:
    """A part of the form. `energy` is 0 to 1."""

    label: str
    start_bar: int
    bars: int
    energy: float
    players: frozenset[Role] = EVERYBODY
    """Who is heard in it, of those that the piece has."""
    group: str = "A"
    """What it is like: A (tells, as a verse does), B (lifts, as a chorus does) or C (contrasts, as a bridge does)."""
    into: str = ""
    """What leads from it into the next: "fill", "build", "stop", or nothing."""

    @property
    def kind(self) -> str:
        """The label without primes: A' is an A. Sections of one kind share a theme and its chords."""
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
class Feel:
    """How it is played, beyond the notes. `swing` is the share of a beat that the first of two eighths takes, `swing16`
    that of an eighth that the first of two sixteenths takes: 0.5 is even."""

    swing: float = 0.5
    swing16: float = 0.5
    rit: float = 0.0
    """How much the end slows down, 0 to 0.5."""
    loose: float = 0.0
    """Milliseconds that players stray."""
    room: float = 1.0
    """Seconds of reverberation, which the end leaves time for."""


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
    feel: Feel = Feel()
    said: tuple[Sentence, ...] = ()
    """For the person: what could not be written as it was asked for."""
    beds: tuple[tuple[str, float], ...] | None = None
    """What lies under the music from its beginning to its end, and how many dB lower; None: what is usual."""

    def chord_at(self, beat: float) -> Chord:
        return chord_at(self.chords, beat)


def chord_at(chords: Sequence[Chord], beat: float) -> Chord:
    """The chord that sounds at a beat; after the end, the last one."""
    return chords[max(0, bisect_right(chords, beat + 1e-6, key=lambda chord: chord.start) - 1)]
