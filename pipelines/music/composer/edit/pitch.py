"""Another key: everything as much higher or lower, and by octaves back into the range of who plays it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.music.composer.edit.parts import called
from pipelines.music.composer.edit.piece import Piece
from pipelines.music.composer.write.register import within
from pipelines.music.score.instruments import Instrument
from pipelines.music.score.score import Note, Track
from pipelines.music.score.theory import Chord
from studio.words import Sentence, say

OCTAVE = 12
OCTAVES = (0, -OCTAVE, OCTAVE, -2 * OCTAVE, 2 * OCTAVE, -3 * OCTAVE, 3 * OCTAVE)
"""How far a part may move to fit, the nearest first."""


def nearest(piece: Piece, tonic: int) -> int:
    """Semitones from the key of a piece to the nearest one with this tonic, -5 to 6."""
    up = (tonic - piece.score.key.tonic) % OCTAVE
    return up - OCTAVE if up > OCTAVE // 2 else up


def transposed(piece: Piece, semitones: int) -> Piece:
    """All pitches and chords moved; drums stay. A part that leaves its instrument's range moves by octaves as a whole,
    or where it is too wide for that, note by note; it is said."""
    if not semitones:
        return piece
    score, tracks, said = piece.score, [], []
    for track in score.tracks:
        if track.instrument.is_drums:
            tracks.append(track)
            continue
        notes, moved = fitted([replace(note, pitch=note.pitch + semitones) for note in track.notes], track.instrument)
        tracks.append(replace(track, notes=notes))
        said += [_said_of(track, moved)] if moved else []
    key = replace(score.key, tonic=(score.key.tonic + semitones) % OCTAVE)
    chords = tuple(_moved(chord, semitones) for chord in score.chords)
    done = say("rearrange.did.transposed", key=str(key), semitones=f"{semitones:+d}")
    return piece.with_score(replace(score, key=key, chords=chords, tracks=tuple(tracks)), done, *said)


def fitted(notes: Sequence[Note], player: Instrument) -> tuple[list[Note], str]:
    """Notes within a player's range, and what had to be done: "" nothing, "octave" all moved alike, "notes" some."""
    low, high = player.range
    for shift in OCTAVES:
        if all(low <= note.pitch + shift <= high for note in notes):
            return [replace(note, pitch=note.pitch + shift) for note in notes], "octave" if shift else ""
    centre = (low + high) / 2
    mean = sum(note.pitch for note in notes) / len(notes)
    shift = min(OCTAVES, key=lambda octave: (abs(mean + octave - centre) > (high - low) / 2, abs(octave)))
    return [replace(note, pitch=_inside(note.pitch + shift, low, high)) for note in notes], "notes"


def _inside(pitch: int, low: int, high: int) -> int:
    return min(high, max(low, within(pitch, low, high)))


def _said_of(track: Track, moved: str) -> Sentence:
    return say(f"rearrange.range.{moved}", part=called(track))


def _moved(chord: Chord, semitones: int) -> Chord:
    over = None if chord.over is None else (chord.over + semitones) % OCTAVE
    return replace(chord, root=(chord.root + semitones) % OCTAVE, over=over)
