"""From printed tunes to the writer's language: regular bars, phrases with their form, chords, and other versions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.music.composer.tune.events import (
    CONTOURS,
    GRID,
    HIGHEST,
    HOLD,
    LETTERS,
    LOWEST,
    METRES,
    MODES,
    PLACES,
    REST,
    BarPlan,
    Event,
    PhrasePlan,
    TunePlan,
    density_class,
    onsets,
)
from training.melody.corpus import TICKS, Bar, Tune
from training.melody.harmony import harmonise

# Metre as printed: as it is written here, and what its values are multiplied by.
AS = {"4/4": ("4/4", 1), "2/2": ("4/4", 1), "2/4": ("4/4", 2), "3/4": ("3/4", 1), "3/8": ("3/4", 2), "6/8": ("6/8", 1)}
SILENCE = 6
"""Steps from which a gap is heard as a rest."""
MINORED = {4: 3, 9: 8, 11: 10}


class Irregular(Exception):
    """A tune whose bars, places or range the language cannot write."""


def read(tune: Tune) -> TunePlan:
    """The tune in the writer's language. Raises Irregular."""
    if tune.metre not in AS or tune.mode not in MODES:
        raise Irregular
    metre, factor = AS[tune.metre]
    length = METRES[metre]
    sections, pickup = _sections(tune.bars, length, factor)
    pitches = [pitch for section in sections for bar in section for _, _, pitch, _ in bar]
    if len(pitches) < 16:
        raise Irregular
    tonic = _tonic(tune.tonic, sum(pitches) / len(pitches))
    events = _events([bar for section in sections for bar in section], length, tonic)
    return plan(tune.mode, metre, pickup, events, [len(section) for section in sections])


