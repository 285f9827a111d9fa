"""Harmony by ear: the key as music21's finder names it, chords by templates, and how a piece ends."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.listeners.heard import Part, Piece, Tone

TEMPLATES: tuple[tuple[int, ...], ...] = (
    (0, 4, 7), (0, 3, 7), (0, 7), (0, 4, 7, 10), (0, 3, 7, 10), (0, 4, 7, 11), (0, 3, 6), (0, 3, 6, 10), (0, 3, 6, 9),
    (0, 5, 7), (0, 2, 7), (0, 5, 7, 10), (0, 4, 8), (0, 4, 7, 9), (0, 3, 7, 9), (0, 4, 7, 10, 2), (0, 3, 7, 10, 2),
    (0, 4, 7, 11, 2), (0, 4, 7, 2), (0, 3, 7, 2), (0, 4, 10, 2, 9), (0, 4, 7, 10, 1),
)  # fmt: skip
"""Semitones above the root: triads, sevenths, suspensions, sixths and ninths; the plainer come first."""
LEADING = {7, 5, 11, 2, 10, 1}
"""Roots, above the tonic, of chords that lead home: dominant, subdominant, leading tone and second degree, and those
of modes, the flat seventh and the flat second."""


@dataclass(frozen=True)
class Chord:
    """A chord as it is heard: pitch classes."""

    root: int
    tones: frozenset[int]
    bass: int


def key_named(piece: Piece) -> tuple[int, str] | None:
    """Pitch class and "major" or "minor", by music21's analysis of how long each pitch sounds."""
    from music21 import note, stream

    lengths: Counter[int] = Counter()
    for part in piece.pitched:
        for tone in part.tones:
            lengths[tone.pitch] += round(tone.length * 480)
    if not lengths:
        return None
    line: Any = stream.Stream()
    for pitch, ticks in lengths.items():
        line.append(note.Note(pitch, quarterLength=ticks / 480))
    key = line.analyze("key")
    return key.tonic.pitchClass, key.mode


def chord(parts: Iterable[Part], begin: float, end: float) -> Chord | None:
    """The chord that sounds in a span of beats; None where fewer than two pitch classes do."""
    tones = [tone for part in parts for tone in part.tones if min(tone.end, end) - max(tone.start, begin) > 0.05]
    weights: defaultdict[int, float] = defaultdict(float)
    for tone in tones:
        weights[tone.pitch % 12] += min(tone.end, end) - max(tone.start, begin)
    if len(weights) < 2:
        return None
    bass = min(tones, key=lambda tone: (tone.pitch, tone.start)).pitch % 12
    fits = [(_fit(weights, bass, root, shape), root, shape) for shape in TEMPLATES for root in range(12)]
    _, root, shape = max(fits, key=lambda fit: fit[0])
    return Chord(root, frozenset((root + step) % 12 for step in shape), bass)


def _fit(weights: Mapping[int, float], bass: int, root: int, shape: tuple[int, ...]) -> float:
    """How much of what sounds is in the chord, less for what is missing; a root in the bass says much."""
    total = sum(weights.values())
    tones = [(root + step) % 12 for step in shape]
    inside = sum(weights.get(tone, 0.0) for tone in tones) / total
    missing = sum(weights.get(tone, 0.0) < 0.04 * total for tone in tones)
    return inside - 0.12 * missing - 0.02 * len(shape) + 0.15 * (bass == root)


def strong_beats(metre: tuple[int, int]) -> tuple[float, ...]:
    """Where the weight of a bar lies, in quarter notes."""
    known = {(4, 4): (0.0, 2.0), (3, 4): (0.0,), (2, 4): (0.0,), (6, 8): (0.0, 1.5), (12, 8): (0.0, 3.0)}
    more = {(5, 4): (0.0, 3.0), (7, 8): (0.0, 2.0), (9, 8): (0.0, 1.5, 3.0), (2, 2): (0.0, 2.0)}
    return (known | more).get(metre, (0.0,))


def on_strong_beats(piece: Piece) -> tuple[int, int]:
    """Notes of the tune on strong beats that belong to the chord below them, of how many."""
    tune, below = piece.tune, piece.accompaniment
    if tune is None or not below:
        return 0, 0
    strong = [*strong_beats(piece.metre), piece.bar]
    hits = asked = 0
    for tone in tune.tones:
        bar, offset = divmod(tone.start + 0.02, piece.bar)
        place = next((place for place in strong if abs(offset - 0.02 - place) < 0.07), None)
        if place is None or place == piece.bar:
            continue
        begin = bar * piece.bar + place
        found = chord(below, begin, bar * piece.bar + strong[strong.index(place) + 1])
        if found is not None:
            asked += 1
            hits += tone.pitch % 12 in found.tones
    return hits, asked


def ends_on_tonic(piece: Piece) -> bool:
    """Whether the last chord is the tonic's, with the tonic below."""
    last = [tone for part in piece.pitched for tone in part.tones if tone.end > piece.final + 0.1]
    last = [tone for tone in last if tone.start > piece.final - 0.3]
    if not last:
        return False
    classes, tonic = {tone.pitch % 12 for tone in last}, piece.key[0]
    lowest = min(tone.pitch for tone in last) % 12
    third = {(tonic + 3) % 12, (tonic + 4) % 12, (tonic + 7) % 12}
    return lowest == tonic and (len(classes) == 1 or bool(classes & third))


def before_the_end(piece: Piece) -> tuple[Chord, float] | None:
    """The last chord before the final one that has another root, and how long it sounds."""
    tonic = piece.key[0]
    for beats in (1.0, 2.0, piece.bar / 2, piece.bar):
        found = chord(piece.pitched, piece.final - beats, piece.final - 0.05)
        if found is not None and found.root != tonic:
            return found, beats
    return None


def has_cadence(piece: Piece) -> bool:
    """Whether the chord before the final one leads to the tonic."""
    found = before_the_end(piece)
    return found is not None and (found[0].root - piece.key[0]) % 12 in LEADING


def has_root_below(piece: Piece) -> bool | None:
    """Whether the root of the last dominant sounds in the lowest part; None where the last chord is no dominant."""
    found = before_the_end(piece)
    if found is None or (found[0].root - piece.key[0]) % 12 != 7:
        return None
    _, beats = found
    return any(tone.pitch % 12 == found[0].root for tone in _lowest(piece, piece.final - max(beats, piece.bar / 2)))


def _lowest(piece: Piece, begin: float) -> list[Tone]:
    """What the lowest part plays from a beat to the final chord; of a part that plays chords, the lowest at a time."""
    spans = {
        part: [t for t in part.tones if t.start < piece.final - 0.05 and t.end > begin + 0.05]
        for part in piece.of("bass") or piece.pitched
    }
    heard = [tone for tones in spans.values() for tone in tones]
    return [tone for tone in heard if all(tone.pitch <= other.pitch for other in heard if _together(tone, other))]


def _together(one: Tone, other: Tone) -> bool:
    return min(one.end, other.end) - max(one.start, other.start) > 0.05
