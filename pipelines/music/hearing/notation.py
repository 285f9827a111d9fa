"""A file of notes (Standard MIDI) as what was heard: its notes by seconds, and the beats that it says."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from pipelines.music.hearing.note import HeardNote
from pipelines.music.score.score import GROUPS, Metre
from studio.errors import BadInput
from studio.words import say

if TYPE_CHECKING:
    from mido import MidiFile

Event = tuple[int, Any]
"""A tick, and what happens there."""
_DRUMS = 9
_TEMPO = 500_000
"""Microseconds a quarter note where nothing is said (Standard MIDI Files 1.0)."""


@dataclass(frozen=True)
class Notation:
    """Notes of all tracks but the drums. `beats`: seconds of each beat, None where the file says no tempo; `metre`:
    that of the beginning, None where it says none."""

    notes: tuple[HeardNote, ...]
    beats: np.ndarray | None
    metre: Metre | None
    is_cut: bool = False


def read_midi(path: Path, most: int) -> Notation:
    """The first `most` notes of a file. Raises BadInput for one that cannot be read."""
    import mido

    try:
        file = mido.MidiFile(path, clip=True, charset="latin-1")
        events = _events(file)
    except (OSError, EOFError, ValueError, KeyError, IndexError, TypeError) as error:
        raise BadInput(say("own_sound.unread")) from error
    clock = _Clock(events, file.ticks_per_beat)
    notes = sorted(_notes(events, clock), key=lambda note: (note.start, -note.pitch))
    metre = next((_metre(event) for _, event in events if event.type == "time_signature"), None)
    kept = tuple(notes[:most])
    beats = clock.beats(kept, metre) if clock.is_said and kept else None
    return Notation(kept, beats, metre, len(kept) < len(notes))


def _events(file: MidiFile) -> list[Event]:
    """Every event with its tick, in order; what ends comes before what begins."""
    found: list[Event] = []
    for track in file.tracks:
        now = 0
        for event in track:
            now += event.time
            found.append((now, event))
    return sorted(found, key=lambda pair: (pair[0], _begins(pair[1])))


def _begins(event: Any) -> bool:
    return bool(event.type == "note_on" and event.velocity > 0)


def _notes(events: list[Event], clock: _Clock) -> list[HeardNote]:
    sounding: dict[tuple[int, int], tuple[float, int]] = {}
    notes = []
    for tick, event in events:
        if event.type not in ("note_on", "note_off") or event.channel == _DRUMS:
            continue
        at, name = clock.seconds(tick), (event.channel, event.note)
        if name in sounding:
            start, velocity = sounding.pop(name)
            if at > start:
                notes.append(HeardNote(event.note, start, at, velocity))
        if _begins(event):
            sounding[name] = (at, event.velocity)
    return notes


def _metre(event: Any) -> Metre | None:
    name = f"{event.numerator}/{event.denominator}"
    return Metre(name) if name in GROUPS else None


class _Clock:
    """Ticks to seconds."""

    def __init__(self, events: list[Event], per_beat: int) -> None:
        changes = [(tick, event.tempo) for tick, event in events if event.type == "set_tempo"]
        self.is_said = bool(changes) or any(event.type == "time_signature" for _, event in events)
        self.per_beat = per_beat
        self.ticks, self.at, self.tempi = [0], [0.0], [_TEMPO]
        for tick, tempo in changes:
            now = self.seconds(tick)
            if tick == self.ticks[-1]:
                self.tempi[-1] = tempo
            else:
                self.ticks.append(tick)
                self.at.append(now)
                self.tempi.append(tempo)

    def seconds(self, tick: float) -> float:
        """When a tick is."""
        place = int(np.searchsorted(self.ticks, tick, "right")) - 1
        return self.at[place] + (tick - self.ticks[place]) * self.tempi[place] / self.per_beat / 1e6

    def beats(self, notes: tuple[HeardNote, ...], metre: Metre | None) -> np.ndarray:
        """Seconds of each beat, from the file's beginning to behind its last note."""
        step = self.per_beat * (metre.pulse if metre else 1.0)
        last, beats = max(note.end for note in notes), [0.0]
        while beats[-1] < last or len(beats) < 2:
            beats.append(self.seconds(len(beats) * step))
        return np.array(beats)
