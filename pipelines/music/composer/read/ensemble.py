"""Words for players: instruments, families, ensembles, and those that are not to be had."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipelines.music.composer.genres import Genre
from pipelines.music.composer.read.words import NOTHING, Match, find
from pipelines.music.composer.tables import read_table
from pipelines.music.score.instruments import Instrument, instruments

_LACKING = re.compile(r"(?<![a-z])([a-z]{3,12})-?(?:less|free)(?![a-z])")


@dataclass(frozen=True)
class Wanted:
    """Words for players that a description has, before it is known in which genre they play."""

    text: str
    matches: tuple[Match, ...]

    def named(self) -> list[Match]:
        return [match for match in self.matches if not match.ruled_out]


def find_players(text: str) -> Wanted:
    """All that a description says of players. Small letters in one spelling."""
    text = _LACKING.sub(lambda match: f"no {match[1]}, " if _is_player(match[1]) else match[0], text)
    return Wanted(text, tuple(find(text, _lexicon())))


def home_of(wanted: Wanted) -> list[str]:
    """Genres that the players who are asked for come from, the first of them first."""
    return list(dict.fromkeys(home for match in wanted.named() for home in _homes(match) if home))


def _homes(match: Match) -> list[str]:
    kind, key = split(match)
    if kind in ("absent", "ensemble") and (home := table()[kind][key].get("home", "")):
        return [home]
    return [instruments()[key].genre for key in asked(match, None)]


def asked(match: Match, genre: Genre | None) -> list[str]:
    kind, key = split(match)
    if kind == "instrument":
        return [key]
    if kind == "ensemble":
        entry = table()["ensemble"][key]
        other = entry.get("elsewhere", {}).get(genre.key, "") if genre else ""
        return list(table()["ensemble"][other or key]["players"])
    if kind == "absent":
        near = table()["absent"][key]["near"]
        return [near] if near else []
    if kind == "kit":
        return []
    family = table()["family"][key]
    own = "" if family.get("exact", False) else _of_genre(key, genre)
    return [own or family["asks"]] if family["asks"] else []


def _of_genre(family: str, genre: Genre | None) -> str:
    """The instrument of a family that a genre is played with."""
    if genre is None:
        return ""
    played = (*genre.lead, *genre.chords, *genre.counter, *genre.bass, *genre.drums, *genre.pad)
    members = family_members(family)
    return next((key for key in played if key in members), "")


@cache
def family_members(family: str) -> frozenset[str]:
    """Keys of all instruments of a family."""
    entry = table()["family"][family]
    found = {
        key
        for key, item in instruments().items()
        if (item.is_drums and entry.get("drums", False))
        or (not item.is_drums and any(low <= item.program <= high for low, high in entry["programs"]))
    }
    return frozenset((found - set(entry.get("without", ()))) | set(entry.get("also", ())))


def split(match: Match) -> tuple[str, str]:
    kind, _, key = match.key.partition(":")
    return kind, key


def _is_player(word: str) -> bool:
    return any(word in words or f"{word}s" in words for words in _lexicon().values())


@cache
def table() -> dict[str, Any]:
    return read_table("players")


@cache
def _lexicon() -> dict[str, tuple[str, ...]]:
    """All words for players. A family's and an ensemble's win over an instrument's, and this over an absent one's."""
    words_of, taken = table(), set()
    lexicon: dict[str, tuple[str, ...]] = {NOTHING: tuple(words_of["hides"]["words"])}
    for kind in ("family", "ensemble", "kit", "instrument", "absent"):
        entries = instruments() if kind == "instrument" else words_of[kind]
        for key, entry in entries.items():
            words = entry.words if isinstance(entry, Instrument) else entry["words"]
            lexicon[f"{kind}:{key}"] = tuple(word for word in words if word not in taken)
            taken |= set(words)
    return lexicon
