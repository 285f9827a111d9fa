"""Numerals: English words for numbers."""

from __future__ import annotations

import re

_LONGEST = 15
"""Digits that are read as one number."""
_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_ROMAN_FORM = re.compile(r"(?:C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")


def cardinal(number: int) -> str:
    """forty two, two hundred seven."""
    return _told(number, "cardinal")


def ordinal(number: int) -> str:
    """forty second."""
    return _told(number, "ordinal")


def year(number: int) -> str:
    """nineteen ninety nine; two thousand five."""
    return _told(number, "year")


def digits(text: str) -> str:
    """Each digit by itself, with a breath where something parts them."""
    groups = re.findall(r"\d+", text)
    return ", ".join(" ".join(_DIGITS[int(digit)] for digit in group) for group in groups)


def mixed(text: str) -> str:
    """A number as it is written: 1,234.5; digits alone where it begins with a nought, or is very long."""
    whole, *parts = text.replace(",", "").strip(".").split(".")
    if len(parts) > 1:
        return " point ".join(mixed(part) for part in (whole, *parts))
    is_code = len(whole) > _LONGEST or (len(whole) > 1 and whole.startswith("0"))
    told = digits(whole) if is_code else cardinal(int(whole or 0))
    return f"{told} point {digits(parts[0])}" if parts and parts[0] else told


def roman(text: str) -> int:
    """The number that Roman numerals up to 399 stand for; 0 for what is none."""
    if not text or not _ROMAN_FORM.fullmatch(text):
        return 0
    values = [_ROMAN[letter] for letter in text]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def _told(number: int, to: str) -> str:
    from num2words import num2words

    # The American way, without "and": two hundred and forty is heard as two numbers.
    return str(num2words(number, to=to)).replace("-", " ").replace(",", "").replace(" and ", " ")
