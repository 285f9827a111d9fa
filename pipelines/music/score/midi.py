"""The piece as a standard MIDI file, type 1: on the grid and named, ready to be edited or printed as a score."""

from __future__ import annotations

import io

import mido

from pipelines.music.score.clock import TempoMap, ringing, swung
from pipelines.music.score.score import Score, Track

TICKS = 480
DRUM_CHANNEL = 9
PAN = {"lead": 64, "counter": 92, "chords": 44, "pad": 64, "bass": 64, "drums": 64}


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
    events = [
        (0, mido.MetaMessage("track_name", name=title)),
        (0, mido.MetaMessage("time_signature", numerator=metre.numerator, denominator=metre.denominator)),
        (0, mido.MetaMessage("key_signature", key=score.key.signature)),
        (0, mido.MetaMessage("set_tempo", tempo=mido.bpm2tempo(score.tempo))),
    ]
    events += [(_ticks(s.start_bar * metre.bar), mido.MetaMessage("marker", text=s.label)) for s in score.sections]
    events += _slowing(score)
    return _delta(events)


def _slowing(score: Score) -> list[tuple[int, mido.MetaMessage]]:
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
    events = [
        (0, mido.MetaMessage("track_name", name=f"{track.role.capitalize()} ({track.instrument.title})")),
        (0, mido.Message("control_change", channel=channel, control=0, value=bank)),
        (0, mido.Message("program_change", channel=channel, program=track.instrument.program)),
        (0, mido.Message("control_change", channel=channel, control=10, value=PAN[track.role])),
    ]
    for note in track.notes:
        rings = note.end > score.beats + 1e-6
        end = score.beats + held if rings else swung(note.end, score.feel)
        on, off = _ticks(swung(note.start, score.feel)), _ticks(end)
        values = {"channel": channel, "note": note.pitch}
        events.append((on, mido.Message("note_on", velocity=note.velocity, **values)))
        events.append((max(off, on + 1), mido.Message("note_off", velocity=0, **values)))
    return _delta(events)


def _ticks(beat: float) -> int:
    return round(beat * TICKS)


def _delta(events: list[tuple[int, mido.Message | mido.MetaMessage]]) -> mido.MidiTrack:
    """Events by time, each with the ticks since the one before; what ends comes before what begins."""
    track, now = mido.MidiTrack(), 0
    for at, message in sorted(events, key=lambda event: (event[0], event[1].type == "note_on")):
        track.append(message.copy(time=at - now))
        now = at
    return track
