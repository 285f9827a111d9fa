"""The instruments that can be heard: their General MIDI numbers, their ranges and what they are good for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pipelines.music.tables import read_toml

TABLE = Path(__file__).with_suffix(".toml")

Role = Literal["lead", "counter", "chords", "pad", "bass", "drums"]
Touch = Literal["struck", "held"]


@dataclass(frozen=True)
class Instrument:
    """One instrument. Notes are MIDI numbers (60 is middle C)."""

    key: str
    title: str
    program: int
    range: tuple[int, int]
    lead: tuple[int, int]
    """The span a melody stays in, where the instrument sounds best."""
    roles: tuple[Role, ...]
    touch: Touch
    words: tuple[str, ...]
    bank: int = 0
    genre: str = ""
    """Where a description that names the instrument, but no genre, leads."""
    leave_out: tuple[str, ...] = ()
    """Sample layers that the shipped SoundFont leaves out, by a part of their name."""
    every: int = 1
    """The shipped SoundFont keeps every n-th key zone."""
    without: tuple[int, ...] = ()
    """SoundFont generators that the shipped file drops: filters that only modulators would open."""

    @property
    def is_drums(self) -> bool:
        return self.bank == 128


@cache
def instruments() -> dict[str, Instrument]:
    """All instruments by key."""
    table = {}
    for key, entry in read_toml(TABLE).items():
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in entry.items()
        }
        table[key] = Instrument(key=key, **values)
    return table
