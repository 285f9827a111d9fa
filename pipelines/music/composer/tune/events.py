"""The melody writer's language: one token for each note, at its place in the bar, over bars that name their chord.

A tune reads: its mode, metre and pickup; then phrases, each announced by its letter in the form, contour, density and
end; then its bars, each with the bars that are left in the phrase, its chord (a second one where it changes), what
begins in it, and a bar line. A note is a place and a pitch and sounds until the next event, so a bar adds up by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

GRID = 12
"""Steps in a quarter note: sixteenths are 3 of them, triplet eighths 4."""
PLACES = tuple(step for step in range(4 * GRID) if step % 3 == 0 or step % 4 == 0)
LOWEST, HIGHEST = -12, 23
"""Pitches, in semitones above the tonic that lies below the middle of the tune."""
REST, HOLD = HIGHEST + 1, HIGHEST + 2
"""In the place of a pitch: silence begins; the note before goes on over the bar line."""
VALUES = REST + 2 - LOWEST
ANY = "?"
MODES = ("major", "minor", "dorian", "mixolydian")
METRES = {"4/4": 48, "3/4": 36, "6/8": 36}
"""Length of a bar, in steps."""
LETTERS = "abcdef"
CONTOURS = ("arch", "rise", "fall", "valley", "level")
DENSITIES = (0.75, 1.1, 1.5, 2.0, 2.6)
"""Notes a quarter note at which one class of density ends and the next begins."""
ENDS = ("tonic", "stable", "open")
"""The phrase's last note: the tonic, the third or fifth above it, another."""
WISHES = ("letter", "contour", "density", "end")
KINDS = ("major", "minor", "diminished")

Event = tuple[int, int]
"""A place in the bar (a step) and a value: a pitch above the tonic, REST or HOLD."""
Harmony = tuple[int, str]
"""A triad: its root above the tonic and its kind."""
CHORDS: dict[str, tuple[Harmony, ...]] = {
    "major": ((0, "major"), (2, "minor"), (4, "minor"), (5, "major"), (7, "major"), (9, "minor")),
    "minor": ((0, "minor"), (3, "major"), (5, "minor"), (7, "minor"), (7, "major"), (8, "major"), (10, "major")),
    "dorian": ((0, "minor"), (2, "minor"), (3, "major"), (5, "major"), (7, "minor"), (10, "major")),
    "mixolydian": ((0, "major"), (2, "minor"), (5, "major"), (7, "minor"), (9, "minor"), (10, "major")),
}
"""The triads that a writer knows in each mode; any other is told as unknown."""


@dataclass(frozen=True)
class BarPlan:
    """A bar's chords with the step each begins at, and what begins in it (empty while it is not yet written)."""

    chords: tuple[tuple[int, Harmony | None], ...]
    events: tuple[Event, ...] = ()


@dataclass(frozen=True)
class PhrasePlan:
    """One to four bars. `density` is a class, 0 to 5; each of the four wishes may be ANY."""

    bars: tuple[BarPlan, ...]
    letter: str = ANY
    contour: str = ANY
    density: str = ANY
    end: str = ANY

    def without(self, *names: str) -> PhrasePlan:
        """The same phrase with these wishes left open."""
        told = {name: getattr(self, name) for name in WISHES if name not in names}
        return PhrasePlan(self.bars, **told)


@dataclass(frozen=True)
class TunePlan:
    """A whole tune, written or to be written."""

    mode: str
    metre: str
    pickup: bool
    phrases: tuple[PhrasePlan, ...]

    @property
    def length(self) -> int:
        """Steps in a bar."""
        return METRES[self.metre]


def _names() -> list[str]:
    names = ["<pad>", "<tune>", *(f"mode:{mode}" for mode in MODES), *(f"metre:{metre}" for metre in METRES)]
    names += ["pickup:no", "pickup:yes", *(f"letter:{letter}" for letter in (*LETTERS, ANY))]
    names += [f"contour:{contour}" for contour in (*CONTOURS, ANY)]
    names += [f"density:{density}" for density in (*range(len(DENSITIES) + 1), ANY)]
    names += [f"end:{end}" for end in (*ENDS, ANY)] + [f"left:{left}" for left in (1, 2, 3, 4)]
    names += [f"chord:{root}:{kind}" for root in range(12) for kind in KINDS] + ["chord:?", "|"]
    names += [f"{place}@{value}" for place in PLACES for value in range(LOWEST, HOLD + 1)]
    return names


NAMES = tuple(_names())
IDS = {name: number for number, name in enumerate(NAMES)}
PAD, TUNE, LINE = IDS["<pad>"], IDS["<tune>"], IDS["|"]
FIRST_EVENT = LINE + 1
"""From here on tokens are events, place by place; before it the writer is only told."""


def event_id(event: Event) -> int:
    place, value = event
    return FIRST_EVENT + PLACES.index(place) * VALUES + value - LOWEST


def event_of(token: int) -> Event:
    place, value = divmod(token - FIRST_EVENT, VALUES)
    return PLACES[place], value + LOWEST


def opening(tune: TunePlan) -> list[int]:
    """What stands before the first phrase."""
    pickup = "yes" if tune.pickup else "no"
    return [TUNE, IDS[f"mode:{tune.mode}"], IDS[f"metre:{tune.metre}"], IDS[f"pickup:{pickup}"]]


def announced(phrase: PhrasePlan) -> list[int]:
    """What stands before a phrase's first bar."""
    wishes = (("letter", phrase.letter), ("contour", phrase.contour), ("density", phrase.density), ("end", phrase.end))
    return [IDS[f"{name}:{value}"] for name, value in wishes]


def chord_id(chord: Harmony | None) -> int:
    return IDS["chord:?" if chord is None else f"chord:{chord[0]}:{chord[1]}"]


def bar_opening(bar: BarPlan, left: int) -> list[int]:
    """What stands before the first event of a bar."""
    return [IDS[f"left:{left}"], chord_id(bar.chords[0][1])]


def bar_ids(bar: BarPlan, left: int) -> list[int]:
    """A written bar, its line included. A chord that begins later stands before the first event from there on."""
    ids, waiting = bar_opening(bar, left), list(bar.chords[1:])
    for event in bar.events:
        while waiting and waiting[0][0] <= event[0]:
            ids.append(chord_id(waiting.pop(0)[1]))
        ids.append(event_id(event))
    return [*ids, LINE]


def encode(tune: TunePlan) -> list[int]:
    """A written tune as tokens."""
    ids = opening(tune)
    for phrase in tune.phrases:
        ids += announced(phrase)
        for index, bar in enumerate(phrase.bars):
            ids += bar_ids(bar, len(phrase.bars) - index)
    return ids


def density_class(notes: int, quarters: float) -> str:
    """The class of so many notes in so many quarter notes."""
    return str(sum(notes / quarters >= bound for bound in DENSITIES))


def onsets(bars: Sequence[BarPlan], length: int) -> list[tuple[int, int]]:
    """Step from the first bar, and pitch, of every note that begins."""
    return [(index * length + at, value) for index, bar in enumerate(bars) for at, value in bar.events if value < REST]
