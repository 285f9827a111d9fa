"""Drawings: the shipped pack of some 1,780 vector drawings, found by word or by meaning."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from pipelines.scene.tables import table
from studio.errors import LoadFailed, NotFound
from studio.words import say

Style = Literal["flat", "noto"]
Place = Literal["sky", "ground", "water", "floor"]
Facing = Literal["left", "right", "front"]

STYLES: tuple[Style, ...] = get_args(Style)
FOLDER = Path(__file__).parent.parent.parent / "starter" / "drawings"

_FRAME = re.compile(r'<svg[^>]*viewBox="0 0 ([\d.]+) ([\d.]+)"[^>]*>(.*)</svg>', re.DOTALL)
_ID = re.compile(r'(\bid="|url\(#|href="#)')


@dataclass(frozen=True)
class Concept:
    """What is known of a thing that can be drawn."""

    key: str
    emoji: str
    """Empty for the studio's own drawings."""
    name: str
    words: tuple[str, ...]
    zh: str
    zh_words: tuple[str, ...]
    category: str
    """Subgroup of Unicode's emoji list: animal-bird, place-building ..."""
    styles: tuple[Style, ...]
    """Styles that have it; the first one stands in where another is asked for."""
    metres: float
    """Usual height of the real thing, so that a bee comes out smaller than a house."""
    place: Place
    """Where it is usually found. floor: things for a hand or a table."""
    motion: str
    """How it moves when nothing is said (the verbs of Subject), or empty."""
    facing: Facing
    redrawn: tuple[Style, ...] = ()
    """Styles where our own drawing, from head to foot, stands in for the pack's."""


@dataclass(frozen=True)
class Drawing:
    """An SVG fragment and the size of its box, which starts at 0, 0."""

    body: str
    width: float
    height: float

    def with_ids(self, prefix: str) -> Drawing:
        """The same drawing with `prefix` before each of its ids, so that it can stand in a picture more than once.

        The prefix is letters, digits, "-" and "_", and starts with a letter.
        """
        return Drawing(_ID.sub(rf"\g<1>{prefix}", self.body), self.width, self.height)


