"""Foreign: a prompt of another language told word by word in English, to be read as any English prompt.

The names of emoji and their keywords are known in fifteen languages (data/tongues, from Unicode's CLDR); the words
between them and those of scenery are listed by hand (data/glosses.toml). Grammar is not translated: an adjective behind
its noun is put before it, and in Japanese and Korean what follows the word for "on" is on what is before it. What is in
neither list is missed.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache

from pipelines.scene.read.tongue import tongues_of
from pipelines.scene.read.words import lexicon
from pipelines.scene.tables import DATA, table

LONGEST = 3
"""Words of one name."""
ENDING = 3
"""Letters that an inflected word may end in beyond its stem."""
STEM = 3
"""Letters that must stay."""

_TOKEN = re.compile(r"[^\W\d_]+|\d+|[,.;:!?、。]")
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "many")
_PREPOSITIONS = ("with", "on", "in", "under", "over", "behind", "between", "at", "of", "next to", "in front of")
_LITTLE = frozenset(("a", "the", "some", "and", "without", "is", *_NUMBERS, *_PREPOSITIONS))


@dataclass(frozen=True)
class Gloss:
    """A prompt in English words."""

    tongue: str
    """Code of the language it was read from."""
    english: str
    unknown: tuple[str, ...]
    """Words that no list has."""
    told: dict[str, str]
    """English words to the person's own."""

    def own_words(self, english: str) -> str:
        """Some of its English words as the person wrote them."""
        return self.told.get(english) or " ".join(self.told.get(word, word) for word in english.split())


def glossed(prompt: str) -> Gloss | None:
    """The gloss of a prompt of a language that has lists, if any of its words is known."""
    known = [Lists(tongue) for tongue in dict.fromkeys(tongues_of(prompt)) if tongue in table("glosses")]
    found = [lists.gloss(_apart(prompt, lists)) for lists in known]
    best = min(found, key=lambda gloss: len(gloss.unknown), default=None)
    return best if best and best.told else None


class Lists:
    """What is known of one language."""

    def __init__(self, tongue: str) -> None:
        entry = table("glosses").get(tongue, {})
        self.tongue = tongue
        self.words = _words(tongue)
        self.turned = bool(entry.get("turned"))
        self.bare = bool(entry.get("bare"))
        self.after = {word: relation for relation, words in entry.get("after", {}).items() for word in words}

    def gloss(self, tokens: list[str]) -> Gloss:
        """The tokens as English words."""
        said: list[str] = []
        unknown: list[str] = []
        told: dict[str, str] = {}
        at = 0
        while at < len(tokens):
            length, english = self._longest(tokens, at)
            word = " ".join(tokens[at : at + length])
            at += length
            if english is None and word[0].isalpha():
                unknown += [word] if len(word) > 1 and not _is_kana(word) else []
            elif english:
                self._say(said, english)
                told |= {english: word} if english not in _LITTLE and english[0].isalpha() else {}
        return Gloss(self.tongue, _sentence(said), tuple(dict.fromkeys(unknown)), told)

    def _longest(self, tokens: list[str], at: int) -> tuple[int, str | None]:
        for length in range(min(LONGEST, len(tokens) - at), 0, -1):
            english = self.meaning(" ".join(tokens[at : at + length]).lower())
            if english is not None:
                return length, english
        return 1, None

    def meaning(self, word: str) -> str | None:
        """The English of a word in any form; empty for one that is left out, None for one that is not known."""
        if not word[0].isalpha():
            return word
        if word in self.after:
            return f">{self.after[word]}"
        if word in self.words:
            return self.words[word]
        for cut in range(1, ENDING + 1) if " " not in word else ():
            stem = word[:-cut]
            if len(stem) >= STEM and (found := self.words.get(stem) or _stems(self.tongue).get(stem)):
                return f"{found}s" if word[-1] in "sn" and _is_noun(found) else found
        return None

    def _say(self, said: list[str], english: str) -> None:
        """Put a word where English has it."""
        if self.turned and _describes(english) and said and said[-1] not in _LITTLE and said[-1].isalpha():
            said.insert(len(said) - 1, english)
        else:
            said.append(english)


def _sentence(said: list[str]) -> str:
    """The words, where what is there comes before its place: "table >on cat" is a cat on a table."""
    parts = list(said)
    while mark := next((at for at, word in enumerate(parts) if word.startswith(">") and at), 0):
        end = next((at for at in range(mark + 1, len(parts)) if _is_noun(parts[at])), len(parts) - 1)
        start = mark - 1
        while start > 0 and _describes(parts[start - 1]):
            start -= 1
        there = [*parts[mark + 1 : end + 1]]
        parts[start : end + 1] = [*there, parts[mark][1:], "the", *parts[start:mark]]
    return re.sub(r"\s+([,.;:!?])", r"\1", " ".join(parts).replace(">", ""))


def _is_noun(word: str) -> bool:
    return word[0].isalpha() and word not in _LITTLE and not _describes(word) and not word.endswith("ing")


def _apart(prompt: str, lists: Lists) -> list[str]:
    """The words of a prompt; where none stand between spaces, the longest that the lists have."""
    tokens = _TOKEN.findall(prompt)
    if not lists.bare:
        return [part for token in tokens for part in _particle(token, lists)]
    return [part for token in tokens for part in _cut(token, lists)]


def _cut(text: str, lists: Lists) -> list[str]:
    known = lists.words.keys() | lists.after.keys()
    longest = max(map(len, known), default=1)
    parts: list[str] = []
    at = start = 0
    while at < len(text):
        length = next((n for n in range(min(longest, len(text) - at), 0, -1) if text[at : at + n] in known), 0)
        if length:
            parts += [text[start:at], text[at : at + length]]
            start = at + length
        at += length or 1
    return [part for part in (*parts, text[start:]) if part]


def _particle(token: str, lists: Lists) -> list[str]:
    """A Korean word without the particle at its end, unless that means "and"."""
    if lists.tongue != "ko" or token in lists.words or token in lists.after:
        return [token]
    cut = next((n for n in (1, 2) if len(token) > n and token[:-n] in {**lists.words, **lists.after}), 0)
    and_ = [token[-cut:]] if lists.words.get(token[-cut:]) == "and" else []
    return [token[:-cut], *and_] if cut else [token]


def _is_kana(word: str) -> bool:
    """Hiragana by itself is grammar."""
    return all("\u3040" <= char <= "\u309f" for char in word)


def _describes(english: str) -> bool:
    """Whether an English word is a colour or a size."""
    return any(kind in ("colour", "size") for kind, _ in lexicon("english").get(english, ())) or english in (
        "old",
        "young",
    )


@cache
def _words(tongue: str) -> dict[str, str]:
    file = DATA / "tongues" / f"{tongue}.json"
    drawn: dict[str, str] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    lists = table("glosses").get(tongue, {}).get("words", {})
    return drawn | {word: english for english, words in lists.items() for word in words}


@cache
def _stems(tongue: str) -> dict[str, str]:
    """Words without their last letters, for languages that decline."""
    found: dict[str, str] = {}
    for word, english in _words(tongue).items():
        for cut in (2, 1):
            if len(word) - cut >= STEM and " " not in word:
                found[word[:-cut]] = english
    return found
