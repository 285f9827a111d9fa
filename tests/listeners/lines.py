"""Lines: what parts do beside each other, and how a tune goes on."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tests.listeners.heard import Part, Piece, Tone

OUTER = {"intro", "outro", "ending", "coda", ""}
"""Sections that frame a piece."""
Bar = tuple[tuple[int, int, int], ...]
"""One bar of a tune: places in it, pitches and lengths, in tenths of a quarter note."""


def above(piece: Piece) -> tuple[int, int]:
    """Notes of the tune that lie above all of the accompaniment where they begin, of how many."""
    tune = piece.tune
    if tune is None or not piece.accompaniment:
        return 0, 0
    others = [tone for part in piece.accompaniment for tone in part.tones]
    hits = asked = 0
    for tone in tune.tones:
        tops = [other.pitch for other in others if other.sounds(tone.start)]
        if tops:
            asked += 1
            hits += tone.pitch > max(tops)
    return hits, asked


def doubled(piece: Piece) -> tuple[int, int]:
    """Notes of pads whose pitch an accompanying part plays meanwhile, of how many."""
    chords = [tone for part in piece.of("chords") for tone in part.tones]
    pads = [tone for part in piece.of("pad") for tone in part.tones]
    return sum(any(tone.pitch == other.pitch and _meet(tone, other) for other in chords) for tone in pads), len(pads)


def over_the_final(piece: Piece) -> int:
    """Notes that begin before the last chord, go on under it and do not belong to it."""
    tones = [tone for part in piece.pitched for tone in part.tones]
    last = {tone.pitch % 12 for tone in tones if tone.start > piece.final - 0.3}
    held = [tone for tone in tones if tone.start < piece.final - 0.3 and tone.end > piece.final + 0.1]
    return sum(tone.pitch % 12 not in last for tone in held)


def unclean(part: Part) -> int:
    """Notes that overlap one of their own pitch, hang, or have no length."""
    return part.overlapping + part.hanging + sum(tone.length <= 0 for tone in part.tones)


def bars(piece: Piece) -> list[Bar]:
    """The tune, a bar at a time."""
    tune = piece.tune
    found: list[list[tuple[int, int, int]]] = [[] for _ in range(int(piece.final // piece.bar) + 1)]
    for tone in tune.tones if tune else ():
        number = int((tone.start + 0.05) // piece.bar)
        found[number].append((_tenths(tone.start - number * piece.bar), tone.pitch, _tenths(tone.length)))
    return [tuple(bar) for bar in found]


def _tenths(beats: float) -> int:
    """By way of whole ticks, so that the same in two bars is the same."""
    return (round(beats * 480) + 23) // 48


def sections(piece: Piece) -> list[tuple[str, int, int]]:
    """What the file's marks say: label, first bar, bar after the last."""
    marks = [(label, round(at / piece.bar)) for at, label in piece.markers if at < piece.final - 0.1]
    marks = [*marks, ("", round(piece.final / piece.bar))]
    return [(label, begin, end) for (label, begin), (_, end) in pairwise(marks)]


def theme_of(label: str) -> str:
    """Labels without what counts them: "A′" is A again, "verse 2" a verse."""
    return label.strip().lower().rstrip("′'’0123456789 ").strip()


def idle_repeats(piece: Piece) -> int:
    """Bars of the tune that are the same as another one where nothing of the form asks for it.

    A section may return, and within one a phrase: bars two, or a multiple of four, apart. What frames a piece may quote
    it. Bars of one note are none.
    """
    whole = bars(piece)
    place = {bar: (theme_of(label), bar - begin) for label, begin, end in sections(piece) for bar in range(begin, end)}
    told = [number for number, bar in enumerate(whole) if len(bar) > 1]
    return sum(
        any(whole[one] == whole[other] and not _asked(place, one, other) for other in told[:index])
        for index, one in enumerate(told)
    )


def _asked(place: dict[int, tuple[str, int]], one: int, other: int) -> bool:
    if one not in place or other not in place:
        return False
    (theme, here), (its_theme, there) = place[one], place[other]
    if {theme, its_theme} & OUTER:
        return True
    return theme == its_theme and (here == there or abs(here - there) == 2 or abs(here - there) % 4 == 0)


def tune_of(piece: Piece) -> tuple[int, ...]:
    """The tune's pitches above the tonic, so that another key alone makes no other tune."""
    return tuple(tone.pitch - piece.key[0] for tone in piece.tune.tones) if piece.tune else ()


def distance(one: Sequence[int], other: Sequence[int]) -> float:
    """Edit distance of two tunes (Levenshtein 1966) as a part of the longer one's length, 0 to 1."""
    row = list(range(len(other) + 1))
    for number, left in enumerate(one, start=1):
        before, row = row, [number]
        for place, right in enumerate(other):
            row.append(min(before[place] + (left != right), before[place + 1] + 1, row[-1] + 1))
    return row[-1] / max(len(one), len(other), 1)


def _meet(one: Tone, other: Tone) -> bool:
    return min(one.end, other.end) - max(one.start, other.start) > 0.05
