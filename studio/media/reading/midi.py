"""MIDI: a file of notes, written anew from what was understood of it."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.media.reading.limits import Limits
from studio.media.reading.plain import InputFacts, Plain
from studio.media.reading.refused import Refused, broken
from studio.media.reading.sniff import Format
from studio.words import say

if TYPE_CHECKING:
    from mido import MidiFile, MidiTrack

_KEPT = {
    *("note_on", "note_off", "control_change", "program_change", "pitchwheel", "aftertouch", "polytouch"),
    *("set_tempo", "time_signature", "key_signature", "track_name", "instrument_name", "lyrics", "marker"),
}
"""What is music. Sound chips' own messages, texts and recipes are left out."""
_MOST_TRACKS = 256
_SONGS = 2
"""The type of a file whose tracks are pieces of their own."""
_NO_KEY = re.compile(rb"\xff\x59\x02(?![\xf9-\xff\x00-\x07][\x00\x01])..", re.DOTALL)
_C_MAJOR = b"\xff\x59\x02\x00\x00"
"""What takes the place of a key that is none: for it alone mido 1.3 refuses the whole file."""
_DEFAULT_TEMPO = 500_000
"""Microseconds a beat where nothing is said (Standard MIDI Files 1.0)."""


def read(source: Path, target: Path, format: Format, limits: Limits) -> Plain:
    """Write the notes to `target`. Raises Refused."""
    import mido

    try:
        data = _NO_KEY.sub(_C_MAJOR, source.read_bytes())
        # Latin-1 has a letter for every byte, so that names of tracks stay what they are in any encoding.
        given = mido.MidiFile(file=io.BytesIO(data), clip=True, charset="latin-1")
        kept = _kept(given, limits)
        seconds = _seconds(kept)
        if seconds > limits.seconds:
            raise Refused(say("upload.longer", limit=round(limits.seconds)))
        kept.save(target)
    except (OSError, EOFError, ValueError, IndexError, KeyError, TypeError, OverflowError, ZeroDivisionError) as error:
        raise broken() from error
    events = sum(len(track) for track in kept.tracks)
    return Plain(kind="midi", facts=InputFacts(seconds=round(seconds, 3), events=events))


def _kept(given: MidiFile, limits: Limits) -> MidiFile:
    import mido

    if given.type == _SONGS:
        raise Refused(say("upload.midi_songs"))
    if given.ticks_per_beat <= 0:
        raise Refused(say("upload.midi_film_time"))
    if len(given.tracks) > _MOST_TRACKS:
        raise Refused(say("upload.too_many_tracks", limit=_MOST_TRACKS))
    if given.type not in (0, 1):
        raise broken()
    if sum(len(track) for track in given.tracks) > limits.events:
        raise Refused(say("upload.too_many_events", limit=limits.events))
    tracks = [_music(track) for track in given.tracks]
    if not any(event.type == "note_on" for track in tracks for event in track):
        raise Refused(say("upload.no_notes"))
    return mido.MidiFile(type=given.type, ticks_per_beat=given.ticks_per_beat, charset="latin-1", tracks=tracks)


def _music(track: MidiTrack) -> MidiTrack:
    """The track without what is no music; what is left keeps its place in time."""
    import mido

    kept, waiting = mido.MidiTrack(), 0
    for event in track:
        waiting += event.time
        if event.type in _KEPT:
            kept.append(event.copy(time=waiting))
            waiting = 0
    return kept


def _seconds(file: MidiFile) -> float:
    """How long it is, counted in ticks: mido's own length adds up each event."""
    tempo, at, seconds = _DEFAULT_TEMPO, 0, 0.0
    for now, event in sorted(_on_the_clock(file), key=lambda pair: pair[0]):
        seconds += (now - at) * tempo / file.ticks_per_beat / 1e6
        at = now
        tempo = event.tempo if event.type == "set_tempo" else tempo
    return seconds


def _on_the_clock(file: MidiFile) -> list[tuple[int, Any]]:
    """Every event with the tick it stands at."""
    found = []
    for track in file.tracks:
        now = 0
        for event in track:
            now += event.time
            found.append((now, event))
    return found
