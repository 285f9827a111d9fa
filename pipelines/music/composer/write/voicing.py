"""Voicing: which notes a chord is played with, so that one chord leads smoothly to the next."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise

from pipelines.music.score.theory import Chord

PERFECT = (0, 7)
"""Intervals, in semitones within an octave, that two voices do not keep while both move."""
MUDDY, CLOSE = 50, 5
"""Below the first, notes less than the second apart sound muddy."""
FORBIDDEN, UNRESOLVED = 9.0, 4.0
"""What parallels and a tone that did not move on cost, in semitones of motion."""


def voice(
    chord: Chord,
    before: Sequence[int],
    low: int,
    high: int,
    power: bool = False,
    strict: bool = False,
) -> tuple[int, ...]:
    """MIDI notes of the chord from `low` to `high`, low to high, as near to those `before` as can be.

    `strict` leads voices by the book: no parallel fifths or octaves, leading tones rise and sevenths fall by step.
    Where the bounds have no room for all tones as many as fit are
    played, the third before the others; one note at least, the nearest there is where the bounds hold none.
    """
    tones = [chord.root, (chord.root + 7) % 12] if power else _essential(chord)
    for count in range(len(tones), 0, -1):
        subsets = [list(subset) for subset in combinations(tones, count)]
        choices = [choice for subset in subsets for choice in _placed(subset, low, high, doubled=power)]
        if choices:
            return min(choices, key=lambda choice: _cost(choice, before, (low, high), strict, chord))
    middle = (low + high) // 2
    return (min((_nearest(tone, middle - 6) for tone in chord.tones), key=lambda pitch: abs(pitch - middle)),)


def parallel(upper: int, lower: int, upper_after: int, lower_after: int) -> bool:
    """Whether two voices, as MIDI notes, go in parallel unisons, octaves or fifths."""
    moved = upper_after - upper, lower_after - lower
    kept = (upper - lower) % 12 == (upper_after - lower_after) % 12 and (upper - lower) % 12 in PERFECT
    return kept and moved[0] * moved[1] > 0


def _essential(chord: Chord) -> list[int]:
    """At most four pitch classes: a ninth chord does without its fifth."""
    tones = list(dict.fromkeys(chord.tones))
    return tones if len(tones) <= 4 else [tones[0], tones[1], *tones[3:]][:4]


def _placed(tones: Sequence[int], low: int, high: int, doubled: bool) -> list[tuple[int, ...]]:
    """Every inversion within the bounds, close or with its second voice from the top an octave lower."""
    found = set()
    for turn in range(1 if doubled else len(tones)):
        turned = [*tones[turn:], *tones[:turn]]
        for base in range(_nearest(turned[0], low), high + 1, 12):
            close = _stack(turned, base)
            found.add(close)
            if doubled:
                found.add((*close, close[0] + 12))
            elif len(close) > 2:
                found.add(tuple(sorted((*close[:-2], close[-2] - 12, close[-1]))))
    inside = [choice for choice in found if choice[0] >= low and choice[-1] <= high]
    most = max((len(choice) for choice in inside), default=0)
    return sorted(choice for choice in inside if len(choice) == most)


def _stack(tones: Sequence[int], base: int) -> tuple[int, ...]:
    """The pitch classes one above the other, the first at or above `base`."""
    notes: list[int] = []
    for tone in tones:
        notes.append(_nearest(tone, notes[-1] + 1 if notes else base))
    return tuple(notes)


def _nearest(tone: int, above: int) -> int:
    """The lowest note of a pitch class at or above a note."""
    return above + (tone - above) % 12


def _cost(
    choice: Sequence[int],
    before: Sequence[int],
    span: tuple[int, int],
    strict: bool,
    chord: Chord,
) -> float:
    """How far the voices move and the chord's middle drifts; what is muddy, missing, or against the book."""
    target: Sequence[float] = before or [(span[0] + span[1]) / 2] * len(choice)
    cost = _moved(choice, target) + abs(choice[-1] - max(target)) * 0.5
    # A chord that spreads over more than a tenth is not one hand's.
    cost += 0.5 * max(0, choice[-1] - choice[0] - 16)
    cost += sum(3.0 for a, b in pairwise(choice) if a < MUDDY and b - a < CLOSE)
    cost += sum(worth for tone, worth in _worth(chord).items() if all(pitch % 12 != tone for pitch in choice))
    return cost + (_against_the_book(choice, before, chord) if strict and before else 0.0)


def _worth(chord: Chord) -> dict[int, float]:
    """What it costs to leave a tone of a chord out: the third says most, then the seventh; the bass has the root."""
    fifth = (chord.root + 7) % 12
    return {tone: {0: 3.0, 1: 6.0}.get(place, 1.0 if tone == fifth else 4.0) for place, tone in enumerate(chord.tones)}


def _moved(choice: Sequence[int], target: Sequence[float]) -> float:
    size = min(len(choice), len(target))
    return sum(abs(a - b) for a, b in zip(choice[:size], target[:size], strict=True))


def _against_the_book(choice: Sequence[int], before: Sequence[int], chord: Chord) -> float:
    """Parallels between any two voices, and tones that lead somewhere and do not go there."""
    cost = 0.0
    if len(choice) == len(before):
        for (a, after_a), (b, after_b) in combinations(zip(before, choice, strict=True), 2):
            cost += FORBIDDEN * parallel(b, a, after_b, after_a)
    # A semitone below the root that follows goes up to it; a fourth above it goes down to its third.
    for pitch in before:
        rises = (pitch + 1) % 12 == chord.root and pitch + 1 not in choice
        falls = (pitch - 5) % 12 == chord.root and pitch not in choice and {pitch - 1, pitch - 2}.isdisjoint(choice)
        cost += UNRESOLVED * (rises + falls)
    return cost
