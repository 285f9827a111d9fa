"""What lies under music: rain, waves, the crackle of vinyl. Read from data/beds.toml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pipelines.music.composer.tables import read_table


@dataclass(frozen=True)
class Bed:
    """A sound under the music, from its beginning to its end. See data/beds.toml for the meaning of each field."""

    key: str
    title: str
    made: str
    under: float
    sounds: tuple[str, ...]
    things: tuple[str, ...]


@cache
def beds() -> dict[str, Bed]:
    """All beds by key."""
    return {
        key: Bed(key, entry["title"], entry["made"], entry["under"], tuple(entry["sounds"]), tuple(entry["things"]))
        for key, entry in read_table("beds")["bed"].items()
    }
