"""MIDI files as other programs write them, byte by byte where that matters."""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence
from typing import Any

import mido

TUNE = (67, 69, 71, 72, 74, 72, 71, 69, 67, 64, 62, 67)
QUARTER = 480


def struck(pitches: Sequence[int], channel: int = 0, length: int = QUARTER) -> list[mido.Message]:
    """One note after another."""
    found = []
    for pitch in pitches:
        found.append(mido.Message("note_on", channel=channel, note=pitch, velocity=80))
        found.append(mido.Message("note_off", channel=channel, note=pitch, time=length))
    return found


def chords(roots: Sequence[int], channel: int, length: int) -> list[mido.Message]:
    found = []
    for root in roots:
        pitches = [root, root + 4, root + 7]
        found += [mido.Message("note_on", channel=channel, note=pitch, velocity=60) for pitch in pitches]
        found += [
            mido.Message("note_off", channel=channel, note=pitch, time=length * (place == 0))
            for place, pitch in enumerate(pitches)
        ]
    return found


def named(name: str, program: int, channel: int, events: Sequence[Any]) -> mido.MidiTrack:
    head = [
        mido.MetaMessage("track_name", name=name),
        mido.Message("program_change", channel=channel, program=program),
    ]
    return mido.MidiTrack([*head, *events])


def saved(*tracks: Sequence[Any], type: int = 1, per_beat: int = QUARTER) -> bytes:
    file = mido.MidiFile(type=type, ticks_per_beat=per_beat, charset="utf-8")
    file.tracks.extend(mido.MidiTrack(track) for track in tracks)
    buffer = io.BytesIO()
    file.save(file=buffer)
    return buffer.getvalue()


def said(**values: Any) -> list[mido.MetaMessage]:
    """A conductor: tempo, metre and key."""
    found = []
    if "tempo" in values:
        found.append(mido.MetaMessage("set_tempo", tempo=mido.bpm2tempo(values["tempo"])))
    if "metre" in values:
        numerator, denominator = values["metre"]
        found.append(mido.MetaMessage("time_signature", numerator=numerator, denominator=denominator))
    if "key" in values:
        found.append(mido.MetaMessage("key_signature", key=values["key"]))
    return found


def band() -> bytes:
    """A song in G at 96: a flute, a piano, a bass and drums."""
    drums = struck((36, 42, 38, 42) * 6, 9, QUARTER // 2)
    return saved(
        said(tempo=96, metre=(4, 4), key="G"),
        named("Flute", 73, 0, struck(TUNE)),
        named("Piano", 0, 1, chords((55, 60, 62, 55), 1, 3 * QUARTER)),
        named("Bass", 33, 2, struck((43, 48, 38, 43), 2, 3 * QUARTER)),
        named("Drums", 0, 9, drums),
    )


def raw(*tracks: bytes, type: int = 1, division: int = QUARTER) -> bytes:
    """A file of these bytes."""
    head = b"MThd" + struct.pack(">IHHh", 6, type, len(tracks), division)
    return head + b"".join(b"MTrk" + struct.pack(">I", len(track)) + track for track in tracks)


END = b"\x00\xff\x2f\x00"
RUNNING = b"\x00\x90\x3c\x40" + b"".join(bytes([0x60, note, 0x40, 0x60, note, 0]) for note in (62, 64, 65)) + END
"""Status bytes left out, notes ended by a velocity of 0, C4 never ended."""
