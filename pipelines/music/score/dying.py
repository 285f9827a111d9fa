"""A final chord that dies away before the piece ends is struck again, softer and softer, note by note."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipelines.music.score.clock import TempoMap, ringing
from pipelines.music.score.expression import Manner, manners
from pipelines.music.score.score import Note, Score, Track

AGAIN = 0.6
"""Share of the time that a note rings after which the next follows."""
SOFTEST = 0.45
"""Share of the first stroke's velocity that is left in the last."""


def sounded_through(score: Score, seconds: float) -> Score:
    """The score, its last notes struck again where no player of a piece of `seconds` can hold them that long."""
    last = TempoMap.of(score).seconds(score.beats)
    hold = ringing(seconds - last, score.feel)
    final = [track for track in score.tracks if track.role != "drums" and any(_is_last(n, score) for n in track.notes)]
    if not final or any(_rings(track) >= hold for track in final):
        return score
    # One player does it: the one with most to strike, so that a melody's last note stays alone.
    chosen = max(final, key=lambda track: sum(_is_last(note, score) for note in track.notes))
    tracks = (replace(t, notes=_again(t, score, hold)) if t is chosen else t for t in score.tracks)
    return replace(score, tracks=tuple(tracks))


def _again(track: Track, score: Score, hold: float) -> list[Note]:
    chord = sorted((note for note in track.notes if _is_last(note, score)), key=lambda note: note.pitch)
    return [*track.notes, *_strokes(chord, score, hold, _rings(track))]


def _strokes(chord: list[Note], score: Score, hold: float, rings: float) -> Iterator[Note]:
    """The chord's notes one after another, from below, on the beat or halfway between two."""
    half = 30 / score.tempo
    step = max(1, int(AGAIN * rings / half)) * half
    count = int((hold - 0.25 * rings) / step)
    for turn in range(1, count + 1):
        note = chord[(turn - 1) % len(chord)]
        velocity = round(note.velocity * (1 - (1 - SOFTEST) * turn / count))
        start = score.beats + turn * step * score.tempo / 60
        yield replace(note, start=start, length=0.5, velocity=max(1, velocity), lyric="")


def _is_last(note: Note, score: Score) -> bool:
    return note.start > score.beats - 1e-6


def _rings(track: Track) -> float:
    return manners().get(track.instrument.key, Manner()).rings
