"""Genres and moods, read from their tables."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from pipelines.music.composer.tables import read_table
from pipelines.music.score.score import Feel


@dataclass(frozen=True)
class Genre:
    """How a kind of music is written and played. See data/genres.toml for the meaning of each field."""

    key: str
    title: str
    words: tuple[str, ...]
    meaning: str
    tempo: tuple[int, int]
    energy: float
    modes: dict[str, float]
    metres: dict[str, float]
    loose: float
    rit: float
    reverb: float
    room: float
    lead: tuple[str, ...]
    chords: tuple[str, ...]
    pad: tuple[str, ...]
    bass: tuple[str, ...]
    counter: tuple[str, ...]
    drums: tuple[str, ...]
    rhythm: str
    major: tuple[tuple[str, ...], ...]
    minor: tuple[tuple[str, ...], ...]
    comp: tuple[str, ...]
    bass_line: tuple[str, ...]
    groove: tuple[str, ...]
    form: str
    swing: float = 0.5
    swing16: float = 0.5
    power: bool = False
    """Chords are played as root and fifth."""
    cycle: int = 4
    """Bars of a progression."""
    second: str = "thirds"
    """How a second voice goes: "thirds" under the tune, or a "line" of its own."""
    light: bool = False
    """Drums that keep to themselves: no crash where sections meet, fills of a few soft strokes."""
    own_colours: bool = False
    """Keeps its own chords in the modes that it names, which other genres trade for the mode's."""
    strict: bool = False
    """Voices are led by the book: no parallel fifths or octaves."""
    home: tuple[str, str] = ("", "")
    """What the final chord has beside its triad, in major and in minor: ("maj9", "m9") without the tonic."""
    mix: str = "band"
    """A name of data/mixes.toml."""

    @property
    def feel(self) -> Feel:
        """How its pieces are played."""
        return Feel(self.swing, self.swing16, self.rit, self.loose, self.room)


@dataclass(frozen=True)
class Mood:
    """What a mood does to a piece. See data/moods.toml."""

    key: str
    words: tuple[str, ...]
    meaning: str
    energy: float
    tempo: float
    modes: tuple[str, ...]
    genres: tuple[str, ...]


def _frozen(value: Any) -> Any:
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value


@cache
def genres() -> dict[str, Genre]:
    """All genres by key."""
    table = read_table("genres").items()
    return {key: Genre(key=key, **{name: _frozen(value) for name, value in entry.items()}) for key, entry in table}


@cache
def moods() -> dict[str, Mood]:
    """All moods by key."""
    table = read_table("moods").items()
    return {key: Mood(key=key, **{name: _frozen(value) for name, value in entry.items()}) for key, entry in table}