class Drawings:
    """The pack. Loading reads the index alone; drawings and vectors are read when they are first asked for."""

    def __init__(self, concepts: list[Concept], folder: Path = FOLDER) -> None:
        self._concepts = {concept.key: concept for concept in concepts}
        self._folder = folder

    @classmethod
    def load(cls, folder: Path = FOLDER) -> Drawings:
        """Read the pack of `folder`. Raises LoadFailed when it is damaged."""
        try:
            entries = json.loads((folder / "index.json").read_text(encoding="utf-8"))
            return cls([_concept(entry) for entry in entries], folder)
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise LoadFailed(say("drawings.unreadable", folder=folder.name, words=str(error))) from error

    def __iter__(self) -> Iterator[Concept]:
        return iter(self._concepts.values())

    def __len__(self) -> int:
        return len(self._concepts)

    def __contains__(self, key: object) -> bool:
        return key in self._concepts

    def __getitem__(self, key: str) -> Concept:
        """Raises NotFound for a key that no drawing has."""
        try:
            return self._concepts[key]
        except KeyError:
            raise NotFound(say("drawings.unknown", key=key)) from None

    def svg(self, key: str, style: Style = "flat") -> Drawing:
        """The drawing in that style, or in the one that it has. Raises NotFound for an unknown key."""
        styles = self[key].styles
        archive = self._archives[style if style in styles else styles[0]]
        found = _FRAME.fullmatch(archive.read(f"{key}.svg").decode("utf-8"))
        if found is None:
            raise LoadFailed(say("drawings.one_unreadable", key=key))
        return Drawing(found[3], float(found[1]), float(found[2]))

    def for_emoji(self, emoji: str) -> str | None:
        """Key of the drawing of an emoji character; skin tones and variation selectors do not matter."""
        return self._emoji.get(_plain_emoji(emoji))

    def find(self, words: str, keywords: bool = True) -> str | None:
        """Key for an English word or phrase, singular or plural, by alias, name or keyword; None when none fits."""
        phrase = words.lower().replace("-", " ").strip()
        for form in singulars(phrase):
            if form in self.refused:
                return None
            if key := self._english.get(form) or (self._keywords.get(form) if keywords else None):
                return key
        return None

    def names(self, phrase: str) -> bool:
        """Whether an English phrase is itself the name or an alias of a drawing."""
        return phrase in self._english and phrase not in self.refused

    @cached_property
    def refused(self) -> frozenset[str]:
        """Words that no drawing may stand for, although one claims them or is near in meaning."""
        return frozenset(table("aliases")["english"]["none"])

    @cached_property
    def refused_chinese(self) -> tuple[str, ...]:
        return tuple(table("aliases")["chinese"]["none"])

    def nearest(self, vector: NDArray[np.float32], limit: int = 1) -> list[tuple[str, float]]:
        """The `limit` drawings nearest in meaning to a unit vector, best first, with their likeness from -1 to 1.

        A drawing is as near as its name, or as its name with its keywords, whichever is nearer.
        """
        likeness = (self._vectors @ vector).max(0)
        best = np.argsort(-likeness, kind="stable")[:limit]
        keys = list(self._concepts)
        return [(keys[at], float(likeness[at])) for at in best]

    @cached_property
    def _archives(self) -> dict[Style, zipfile.ZipFile]:
        return {style: zipfile.ZipFile(self._folder / f"{style}.zip") for style in STYLES}

    @cached_property
    def _vectors(self) -> NDArray[np.float32]:
        return np.load(self._folder / "vectors.npy").astype(np.float32)

    @cached_property
    def _emoji(self) -> dict[str, str]:
        return {_plain_emoji(concept.emoji): concept.key for concept in self if concept.emoji}

    @cached_property
    def _english(self) -> dict[str, str]:
        """Names and aliases to keys; an alias beats a name."""
        return {concept.name.replace("-", " "): concept.key for concept in self} | _aliases("english")

    @cached_property
    def _keywords(self) -> dict[str, str]:
        telling = table("keywords")["words"]
        pairs = ((word, concept) for concept in self if searchable(concept) for word in concept.words)
        # The emoji data is full of words that are only said of a thing.
        return _only_one((word, concept.key) for word, concept in pairs if not concept.emoji or word in telling)

    @cached_property
    def phrase_starts(self) -> frozenset[str]:
        """First words of the English names and keywords that have several."""
        return frozenset(name.split()[0] for name in (*self._english, *self._keywords) if " " in name)


def singulars(phrase: str) -> list[str]:
    """The phrase, then what it may be the plural of: "two foxes" are each a "fox"."""
    irregular: dict[str, str] = table("aliases")["plurals"]
    head, _, last = phrase.rpartition(" ")
    forms = [last]
    if last in irregular:
        forms.append(irregular[last])
    if last.endswith("sss"):
        forms.append(last[:-1])  # Three glasss, as lists of prompts made by programs have it.
    for ending, stem in (("ies", "y"), ("ves", "f"), ("ves", "fe"), ("s", ""), ("es", "")):
        if last.endswith(ending) and len(last) > len(ending) + 1 and not last.endswith("ss"):
            forms.append(last[: -len(ending)] + stem)
    return [f"{head} {form}".strip() for form in forms]


def _concept(entry: dict[str, Any]) -> Concept:
    fields: dict[str, Any] = {n: tuple(value) if isinstance(value, list) else value for n, value in entry.items()}
    return Concept(**fields)


def _plain_emoji(emoji: str) -> str:
    return "".join(char for char in emoji if char != "\ufe0f" and not "\U0001f3fb" <= char <= "\U0001f3ff")


def searchable(concept: Concept) -> bool:
    """Faces carry the names of feelings as keywords, and a feeling is no thing in a picture."""
    return not concept.category.startswith("face-") and concept.category not in (
        "cat-face",
        "person-gesture",
        "emotion",
    )


def _aliases(language: str) -> dict[str, str]:
    return {word: key for key, words in table("aliases")[language].items() for word in words if key != "none"}


def _only_one(pairs: Iterator[tuple[str, str]]) -> dict[str, str]:
    """The words that belong to one drawing alone: a keyword that many share names none of them."""
    owners: dict[str, set[str]] = {}
    for word, key in pairs:
        owners.setdefault(word, set()).add(key)
    return {word: keys.pop() for word, keys in owners.items() if len(keys) == 1}
