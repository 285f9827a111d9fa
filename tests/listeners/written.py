"""Written: pieces made by hand, note by note, for the tests of the judge itself: one that is right, to be broken."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace

import mido

from tests.listeners.heard import Piece, heard

TICKS = 480
Notes = list[tuple[int, float, float]]
"""Pitch, beginning and end in quarter notes."""

_CHORDS = {"C": (48, 52, 55), "F": (53, 57, 60), "G": (47, 50, 55), "Am": (45, 52, 57)}
_ROOTS = {"C": 36, "F": 41, "G": 43, "Am": 45}
_VERSE, _CHORUS = ("C", "Am", "F", "G"), ("F", "G", "Am", "G")
_TUNES = {
    "verse": ((76, 74, 72, 67), (72, 69, 72, 76), (77, 76, 74, 72), (74, 71, 74, 79)),
    "chorus": ((81, 79, 77, 72), (79, 77, 74, 71), (76, 72, 69, 72), (79, 74, 71, 67)),
}


@dataclass(frozen=True)
class Draft:
    """What is written into a file."""

    parts: dict[str, Notes]
    programs: dict[str, int]
    tempi: tuple[tuple[float, float], ...] = ((0.0, 120.0),)
    metre: tuple[int, int] = (4, 4)
    key: str = "C"
    marks: tuple[tuple[float, str], ...] = ()
    hanging: bool = False

    def but(self, name: str, notes: Notes) -> Draft:
        """The same with another part."""
        return replace(self, parts={**self.parts, name: notes})


def song(forms: tuple[str, ...] = ("verse", "chorus", "verse", "chorus")) -> Draft:
    """A song in C major: bars of a chord each, a tune on top, and a final chord; it keeps every line of the judge."""
    lead: Notes = []
    chords: Notes = []
    bass: Notes = []
    drums: Notes = []
    marks = []
    bar = 0
    for form in forms:
        marks.append((bar * 4.0, form))
        for name, tune in zip(_VERSE if form == "verse" else _CHORUS, _TUNES[form], strict=True):
            start = bar * 4.0
            lead += [(pitch, start + beat, start + beat + 0.95) for beat, pitch in enumerate(tune)]
            chords += [(pitch, start, start + 3.9) for pitch in _CHORDS[name]]
            bass += [(_ROOTS[name], start + beat, start + beat + 1.9) for beat in (0, 2)]
            drums += [(stroke, start + beat, start + beat + 0.2) for beat, stroke in enumerate((36, 38, 36, 38))]
            bar += 1
    end = bar * 4.0
    lead.append((72, end, end + 4))
    chords += [(pitch, end, end + 4) for pitch in _CHORDS["C"]]
    bass.append((36, end, end + 4))
    parts = {"Lead": lead, "Chords": chords, "Bass": bass, "Drums": drums}
    return Draft(parts, {"Lead": 73, "Chords": 0, "Bass": 33, "Drums": 0}, marks=tuple(marks))


def file(draft: Draft) -> bytes:
    """The MIDI file."""
    midi = mido.MidiFile(type=1, ticks_per_beat=TICKS, charset="utf-8")
    midi.tracks.append(_conductor(draft))
    for number, (name, notes) in enumerate(draft.parts.items()):
        midi.tracks.append(_player(draft, name, notes, 9 if name == "Drums" else number))
    buffer = io.BytesIO()
    midi.save(file=buffer)
    return buffer.getvalue()


def read(draft: Draft) -> Piece:
    """As the judge hears it."""
    return heard(file(draft))


def _conductor(draft: Draft) -> mido.MidiTrack:
    numerator, denominator = draft.metre
    events: list[tuple[float, mido.MetaMessage]] = [
        (0, mido.MetaMessage("time_signature", numerator=numerator, denominator=denominator)),
        (0, mido.MetaMessage("key_signature", key=draft.key)),
    ]
    events += [(at, mido.MetaMessage("set_tempo", tempo=mido.bpm2tempo(tempo))) for at, tempo in draft.tempi]
    events += [(at, mido.MetaMessage("marker", text=text)) for at, text in draft.marks]
    return _track(events)


def _player(draft: Draft, name: str, notes: Notes, channel: int) -> mido.MidiTrack:
    events: list[tuple[float, mido.Message | mido.MetaMessage]] = [
        (0, mido.MetaMessage("track_name", name=name)),
        (0, mido.Message("program_change", channel=channel, program=draft.programs[name])),
    ]
    for number, (pitch, start, end) in enumerate(notes):
        events.append((start, mido.Message("note_on", channel=channel, note=pitch, velocity=80)))
        if not (draft.hanging and number == 0):
            events.append((end, mido.Message("note_off", channel=channel, note=pitch)))
    return _track(events)


def _track(events: list[tuple[float, mido.Message | mido.MetaMessage]]) -> mido.MidiTrack:
    track, now = mido.MidiTrack(), 0
    for at, event in sorted(events, key=lambda event: (event[0], event[1].type == "note_on")):
        ticks = round(at * TICKS)
        track.append(event.copy(time=ticks - now))
        now = ticks
    return track
