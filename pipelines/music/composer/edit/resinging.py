"""Another tune for words that stand: new pitches in the rhythm that the words have."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from pipelines.music.composer.edit.piece import Piece
from pipelines.music.composer.sing.fitting import weight
from pipelines.music.composer.tune.melody import Melodist
from pipelines.music.composer.tune.phrase import Slot
from pipelines.music.score.score import Metre, Note, Score, Section

PHRASE = 4
"""Bars that are written together."""
LONG = 1.5


def resung(piece: Piece, between: tuple[int, int] | None, seed: int) -> Score:
    """The score with other pitches for its melody: in all bars, or from the first up to the second of `between` (from
    0, the second not included). The last note, on the final chord, stays."""
    score, bar = piece.score, piece.score.metre.bar
    first, end = between or (0, score.sections[-1].end_bar)
    melodist = Melodist(piece.genre, score.key, score.metre, piece.energy, random.Random(f"song {seed}"))
    track = next(track for track in score.tracks if track.role == "lead")
    player = track.instrument
    span = max(player.lead[0], player.range[0]), min(player.lead[1], player.range[1])
    notes = [note for note in track.notes if not _within(note, first * bar, end * bar)]
    for begin in range(first, end, PHRASE):
        group = [n for n in track.notes if _within(n, begin * bar, min(end, begin + PHRASE) * bar)]
        section = next(section for section in score.sections if begin < section.end_bar)
        notes += _phrase(group, melodist, section, score, span)
    tracks = (replace(one, notes=sorted(notes, key=_start)) if one is track else one for one in score.tracks)
    return replace(score, tracks=tuple(tracks))


def _phrase(
    notes: Sequence[Note], melodist: Melodist, section: Section, score: Score, span: tuple[int, int]
) -> list[Note]:
    if not notes:
        return []
    last = len(notes) - 1
    slots = [
        Slot(note.start, note.length, _is_strong(note, score.metre), "a", place, place == last)
        for place, note in enumerate(notes)
    ]
    sung = melodist.worded(slots, section.group, score.chords, span, False)
    return [replace(note, pitch=new.pitch) for note, new in zip(notes, sung, strict=True)]


def _is_strong(note: Note, metre: Metre) -> bool:
    return weight(note.start, metre) >= 2 or note.length >= LONG


def _within(note: Note, begin: float, end: float) -> bool:
    return begin - 1e-6 <= note.start < end - 1e-6


def _start(note: Note) -> float:
    return note.start
