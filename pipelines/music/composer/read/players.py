"""Who is asked to play, and who is not to: instruments, families, ensembles, and those that are not to be had."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipelines.music.composer.genres import Genre
from pipelines.music.composer.read.words import NOTHING, Match, find
from pipelines.music.composer.tables import read_table
from pipelines.music.score.instruments import Instrument, instruments
from studio.words import Sentence, say

MOST = 6
"""Players that are written for by name."""
_COUNTED = {"duo": 2, "duet": 2, "trio": 3, "quartet": 4, "quintet": 5, "sextet": 6, "二重奏": 2, "三重奏": 3,
            "四重奏": 4, "五重奏": 5, "六重奏": 6, "合奏": 0}  # fmt: skip
_COUNT = re.compile("|".join(rf"(?<![a-z]){word}s?(?![a-z])" if word.isascii() else word for word in _COUNTED))
_MANY = {"two": 2, "2": 2, "three": 3, "3": 3, "four": 4, "4": 4, "a pair of": 2, "两": 2, "二": 2, "三": 3, "四": 4}
_MANY_BEFORE = re.compile(
    r"(?:(?<![a-z\d/])(two|three|four|a pair of|[234]) (?:[a-z]+ )?|(?<![一二三四五六七八九十])(两|二|三"
    r"|四)[把支个架台只](?:[^。,]{0,2}))$"
)
_SOLO_BEFORE = re.compile(
    r"(?<![a-z])(?:solo|unaccompanied|lone|only an?|just an?|just|only|nothing but(?: an?)?"
    r"|single) (?:[a-z]+ )?$|(?:只有|只用|仅有|仅用|只要|一个人|单独的?|无伴奏|独奏)[一个把的]*$"
)
_SOLO_AFTER = re.compile(r"\s*(?:solo(?![a-z])|alone|only|unaccompanied|独奏|独自|solo曲)(?! (?:in|over) the)")
_PASSAGE = re.compile(
    r"(?:with|and|plus|then|featuring|has|add|including|into|long|epic|ripping|,)\s+(?:an? |the "
    r"|some )?(?:[a-z]+ ){0,2}$"
)
"""A solo within a piece: "rock with a guitar solo"."""
_PIECE = re.compile(
    r"\s*(?:pieces?|sonatas?|sonatinas?|[eé]tudes?|preludes?|nocturnes?|partitas?|impromptu|miniatures?|ballade"
    r"|improvisation|music|小品|曲(?!风)|奏鸣曲|练习曲|独奏曲|夜曲|音乐)(?![a-z])"
)
_LISTED = re.compile(r"(?:\s|,|、|/|\+|&|和|与|及|跟|and|with|an?|the|two|three|solo|[一两把支个])*(?:[a-z]+ )?")
_FOR = re.compile(
    r"(?<![a-z])(?:for|between|by|only|just|nothing but)\s+(?:(?:solo|an?|the|two|three) )*(?:[a-z]+ )?$|(?:只有"
    r"|只用|仅用|写给|为)$"
)
_SPARING = re.compile(
    r"(?<![a-z])(?:less|fewer|minimal|sparse|sparing|subtle|quiet(?:er)?|soft(?:er)?|gentle|light(?:er)?|toned[- ]down"
    r"|not (?:too|so) (?:much|many|loud)) (?:[a-z]+ )?$|(?:少|轻|弱|小)(?:一点|一些|点|些|量)?的?$"
)
_SPARED = re.compile(r"(?:声|点)?(?:要|不要太|再)?(?:少|轻|弱|小声|不要太多|不要太响)")
"""Before and behind a word for drums: fewer of them."""
_LACKING = re.compile(r"(?<![a-z])([a-z]{3,12})-?(?:less|free)(?![a-z])")
_INSTRUMENTAL = re.compile(r"(?<![a-z])instrumental(?: only| version)?(?![a-z])|纯音乐|纯器乐|伴奏版")
_UNPLUGGED = re.compile(
    r"(?<![a-z])(?:unplugged|all acoustic|fully acoustic|purely acoustic|acoustic (?:only|version"
    r"|instruments))(?![a-z])|不插电|原声乐器"
)


@dataclass(frozen=True)
class Players:
    """Who plays. Instruments are given by their keys."""

    named: tuple[str, ...] = ()
    """Those asked for, in the order of the words; several of a kind as often as they play."""
    refused: frozenset[str] = frozenset()
    solo: bool = False
    alone: bool = False
    """Whether nobody else plays."""
    missed: tuple[Sentence, ...] = ()
    unstruck: frozenset[str] = frozenset()
    """Sounds of a drum kit that are ruled out: SOUNDS of write/drums.py."""
    sparing: bool = False
    """Whether drums are to be few and soft."""

    def players(self) -> tuple[Instrument, ...]:
        return tuple(instruments()[key] for key in self.named)


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
    kind, key = _split(match)
    if kind == "absent" and (home := _table()["absent"][key].get("home", "")):
        return [home]
    return [instruments()[key].genre for key in _asked(match, None)]


def choose_players(wanted: Wanted, genre: Genre) -> Players:
    """Who plays in a piece of the genre: its own guitar where a guitar is asked for."""
    matches = wanted.named()
    named = [key for match in matches for key in _several(wanted.text, match, _asked(match, genre))]
    refused = _refused(wanted, named)
    named = [key for key in named if key not in refused]
    solo = any(_is_solo(wanted.text, place, matches) for place in range(len(matches)))
    accompanied = len(set(named)) > 1
    counted = _counted(wanted.text)
    alone = bool(named) and (
        solo or counted is not None or _is_list(wanted.text, matches) or _is_piece(wanted.text, matches)
    )
    ensembles = [_table()["ensemble"][key] for kind, key in map(_split, matches) if kind == "ensemble"]
    if ensembles:
        alone = not any(entry.get("more", False) for entry in ensembles)
    elif counted and named:
        named = _filled(named, counted, genre, refused)
    return Players(
        tuple(named[:MOST]),
        frozenset(refused),
        solo and not accompanied and bool(named),
        alone,
        tuple(_missed(wanted.text, matches, genre)),
        unstruck=_unstruck(wanted),
        sparing=_is_sparing(wanted),
    )


def _asked(match: Match, genre: Genre | None) -> list[str]:
    kind, key = _split(match)
    if kind == "instrument":
        return [key]
    if kind == "ensemble":
        entry = _table()["ensemble"][key]
        other = entry.get("elsewhere", {}).get(genre.key, "") if genre else ""
        return list(_table()["ensemble"][other or key]["players"])
    if kind == "absent":
        near = _table()["absent"][key]["near"]
        return [near] if near else []
    if kind == "kit":
        return []
    family = _table()["family"][key]
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
    entry = _table()["family"][family]
    found = {
        key
        for key, item in instruments().items()
        if (item.is_drums and entry.get("drums", False))
        or (not item.is_drums and any(low <= item.program <= high for low, high in entry["programs"]))
    }
    return frozenset((found - set(entry.get("without", ()))) | set(entry.get("also", ())))


def _refused(wanted: Wanted, named: Sequence[str]) -> set[str]:
    """Who is ruled out. What is asked for by its own name is not ruled out with its family."""
    refused: set[str] = set()
    for match in wanted.matches:
        if match.ruled_out:
            kind, key = _split(match)
            refused |= set(family_members(key)) - set(named) if kind == "family" else set(_asked(match, None))
    if _INSTRUMENTAL.search(wanted.text):
        refused |= set(family_members("voices")) - set(named)
    if _UNPLUGGED.search(wanted.text):
        refused |= set(family_members("electric")) - set(named)
    return refused


def _unstruck(wanted: Wanted) -> frozenset[str]:
    """What of the drum kit is ruled out."""
    refused = [key for match in wanted.matches if match.ruled_out for kind, key in [_split(match)] if kind == "kit"]
    return frozenset(sound for key in refused for sound in _table()["kit"][key]["sounds"])


def _is_sparing(wanted: Wanted) -> bool:
    """Whether a word for drums has one for few or soft beside it."""
    drums = [match for match in wanted.named() if match.key == "family:drums"]
    text = wanted.text
    return any(_SPARING.search(text, 0, match.start) or _SPARED.match(text, match.end) for match in drums)


def _several(text: str, match: Match, keys: list[str]) -> list[str]:
    """Two of them where two are asked for."""
    said = _MANY_BEFORE.search(text, 0, match.start)
    number = _MANY.get(next(word for word in said.groups() if word)) if said else None
    return keys * number if number and len(keys) == 1 else keys


def _filled(named: list[str], count: int, genre: Genre, refused: set[str]) -> list[str]:
    """As many as the word for it says: a flute duo has two flutes, a trio with flute and harp one more."""
    if len(named) >= count:
        return named
    if len(named) == 1:
        return named * count
    usual = [key for key in (*genre.bass, *genre.chords, *genre.counter) if key not in refused and key not in named]
    return [*named, *usual[: count - len(named)]]


def _counted(text: str) -> int | None:
    found = _COUNT.search(text)
    return _COUNTED[found[0] if found[0] in _COUNTED else found[0][:-1]] if found else None


def _is_solo(text: str, place: int, matches: Sequence[Match]) -> bool:
    """Whether the player at this place of the matches is asked for by himself."""
    match, before = matches[place], text[: matches[place].start]
    listed = [_LISTED.fullmatch(text[a.end : b.start]) for a, b in itertools.pairwise(matches)]
    if _split(match)[0] == "ensemble" or any(listed[max(0, place - 1) : place + 1]):
        return bool(re.search(r"solo (?:[a-z]+ )?$", before)) and not _PASSAGE.search(before)
    if _SOLO_BEFORE.search(before):
        return True
    return bool(_SOLO_AFTER.match(text, match.end)) and not _PASSAGE.search(before)


def _is_list(text: str, matches: Sequence[Match]) -> bool:
    """Whether those named are all there are: "for flute and harp", "just piano and strings"."""
    if len(matches) < 2:
        return False
    gaps = [text[a.end : b.start] for a, b in itertools.pairwise(matches)]
    joined = all(_LISTED.fullmatch(gap) for gap in gaps)
    ends = re.match(r"\s*(?:only|alone)(?![a-z])", text[matches[-1].end :])
    return joined and bool(_FOR.search(text, 0, matches[0].start) or ends or _is_band(text, matches))


def _is_band(text: str, matches: Sequence[Match]) -> bool:
    """Whether a list that is all there is between two commas can play by itself: a tune and what goes with it."""
    whole = re.search(r"(?:^|[,.;:。、])\s*(?:an? |two )?$", text[: matches[0].start])
    whole = whole and re.match(r"\s*(?:$|[,.;:。])", text[matches[-1].end :])
    players = [instruments()[key] for match in matches for key in _asked(match, None)]
    return (
        bool(whole)
        and any("lead" in item.roles for item in players)
        and any("chords" in item.roles for item in players)
    )


def _is_piece(text: str, matches: Sequence[Match]) -> bool:
    """A piano piece is for a piano; one for an instrument that cannot accompany itself may be accompanied."""
    if len(matches) != 1 or _split(matches[0])[0] == "absent":
        return False
    keys = _asked(matches[0], None)
    able = (
        len(keys) == 1
        and {"lead", "chords"} <= set(instruments()[keys[0]].roles)
        and instruments()[keys[0]].touch == "struck"
    )
    return able and bool(_PIECE.match(text, matches[0].end))


def _missed(text: str, matches: Sequence[Match], genre: Genre) -> Iterator[Sentence]:
    for match in matches:
        kind, key = _split(match)
        if kind == "absent":
            near = _asked(match, genre)
            name = _table()["absent"][key].get("title", text[match.start : match.end])
            if near:
                yield say("composer.missed.instrument_near", name=name, taken=instruments()[near[0]].title)
            else:
                yield say("composer.missed.instrument", name=name)


def _split(match: Match) -> tuple[str, str]:
    kind, _, key = match.key.partition(":")
    return kind, key


def _is_player(word: str) -> bool:
    return any(word in words or f"{word}s" in words for words in _lexicon().values())


@cache
def _table() -> dict[str, Any]:
    return read_table("players")


@cache
def _lexicon() -> dict[str, tuple[str, ...]]:
    """All words for players. A family's and an ensemble's win over an instrument's, and this over an absent one's."""
    table, taken = _table(), set()
    lexicon: dict[str, tuple[str, ...]] = {NOTHING: tuple(table["hides"]["words"])}
    for kind in ("family", "ensemble", "kit", "instrument", "absent"):
        entries = instruments() if kind == "instrument" else table[kind]
        for key, entry in entries.items():
            words = entry.words if isinstance(entry, Instrument) else entry["words"]
            lexicon[f"{kind}:{key}"] = tuple(word for word in words if word not in taken)
            taken |= set(words)
    return lexicon
