"""A standard MIDI file of anybody's, read: its parts, and what it says of time and key."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pipelines.music.score.midi_events import Event, Strokes, events_of, moves, text_of
from pipelines.music.score.score import Note
from pipelines.music.score.symbols import LETTERS, SHIFTS
from pipelines.music.score.theory import Key

_TEMPO = 500_000
"""Microseconds a quarter note where nothing is said (Standard MIDI Files 1.0)."""
Said = list[tuple[float, Any]]
"""What is said of one thing, each with the quarter note from which on it holds."""


@dataclass(frozen=True)
class MidiPart:
    """What one channel of one track has with one program. Notes by quarter notes from the file's beginning."""

    name: str
    program: int
    bank: int
    is_drums: bool
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class MidiFile:
    """The parts, and what is in force where the music begins."""

    parts: tuple[MidiPart, ...]
    tempo: float
    """Quarter notes a minute."""
    metre: tuple[int, int]
    """That which is in force for the longest time."""
    origin: float
    """Quarter notes at which a bar of that metre begins: what is before it is an upbeat."""
    key: Key | None
    """None where the file says none, or C major, which programs write that know none."""
    marks: tuple[tuple[float, str], ...]
    """What names the sections, and where."""
    words: tuple[tuple[float, str], ...]
    """Syllables, as they are in the file."""
    tempi: int
    metres: int
    """How many there are in all."""
    keys: int
    is_bent: bool
    """Whether it has bends, pedal or swells."""
    hanging: int
    """Notes that are never let go."""


def read_midi_file(data: bytes) -> MidiFile:
    """Raises ValueError for what is no such file, or is of type 2, or counts in frames of film, or has no notes."""
    import mido

    try:
        file = mido.MidiFile(file=io.BytesIO(data), clip=True, charset="latin-1")
    except (OSError, EOFError, KeyError, IndexError, TypeError, ValueError, mido.KeySignatureError) as error:
        raise ValueError(f"no MIDI file: {error}") from error
    if file.type not in (0, 1) or file.ticks_per_beat <= 0:
        raise ValueError("of another type")
    events = events_of(file.tracks)
    strokes = Strokes(events, file.ticks_per_beat)
    if not strokes.parts:
        raise ValueError("there are no notes")
    return _read(events, strokes)


def _read(events: Sequence[Event], strokes: Strokes) -> MidiFile:
    parts = tuple(
        MidiPart(one.name, one.program, one.bank, one.is_drums, tuple(sorted(one.notes, key=_place)))
        for one in strokes.parts
    )
    first = min(note.start for part in parts for note in part.notes)

    def said(kind: str, *names: str) -> Said:
        these = ((tick, event) for tick, _, event in events if event.type == kind)
        return [(tick / strokes.per_beat, tuple(getattr(event, name) for name in names)) for tick, event in these]

    tempi, metres = said("set_tempo", "tempo"), said("time_signature", "numerator", "denominator")
    keys = said("key_signature", "key")
    metre, origin = _longest(metres, events[-1][0] / strokes.per_beat)
    return MidiFile(
        parts=parts,
        tempo=60e6 / max(1, _at(tempi, first, (_TEMPO,))[0]),
        metre=metre,
        origin=origin,
        key=_key(_at(keys, first, ("C",))[0]),
        marks=_texts(said("marker", "text")),
        words=_texts(said("lyrics", "text")),
        tempi=len({value for _, value in tempi}),
        metres=len({value for _, value in metres}),
        keys=len({value for _, value in keys}),
        is_bent=any(moves(event) for _, _, event in events),
        hanging=strokes.hanging,
    )


def _longest(metres: Said, end: float) -> tuple[tuple[int, int], float]:
    """The metre that is in force for the longest time, and the quarter note at which it first is."""
    spans: Counter[tuple[int, int]] = Counter()
    begins: dict[tuple[int, int], float] = {}
    stated = metres if metres and metres[0][0] == 0 else [(0.0, (4, 4)), *metres]
    for (start, metre), (until, _) in pairwise([*stated, (end, None)]):
        # In thousandths, since it counts whole numbers.
        spans[metre] += round(1000 * (until - start))
        begins.setdefault(metre, start)
    metre = spans.most_common(1)[0][0]
    return metre, begins[metre]


def _at(said: Said, beat: float, usual: Any) -> Any:
    """What is in force at a quarter note."""
    return next((value for start, value in reversed(said) if start <= beat), usual)


def _key(name: str) -> Key | None:
    if name == "C":
        return None
    tonic, is_minor = name.removesuffix("m"), name.endswith("m")
    return Key((LETTERS[tonic[0]] + SHIFTS[tonic[1:]]) % 12, "minor" if is_minor else "major")


def _texts(said: Iterable[tuple[float, Any]]) -> tuple[tuple[float, str], ...]:
    return tuple((beat, text_of(words)) for beat, (words,) in said)


def _place(note: Note) -> tuple[float, int]:
    return note.start, note.pitch
