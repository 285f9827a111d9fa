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


def line_syllables(line: str) -> int:
    """Syllables of a line; 0 when a word of it is not certain."""
    counts = [syllables(word) for word in words_of(line)]
    return sum(counts) if counts and all(counts) else 0


def rhyme_part(word: str) -> str:
    """Phones from the last stressed vowel on, without stress digits; "" for an unknown word."""
    import pronouncing

    found = phones(word)
    return re.sub(r"\d", "", pronouncing.rhyming_part(found)) if found else ""


def rhymes(one: str, other: str) -> bool:
    """A perfect rhyme of two different words."""
    part = rhyme_part(one)
    return bool(part) and one.lower() != other.lower() and part == rhyme_part(other)


def iambic(line: str) -> float:
    """How iambic a line is: 1.0 when every stress of a longer word falls on an even syllable, 0.0 when none does."""
    beats = [digit for word in words_of(line) for digit in _stresses(word)]
    judged = [(i, digit) for i, digit in enumerate(beats) if digit in "012"]
    if not judged:
        return 0.5
    return sum((digit != "0") == (i % 2 == 1) for i, digit in judged) / len(judged)


def _stresses(word: str) -> str:
    """Stress digits; a word of one syllable bends to the metre ("?") unless it is a small word, which is weak."""
    from pipelines.verse.tables import word_set

    digits = "".join(char for char in phones(word) if char.isdigit())
    if len(digits) > 1:
        return digits
    return "?" if word not in word_set("words", "function") else "?0"[word in ("a", "an", "the", "of", "to", "and")]
