"""Rhythms of melodies: the genre's family of bars, cut and joined for metres that it has none for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import product
from typing import Any

from pipelines.music.composer.genres import Genre
from pipelines.music.composer.tables import read_table
from pipelines.music.score.score import Metre

Bar = list[float]
"""Note lengths in quarter notes; rests are negative."""
NAMES = {
    "2/4": "two",
    "3/4": "three",
    "4/4": "four",
    "5/4": "five",
    "6/8": "six",
    "7/8": "seven",
    "9/8": "nine",
    "12/8": "twelve",
}
"""What rhythms.toml calls the bars of a metre."""
BORROWED = {"four": "straight", "three": "triple", "six": "compound"}
"""The family that others borrow their bars from."""
JOINED: dict[str, tuple[str, tuple[float, ...]]] = {
    "2/4": ("four", (2.0,)),
    "5/4": ("four", (3.0, 2.0)),
    "7/8": ("four", (2.0, 1.5)),
    "9/8": ("six", (1.5, 3.0)),
    "12/8": ("six", (3.0, 3.0)),
}
"""Which bars are cut to which lengths and joined to a bar of a metre."""
MOST = 14


def rhythms(genre: Genre, metre: Metre) -> tuple[list[Bar], list[Bar]]:
    """Bars that open and continue a phrase, and bars that close one with a long note and a breath."""
    name = NAMES[metre.name]
    family = _families()[genre.rhythm].get(name)
    if family is None and name in BORROWED:
        family = _families()[BORROWED[name]][name]
    if family is not None:
        return _lengths(family["move"]), _lengths(family["rest"])
    return _joined(genre, *JOINED[metre.name])


def _joined(genre: Genre, source: str, lengths: tuple[float, ...]) -> tuple[list[Bar], list[Bar]]:
    table = _families()
    family = table[genre.rhythm].get(source) or table[BORROWED[source]][source]
    moves, rests = _lengths(family["move"]), _lengths(family["rest"])
    whole = sum(abs(part) for part in moves[0])
    joined = []
    for bars in product(moves, repeat=len(lengths)):
        joined += [[part for bar, length in zip(bars, lengths, strict=True) for part in cut(bar, 0.0, length)]]
    ends = [cut(bar, whole - lengths[-1], whole) for bar in rests]
    ends = [end for end in ends if any(part > 0 for part in end)] or [[lengths[-1] - 0.5, -0.5]]
    head = [part for length in lengths[:-1] for part in cut(moves[0], 0.0, length)]
    step = max(1, len(joined) // MOST)
    return [bar for bar in joined[::step] if any(part > 0 for part in bar)], [[*head, *end] for end in ends]


def cut(bar: Sequence[float], begin: float, end: float) -> Bar:
    """What of a bar lies between two of its beats; a note that begins before is struck at the first."""
    parts, at = [], 0.0
    for part in bar:
        length = min(end, at + abs(part)) - max(begin, at)
        if length > 1e-6:
            parts.append(length if part > 0 else -length)
        at += abs(part)
    return parts


def fragment(bar: Sequence[float]) -> Bar:
    """The bar's first half, said twice."""
    half = sum(abs(part) for part in bar) / 2
    first = cut(bar, 0.0, half)
    return [*first, *first]


def augmented(bar: Sequence[float]) -> Bar:
    """The bar's first half at half the speed."""
    half = sum(abs(part) for part in bar) / 2
    return [2 * part for part in cut(bar, 0.0, half)]


def density(bar: Sequence[float], metre: Metre) -> float:
    """Notes a quarter note."""
    return sum(length > 0 for length in bar) / metre.bar


@cache
def _families() -> dict[str, Any]:
    return read_table("rhythms")


def _lengths(bars: Sequence[str]) -> list[Bar]:
    return [[float(length) for length in bar.split()] for bar in bars]
