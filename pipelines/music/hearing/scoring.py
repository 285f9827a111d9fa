"""A transcript as a score: one player has all its notes, the tune and what is under it on parts of their own."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.music.hearing.transcript import Transcript
from pipelines.music.score.instruments import Instrument, Role
from pipelines.music.score.score import Note, Score, Section, Track

PHRASE = 8
"""Bars of a section."""
PLAYERS: frozenset[Role] = frozenset(("lead", "chords"))


def scored(notes: Transcript, instrument: Instrument, is_alone: bool) -> Score:
    """The score, in sections of eight bars."""
    tune = list(notes.notes) if is_alone else top_line(notes.notes)
    tracks = [Track("lead", instrument, tune)]
    kept = set(map(id, tune))
    if under := [note for note in notes.notes if id(note) not in kept]:
        tracks.append(Track("chords", instrument, under))
    beats = notes.bars * notes.metre.bar
    return Score(notes.key, notes.metre, notes.tempo, sections_of(notes), notes.chords, tuple(tracks), beats)


def sections_of(notes: Transcript) -> tuple[Section, ...]:
    """Eight bars each, named by letters; the last has what is left."""
    starts = range(0, notes.bars, PHRASE)
    return tuple(
        Section(_label(number), start, min(PHRASE, notes.bars - start), 0.6, PLAYERS)
        for number, start in enumerate(starts)
    )


def _label(number: int) -> str:
    """A, B ... Z, A2, B2 ..."""
    letter, again = chr(ord("A") + number % 26), number // 26
    return letter + (str(again + 1) if again else "")


def top_line(notes: Sequence[Note]) -> list[Note]:
    """The highest of the notes that begin together, without those that begin under one that still sounds above."""
    top: list[Note] = []
    for note in sorted(notes, key=lambda note: (note.start, -note.pitch)):
        before = top[-1] if top else None
        if before and (note.start == before.start or (note.start < before.end - 0.05 and note.pitch < before.pitch)):
            continue
        top.append(note)
    return top
