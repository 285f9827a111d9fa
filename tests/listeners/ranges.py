"""Ranges: what each General MIDI program can play, and which programs a name means; a table of the judge's own."""

from __future__ import annotations

from functools import cache

from tests.listeners.heard import Part
from tests.listeners.tables import read_table


@cache
def spans() -> dict[int, tuple[int, int]]:
    """Lowest and highest note of each program."""
    return {program: (row["low"], row["high"]) for row in read_table("ranges")["row"] for program in row["programs"]}


def outside(part: Part) -> int:
    """How many of its notes its instrument cannot play."""
    low, high = tuple(read_table("ranges")["percussion"]) if part.drums else spans()[part.program]
    return sum(not low <= tone.pitch <= high for tone in part.tones)


def is_named(part: Part, name: str) -> bool:
    """Whether a part is played by what a name means. Raises KeyError for a name that is not in the table."""
    if name == "drums":
        return part.drums
    return not part.drums and part.program in read_table("ranges")["names"][name]
