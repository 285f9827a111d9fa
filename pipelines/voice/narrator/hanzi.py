"""Hanzi: Chinese words for numbers."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_GROUPS = ("", "万", "亿", "万亿")
_LONGEST = 16
"""Digits that are read as one number."""


def digits(text: str, by_telephone: bool = False) -> str:
    """Each digit by itself; one is 幺 where it is a telephone's."""
    told = "".join(_DIGITS[int(char)] if char.isdecimal() else "，" if char == "-" else "" for char in text)
    return told.replace("一", "幺") if by_telephone else told


def number(text: str) -> str:
    """A number as it is written, 1,234.5: digits alone where it is very long."""
    whole, _, part = text.replace(",", "").partition(".")
    if len(whole) > _LONGEST:
        return digits(whole)
    told = _whole(int(whole or 0))
    return f"{told}点{digits(part)}" if part else told


def _whole(value: int) -> str:
    if not value:
        return "零"
    told, group = "", 0
    while value:
        value, four = divmod(value, 10_000)
        if four:
            told = f"{_four(four, bool(value))}{_GROUPS[group]}{told}"
        elif told and value and not told.startswith("零"):
            told = f"零{told}"
        group += 1
    if told.startswith("二") and told[1:2] in ("千", "万", "亿"):
        told = f"两{told[1:]}"
    return told[1:] if told.startswith("一十") else told


def _four(value: int, follows: bool) -> str:
    """A number below ten thousand; `follows`: larger ones stand before it, so that a nought is told first."""
    told, is_gap = "", follows and value < 1000
    for place in range(3, -1, -1):
        digit = value // 10**place % 10
        if digit:
            told += f"{'零' if is_gap else ''}{_DIGITS[digit]}{_PLACES[place]}"
            is_gap = False
        elif told:
            is_gap = True
    return told
