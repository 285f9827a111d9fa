"""Who is asked to play, and who is not to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipelines.music.composer.genres import Genre
from pipelines.music.composer.read.company import (
    counted,
    filled,
    is_group,
    is_list,
    is_piece,
    is_solo,
    leader,
    several,
)
from pipelines.music.composer.read.ensemble import Wanted, asked, family_members, split, table
from pipelines.music.composer.read.wording import wording
from pipelines.music.composer.read.words import Match, find
from pipelines.music.score.instruments import Instrument, instruments
from studio.words import Sentence, say

MOST = 6
"""Players that are written for by name."""
_SPARING = re.compile(
    r"(?<![a-z])(?:less|fewer|minimal|sparse|sparing|subtle|quiet(?:er)?|soft(?:er)?|gentle|light(?:er)?|toned[- ]down"
    r"|not (?:too|so) (?:much|many|loud)) (?:[a-z]+ )?$|(?:少|轻|弱|小)(?:一点|一些|点|些|量)?的?$"
)
_SPARED = re.compile(r"(?:声|点)?(?:要|不要太|再)?(?:少|轻|弱|小声|不要太多|不要太响)")
"""Before and behind a word for drums: fewer of them."""
_SPELT = re.compile(r"\s*(?:duo|trio|quartet|quintet|sextet)?\s*[:(：（–—]\s*(?:an? |the |two )?(?:[a-z]+ )?")
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

    leads: str = ""
    """Who is to have the tune; "" where nothing is said of it."""
    untuned: bool = False
    """Whether nobody has one."""

    def players(self) -> tuple[Instrument, ...]:
        return tuple(instruments()[key] for key in self.named)


def choose_players(wanted: Wanted, genre: Genre) -> Players:
    """Who plays in a piece of the genre: its own guitar where a guitar is asked for."""
    matches = _meant(wanted.text, wanted.named())
    named = [key for match in matches for key in several(wanted.text, match, asked(match, genre))]
    refused = _refused(wanted, named)
    named = [key for key in _of_one_kit(named) if key not in refused]
    solo = any(is_solo(wanted.text, place, matches) for place in range(len(matches)))
    accompanied = len(set(named)) > 1
    count = counted(wanted.text)
    text = wanted.text
    by_name = is_list(text, matches) or is_piece(text, matches) or is_group(text, matches)
    alone = bool(named) and (solo or count is not None or by_name)
    ensembles = [table()["ensemble"][key] for kind, key in map(split, matches) if kind == "ensemble"]
    if ensembles:
        alone = not any(entry.get("more", False) for entry in ensembles)
    elif count and named:
        named = filled(named, count, genre, refused)
    first = leader(text, matches)
    leads = next((key for key in (asked(first, genre) if first else ()) if key not in refused), "")
    return Players(
        tuple(named[:MOST]),
        frozenset(refused),
        solo and not accompanied and bool(named),
        alone,
        tuple(_missed(wanted.text, matches, genre)),
        unstruck=_unstruck(wanted),
        sparing=_is_sparing(wanted),
        leads=leads,
        untuned=_is_untuned(text),
    )


def _refused(wanted: Wanted, named: Sequence[str]) -> set[str]:
    """Who is ruled out. What is asked for by its own name is not ruled out with its family."""
    refused: set[str] = set()
    for match in wanted.matches:
        if match.ruled_out:
            kind, key = split(match)
            refused |= set(family_members(key)) - set(named) if kind == "family" else set(asked(match, None))
    if _INSTRUMENTAL.search(wanted.text):
        refused |= set(family_members("voices")) - set(named)
    if _UNPLUGGED.search(wanted.text):
        refused |= set(family_members("electric")) - set(named)
    return refused


def _meant(text: str, matches: list[Match]) -> list[Match]:
    """Without players that a title only implies ("a nocturne") where others are named, and without those of an ensemble
    whose own are listed behind it: "trio: violin, guitar, double bass"."""
    implied = {key for key, entry in table()["ensemble"].items() if entry.get("implied", False)}
    spelt = {
        ensemble
        for ensemble, first in pairwise(matches)
        if split(ensemble)[0] == "ensemble" and _SPELT.fullmatch(text[ensemble.end : first.start])
    }
    told = [match for match in matches if split(match)[1] not in implied and match not in spelt]
    return told or matches


def _of_one_kit(named: Sequence[str]) -> list[str]:
    """Each drum kit once: "taiko drums" names it twice."""
    return [key for place, key in enumerate(named) if not (instruments()[key].is_drums and key in named[:place])]


def _is_untuned(text: str) -> bool:
    """Whether the tune is ruled out."""
    found = find(text, wording("tune"))
    return bool(found) and all(match.ruled_out for match in found)


def _unstruck(wanted: Wanted) -> frozenset[str]:
    """What of the drum kit is ruled out."""
    refused = [key for match in wanted.matches if match.ruled_out for kind, key in [split(match)] if kind == "kit"]
    return frozenset(sound for key in refused for sound in table()["kit"][key]["sounds"])


def _is_sparing(wanted: Wanted) -> bool:
    """Whether a word for drums has one for few or soft beside it."""
    drums = [match for match in wanted.named() if match.key == "family:drums"]
    text = wanted.text
    return any(_SPARING.search(text, 0, match.start) or _SPARED.match(text, match.end) for match in drums)


def _missed(text: str, matches: Sequence[Match], genre: Genre) -> Iterator[Sentence]:
    for match in matches:
        kind, key = split(match)
        if kind == "absent":
            near = asked(match, genre)
            name = table()["absent"][key].get("title", text[match.start : match.end])
            if near:
                yield say("composer.missed.instrument_near", name=name, taken=instruments()[near[0]].title)
            else:
                yield say("composer.missed.instrument", name=name)
