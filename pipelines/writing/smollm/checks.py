"""Simple checks that tell an embarrassing line or sentence from a usable one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from pipelines.writing.smollm.sounds import known, words_of
from pipelines.writing.smollm.tables import word_set
from pipelines.writing.smollm.topic import content_words

HIS_FORMS = ("he", "him", "his", "himself")
HER_FORMS = ("she", "her", "hers", "herself")
TO_SHE = {"he": "she", "him": "her", "his": "her", "himself": "herself"}
TO_HE = {"she": "he", "hers": "his", "herself": "himself"}
PRONOUN = re.compile(rf"\b({'|'.join((*HIS_FORMS, *HER_FORMS))})\b(?=(\s+[A-Za-z]+)?)", re.IGNORECASE)


def outside_talk(text: str) -> bool:
    """Whether a text talks about itself, its reader or its writer, or says what is not fit for everybody."""
    return any(word in word_set("words", "outside") | word_set("words", "unfit") for word in words_of(text))


def dark(text: str, allowed: Iterable[str]) -> bool:
    """Whether a text takes a turn to death, war, faith or the news where the prompt (its words: `allowed`) has none."""
    somber = word_set("words", "dark")
    return somber.isdisjoint(allowed) and not somber.isdisjoint(words_of(text))


def stale(text: str) -> int:
    """How many worn or abstract words a text has."""
    return sum(word in word_set("words", "stale") for word in words_of(text))


def repeats(text: str, before: str) -> float:
    """How much of `text` has been said: 0 for nothing, 1 for all of its content words, more for whole phrases."""
    mine, said = content_words(text), set(content_words(before))
    share = sum(word in said for word in mine) / len(mine) if mine else 0.0
    triples = ngrams(text, 3)
    return share + len(triples & ngrams(before, 3)) + (len(triples) < len(words_of(text)) - 2)


def copied(text: str, examples: str, n: int = 4) -> int:
    """How many runs of `n` words are taken from the examples that the model has read."""
    return len(ngrams(text, n) & ngrams(examples, n))


def wrong_pronouns(text: str, she: bool) -> int:
    """How many words speak of a man where the hero is a woman, or the other way round."""
    wrong = HIS_FORMS if she else HER_FORMS
    return sum(word.partition("'")[0] in wrong for word in words_of(text))


def with_pronouns(text: str, she: bool) -> str:
    """`text` with every he and she turned into the hero's own; only right where nobody else is spoken of."""

    def turn(match: re.Match[str]) -> str:
        word, after = match.group(1), (match.group(2) or "").strip().lower()
        low = word.lower()
        if low == "her" and not she:
            # "her hat" is his hat; "saw her.", "gave her the hat" is him.
            new = "him" if not after or after in word_set("words", "function") else "his"
        else:
            new = (TO_SHE if she else TO_HE).get(low, low)
        return new.capitalize() if word[0].isupper() else new

    return PRONOUN.sub(turn, text)


def ngrams(text: str, n: int) -> set[tuple[str, ...]]:
    """All runs of `n` words."""
    words = words_of(text)
    return {tuple(words[i : i + n]) for i in range(len(words) - n + 1)}


def echoes(text: str) -> bool:
    """Whether a content word comes twice, or one word follows itself."""
    words = words_of(text)
    content = [word for word in words if word not in word_set("words", "function")]
    return len(set(content)) < len(content) or any(a == b for a, b in pairwise(words))


def invented(text: str, allowed: Iterable[str] = ()) -> int:
    """How many words no dictionary has; the prompt's own words are allowed."""
    own = {word.lower() for word in allowed}
    return sum(not known(word) and word not in own for word in words_of(text))


def strange_names(text: str, allowed: Iterable[str]) -> int:
    """How many capitalised words inside a sentence nobody introduced."""
    own = {part for word in allowed for part in word.split()} | {"I", "I'm", "I'll", "I've", "I'd"}
    inner = re.findall(r"(?<=[a-z,;] )[A-Z][\w'’]*", text)
    return sum(word.removesuffix("'s").removesuffix("’s") not in own for word in inner)


def steers(text: str, wanted: Iterable[str], before: str = "") -> int:
    """How many of the wanted words (or their plain inflections) `text` has for the first time."""
    stems, said = {_stem(word) for word in words_of(text)}, {_stem(word) for word in words_of(before)}
    return sum(_stem(word) in stems - said for word in wanted)


def _stem(word: str) -> str:
    return re.sub(r"(?:'s|ies|es|s|ed|ing|y|e)$", "", word) if len(word) > 3 else word
