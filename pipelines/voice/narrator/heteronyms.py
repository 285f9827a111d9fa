"""Heteronyms: English words that are written alike and sound otherwise as a verb, a noun or in the past.

The dictionary knows the sounds of each (those of misaki, by part of speech); which is meant is told by the words beside
it. Where these tell nothing, what the dictionary takes first is kept.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from pipelines.voice.narrator.tables import table

_PAST = re.compile(r"\w{2,}ed$")


def sounds(words: Sequence[str], at: int, variants: Mapping[str, str | None]) -> str | None:
    """How the word at a place of a sentence sounds; None where its neighbours do not tell. `words`: in small letters,
    marks among them; `variants`: sounds by VERB, NOUN, ADJ, VBD and DEFAULT."""
    around = " ".join(words[max(0, at - 2) : at]) + f" _{words[at]}_ " + " ".join(words[at + 1 : at + 4])
    for pattern, told in _phrases().get(words[at], ()):
        if pattern.search(around):
            return told
    if "VBD" in variants and "VBN" in variants:
        return variants["VBD"] if _is_past(words, at) else variants["DEFAULT"]
    if _is_verb(words, at):
        return variants.get("VERB") or variants["DEFAULT"]
    if _before(words, at) in _list("determiners"):
        # An elaborate plan; but arithmetic, as a noun, has no sounds of its own in the dictionary.
        described = variants.get("ADJ") if words[at].endswith("ate") else None
        return variants.get("NOUN") or described or variants["DEFAULT"]
    return None


def is_known(word: str) -> bool:
    """Whether phrases are known for a word that the dictionary has one sound for."""
    return word in _phrases()


def _is_verb(words: Sequence[str], at: int) -> bool:
    before, after = _before(words, at), _after(words, at)
    if before in _list("modals") or before in _list("subjects"):
        return True
    is_open = before not in _list("determiners") and before not in _list("prepositions")
    is_several = before.endswith("s") or before in _list("several")
    return is_open and after in _list("objects") and (not before or is_several or before in _list("links"))


def _is_past(words: Sequence[str], at: int) -> bool:
    """Of a verb that is the same in the past, as `read` is."""
    before = _before(words, at)
    if before in _list("modals") or before in _list("determiners") or not before:
        return False
    if before in _list("perfect"):
        return True
    if before in _list("several") or before in _list("links") or before.endswith("s"):
        others = {*words[:at], *words[at + 1 :]}
        return any(word in _list("pasts") or _PAST.match(word) for word in others)
    # He and the sign would be followed by `reads` today.
    return before not in _list("prepositions")


def _before(words: Sequence[str], at: int) -> str:
    """The word before, adverbs passed over; empty at the beginning of a clause."""
    for word in reversed(words[:at]):
        if not word[:1].isalpha():
            return ""
        if word not in _list("adverbs") and not (word.endswith("ly") and len(word) > 4):
            return word
    return ""


def _after(words: Sequence[str], at: int) -> str:
    return words[at + 1] if at + 1 < len(words) else ""


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(table("heteronyms")["words"][name].split())


@cache
def _phrases() -> dict[str, list[tuple[re.Pattern[str], str]]]:
    return {
        word: [(re.compile(rf"(?<![\w'])(?:{pattern.replace('~', f'_{word}_')})"), told) for pattern, told in rows]
        for word, rows in table("heteronyms")["phrases"].items()
    }
