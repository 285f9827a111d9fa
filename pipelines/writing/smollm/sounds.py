"""The sound of English words, by the CMU pronouncing dictionary: syllables, stress, rhyme."""

from __future__ import annotations

import re
from functools import cache

WORD = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)?")


def words_of(line: str) -> list[str]:
    """The words of a line, lower case, without punctuation."""
    return [word.lower() for word in WORD.findall(line.replace("’", "'"))]


@cache
def phones(word: str) -> str:
    """First pronunciation in ARPAbet with stress digits, or "" when the dictionary lacks the word."""
    import pronouncing

    word = word.lower().replace("’", "'").strip("'")
    for form in (word, word.removesuffix("'s")):
        if found := pronouncing.phones_for_word(form):
            return str(found[0])
    return ""


def known(word: str) -> bool:
    """Whether the dictionary has the word."""
    return bool(phones(word))


@cache
def syllables(word: str) -> int:
    """Syllables of a word; 0 when the dictionary lacks it or its pronunciations disagree (fire, every, flower)."""
    import pronouncing

    found = pronouncing.phones_for_word(word.lower()) or ([phones(word)] if phones(word) else [])
    counts = {pronouncing.syllable_count(p) for p in found}
    return counts.pop() if len(counts) == 1 else 0


def rhyme_part(word: str) -> str:
    """Phones from the last stressed vowel on, without stress digits; "" for an unknown word."""
    import pronouncing

    found = phones(word)
    return re.sub(r"\d", "", pronouncing.rhyming_part(found)) if found else ""