def plan(mode: str, metre: str, pickup: int, bars: Sequence[tuple[Event, ...]], sections: Sequence[int]) -> TunePlan:
    """Bars of events, in sections of so many bars, with their chords and the description of each phrase."""
    length = METRES[metre]
    chords = harmonise(bars, length, mode, halves=metre != "3/4")
    written = [
        BarPlan(tuple((half * length // len(names), name) for half, name in enumerate(names) if _new(names, half)), bar)
        for bar, names in zip(bars, chords, strict=True)
    ]
    phrases, start = [], 0
    for count in sections:
        for offset in range(0, count, 4):
            phrases.append(tuple(written[start + offset : start + min(count, offset + 4)]))
        start += count
    letters = _letters(phrases)
    described = [describe(bars, letter, metre, pickup) for bars, letter in zip(phrases, letters, strict=True)]
    return TunePlan(mode, metre, pickup > 0, tuple(described))


def describe(bars: tuple[BarPlan, ...], letter: str, metre: str, pickup: int) -> PhrasePlan:
    """What the phrase turned out to be, as the writer is told it."""
    notes = onsets(bars, METRES[metre])
    quarters = len(bars) * METRES[metre] / GRID
    inside = [pitch for start, pitch in notes if start < len(bars) * METRES[metre] - pickup]
    last = inside[-1] % 12 if inside else 1
    end = "tonic" if last == 0 else "stable" if last in (3, 4, 7) else "open"
    return PhrasePlan(bars, letter, _contour(notes), density_class(len(notes), quarters), end)


def slower(tune: TunePlan) -> TunePlan:
    """Everything twice as long: a bar of 4/4 becomes two. Raises Irregular for what does not divide."""
    if tune.metre != "4/4":
        raise Irregular
    bars, sections = [], []
    for phrase in tune.phrases:
        for bar in phrase.bars:
            first = tuple((2 * at, value) for at, value in bar.events if at < 24)
            second = tuple((2 * at - 48, value) for at, value in bar.events if at >= 24)
            if not second or second[0][0] > 0:
                second = ((0, HOLD if first[-1][1] != REST else REST), *second)
            bars += [first, second]
        sections.append(2 * len(phrase.bars))
    return plan(tune.mode, "4/4", 0 if not tune.pickup else 12, bars, sections)


def minored(tune: TunePlan) -> TunePlan:
    """A major tune in the minor mode on the same tonic. Raises Irregular for others."""
    if tune.mode != "major":
        raise Irregular
    bars = [
        tuple(
            (at, value if value >= REST else value + MINORED.get(value % 12, value % 12) - value % 12)
            for at, value in bar.events
        )
        for phrase in tune.phrases
        for bar in phrase.bars
    ]
    return plan("minor", tune.metre, 12 if tune.pickup else 0, bars, [len(phrase.bars) for phrase in tune.phrases])


def _new(names: Sequence[object], half: int) -> bool:
    return half == 0 or names[half] != names[half - 1]


def _sections(
    bars: Sequence[Bar], length: int, factor: int
) -> tuple[list[list[list[tuple[int, int, int, bool]]]], int]:
    """Full bars of notes in steps, by section; and the length of the pickup, which the bar before it takes in."""
    sections: list[list[list[tuple[int, int, int, bool]]]] = [[]]
    room, pickup = 0, 0
    for bar in bars:
        size = bar.length * GRID * factor // TICKS
        notes = [(o * GRID * factor / TICKS, d * GRID * factor / TICKS, p, new) for o, d, p, new in bar.notes]
        if size > length:
            raise Irregular
        if room and size == room:
            # The rest of a bar that a repeat sign cut in two.
            sections[-1 if sections[-1] else -2][-1] += _snapped(notes, length - room)
            pickup, room = pickup or size, 0
        elif size < length and not sections[-1] and len(sections) == 1:
            pickup = size
        else:
            sections[-1].append(_snapped(notes, 0))
            room = length - size
        if bar.ends and sections[-1]:
            sections.append([])
    return [section for section in sections if section], pickup


def _snapped(notes: Sequence[tuple[float, float, int, bool]], shift: int) -> list[tuple[int, int, int, bool]]:
    result: list[tuple[int, int, int, bool]] = []
    for start, length, pitch, new in notes:
        place = min(PLACES, key=lambda step: abs(step - start))
        if abs(place - start) > 1 or shift + place > PLACES[-1] or (result and shift + place <= result[-1][0]):
            raise Irregular
        result.append((shift + place, max(1, round(length)), pitch, new))
    return result


def _tonic(tonic: int, mean: float) -> int:
    """The tonic, as a MIDI note, a fifth above which lies nearest to the middle of the tune."""
    return min(range(tonic, 128, 12), key=lambda note: abs(note + 7 - mean))


def _events(bars: Sequence[Sequence[tuple[int, int, int, bool]]], length: int, tonic: int) -> list[tuple[Event, ...]]:
    result, before, until = [], -1, 0
    for notes in bars:
        events: list[Event] = []
        for start, size, pitch, new in notes:
            if start - until >= SILENCE or (not events and start > until):
                events.append((until, REST))
            elif not events and start > 0:
                events.append((0, HOLD))
            value = HOLD if not new and pitch == before and start == 0 and not events else pitch - tonic
            if value != HOLD and not LOWEST <= value <= HIGHEST:
                raise Irregular
            if value == HOLD or new or pitch != before:
                events.append((start, value))
            before, until = pitch, start + size
        if length - until >= SILENCE and until in PLACES:
            events.append((until, REST))
        until = max(0, until - length)
        if not events or events[0][0] > 0 or any(at not in PLACES for at, _ in events):
            raise Irregular
        result.append(tuple(events))
    return result


def _letters(phrases: Sequence[tuple[BarPlan, ...]]) -> list[str]:
    """The same letter for phrases of which half the events are the same."""
    kinds: list[set[tuple[int, Event]]] = []
    letters = []
    for phrase in phrases:
        events = {(index, event) for index, bar in enumerate(phrase) for event in bar.events}
        near = [len(events & other) / max(len(events), len(other)) for other in kinds]
        if near and max(near) >= 0.5:
            letters.append(LETTERS[min(near.index(max(near)), len(LETTERS) - 1)])
        else:
            kinds.append(events)
            letters.append(LETTERS[min(len(kinds), len(LETTERS)) - 1])
    return letters


def _contour(notes: Sequence[tuple[int, int]]) -> str:
    """By the mean pitch of the three thirds of the phrase; less than two semitones is level."""
    thirds = [[pitch for _, pitch in notes[len(notes) * i // 3 : len(notes) * (i + 1) // 3]] for i in range(3)]
    first, middle, last = (sum(third) / len(third) if third else 0.0 for third in thirds)
    if middle - max(first, last) >= 1:
        return CONTOURS[0]
    if min(first, last) - middle >= 1:
        return CONTOURS[3]
    return CONTOURS[1] if last - first >= 2 else CONTOURS[2] if first - last >= 2 else CONTOURS[4]


def versions(tune: TunePlan, number: int) -> list[TunePlan]:
    """The tune and what else the writer may learn from it: slower, and every third major tune in minor."""
    found = [tune]
    for change, wanted in ((slower, number % 2 == 0), (minored, number % 3 == 0)):
        if wanted:
            try:
                found.append(change(tune))
            except Irregular:
                continue
    return [replace(version) for version in found]
