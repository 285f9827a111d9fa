"""From a prompt in any script to terms: the words that say something of a picture, each with what it says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipelines.scene.drawings import Drawings, singulars
from pipelines.scene.tables import table

Says = tuple[tuple[str, Any], ...]

WORDS_READ = 300
"""Terms that are read of a prompt; what comes after them is left out."""
LONGEST_PHRASE = 6

_H = r"[\u3400-\u4dbf\u4e00-\u9fff]"
_TOKEN = re.compile(
    r"(?P<stop>[.,;:!?()\[\]\n—–、，。；：！？（）…\"“”《》|/]+)"
    r"|(?P<emoji>[\u2190-\u2bff\U0001f000-\U0001faff](?:[\ufe0f\U0001f3fb-\U0001f3ff]|\u200d[\u2190-\u2bff\U0001f000-\U0001faff])*)"
    r"|(?P<digits>\d{1,9})(?=\D|$)"
    rf"|(?P<han>{_H}+)"
    rf"|(?P<latin>(?:(?!{_H})[^\W\d_])+(?:['’-](?:(?!{_H})[^\W\d_])+)*)"
    r"|(?P<other>\S)"
)
NO_NOUN = re.compile(r".+(?:ly|ful|ous|ish|able|ible|less|ive|est|ing|ed|ward|wards|like|esque|ern)")
"""Endings of words that are seldom nouns."""
_KANA = re.compile(r"[\u3040-\u309f]+")
_LATIN = re.compile(r"[a-zA-Z\u00c0-\u024f]")


@dataclass(frozen=True)
class Term:
    """A word or phrase and what it says: pairs of kind and value. A word that says nothing known has no pairs."""

    text: str
    """As the person wrote it."""
    says: Says = ()
    plural: bool = False

    def get(self, kind: str) -> Any:
        """The first value of that kind, or None."""
        return next((value for name, value in self.says if name == kind), None)

    def all(self, kind: str) -> list[Any]:
        return [value for name, value in self.says if name == kind]

    def has(self, *kinds: str) -> bool:
        return any(name in kinds for name, _ in self.says)


def terms(prompt: str, drawings: Drawings) -> list[Term]:
    """The prompt as terms, in its order. Linear in the length of the prompt."""
    found: list[Term] = []
    latin: list[str] = []
    for match in _TOKEN.finditer(prompt):
        if match.lastgroup == "latin" and _LATIN.match(match[0]):
            whole = match[0].replace("’", "'")
            known = "-" not in whole or english_term(whole, drawings).says
            latin += [whole] if known else whole.split("-")
            continue
        found += english(latin, drawings)
        latin = []
        found += _other(match, drawings)
        if len(found) > WORDS_READ:
            break
    return (found + english(latin[:WORDS_READ], drawings))[:WORDS_READ]


def _other(match: re.Match[str], drawings: Drawings) -> list[Term]:
    text = match[0]
    if match.lastgroup == "stop":
        return [Term(text, (("stop", text),))]
    if match.lastgroup == "digits":
        return [Term(text, (("number", int(text)),))]
    if match.lastgroup == "han":
        return []  # Whatever Chinese has a name in English stands here in English.
    if match.lastgroup == "latin":
        # Hiragana by itself is grammar, not a name.
        return [] if _KANA.fullmatch(text) else [Term(text)]
    key = drawings.for_emoji(text)
    return [Term(text, (("thing", key), ("emoji", True)))] if key else []


def english(words: list[str], drawings: Drawings) -> list[Term]:
    """Longest phrases first. The lexicon and the drawings both speak; the longer match wins, and both where equal."""
    found: list[Term] = []
    at = 0
    while at < len(words):
        longest = LONGEST_PHRASE if _starts_phrase(words[at], drawings) else 1
        for length in range(min(longest, len(words) - at), 0, -1):
            term = english_term(" ".join(words[at : at + length]), drawings)
            if term.says or length == 1:
                found.append(term)
                at += length
                break
    return found


def _starts_phrase(word: str, drawings: Drawings) -> bool:
    return word.lower() in _phrase_starts() or word.lower() in drawings.phrase_starts


@cache
def _phrase_starts() -> frozenset[str]:
    return frozenset(phrase.split()[0] for phrase in lexicon("english") if " " in phrase)


def english_term(text: str, drawings: Drawings) -> Term:
    phrase = text.lower().replace("’", "'").removesuffix("'s")
    words = lexicon("english")
    says = list(words.get(phrase, ()))
    # A word that says something else is a thing by name only, and by its plural only where it may be either.
    key = drawings.find(phrase, keywords=not says)
    either = all(kind in ("feature", "verb") for kind, _ in says)
    if key and (either or drawings.names(phrase)):
        says.append(("thing", key))
    if not says:
        says = [pair for form in singulars(phrase)[1:] for pair in words.get(form, ())]
    return Term(text, tuple(says), plural=_is_plural(phrase))


def _is_plural(phrase: str) -> bool:
    last = phrase.rpartition(" ")[2]
    irregular = table("aliases")["plurals"]
    return irregular.get(last, last) != last or (last.endswith("s") and not last.endswith(("ss", "us", "is")))


_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "几": 3}
_TENS = {"十": 10, "百": 100, "千": 1000}


def chinese_number(text: str) -> int:
    """二十三 is 23. Reads 万 as well; digits in a row count by their last, and 几 is 3."""
    total = digit = whole = 0
    for char in text:
        if char in _TENS:
            total += (digit or 1) * _TENS[char]
            digit = 0
        elif char == "万":
            whole, total, digit = (total + digit or 1) * 10_000, 0, 0
        else:
            digit = _DIGITS[char]
    return whole + total + digit


@cache
def lexicon(language: str) -> dict[str, Says]:
    """What each word of a language's word list says."""
    found: dict[str, list[tuple[str, Any]]] = {}
    for kind, values in table(language).items():
        for value, words in values.items():
            for word in words:
                found.setdefault(word, []).append((value, True) if kind == "skip" else (kind, _value(kind, value)))
    return {word: tuple(says) for word, says in found.items()}


def _value(kind: str, value: str) -> Any:
    return {"number": int, "size": float}.get(kind, str)(value)
