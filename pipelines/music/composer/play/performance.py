"""From a score to a performance: loose timing, human touch, and what hands, bows and breath do while notes sound."""

from __future__ import annotations

import random
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipelines.music.score.clock import TempoMap, ringing, swung
from pipelines.music.score.expression import Gesture, gestures
from pipelines.music.score.instruments import Role
from pipelines.music.score.score import Note, Score, Track

SHARE: dict[Role, float] = {"lead": 1.0, "counter": 1.0, "chords": 0.8, "pad": 0.7, "bass": 0.55, "drums": 0.45}
"""How much of the style's looseness a player takes: the beat is kept by drums and bass."""
FARTHEST = 0.04
"""Seconds that nobody strays beyond."""
BACKBEAT = (37, 38, 39, 40)
"""Snare, side stick and clap, which a laid-back drummer plays late."""
OVERLAP = 0.03
"""Seconds that a note of a bow or a breath goes on under the next one it is bound to."""
AGAIN = 9.0
"""Milliseconds that a player strays at least in a second take, without which two guitars would sound as one."""
PLUCKED = ("guitar", "banjo", "harp", "koto", "pipa", "dulcimer")


@dataclass(frozen=True)
class Sounding:
    """A note as it is played. Times in seconds; velocity 1 to 127."""

    pitch: int
    start: float
    end: float
    velocity: int


@dataclass(frozen=True)
class Motion:
    """What moves while notes sound: (seconds, semitones) of the pitch, each until the next, and (seconds, share of the
    loudness), straight from one to the next."""

    bends: tuple[tuple[float, float], ...] = ()
    swell: tuple[tuple[float, float], ...] = ()


def perform(score: Score, seconds: float, seed: int, lag: float = 0.0, take: int = 0) -> list[list[Sounding]]:
    """Each track as it is played; the final chord ends so that its sound has died away at `seconds`.

    `lag` is how many milliseconds the backbeat lies behind; another `take` is the same players once more, who never
    play exactly the same.
    """
    clock = TempoMap.of(score)
    last = clock.seconds(score.beats)
    hold = last + ringing(seconds - last, score.feel)
    loose = score.feel.loose if take == 0 else max(score.feel.loose, AGAIN)
    touch = f"{seed} {take}" if take else str(seed)
    return [Player(track, score, clock, hold, lag, loose, touch).play() for track in score.tracks]


def motions(score: Score) -> list[Motion]:
    """What each player does between the notes."""
    clock = TempoMap.of(score)
    result = []
    for track in score.tracks:
        moves = [(clock.seconds(swung(move.beat, score)), move) for move in gestures(track, score)]
        bends = tuple((at, move.value) for at, move in moves if move.kind == "bend")
        result.append(Motion(bends, tuple((at, move.value) for at, move in moves if move.kind == "swell")))
    return result


class Player:
    """Plays one track."""

    def __init__(
        self, track: Track, score: Score, clock: TempoMap, hold: float, lag: float, loose: float, seed: str
    ) -> None:
        self.track, self.score, self.clock, self.hold, self.lag, self.loose = track, score, clock, hold, lag, loose
        self.rng = random.Random(f"touch {track.role} {seed}")
        self.chords = _chords(track.notes)
        self.strum = 0.014 if any(word in track.instrument.key for word in PLUCKED) else 0.0

    def play(self) -> list[Sounding]:
        """The notes of the track, in its order."""
        strays = self._strays()
        played = [self._note(note, strays[note.start]) for note in self.track.notes]
        return self._pedalled(self._bound(played))

    def _strays(self) -> dict[float, float]:
        """Seconds by which each onset is early or late: players drift and come back, they do not stumble; whoever
        plays several notes at once plays them together."""
        loose = self.loose / 1000 * SHARE[self.track.role]
        drift, strays = 0.0, {}
        for start in sorted({note.start for note in self.track.notes}):
            drift = 0.7 * drift + self.rng.gauss(0, 0.55 * loose)
            strays[start] = max(-FARTHEST, min(FARTHEST, drift + self.rng.gauss(0, 0.6 * loose)))
        return strays

    def _note(self, note: Note, stray: float) -> Sounding:
        place = self.chords[note.start].index(note.pitch)
        late = self.lag / 1000 if self.track.role == "drums" and note.pitch in BACKBEAT else 0.0
        start = max(0.0, self._when(note.start) + stray + late + place * self.strum)
        end = self._when(note.end) + place * self.strum * 0.5
        if note.end > self.score.beats + 1e-6:
            end = self.hold
        return Sounding(note.pitch, start, max(start + 0.06, end), self._touch(note, place))

    def _when(self, beat: float) -> float:
        return self.clock.seconds(swung(beat, self.score))

    def _touch(self, note: Note, place: int) -> int:
        """Weight on strong beats, the top of a chord a little in front, and no two strokes alike."""
        metre, beat = self.score.metre, note.start % self.score.metre.bar
        accent = 6 if beat < 1e-6 else 3 if any(abs(beat - strong) < 1e-6 for strong in metre.strong) else 0
        voices = len(self.chords[note.start])
        voiced = 0 if voices < 3 or self.track.role == "drums" else 3 if place == voices - 1 else -2
        return max(8, min(127, round(note.velocity + accent + voiced + self.rng.gauss(0, 2.6))))

    def _bound(self, played: Sequence[Sounding]) -> list[Sounding]:
        """Notes of a bow or a breath that follow each other closely overlap: legato."""
        if self.track.instrument.touch != "held" or self.track.role not in ("lead", "counter"):
            return list(played)
        starts = sorted({note.start for note in played})
        result = []
        for note in played:
            after = bisect_left(starts, note.end - OVERLAP)
            follows = after < len(starts) and starts[after] - note.end < 2 * OVERLAP
            end = starts[after] + OVERLAP if follows and starts[after] > note.start else note.end
            result.append(replace(note, end=min(max(end, note.end), max(self.hold, note.end))))
        return result

    def _pedalled(self, played: Sequence[Sounding]) -> list[Sounding]:
        """What ends while the pedal is down rings until it is lifted, or is struck again."""
        downs = [move for move in gestures(self.track, self.score) if move.kind == "pedal"]
        if not downs:
            return list(played)
        spans = [(self._when(down.beat), self._when(up.beat)) for down, up in pairwise(downs) if _is_span(down, up)]
        starts: dict[int, list[float]] = {}
        for note in sorted(played, key=lambda note: note.start):
            starts.setdefault(note.pitch, []).append(note.start)
        return [self._rung(note, spans, starts[note.pitch]) for note in played]

    def _rung(self, note: Sounding, spans: Sequence[tuple[float, float]], struck: Sequence[float]) -> Sounding:
        up = next((up for down, up in spans if down <= note.end < up), note.end)
        again = next((start for start in struck if start > note.start + 1e-6), up)
        return replace(note, end=max(note.end, min(up, again, self.hold)))


def _is_span(down: Gesture, up: Gesture) -> bool:
    return down.value > 0 and not up.value


def _chords(notes: Sequence[Note]) -> dict[float, list[int]]:
    """Pitches that begin together, from below."""
    together: dict[float, list[int]] = {}
    for note in sorted(notes, key=lambda note: note.pitch):
        together.setdefault(note.start, []).append(note.pitch)
    return together
