"""Accompaniment written as text on a grid of sixteenths.

Chords:  0-9  one voice of the chord, from below     C  the whole chord, firmly     c  softly
         U    the voices above the lowest, firmly    u  softly
Bass:    R    root   r  root, softly   3 5 6 7 8  that interval above   A  a step from the next root   W w  walking
Both:    -    goes on sounding         .  silence                       |  the next bar of the pattern
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Hit:
    """One sign of a pattern: where and for how long, in sixteenths from the beginning of the bar."""

    sign: str
    step: int
    steps: int


def bars_of(pattern: str, steps: int) -> list[str]:
    """The bars of a pattern. Raises ValueError where one has not `steps` signs."""
    bars = pattern.split("|")
    for bar in bars:
        if len(bar) != steps:
            raise ValueError(f"{bar!r} has {len(bar)} signs; a bar has {steps}")
    return bars


def fitting(patterns: Sequence[str], steps: int, spare: Sequence[str]) -> list[str]:
    """Those patterns that are written for bars of `steps` sixteenths; the spare ones where there are none."""
    return [pattern for pattern in patterns if len(pattern.split("|")[0]) == steps] or list(spare)


def hits(bar: str) -> Iterator[Hit]:
    """The signs of one bar with their lengths: each sounds until the next sign or silence."""
    for step, sign in enumerate(bar):
        if sign in ".-":
            continue
        end = step + 1
        while end < len(bar) and bar[end] == "-":
            end += 1
        yield Hit(sign, step, end - step)
