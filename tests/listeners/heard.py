"""Heard: a MIDI file as notes of players, read by mido. Times are in quarter notes from the beginning."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from statistics import mean

import mido

ROLES = ("lead", "counter", "chords", "pad", "bass", "drums")
DRUMS = 9
"""The channel of percussion, counted from 0."""
LETTERS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}


@dataclass(frozen=True)
class Tone:
    """One note."""

    pitch: int
    start: float
    end: float
    velocity: int

    @property
    def length(self) -> float:
        return self.end - self.start

    def sounds(self, beat: float) -> bool:
        """Whether it is heard just after a beat."""
        return self.start <= beat + 0.02 < self.end


@dataclass(frozen=True)
class Part:
    """One track that has notes."""

    name: str
    program: int
    """General MIDI program, counted from 0."""
    channel: int
    tones: tuple[Tone, ...]
    overlapping: int
    """Notes that begin while the same pitch still sounds."""
    hanging: int
    """Notes that never end."""

    @property
    def drums(self) -> bool:
        return self.channel == DRUMS

    @cached_property
    def role(self) -> str:
        """What its name says that it does; "" where that says nothing."""
        words = self.name.lower()
        return next((role for role in ROLES if role in words.split()), "drums" if self.drums else "")


@dataclass(frozen=True)
class Piece:
    """A whole file."""

    parts: tuple[Part, ...]
    tempi: tuple[tuple[float, float], ...]
    """Beats, and the quarter notes a minute from there on."""
    metre: tuple[int, int]
    key: tuple[int, str]
    """What the file says: pitch class, "major" or "minor"."""
    markers: tuple[tuple[float, str], ...]

    @property
    def bar(self) -> float:
        return self.metre[0] * 4 / self.metre[1]

    @property
    def pulse(self) -> float:
        """What people count when they say a tempo, in quarter notes: a dotted one in 6/8."""
        return 1.5 if self.metre in ((6, 8), (9, 8), (12, 8)) else 1.0

    @cached_property
    def pitched(self) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if not part.drums)

    @cached_property
    def tune(self) -> Part | None:
        """The part that is named the lead; where none is, the highest of those that play one note at a time."""
        if named := self.of("lead"):
            return named[0]
        if any(part.role for part in self.pitched):
            return None
        single = [part for part in self.pitched if _is_single(part)]
        return max(single, key=lambda part: mean(tone.pitch for tone in part.tones), default=None)

    def of(self, *roles: str) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.role in roles)

    @cached_property
    def accompaniment(self) -> tuple[Part, ...]:
        """All that is pitched, but the tune and a second voice."""
        return tuple(part for part in self.pitched if part is not self.tune and part.role not in ("lead", "counter"))

    @cached_property
    def final(self) -> float:
        """Where the last chord begins: with the last note of the tune, where that sounds to the end: what dies may be
        struck again under it; else with the last attack of all."""
        if self.tune is not None and self.tune.tones[-1].end >= self.end - 0.3:
            return self.tune.tones[-1].start
        return max((tone.start for part in self.pitched for tone in part.tones), default=0.0)

    @property
    def end(self) -> float:
        return max((tone.end for part in self.pitched for tone in part.tones), default=0.0)

    def seconds(self, beat: float) -> float:
        """When a beat is, by the tempo map."""
        passed = 0.0
        for (here, tempo), (there, _) in zip(self.tempi, (*self.tempi[1:], (float("inf"), 0.0)), strict=True):
            passed += max(0.0, min(beat, there) - here) * 60 / tempo
        return passed


def heard(data: bytes) -> Piece:
    """Raises what mido raises of a file that is none."""
    file = mido.MidiFile(file=io.BytesIO(data), charset="utf-8")
    beat = 1 / file.ticks_per_beat
    metas: list[tuple[float, mido.MetaMessage]] = []
    parts: list[Part] = []
    for track in file.tracks:
        events = list(_timed(track, beat))
        metas += [(at, event) for at, event in events if event.is_meta]
        parts += [part] if (part := _part(events)).tones else []
    return _piece(parts, sorted(metas, key=lambda meta: meta[0]))


def _piece(parts: list[Part], metas: list[tuple[float, mido.MetaMessage]]) -> Piece:
    def first(kind: str) -> mido.MetaMessage | None:
        return next((event for _, event in metas if event.type == kind), None)

    tempi = {at: mido.tempo2bpm(event.tempo) for at, event in metas if event.type == "set_tempo"}
    metre, key = first("time_signature"), first("key_signature")
    return Piece(
        parts=tuple(parts),
        tempi=tuple(sorted(tempi.items())) or ((0.0, 120.0),),
        metre=(metre.numerator, metre.denominator) if metre else (4, 4),
        key=key_of(key.key) if key else (0, "major"),
        markers=tuple((at, event.text) for at, event in metas if event.type == "marker"),
    )


def key_of(name: str) -> tuple[int, str]:
    """Pitch class and "major" or "minor" of a key as MIDI files and lead sheets write it: C, F#m, Bb."""
    letter, rest = name[0], name[1:]
    shift = rest.count("#") + rest.count("♯") - rest.count("b") - rest.count("♭")
    return (LETTERS[letter] + shift) % 12, "minor" if rest.endswith("m") else "major"


def _timed(track: Iterable[mido.Message], beat: float) -> Iterable[tuple[float, mido.Message]]:
    ticks = 0
    for event in track:
        ticks += event.time
        yield ticks * beat, event


def _part(events: list[tuple[float, mido.Message]]) -> Part:
    name, program, channel, overlapping = "", 0, 0, 0
    open_tones: dict[tuple[int, int], list[tuple[float, int]]] = {}
    tones: list[Tone] = []
    for at, event in events:
        if event.type == "track_name":
            name = event.name
        elif event.type == "program_change":
            program, channel = event.program, event.channel
        elif event.type == "note_on" and event.velocity:
            channel = event.channel
            waiting = open_tones.setdefault((channel, event.note), [])
            overlapping += bool(waiting)
            waiting.append((at, event.velocity))
        elif event.type in ("note_on", "note_off") and open_tones.get((event.channel, event.note)):
            start, velocity = open_tones[event.channel, event.note].pop(0)
            tones.append(Tone(event.note, start, at, velocity))
    tones.sort(key=lambda tone: (tone.start, tone.pitch))
    return Part(name, program, channel, tuple(tones), overlapping, sum(map(len, open_tones.values())))


def _is_single(part: Part) -> bool:
    """Whether it plays one note at a time, nearly always."""
    together = sum(after.start < before.end - 0.05 for before, after in zip(part.tones, part.tones[1:], strict=False))
    return together <= len(part.tones) / 10
