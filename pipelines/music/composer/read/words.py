"""Finding words of a lexicon in a description, in English and in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_NEGATION = re.compile(r"(?:\bno|\bwithout|\bminus|\bnot|没有|不要|无|不用)\s*(?:any\s+|the\s+|a\s+)?$")


def find_words(text: str, lexicon: Mapping[str, Iterable[str]]) -> tuple[list[str], list[str]]:
    """Keys of the lexicon that the text names, in the order of the text, and those it rules out ("no drums").

    Longer words win where two overlap: in "bass guitar" there is no guitar.
    """
    pairs = sorted(((word, key) for key, words in lexicon.items() for word in words), key=lambda p: (-len(p[0]), p[0]))
    taken = [False] * len(text)
    found: list[tuple[int, str, bool]] = []
    for word, key in pairs:
        for match in re.finditer(_pattern(word), text):
            first, last = match.span()
            if not any(taken[first:last]):
                taken[first:last] = [True] * (last - first)
                found.append((first, key, bool(_NEGATION.search(text[:first]))))
    found.sort()
    wanted = dict.fromkeys(key for _, key, ruled_out in found if not ruled_out)
    refused = dict.fromkeys(key for _, key, ruled_out in found if ruled_out)
    return list(wanted), list(refused)


def _pattern(word: str) -> str:
    # Chinese is written without spaces, so a word boundary only makes sense around Latin letters.
    return rf"(?<![\w]){re.escape(word)}(?![\w])" if word.isascii() else re.escape(word)
