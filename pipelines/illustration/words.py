"""From a prompt in any script to terms: the words that say something of a picture, each with what it says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipelines.illustration.drawings import Drawings, singulars
from pipelines.illustration.tables import table

Says = tuple[tuple[str, Any], ...]

WORDS_READ = 400
"""Terms that are read of a prompt; what comes after them is left out."""
LONGEST_PHRASE = 6

_TOKEN = re.compile(
    r"(?P<stop>[.,;:!?()\[\]\n—–、，。；：！？（）…\"“”《》|/]+)"
    r"|(?P<emoji>[\u2190-\u2bff\U0001f000-\U0001faff](?:[\ufe0f\U0001f3fb-\U0001f3ff]|\u200d[\u2190-\u2bff\U0001f000-\U0001faff])*)"
    r"|(?P<digits>\d{1,9})(?=\D|$)"
    r"|(?P<han>[\u3400-\u4dbf\u4e00-\u9fff]+)"
    r"|(?P<latin>[^\W\d_]+(?:['’-][^\W\d_]+)*)"
    r"|(?P<other>\S)"
)
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_LATIN = re.compile(r"[a-zA-Z\u00c0-\u024f]")


@dataclass(frozen=True)
class Term:
    """A word or phrase and what it says: pairs of kind and value. A word that says nothing known has no pairs."""

    text: str
    """As the person wrote it."""
    says: Says = ()
    chinese: bool = False
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
            latin.append(match[0])
            continue
        found += _english(latin, drawings)
        latin = []
        found += _other(match, drawings)
        if len(found) > WORDS_READ:
            break
    return (found + _english(latin[:WORDS_READ], drawings))[:WORDS_READ]


def _other(match: re.Match[str], drawings: Drawings) -> list[Term]:
    text = match[0]
    if match.lastgroup == "stop":
        return [Term(text, (("stop", text),))]
    if match.lastgroup == "digits":
        return [Term(text, (("number", int(text)),))]
    if match.lastgroup == "han":
        return _chinese(text, drawings)
    if match.lastgroup == "latin":
        return [Term(text)]
    key = drawings.for_emoji(text)
    return [Term(text, (("thing", key), ("emoji", True)))] if key else []


def _english(words: list[str], drawings: Drawings) -> list[Term]:
    """Longest phrases first. The lexicon and the drawings both speak; the longer match wins, and both where equal."""
    found: list[Term] = []
    at = 0
    while at < len(words):
        for length in range(min(LONGEST_PHRASE, len(words) - at), 0, -1):
            text = " ".join(words[at : at + length])
            term = _english_term(text, drawings)
            if term.says or length == 1:
                found.append(term)
                at += length
                break
    return found


def _english_term(text: str, drawings: Drawings) -> Term:
    phrase = text.lower().replace("’", "'").removesuffix("'s")
    says = list(lexicon("english").get(phrase, ()))
    key = drawings.find(phrase)
    if key:
        says.append(("thing", key))
    elif not says:
        says = [pair for form in singulars(phrase)[1:] for pair in lexicon("english").get(form, ())]
    return Term(text, tuple(says), plural=_is_plural(phrase))


def _is_plural(phrase: str) -> bool:
    last = phrase.rpartition(" ")[2]
    irregular = table("aliases")["plurals"]
    return irregular.get(last, last) != last or (last.endswith("s") and not last.endswith(("ss", "us", "is")))


def _chinese(text: str, drawings: Drawings) -> list[Term]:
    simple = text.translate(simplified())
    words = lexicon("chinese")
    longest = max(map(len, words))
    found: list[Term] = []
    at = missed = 0
    while at < len(text):
        length = next((n for n in range(min(longest, len(text) - at), 0, -1) if simple[at : at + n] in words), 0)
        drawn = drawings.find_chinese(simple, at)
        if drawn and drawn[1] >= length:
            says: Says = (*words.get(simple[at : at + drawn[1]], ()), ("thing", drawn[0]))
            length = drawn[1]
        else:
            says = words.get(simple[at : at + length], ())
        if length:
            found += [Term(text[missed:at], chinese=True)] if missed < at else []
            found.append(Term(text[at : at + length], says, chinese=True))
            missed = at + length
        at += length or 1
    return found + ([Term(text[missed:], chinese=True)] if missed < len(text) else [])


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


@cache
def simplified() -> dict[int, str]:
    """Traditional characters to simplified ones, for the words that a picture is likely to name."""
    pairs = table("traditional")["characters"].split()
    return {ord(pair[0]): pair[1] for pair in pairs}
