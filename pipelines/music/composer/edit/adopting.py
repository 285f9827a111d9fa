"""A MIDI file of somebody else's as a piece that can be changed, and what of it was not taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipelines.music.composer.edit.casting import Cast, cast
from pipelines.music.composer.edit.parts import called_all
from pipelines.music.composer.edit.piece import Piece
from pipelines.music.composer.genres import genres
from pipelines.music.hearing.beats import Counted
from pipelines.music.hearing.harmony import chords_of
from pipelines.music.hearing.tonality import key_of
from pipelines.music.score.midi_file import MidiFile, read_midi_file
from pipelines.music.score.score import GROUPS, Metre, Note, Score, Section, Track
from pipelines.music.score.stored import LABEL
from pipelines.music.score.theory import Key
from studio.words import Sentence, say

LONGEST = 600.0
"""Seconds of a file that are taken."""
RING = 2.5
"""Seconds after the last note."""
TEMPI = (20.0, 400.0)
"""Quarter notes a minute."""
ENERGY = 0.6
WITH_DRUMS, WITHOUT = "pop", "classical"
"""The genres whose mix a file is played in."""
IN_KEY = 0.8
"""Share of what sounds that lies in the scale of a key which a file says."""
MOST_MARKS = 64


def adopted(data: bytes) -> Piece:
    """The piece: note for note, at the tempo and in the metre of its beginning. Raises ValueError for what is no MIDI
    file, or has no notes that can be played here."""
    file = read_midi_file(data)
    found = cast(file)
    pitched = [track for track in found.tracks if not track.instrument.is_drums]
    if not pitched:
        raise ValueError("there are no notes but drums")
    metre, tempo = _metre(file.metre), min(max(file.tempo, TEMPI[0]), TEMPI[1])
    tracks, is_cut = _in_bars(found.tracks, file, metre, tempo)
    notes = [note for track in tracks for note in track.notes if not track.instrument.is_drums]
    bars = _bars(tracks, metre)
    key = _key(notes, file.key)
    score = Score(
        key=key,
        metre=metre,
        tempo=tempo,
        sections=_sections(file, metre, bars, _shift(file, metre)),
        chords=tuple(chords_of(notes, key, metre, bars)),
        tracks=tracks,
        beats=bars * metre.bar,
    )
    genre = genres()[WITH_DRUMS if len(found.tracks) > len(pitched) else WITHOUT]
    seconds = round(score.beats * 60 / tempo + RING, 2)
    said = (_told(score), *_missed(file, found, score, is_cut))
    return Piece(score, genre, seconds, ENERGY, said=said)


def _metre(said: tuple[int, int]) -> Metre:
    """The metre as it is written here; of those that are not, one whose bars are as long, else four quarters."""
    name, bar = f"{said[0]}/{said[1]}", said[0] * 4 / said[1]
    if name in GROUPS:
        return Metre(name)
    alike = [Metre(one) for one in GROUPS if Metre(one).bar == bar]
    three = Metre("6/8" if said[1] > 4 else "3/4")
    return (alike or ([three] if said[0] == 3 or bar % three.bar == 0 else []) or [Metre("4/4")])[0]


def _shift(file: MidiFile, metre: Metre) -> float:
    """Quarter notes by which all is moved, so that bars begin where the file's do, in the bar of the first note."""
    upbeat = -file.origin % metre.bar
    first = min(note.start for part in file.parts for note in part.notes) + upbeat
    return upbeat - first // metre.bar * metre.bar


def _in_bars(tracks: Sequence[Track], file: MidiFile, metre: Metre, tempo: float) -> tuple[tuple[Track, ...], bool]:
    """From the first bar on, and whether it was cut at a bar line since it is too long."""
    shift, most = _shift(file, metre), int(LONGEST * tempo / 60 // metre.bar) * metre.bar
    moved = [replace(track, notes=[note.moved(shift) for note in track.notes]) for track in tracks]
    last = max(note.end for track in moved for note in track.notes)
    if last <= most:
        return tuple(moved), False
    cut = [
        replace(t, notes=[replace(n, length=min(n.length, most - n.start)) for n in t.notes if n.start < most])
        for t in moved
    ]
    return tuple(track for track in cut if track.notes), True


def _bars(tracks: Sequence[Track], metre: Metre) -> int:
    last = max(note.end for track in tracks for note in track.notes)
    return max(1, int(-((0.1 - last) // metre.bar)))


def _key(notes: Sequence[Note], said: Key | None) -> Key:
    """What the file says, where what sounds agrees; else what sounds."""
    whole = sum(note.length for note in notes)
    if said and sum(note.length for note in notes if note.pitch % 12 in said.scale) >= IN_KEY * whole:
        return said
    return key_of([Counted(note.pitch, note.start, note.length, note.velocity) for note in notes])


def _sections(file: MidiFile, metre: Metre, bars: int, shift: float) -> tuple[Section, ...]:
    """What the file's markers name, at the nearest bar line; one, where there are none."""
    named: dict[int, str] = {}
    for beat, text in file.marks:
        bar = round((beat + shift) / metre.bar)
        if 0 <= bar < bars and text.strip():
            named[bar] = text.strip()[:LABEL]
    starts = sorted(named)[:MOST_MARKS]
    if not starts or starts[0] > 0:
        starts, named = [0, *starts], {0: "A", **named}
    ends = [*starts[1:], bars]
    return tuple(Section(named[s], s, e - s, ENERGY) for s, e in zip(starts, ends, strict=True))


def _told(score: Score) -> Sentence:
    return say(
        "adopted.read",
        parts=called_all(score.tracks),
        key=str(score.key),
        metre=score.metre.name,
        tempo=round(score.tempo / score.metre.pulse),
    )


def _missed(file: MidiFile, found: Cast, score: Score, is_cut: bool) -> Iterator[Sentence]:
    """What of the file was not taken, or is otherwise."""
    if is_cut:
        yield say("adopted.cut", seconds=round(LONGEST))
    if file.tempi > 1 or not TEMPI[0] <= file.tempo <= TEMPI[1]:
        yield say("adopted.tempi", tempo=round(score.tempo / score.metre.pulse))
    name = f"{file.metre[0]}/{file.metre[1]}"
    if file.metres > 1 or name != score.metre.name:
        yield say("adopted.metres", metre=score.metre.name)
    if file.keys > 1:
        yield say("adopted.keys", key=str(score.key))
    if file.is_bent:
        yield say("adopted.bends")
    if file.hanging:
        yield say("adopted.hanging", count=file.hanging)
    for part, player in found.near[:8]:
        yield say("adopted.near", part=part, player=player)
    if found.unheard:
        yield say("adopted.unheard", parts=list(found.unheard[:12]))
