"""From a score to a performance: loose timing and human touch."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.music.score.clock import TempoMap, ringing, swung
from pipelines.music.score.score import Note, Score, Track


@dataclass(frozen=True)
class Sounding:
    """A note as it is played. Times in seconds; velocity 1 to 127."""

    pitch: int
    start: float
    end: float
    velocity: int


def perform(score: Score, seconds: float, seed: int) -> list[list[Sounding]]:
    """Each track as it is played; the final chord ends so that its sound has died away at `seconds`."""
    clock = TempoMap.of(score)
    last = clock.seconds(score.beats)
    hold = last + ringing(seconds - last, score.feel)
    return [_played(track, score, clock, hold, random.Random(f"touch {track.role} {seed}")) for track in score.tracks]


def _played(track: Track, score: Score, clock: TempoMap, hold: float, rng: random.Random) -> list[Sounding]:
    result = []
    strum, chords = _strum(track), _chords(track.notes)
    for note in track.notes:
        place = chords[note.start].index(note.pitch)
        stray = rng.gauss(0, score.feel.loose / 1000 * (0.5 if track.role in ("drums", "bass") else 1.0))
        start = clock.seconds(swung(note.start, score.feel)) + max(-0.04, min(0.04, stray)) + place * strum
        end = clock.seconds(swung(note.end, score.feel)) + place * strum * 0.5
        if note.end > score.beats + 1e-6:
            end = hold
        result.append(Sounding(note.pitch, max(0.0, start), max(start + 0.06, end), _touch(note, score, rng)))
    return result


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
