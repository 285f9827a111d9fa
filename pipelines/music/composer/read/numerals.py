"""Numbers in words, in English and Chinese, as digits: "ninety beats per minute", 每分钟一百二十拍."""

from __future__ import annotations

import re
from functools import cache

_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen",
    "twenty thirty forty fifty sixty seventy eighty ninety",
)
_ONES, _TENS = (words.split() for words in _WORDS)
_VALUES = {
    **{word: value for value, word in enumerate(_ONES)},
    **{word: 20 + 10 * i for i, word in enumerate(_TENS)},
}
_WORD = "|".join(sorted(_VALUES, key=len, reverse=True))
_ENGLISH = re.compile(
    rf"(?<![a-z])(?:(a|{_WORD})[ -]hundred(?:[ -]and)?(?:[ -](?={_WORD}))?)?({_WORD})?(?:[ -]({_WORD}))?(?![a-z])"
)
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2, "\u3007": 0}
_CHINESE = re.compile(r"[零\u3007一二两三四五六七八九十百]+")


def english(words: str) -> int | None:
    """The value of "ninety six" or "a hundred and twenty"; None where it is no such number. Small letters."""
    found = _ENGLISH.fullmatch(words.strip())
    if not found or not any(found.groups()):
        return None
    hundreds, first, second = found.groups()
    value = 100 * (1 if hundreds == "a" else _VALUES.get(hundreds or "", 0))
    return value + _VALUES.get(first or "", 0) + _VALUES.get(second or "", 0)


def chinese(words: str) -> int | None:
    """The value of 九十 or 一百二十; None where it is no number under a thousand."""
    if not words or not _CHINESE.fullmatch(words):
        return None
    total, digit = 0, 0
    for char in words:
        if char in "十百":
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        elif digit:
            return None
        else:
            digit = _DIGITS[char]
    # 一百二 is said for 120.
    return total + (digit * 10 if re.search(r"百[一二两三四五六七八九]$", words) else digit)


def in_digits(text: str, before: str) -> str:
    """The text with numbers in words written as digits where one of the words of `before`, a pattern, comes next."""

    def swapped(match: re.Match[str]) -> str:
        value = english(match[0])
        return match[0] if value is None else str(value)

    words, characters = _runs(before)
    text = words.sub(swapped, text)
    return characters.sub(lambda match: match[0] if (value := chinese(match[0])) is None else str(value), text)


@cache
def _runs(before: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Numbers in English words and in Chinese characters, where `before` comes next."""
    word = rf"(?:a(?= hundred)|{_WORD})"
    run = rf"(?<![a-z])(?:{word}|hundred|and)(?:[ -](?:{_WORD}|hundred|and))*(?=[ -]*(?:{before}))"
    return re.compile(run), re.compile(rf"[零\u3007一二两三四五六七八九十百]+(?=\s*(?:{before}))")
