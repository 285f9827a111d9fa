"""What happens in a standard MIDI file, moment by moment: strokes gathered into parts, words into text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipelines.music.score.score import Note

Event = tuple[int, int, Any]
"""A tick, the number of its track, and what happens there."""
_Key = tuple[int, int, int]
"""Track, channel and pitch."""
_Player = tuple[int, int]
_DRUMS = 9
_BANK = 0
_SHORTEST, _LONGEST = 1 / 24, 64.0
"""Quarter notes: what is struck and let go at once, and what is never let go."""
_WHEEL, _PEDALS, _SWELL = 1, (64, 65, 66, 67), 11
_LOUDEST = 127


@dataclass
class Part:
    """What one channel of one track has with one program."""

    name: str
    program: int
    bank: int
    is_drums: bool
    notes: list[Note] = field(default_factory=list)
    """By quarter notes, as they end."""


def events_of(tracks: Iterable[Iterable[Any]]) -> list[Event]:
    """In order; of one moment, what sets players up comes first."""
    found: list[Event] = []
    for number, track in enumerate(tracks):
        now = 0
        for event in track:
            now += event.time
            found.append((now, number, event))
    return sorted(found, key=lambda one: (one[0], one[2].type in ("note_on", "note_off")))


def text_of(words: str) -> str:
    """Words in UTF-8, where they are; else as they are in Latin letters."""
    try:
        return words.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return words


def moves(event: Any) -> bool:
    """Whether an event bends, holds or swells what sounds."""
    if event.type == "pitchwheel":
        return bool(event.pitch)
    if event.type != "control_change":
        return False
    is_pressed = event.control in (_WHEEL, *_PEDALS) and event.value > 0
    return is_pressed or (event.control == _SWELL and event.value < _LOUDEST)


@dataclass(frozen=True)
class _Stroke:
    """A note that sounds. `is_brief`: its end is written before it, as some programs do with grace notes."""

    since: int
    velocity: int
    part: Part
    is_brief: bool


def _players(track: int, channel: int) -> tuple[_Player, _Player]:
    """A channel in one track, and in any."""
    return (track, channel), (-1, channel)


class Strokes:
    """All notes of a file by their parts, gone through once."""

    def __init__(self, events: Sequence[Event], per_beat: int) -> None:
        self.per_beat = per_beat
        self.hanging = 0
        """Notes that are never let go; drums need not be."""
        self._names: dict[int, str] = {}
        self._programs: dict[_Player, int] = {}
        self._banks: dict[_Player, int] = {}
        self._parts: dict[tuple[int, int, int, int], Part] = {}
        self._sounding: dict[_Key, _Stroke] = {}
        self._struck_again: dict[_Key, int] = {}
        self._ended_nothing: dict[_Key, int] = {}
        for tick, track, event in events:
            self._take(tick, track, event)
        last = max((tick for tick, _, _ in events), default=0)
        for (_, _, pitch), stroke in self._sounding.items():
            self.hanging += not (stroke.is_brief or stroke.part.is_drums)
            self._end(pitch, stroke, stroke.since if stroke.is_brief else last)

    @property
    def parts(self) -> list[Part]:
        return [part for part in self._parts.values() if part.notes]

    def _take(self, tick: int, track: int, event: Any) -> None:
        match event.type:
            case "track_name":
                self._names.setdefault(track, text_of(event.name))
            case "program_change":
                self._programs |= dict.fromkeys(_players(track, event.channel), event.program)
            case "control_change" if event.control == _BANK:
                self._banks |= dict.fromkeys(_players(track, event.channel), event.value)
            case "note_on" if event.velocity:
                self._begins(tick, (track, event.channel, event.note), event.velocity)
            case "note_on" | "note_off":
                self._ends(tick, (track, event.channel, event.note))

    def _begins(self, tick: int, key: _Key, velocity: int) -> None:
        before = self._sounding.get(key)
        if before:
            self._struck_again[key] = tick
            # Two voices in unison are one note.
            if before.since < tick:
                self._end(key[2], before, before.since if before.is_brief else tick)
        is_brief = self._ended_nothing.get(key) == tick
        self._sounding[key] = _Stroke(tick, velocity, self._part(key[0], key[1]), is_brief)

    def _ends(self, tick: int, key: _Key) -> None:
        # Some programs write the end of a note behind the next of its pitch.
        if self._struck_again.get(key) == tick:
            return
        if stroke := self._sounding.pop(key, None):
            self._end(key[2], stroke, tick)
        else:
            self._ended_nothing[key] = tick

    def _part(self, track: int, channel: int) -> Part:
        # A channel has one program; yet files of more parts than channels set it in each track.
        own, anyone = _players(track, channel)
        program = self._programs.get(own, self._programs.get(anyone, 0))
        bank = self._banks.get(own, self._banks.get(anyone, 0))
        part = Part(self._names.get(track, ""), program, bank, channel == _DRUMS)
        return self._parts.setdefault((track, channel, program, bank), part)

    def _end(self, pitch: int, stroke: _Stroke, tick: int) -> None:
        length = min(_LONGEST, max(_SHORTEST, (tick - stroke.since) / self.per_beat))
        stroke.part.notes.append(Note(pitch, stroke.since / self.per_beat, length, stroke.velocity))
