"""Voicing: which notes a chord is played with, so that one chord leads smoothly to the next."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.music.score.theory import Chord


def voice(chord: Chord, before: Sequence[int], low: int, high: int, power: bool = False) -> tuple[int, ...]:
    """MIDI notes of the chord between `low` and `high`, low to high, as near to the chord before as can be."""
    if power:
        root = _nearest(chord.root, low)
        return (root, root + 7, root + 12)
    tones = _essential(chord)
    turns = [tones[turn:] + tones[:turn] for turn in range(len(tones))]
    choices = [_stack(turned, base) for turned in turns for base in (low, low + 4, low + 8, low + 12)]
    inside = [choice for choice in choices if choice[-1] <= high] or choices[:1]
    target: Sequence[float] = before or [(low + high) / 2] * len(tones)
    return min(inside, key=lambda choice: _distance(choice, target))


def _essential(chord: Chord) -> list[int]:
    """At most four pitch classes: a ninth chord does without its fifth."""
    tones = list(dict.fromkeys(chord.tones))
    return tones if len(tones) <= 4 else [tones[0], tones[1], *tones[3:]][:4]


def _stack(tones: Sequence[int], base: int) -> tuple[int, ...]:
    """The pitch classes one above the other, the first at or above `base`."""
    notes: list[int] = []
    for tone in tones:
        notes.append(_nearest(tone, notes[-1] + 1 if notes else base))
    return tuple(notes)


def _nearest(tone: int, above: int) -> int:
    """The lowest note of a pitch class at or above a note."""
    return above + (tone - above) % 12


def _distance(choice: Sequence[int], target: Sequence[float]) -> float:
    """How far the voices move, and how far the chord's middle drifts."""
    size = min(len(choice), len(target))
    moved = sum(abs(a - b) for a, b in zip(choice[:size], target[:size], strict=True))
    # Two low notes close together sound muddy.
    mud = 3.0 if choice[0] < 50 and len(choice) > 1 and choice[1] - choice[0] < 5 else 0.0
    return moved + mud + abs(choice[-1] - max(target)) * 0.5
