"""Lists: the words that are looked for, from the files of lists/, as patterns."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from studio.safety.levels import ALWAYS, FAINT, FIRM, Category

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

FOLDER = Path(__file__).parent / "lists"
_LANGUAGES = ("en", "zh")
_CATEGORIES: tuple[Category, ...] = ("minors", "sexual", "violence", "hate", "self-harm", "harm")
_NEAR = 100
"""Characters within which two words belong together."""
_LATIN = re.compile(r"[a-z0-9]")


@dataclass(frozen=True)
class Lists:
    """What one language is compared with."""

    innocent: re.Pattern[str]
    graded: tuple[tuple[Category, float, re.Pattern[str]], ...]
    """Of each category the words, with how certain they are."""
    child: re.Pattern[str]
    sexualised: re.Pattern[str]

    def found(self, text: str) -> dict[Category, float]:
        """How certain each category is in a text as `plain_forms` reads it; those that are not there left out."""
        text, found = self.innocent.sub(" ", text), dict[Category, float]()
        for category, certainty, words in self.graded:
            if certainty > found.get(category, 0.0) and words.search(text):
                found[category] = certainty
        if self._shows_a_child(text):
            found[ALWAYS] = FIRM
        return found

    def _shows_a_child(self, text: str) -> bool:
        """Whether a child and something sexual are spoken of in one breath."""
        places = [match.start() for match in self.child.finditer(text)]
        return any(abs(match.start() - place) < _NEAR for match in self.sexualised.finditer(text) for place in places)


@cache
def lists() -> tuple[Lists, ...]:
    return tuple(_read(language) for language in _LANGUAGES)


def read_list(name: str) -> dict[str, Any]:
    """What a file of lists/ holds."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def _read(language: str) -> Lists:
    told = read_list(language)
    graded = [
        (category, certainty, pattern_of(told[category].get(grade, ())))
        for category in _CATEGORIES
        for grade, certainty in (("firm", FIRM), ("faint", FAINT))
    ]
    child: dict[str, Any] = told["child"]
    innocent = pattern_of(told["innocent"]["words"])
    return Lists(innocent, tuple(graded), pattern_of(child["words"]), pattern_of(child["sexualised"]))


def pattern_of(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the words: Latin ones whole, in the plural too, others wherever they stand. The longest counts."""
    parts = [_part(word) for word in sorted(words, key=len, reverse=True)]
    return re.compile("|".join(parts) or r"(?!)")


def _part(word: str) -> str:
    if not _LATIN.match(word):
        return re.escape(word)
    spaced = r"[\W_]{1,3}".join(map(re.escape, word.split()))
    return rf"(?<![a-z0-9]){spaced}(?:s|es|'s)?(?![a-z0-9])"
