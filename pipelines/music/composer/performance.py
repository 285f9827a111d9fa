"""From a score to a performance: beats become seconds, with swing, a slowing end, loose timing and human touch."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.music.composer.form import slowing
from pipelines.music.composer.genres import Genre
from pipelines.music.composer.score import Note, Score, Track

MOST_DYING = 0.6
"""At most this part of the final chord's time is left for it to die away."""


@dataclass(frozen=True)
class Sounding:
    """A note as it is played. Times in seconds; velocity 1 to 127."""

    pitch: int
    start: float
    end: float
    velocity: int


@dataclass(frozen=True)
class TempoMap:
    """Beats to seconds: steady, with the last bar before the final chord slowing down."""

    tempo: float
    slow_from: float
    slow_beats: float
    stretch: float
    """Extra beats' worth of time that the slowing takes in all."""

    @classmethod
    def of(cls, score: Score, genre: Genre) -> TempoMap:
        bar = score.metre.bar
        bars = round(score.beats / bar)
        return cls(score.tempo, score.beats - bar, bar, slowing(bars, genre) * bar)

    def seconds(self, beat: float) -> float:
        """When a beat sounds."""
        place = min(1.0, max(0.0, (beat - self.slow_from) / self.slow_beats))
        # Growing with the square, so that the slowing begins unnoticed.
        return (beat + self.stretch * place * place) * 60 / self.tempo


def perform(score: Score, genre: Genre, seconds: float, seed: int) -> list[list[Sounding]]:
    """Each track as it is played; the final chord ends so that its sound has died away at `seconds`."""
    clock = TempoMap.of(score, genre)
    last = clock.seconds(score.beats)
    hold = last + ringing(seconds - last, genre)
    return [
        _played(track, score, genre, clock, hold, random.Random(f"touch {track.role} {seed}")) for track in score.tracks
    ]


def ringing(seconds: float, genre: Genre) -> float:
    """How long players hold the final chord of `seconds` seconds: until the room has just the time to fall silent."""
    return seconds - min(MOST_DYING * seconds, 0.5 + 0.6 * genre.room)


def _played(
    track: Track, score: Score, genre: Genre, clock: TempoMap, hold: float, rng: random.Random
) -> list[Sounding]:
    result = []
    strum, chords = _strum(track), _chords(track.notes)
    for note in track.notes:
        place = chords[note.start].index(note.pitch)
        stray = rng.gauss(0, genre.loose / 1000 * (0.5 if track.role in ("drums", "bass") else 1.0))
        start = clock.seconds(swung(note.start, genre)) + max(-0.04, min(0.04, stray)) + place * strum
        end = clock.seconds(swung(note.end, genre)) + place * strum * 0.5
        if note.end > score.beats + 1e-6:
            end = hold
        result.append(Sounding(note.pitch, max(0.0, start), max(start + 0.06, end), _touch(note, score, rng)))
    return result


def swung(beat: float, genre: Genre) -> float:
    """Swing moves what lies between the beats: the eighths of jazz, or the sixteenths of funk."""
    if genre.swing != 0.5:
        return _bent(beat, genre.swing, 1.0)
    return _bent(beat, genre.swing16, 0.5) if genre.swing16 != 0.5 else beat


def _bent(beat: float, share: float, unit: float) -> float:
    whole = math.floor(beat / unit + 1e-9)
    part = beat / unit - whole
    bent = part * 2 * share if part < 0.5 else share + (part - 0.5) * 2 * (1 - share)
    return (whole + bent) * unit


def _touch(note: Note, score: Score, rng: random.Random) -> int:
    """Weight on strong beats, and no two strokes alike."""
    place = note.start % score.metre.bar
    accent = 6 if place < 1e-6 else 3 if any(abs(place - strong) < 1e-6 for strong in score.metre.strong) else 0
    return max(8, min(127, round(note.velocity + accent + rng.gauss(0, 3.0))))


def _strum(track: Track) -> float:
    """Seconds between the strings of a chord that a hand runs across."""
    if "guitar" in track.instrument.key or track.instrument.key in ("banjo", "harp", "koto"):
        return 0.014
    return 0.0


def _chords(notes: Sequence[Note]) -> dict[float, list[int]]:
    """Pitches that begin together, from below."""
    together: dict[float, list[int]] = {}
    for note in sorted(notes, key=lambda note: note.pitch):
        together.setdefault(note.start, []).append(note.pitch)
    return together
