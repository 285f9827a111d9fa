"""When each syllable of a line is sung: stressed ones on strong beats or held longer, with a breath at the end.

A line has a window of bars. It may begin before it, with a pickup, and ends before the next line's. Of all ways to
place its syllables on the metre's grid the cheapest is found by dynamic programming.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.music.composer.sing.syllables import Syllable
from pipelines.music.score.score import Metre

GRIDS = (0.5, 0.25)
"""Quarter notes between the places where a syllable may begin: the coarser where there is room."""
CROWDED = 0.75
"""Share of the coarser grid's places that may be taken."""
PICKUP, BREATH = 1.0, 1.5
"""Quarter notes that a line may begin before its window, and those before the window's end at which it is over."""
LONGEST_END = 3.0
"""Quarter notes that a line's last syllable is held at most."""
STRESSED = {3: 0.0, 2: 0.2, 1: 0.9, 0: 3.2, -1: 5.0}
UNSTRESSED = {3: 1.4, 2: 0.9, 1: 0.3, 0: 0.0, -1: 0.5}
"""What it costs to begin at a place of such a weight."""
LONGER, WEAK = 1.15, 2.6
"""What it costs that a stressed syllable on no strong beat is not so many times as long as usual either."""
SHORT, LONG, UNEVEN, LATE = 1.6, 0.9, 0.7, 0.35
"""What it costs that what is stressed is shorter than usual, that what is not is longer, that any is other than usual
(in octaves), and that a line does not begin with its window; lengths in quarter notes."""
NEAR = 1e-6


@dataclass(frozen=True)
class Placed:
    """A syllable in time, in quarter notes."""

    syllable: Syllable
    start: float
    length: float


def weight(place: float, metre: Metre) -> int:
    """How strong a place is, in quarter notes from a bar line: 3 the downbeat, 2 another strong beat, 1 a beat, 0 half
    of one, -1 between."""
    at = place % metre.bar
    if _near(at, 0.0) or _near(at, metre.bar):
        return 3
    if any(_near(at, beat) for beat in metre.strong):
        return 2
    beat = 0.0
    for group in metre.groups:
        if _near(at, beat):
            return 1
        beat += group
    return 0 if _near(at % 0.5, 0.0) or _near(at % 0.5, 0.5) else -1


def room(length: float) -> int:
    """How many syllables a window of so many quarter notes holds."""
    return int((length - BREATH) / GRIDS[-1])


def placed(line: Sequence[Syllable], start: float, length: float, metre: Metre) -> list[Placed]:
    """The syllables of a line in the window of `length` quarter notes from `start` on. Those that do not fit are left
    out at its end."""
    line = line[: room(length)]
    if not line:
        return []
    stresses, strong = sum(syllable.stress >= 1 for syllable in line), len(metre.strong) * length / metre.bar
    is_roomy = len(line) <= CROWDED * (length - BREATH) / GRIDS[0] and stresses <= strong
    grid = GRIDS[0] if is_roomy else GRIDS[1]
    begin = -min(PICKUP, start) if start > 0 else 0.0
    begin = math.ceil(begin / grid - NEAR) * grid
    places = [begin + step * grid for step in range(int((length - BREATH - begin) / grid + NEAR))]
    onsets = _cheapest(line, places, length, metre)
    ends = [*onsets[1:], min(length - BREATH, onsets[-1] + LONGEST_END)]
    return [
        Placed(syllable, start + onset, max(grid, end - onset))
        for syllable, onset, end in zip(line, onsets, ends, strict=True)
    ]


def _cheapest(line: Sequence[Syllable], places: Sequence[float], length: float, metre: Metre) -> list[float]:
    usual = (length - BREATH) / (len(line) + 0.5)
    weights = [weight(place, metre) for place in places]
    costs = [_begins(line[0], weights[at]) + LATE * abs(places[at]) for at in range(len(places))]
    costs = [cost if len(places) - at >= len(line) else math.inf for at, cost in enumerate(costs)]
    came: list[list[int]] = []
    for index, syllable in enumerate(line[1:], start=1):
        grown, back = [math.inf] * len(places), [0] * len(places)
        for at in range(index, len(places)):
            ways = (
                costs[before] + _lasts(line[index - 1], places[at] - places[before], usual, weights[before])
                for before in range(at)
            )
            cost, back[at] = min((cost, before) for before, cost in enumerate(ways))
            grown[at] = cost + _begins(syllable, weights[at])
        costs = grown
        came.append(back)
    ends = [_closes(min(LONGEST_END, length - BREATH - place), usual) for place in places]
    at = min(range(len(places)), key=lambda place: costs[place] + ends[place])
    chosen = [at]
    for back in reversed(came):
        chosen.append(back[chosen[-1]])
    return [places[at] for at in reversed(chosen)]


def _begins(syllable: Syllable, strength: int) -> float:
    stress = syllable.stress
    return stress * STRESSED[strength] + (1 - stress) * UNSTRESSED[strength]


def _closes(beats: float, usual: float) -> float:
    """What it costs to hold the last syllable of a line so long."""
    return 2.5 * max(0.0, 1.0 - beats) + 0.4 * max(0.0, usual - beats)


def _lasts(syllable: Syllable, beats: float, usual: float, strength: int) -> float:
    """What it costs to hold a syllable so long that begins at a place of such a weight."""
    even = UNEVEN * math.log2(beats / usual) ** 2
    stress = syllable.stress
    if stress >= 1 and strength < 2 and beats < min(1.0, LONGER * usual):
        even += WEAK
    return even + stress * SHORT * max(0.0, usual - beats) + (1 - stress) * LONG * max(0.0, beats - usual)


def _near(one: float, other: float) -> bool:
    return abs(one - other) < NEAR
