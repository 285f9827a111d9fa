"""Notes as they are written down: on a grid of sixteenths or triplets, in voices, cut at bar lines and tied.

Swing and players' ways are not written: jazz is notated straight.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from pipelines.music.score.grid import DIVISIONS, SIXTEENTH, Grid
from pipelines.music.score.score import Metre, Note

VOICES = 4
VALUES = {96: ("whole", 0), 72: ("half", 1), 48: ("half", 0), 36: ("quarter", 1), 24: ("quarter", 0)}
VALUES |= {18: ("eighth", 1), 12: ("eighth", 0), 6: ("16th", 0)}
"""Names and dots of the lengths that one note can have."""


@dataclass(frozen=True)
class Written:
    """Notes that are struck together, or a rest where there are none. Times are in ticks from the beginning."""

    start: int
    length: int
    pitches: tuple[int, ...] = ()
    lyric: str = ""
    tied_from: bool = False
    tied_to: bool = False

    @property
    def end(self) -> int:
        return self.start + self.length


@dataclass(frozen=True)
class Bars:
    """Where bars and their groups of beats lie, in ticks."""

    metre: Metre

    @property
    def length(self) -> int:
        return round(self.metre.bar * DIVISIONS)

    @property
    def groups(self) -> tuple[int, ...]:
        """Where groups of beats begin in a bar, and its end."""
        return tuple(round(beat * DIVISIONS) for beat in accumulate(self.metre.groups, initial=0.0))

    @property
    def strong(self) -> tuple[int, ...]:
        """Where what is off the beat is tied over, and the end of the bar."""
        beats = self.metre.strong if self.metre.pulse == 1 and len(set(self.metre.groups)) == 1 else ()
        return (*(round(beat * DIVISIONS) for beat in beats), self.length) if beats else self.groups


def voices(
    notes: Sequence[Note], bars: Bars, end: int, is_struck: bool = False, edges: Sequence[int] = ()
) -> list[list[Written]]:
    """A part in voices, the first with its rests from 0 to `end`, the others where they have notes.

    What is struck, as drums are, is written on until the next stroke. Rests are cut at `edges`, so that what stands
    above them has its place.
    """
    grid = Grid(notes)
    events = _struck(notes, grid, bars) if is_struck else _chords(notes, grid)
    apart = _apart(events) or [[]]
    return [[*_cut(_rested(voice, end, edges), bars, grid)] for voice in apart]


def _chords(notes: Sequence[Note], grid: Grid) -> list[Written]:
    """Notes that begin and end together as one."""
    found: dict[tuple[int, int], dict[int, str]] = {}
    for note in notes:
        start = grid.start(note.start)
        end = max(grid.end(note), start + grid.step(start))
        found.setdefault((start, end), {})[note.pitch] = note.lyric
    return [
        Written(start, end - start, tuple(sorted(pitches)), next(filter(None, pitches.values()), ""))
        for (start, end), pitches in sorted(found.items(), key=lambda item: (item[0][0], -item[0][1]))
    ]


def _struck(notes: Sequence[Note], grid: Grid, bars: Bars) -> list[Written]:
    starts: dict[int, set[int]] = {}
    for note in notes:
        starts.setdefault(grid.start(note.start), set()).add(note.pitch)
    at = sorted(starts)
    events = []
    for start, following in zip(at, [*at[1:], 2**40], strict=True):
        beat = next(edge for edge in bars.groups if edge > start % bars.length) - start % bars.length
        events.append(Written(start, min(following - start, beat), tuple(sorted(starts[start]))))
    return events


def _apart(events: Sequence[Written]) -> list[list[Written]]:
    """Each where a voice is free; what finds none takes the place of the note that would end first."""
    found: list[list[Written]] = []
    for event in events:
        free = [voice for voice in found if voice[-1].end <= event.start]
        if free:
            free[0].append(event)
        elif len(found) < VOICES:
            found.append([event])
        else:
            voice = min(found, key=lambda voice: (voice[-1].start == event.start, voice[-1].end))
            last = voice[-1]
            if last.start == event.start:
                voice[-1] = replace(last, pitches=tuple(sorted({*last.pitches, *event.pitches})))
            else:
                voice[-1] = replace(last, length=event.start - last.start)
                voice.append(event)
    return found


def _rested(events: Sequence[Written], end: int, edges: Sequence[int]) -> Iterator[Written]:
    now = 0
    for event in (*events, Written(end, 0)):
        stops = [edge for edge in edges if now < edge < event.start]
        for start, stop in pairwise([now, *stops, event.start]):
            if stop > start:
                yield Written(start, stop - start)
        if event.length:
            yield event
        now = event.end


def _cut(events: Iterator[Written], bars: Bars, grid: Grid) -> Iterator[Written]:
    """Cut at bar lines and into lengths that one note can have, tied."""
    for event in events:
        at, pieces = event.start, []
        while at < event.end:
            pieces.append(replace(event, start=at, length=_longest(at, event, bars, grid), lyric=""))
            at = pieces[-1].end
        last, sounds = len(pieces) - 1, bool(event.pitches)
        for index, piece in enumerate(pieces):
            words = "" if index else event.lyric
            yield replace(piece, lyric=words, tied_from=sounds and index > 0, tied_to=sounds and index < last)


def _longest(at: int, event: Written, bars: Bars, grid: Grid) -> int:
    """How long the note that is written at `at` may be, so that the beats can be seen."""
    beat = at // DIVISIONS
    if beat in grid.triplets:
        return min(event.end, (beat + 1) * DIVISIONS) - at
    place = at % bars.length
    end = min(event.end - at, bars.length - place)
    if not event.pitches and place == 0 and end == bars.length:
        return end
    three = next((b * DIVISIONS - at for b in range(beat + 1, beat + 5) if b in grid.triplets), end)
    most = min(end, three)
    return next(length for length in VALUES if length <= most and _is_clear(place, length, bars, not event.pitches))


def _is_clear(place: int, length: int, bars: Bars, is_rest: bool) -> bool:
    """Whether the beats of a bar can be seen behind what lies at `place`."""
    if length <= SIXTEENTH:
        return True
    end, groups = place + length, bars.groups

    def crosses(edges: Sequence[int]) -> bool:
        return any(place < edge < end for edge in edges)

    if place not in groups:
        return not crosses(groups if is_rest else bars.strong)
    if is_rest:
        return not crosses(bars.strong) and (end in groups or not crosses(groups))
    return not crosses(bars.strong) or end in groups
