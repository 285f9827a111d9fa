"""The piece as a standard MIDI file, type 1: on the grid and named, ready to be edited or printed as a score."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import mido

from pipelines.music.score.clock import TempoMap, ringing, swung
from pipelines.music.score.expression import WHEEL, Gesture, gestures
from pipelines.music.score.score import Note, Score, Track

TICKS = 480
DRUM_CHANNEL = 9
PAN = {"lead": 64, "counter": 92, "chords": 44, "pad": 64, "bass": 64, "drums": 64}
VOLUME = {"lead": 108, "counter": 88, "chords": 84, "pad": 72, "bass": 98, "drums": 100}
"""So that another player's mix is not far from the studio's."""
FAR = 2**28
"""A tick beyond all notes: the largest that a file can tell."""
FINEST = 3
"""Steps of expression in the file: smaller ones are not heard."""

Event = tuple[int, mido.Message | mido.MetaMessage]


def midi_bytes(score: Score, title: str, seconds: float) -> bytes:
    """A file with a conductor track (title, tempo, key and time signature, sections) and one track for each player."""
    file = mido.MidiFile(type=1, ticks_per_beat=TICKS, charset="utf-8")
    file.tracks.append(_conductor(score, title))
    melodic = (channel for channel in range(16) if channel != DRUM_CHANNEL)
    clock = TempoMap.of(score)
    held = ringing(seconds - clock.seconds(score.beats), score.feel) * score.tempo / 60
    for track in score.tracks:
        channel = DRUM_CHANNEL if track.instrument.is_drums else next(melodic)
        file.tracks.append(_player(track, channel, score, held))
    buffer = io.BytesIO()
    file.save(file=buffer)
    return buffer.getvalue()


def _conductor(score: Score, title: str) -> mido.MidiTrack:
    metre = score.metre
    events: list[Event] = [
        (0, mido.MetaMessage("track_name", name=title)),
        (0, mido.MetaMessage("time_signature", numerator=metre.numerator, denominator=metre.denominator)),
        (0, mido.MetaMessage("key_signature", key=score.key.signature)),
        (0, mido.MetaMessage("set_tempo", tempo=mido.bpm2tempo(score.tempo))),
    ]
    events += [(_ticks(s.start_bar * metre.bar), mido.MetaMessage("marker", text=s.label)) for s in score.sections]
    events += _slowing(score)
    return _delta(events)


def _slowing(score: Score) -> list[Event]:
    """The ritardando as a tempo for each half beat, and the first tempo again under the final chord."""
    clock = TempoMap.of(score)
    if not clock.stretch:
        return []
    beats = [clock.slow_from + step / 2 for step in range(int(clock.slow_beats * 2))]
    # The mean tempo of each half beat, so that the file lasts as long as the sound.
    tempi = [(beat, 30 / (clock.seconds(beat + 0.5) - clock.seconds(beat))) for beat in beats]
    tempi.append((score.beats, score.tempo))
    return [(_ticks(beat), mido.MetaMessage("set_tempo", tempo=mido.bpm2tempo(tempo))) for beat, tempo in tempi]


def _player(track: Track, channel: int, score: Score, held: float) -> mido.MidiTrack:
    bank = 0 if track.instrument.is_drums else track.instrument.bank
    events: list[Event] = [
        (0, mido.MetaMessage("track_name", name=f"{track.role.capitalize()} ({track.instrument.title})")),
        (0, mido.Message("control_change", channel=channel, control=0, value=bank)),
        (0, mido.Message("program_change", channel=channel, program=track.instrument.program)),
        (0, mido.Message("control_change", channel=channel, control=7, value=VOLUME[track.role])),
        (0, mido.Message("control_change", channel=channel, control=10, value=PAN[track.role])),
    ]
    events += _moved(gestures(track, score), channel, score)
    sung = (note for note in track.notes if note.lyric not in ("", "_"))
    events += [(_ticks(swung(note.start, score)), mido.MetaMessage("lyrics", text=note.lyric)) for note in sung]
    for on, off, note in _apart(track.notes, score, held):
        values = {"channel": channel, "note": note.pitch}
        events.append((on, mido.Message("note_on", velocity=note.velocity, **values)))
        events.append((off, mido.Message("note_off", velocity=0, **values)))
    return _delta(events)


def _apart(notes: Sequence[Note], score: Score, held: float) -> Iterator[tuple[int, int, Note]]:
    """First and last tick of each note; one of a pitch ends where the next of that pitch begins, and of two that begin
    together the louder is kept."""
    by_pitch: dict[int, dict[int, tuple[int, Note]]] = {}
    for note in notes:
        rings = note.end > score.beats + 1e-6
        on = _ticks(swung(note.start, score))
        off = _ticks(score.beats + held if rings else swung(note.end, score))
        same = by_pitch.setdefault(note.pitch, {})
        end, loud = max(off, on + 1), note.velocity
        if on in same:
            end, loud = max(end, same[on][0]), max(loud, same[on][1].velocity)
        same[on] = (end, replace(note, velocity=max(1, min(127, loud))))
    for same in by_pitch.values():
        for on, following in pairwise([*sorted(same), FAR]):
            off, note = same[on]
            yield on, min(off, following), note


def _moved(moves: Sequence[Gesture], channel: int, score: Score) -> Iterator[Event]:
    """Pedal (controller 64), expression (11) and pitch wheel, each only where it changes."""
    before: dict[str, tuple[int, int]] = {}
    for move in moves:
        at, value = _ticks(swung(move.beat, score)), _value(move)
        since, last = before.get(move.kind, (0, -1))
        if value == last:
            continue
        before[move.kind] = (at, value)
        steps = max(1, abs(value - last) // FINEST) if move.kind == "swell" and last >= 0 else 1
        for step in range(1, steps + 1):
            between = last + (value - last) * step // steps if steps > 1 else value
            yield since + (at - since) * step // steps, _movement(move.kind, between, channel)


def _value(move: Gesture) -> int:
    if move.kind == "bend":
        return max(-8192, min(8191, round(8192 * move.value / WHEEL)))
    # A player turns expression into loudness by its square (General MIDI 2, 40 log10 of the share in dB).
    return round(127 * move.value**0.5)


def _movement(kind: str, value: int, channel: int) -> mido.Message:
    if kind == "bend":
        return mido.Message("pitchwheel", channel=channel, pitch=value)
    return mido.Message("control_change", channel=channel, control=64 if kind == "pedal" else 11, value=value)


def _ticks(beat: float) -> int:
    return round(beat * TICKS)


def _delta(events: Sequence[Event]) -> mido.MidiTrack:
    """Events by time, each with the ticks since the one before; what ends comes before what begins."""
    order = {"note_off": 0, "note_on": 2}
    track, now = mido.MidiTrack(), 0
    for at, message in sorted(events, key=lambda event: (event[0], order.get(event[1].type, 1))):
        track.append(message.copy(time=at - now))
        now = at
    return track
