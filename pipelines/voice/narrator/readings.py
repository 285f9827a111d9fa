"""Readings: how Chinese characters sound that sound in several ways: by their words, and by what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipelines.voice.narrator.tables import table
from studio.errors import LoadFailed
from studio.words import say

Tagged = tuple[str, str]
"""A word with its tag (ICTCLAS)."""
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_NEUTRAL = "5"
_ROW = re.compile(r"第?[一二两三四五六七八九十几]+行")
_SINGLE = re.compile(r"[一二两三四五六七八九十百千万几这那每半]只")
_QUIETLY = re.compile(r"(.)\1地")


def read(words: Sequence[Tagged]) -> list[tuple[str, list[str]]]:
    """Each word with how its characters sound, their tones as digits: hao3; nothing for what is no word."""
    return [(word, _beside(words, at) or _syllables(word, tag)) for at, (word, tag) in enumerate(words)]


def _syllables(word: str, tag: str) -> list[str]:
    """By the word alone."""
    if not _HAN.search(word):
        return []
    sounds = _looked_up(word)
    if len(sounds) != len(word):
        return sounds
    is_pair = len(word) == 4 and {word[:2], word[2:]} <= _list("neutral")
    if is_pair:
        sounds[1] = sounds[1][:-1] + _NEUTRAL
    if is_pair or word in _list("neutral") or (len(word) == 2 and word[0] == word[1] and tag.startswith("v")):
        sounds[-1] = sounds[-1][:-1] + _NEUTRAL
    if word[-1] == "儿" and len(word) > 1 and word not in _list("sons"):
        sounds[-1] = "er5"
    if _ROW.fullmatch(word):
        sounds[-1] = "hang2"
    if _SINGLE.fullmatch(word):
        sounds[-1] = "zhi1"
    if _QUIETLY.fullmatch(word):
        sounds[-1] = "de5"
    # He runs fast: 跑得快. What begins with it, or is a deed of its own, has its tone.
    if "得" in word[1:] and len(word) > 2 and not word.startswith("不得"):
        sounds[word.index("得", 1)] = "de5"
    return sounds


def _looked_up(word: str) -> list[str]:
    try:
        from pypinyin import Style, lazy_pinyin
    except ImportError as error:
        raise LoadFailed(say("narrator.no_sounds", words=str(error))) from error
    read: list[str] = lazy_pinyin(word, style=Style.TONE3, neutral_tone_with_five=True, errors="ignore")
    return read


def _beside(words: Sequence[Tagged], at: int) -> list[str] | None:
    """By what stands beside a short word; None where that tells nothing."""
    word, _ = words[at]
    rows = _rules().get(word)
    if rows is None:
        return None
    before = "".join(text for text, _ in words[max(0, at - 3) : at])
    after = "".join(text for text, _ in words[at + 1 : at + 4])
    kinds = f"{words[at - 1][1] if at else ''}_{words[at + 1][1] if at + 1 < len(words) else ''}"
    for pattern, kind, sounds in rows:
        if pattern.search(f"{before}~{after}") and kind.search(kinds):
            return sounds.split()
    return None


@cache
def _rules() -> dict[str, list[tuple[re.Pattern[str], re.Pattern[str], str]]]:
    return {
        word: [(re.compile(around), re.compile(kinds), sounds) for around, kinds, sounds in rows]
        for word, rows in table("readings")["beside"].items()
    }


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(table("readings")[name].split())
