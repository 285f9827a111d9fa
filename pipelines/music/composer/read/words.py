"""Finding words of a lexicon in a description, in English and in Chinese, and what is said against them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from pipelines.music.composer.read.ruling import ruled_out

NOTHING = ""
"""Key of the words that only hide others: in "drum and bass" nobody asks for a bass."""


@dataclass(frozen=True)
class Match:
    """A word of a lexicon in a text."""

    key: str
    start: int
    end: int
    ruled_out: bool = False
    """Whether it is named only so that it is not there: "no drums"."""


Lexicon = Mapping[str, Iterable[str]]
"""Words by what they mean."""


def find(text: str, lexicon: Lexicon, against: Callable[[str, int], bool] | None = None) -> list[Match]:
    """Where the text has words of the lexicon, in its order. Longer words win where two overlap.

    The text is small letters in one spelling (see `plainly`); `against` says which places of it are ruled out.
    """
    places = spans(text, lexicon)
    if against is None:
        kinds = [(start, end) for start, end, _ in places]

        def against(text: str, start: int) -> bool:
            return ruled_out(text, start, kinds)

    return [Match(key, start, end, against(text, start)) for start, end, key in places if key != NOTHING]


def spans(text: str, lexicon: Lexicon) -> list[tuple[int, int, str]]:
    """Beginning, end and key of each word of the lexicon, in the order of the text."""
    words = [(word, key) for key, all_of_it in lexicon.items() for word in all_of_it if word[:2] in text]
    words.sort(key=lambda pair: (-len(pair[0]), pair[0]))
    taken = bytearray(len(text))
    found = []
    for word, key in words:
        for match in pattern(word).finditer(text):
            first, last = match.span()
            if not any(taken[first:last]):
                taken[first:last] = b"\1" * (last - first)
                found.append((first, last, key))
    return sorted(found)


def find_words(text: str, lexicon: Lexicon) -> tuple[list[str], list[str]]:
    """Keys of the lexicon that the text names, in the order of the text, and those it rules out ("no drums").

    Longer words win where two overlap: in "bass guitar" there is no guitar.
    """
    found = find(text, lexicon)
    wanted = dict.fromkeys(match.key for match in found if not match.ruled_out)
    refused = dict.fromkeys(match.key for match in found if match.ruled_out)
    return list(wanted), list(refused)


@cache
def pattern(word: str) -> re.Pattern[str]:
    """A regular expression for a word: "hip hop" is "hip-hop" and "hiphop" too, "flute" is "flutes"."""
    if not word.isascii():
        return re.compile(re.escape(word))
    # Chinese is written without spaces, so a border only makes sense towards Latin letters.
    parts = "[ -]?".join(re.escape(part) for part in re.split("[ -]", word))
    many = "(?:e?s)?" if word[-1:].isalpha() and word[-1] != "s" else ""
    return re.compile(rf"(?<![a-z0-9]){parts}{many}(?![a-z0-9])")
