"""A tune set out to be arranged: in sections, with chords under it, in the lead's own octave."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipelines.music.composer.genres import Genre
from pipelines.music.composer.read.reading import Reading
from pipelines.music.composer.write.arrangement import compose
from pipelines.music.composer.write.frame import Given
from pipelines.music.composer.write.harmony import final_chord
from pipelines.music.composer.write.reharmony import reharmonise
from pipelines.music.score.instruments import Instrument, Role, instruments
from pipelines.music.score.score import EVERYBODY, Metre, Note, Score, Section, Track
from pipelines.music.score.theory import Chord, Key, read_chord

TWICE = 45.0
"""Seconds of a tune up to which it is played again."""
INTRO = 2
"""Bars in which the others begin."""
WITHOUT_TUNE: frozenset[Role] = EVERYBODY - {"lead", "counter"}
OTHERS = "piano"
"""Who plays the tune in a genre that has no lead."""


@dataclass(frozen=True)
class Tune:
    """A tune by quarter notes from its first bar on, and how many bars it has."""

    notes: tuple[Note, ...]
    bars: int
    key: Key
    metre: Metre


def arranged(tune: Tune, reading: Reading, seed: int) -> Score:
    """The piece. Its tune is the given one note for note, in whole octaves from it where the player needs that."""
    given = _given(tune, reading, seed)
    score = compose(reading, _seconds(given, tune.metre), seed, given=given)
    player = next((track.instrument for track in score.tracks if track.role == "lead"), None)
    if player is None:
        player = instruments()[OTHERS]
        notes = _moved(given.melody, octaves(given.melody, player))
        return replace(score, tracks=(Track("lead", player, list(notes)), *score.tracks))
    if shift := octaves(given.melody, player):
        given = replace(given, melody=_moved(given.melody, shift))
        score = compose(reading, _seconds(given, tune.metre), seed, given=given)
    return score


def octaves(notes: Sequence[Note], player: Instrument) -> int:
    """Semitones, whole octaves, by which a tune moves so that most of it lies where a player sounds best."""
    low, high = max(player.lead[0], player.range[0]), min(player.lead[1], player.range[1])

    def outside(shift: int) -> tuple[float, int]:
        return sum(max(low - n.pitch - shift, n.pitch + shift - high, 0) for n in notes), abs(shift)

    return min(range(-48, 49, 12), key=outside)


def _moved(notes: Sequence[Note], semitones: int) -> tuple[Note, ...]:
    return tuple(replace(note, pitch=note.pitch + semitones) for note in notes)


def _given(tune: Tune, reading: Reading, seed: int) -> Given:
    bar = tune.metre.bar
    under = _under(tune, reading.genre, seed)
    times = 2 if tune.bars * bar * 60 / reading.tempo <= TWICE else 1
    sections = [Section("intro", 0, INTRO, 0.4, WITHOUT_TUNE)]
    chords = _intro(under, tune, bar)
    melody: list[Note] = []
    for time in range(times):
        start = sections[-1].end_bar
        label, energy = ("A", 0.6) if time == 0 else ("A′", 0.75)
        sections.append(Section(label, start, tune.bars, energy))
        melody += [note.moved(start * bar) for note in tune.notes]
        chords += [chord.at(chord.start + start * bar, chord.beats) for chord in under]
    final = final_chord(reading.genre, tune.key, sections[-1].end_bar * bar, bar)
    return Given(tuple(melody), tuple(sections), (*chords, final), reading.tempo)


def _under(tune: Tune, genre: Genre, seed: int) -> list[Chord]:
    """Chords over exactly the bars of the tune."""
    end = tune.bars * tune.metre.bar
    found = reharmonise(tune.notes, tune.key, genre, tune.metre, random.Random(f"chords {seed}"))
    kept = [chord for chord in found if chord.start < end - 1e-6]
    return [*kept[:-1], kept[-1].at(kept[-1].start, end - kept[-1].start)]


def _intro(under: Sequence[Chord], tune: Tune, bar: float) -> list[Chord]:
    """A bar of the tune's first chord, and one of what leads home: the dominant."""
    return [under[0].at(0.0, bar), read_chord("V", tune.key).at(bar, bar * (INTRO - 1))]


def _seconds(given: Given, metre: Metre) -> float:
    return (given.sections[-1].end_bar + 1) * metre.bar * 60 / given.tempo
