"""The genre that a description names, or that it is likeliest to mean."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from pipelines.music.composer.genres import Genre, genres, moods
from pipelines.music.composer.read.description import is_chinese
from pipelines.music.composer.read.meanings import meanings
from pipelines.music.composer.read.mood import Moods
from pipelines.music.composer.read.wording import wording
from pipelines.music.composer.read.words import NOTHING, Match, find
from pipelines.music.composer.tables import read_table
from studio.words import Sentence, say

if TYPE_CHECKING:
    import numpy as np

Encode = Callable[[list[str]], "np.ndarray"]
"""Sentences to unit vectors, one row each."""

CHOSEN = "chosen in the form"
NAMED = "named in the description"
PLAYED = "for the instruments"
MEANT = "by meaning of the description"
SEEN = "for the scene that is described"
NEAR = "nearest to what is named"
FELT = "for the mood"
FREELY = "chosen freely: the description names no genre"
GUESSED = {PLAYED: "composer.guessed.played", MEANT: "composer.guessed.meant", SEEN: "composer.guessed.meant",
           FELT: "composer.guessed.felt", FREELY: "composer.genre_chosen"}  # fmt: skip
"""What is said of a genre that was guessed, by how."""

BROAD = frozenset({"film", "house", "pop", "classical", "waltz", "march", "newage", "adventure"})
"""Genres whose words say least: an epic Chinese battle is Chinese, a jazz waltz jazz."""
ANYWHERE = frozenset(
    {
        "classical",
        "pop",
        "lofi",
        "rock",
        "film",
        "bossa",
        "lullaby",
        "march",
        "folk",
        "jazz",
        "newage",
        "choral",
        "blues",
    }
)
"""Genres whose instruments play everything else as well."""
_NEAR = "near:"
"""Before the genre that comes nearest to a kind of music, as a key."""
_ARTICLE = re.compile(
    r"(?<![a-z])(?:the|an?|my|our|your|his|her|their|this|that|old|every|each|some)\s+(?:[a-z]+[- ]){0,1}$"
    r"|(?<![a-z])(?:in|of|from|through|across|into|on|at|near|behind|under|during|out of|by)\s+$"
)
_STYLE = re.compile(
    r"(?<![a-z])(?:style|kind|sort|mix|blend|feel|bit|piece|fusion|touch|hint|genre|slice|dose) of\s+(?:an?\s+)?$"
)
_MUSIC = re.compile(
    r"[- ](?:songs?|music|tracks?|beats?|tunes?|pieces?|grooves?|bands?|ballads?|anthems?|versions?|styles?"
    r"|guitars?|riffs?|vibes?|feel|loops?"
    r"|rhythms?|remix|sets?|drums?|bass|piano|theme|soundtrack|instrumental|jam|mix|number|cover|melody|banger"
    r"|hit|sound|ensemble)(?![a-z])"
)


@dataclass(frozen=True)
class Found:
    """A genre and how it was found."""

    genre: Genre
    why: str
    name: str = ""
    """What the description calls it, where it is no kind that is written here."""

    def said(self) -> tuple[Sentence, ...]:
        """For the person, where it was not asked for."""
        if self.name:
            return (say("composer.guessed.near", name=self.name, genre=self.genre.title),)
        key = GUESSED.get(self.why)
        return (say(key, genre=self.genre.title),) if key else ()


def find_genre(
    text: str, feelings: Moods, homes: Sequence[str], rng: random.Random, encode: Encode | None = None
) -> Found:
    """The genre of a description in small letters. `homes`: where the instruments come from that it asks for."""
    found = find(text, _lexicon())
    refused = {match.key for match in found if match.ruled_out}
    named = [match for match in found if not match.ruled_out and match.key not in refused]
    sure = [match for match in named if not _is_thing(text, match)]
    if sure:
        return _named(text, _head(text, sure))
    homes = [home for home in homes if home not in refused]
    # The erhu or the bagpipe says where it comes from; a flute is at home in many kinds, so that a mood says more.
    felt = moods()[feelings.first].genres if feelings.first else ()
    if home := next((home for home in homes[:1] if not felt or home in felt or home not in ANYWHERE), ""):
        return Found(genres()[home], PLAYED)
    if seen := _scene(text, refused):
        return Found(genres()[seen], SEEN)
    # The model of meanings reads English.
    if not is_chinese(text) and encode is not None and (near := closest(text, "genres", encode, 0.2, refused)):
        return Found(genres()[near], MEANT)
    if named and not feelings.first:
        return _named(text, _head(text, named))
    usual = felt or ("film", "pop", "classical", "folk", "lofi")
    free = [key for key in usual if key not in refused] or [key for key in genres() if key not in refused]
    return Found(genres()[rng.choice(free)], FELT if feelings.first else FREELY)


def _named(text: str, match: Match) -> Found:
    """A genre by its name, or the one that comes nearest to a kind that is not written here."""
    if not match.key.startswith(_NEAR):
        return Found(genres()[match.key], NAMED)
    return Found(genres()[match.key.removeprefix(_NEAR)], NEAR, text[match.start : match.end])


def closest(text: str, kind: str, encode: Encode, least: float, refused: set[str] | frozenset[str]) -> str:
    """The genre or mood whose meaning is nearest to the text, or "" when none is near. Cosine similarity, 0 to 1."""
    keys, vectors = meanings(kind)
    likeness = vectors @ encode([text])[0]
    order = [place for place in likeness.argsort()[::-1] if keys[place] not in refused]
    return keys[order[0]] if order and likeness[order[0]] >= least else ""


@cache
def _lexicon() -> dict[str, tuple[str, ...]]:
    near = {f"{_NEAR}{key}": tuple(words) for key, words in read_table("styles")["near"].items()}
    own = {key: genre.words for key, genre in genres().items()}
    return {NOTHING: wording("genre_hides")["words"], **own, **near}


def _head(text: str, named: Sequence[Match]) -> Match:
    """Which of several genres is meant: the rarer, and of neighbours the later, since folk metal is metal."""
    heads = [a for a, b in pairwise(named) if not _is_compound(text, a, b)] + [named[-1]]
    return min(heads, key=lambda match: (_breadth(text, match), match.start))


def _is_compound(text: str, first: Match, second: Match) -> bool:
    return bool(re.fullmatch(r"[ -]?", text[first.end : second.start])) and _breadth(text, second) <= _breadth(
        text, first
    )


def _breadth(text: str, match: Match) -> int:
    """0 for a genre by its name, 1 for what is near one, 2 for the name of one that says little, 3 for what is said of
    many kinds of music, 4 for places and occasions that it is heard at."""
    word = text[match.start : match.end]
    if word in wording("occasions")["words"]:
        return 4
    if match.key not in BROAD:
        return int(match.key.startswith(_NEAR))
    own = word.replace("-", " ") in (match.key, genres()[match.key].title.lower())
    return 2 if own and match.key not in ("waltz", "march") else 3


def _is_thing(text: str, match: Match) -> bool:
    """Whether a name of music is a thing or a place where it stands: "a haunted house by the sea"."""
    word = text[match.start : match.end]
    if word not in wording("things")["words"] or _MUSIC.match(text, match.end):
        return False
    before = text[: match.start]
    return bool(_ARTICLE.search(before)) and not _STYLE.search(before)


@cache
def _scenes() -> dict[str, tuple[str, ...]]:
    return {key: tuple(words) for key, words in read_table("scenes")["scenes"].items()}


def _scene(text: str, refused: set[str]) -> str:
    """The genre whose scenes have the most letters in a Chinese description."""
    # A word may be the scene of several genres, so that each looks for itself.
    weights = {
        key: sum(match.end - match.start for match in find(text, {key: words}) if not match.ruled_out)
        for key, words in _scenes().items()
        if key in genres() and key not in refused
    }
    best = max(weights, key=lambda key: weights[key])
    return best if weights[best] else ""
