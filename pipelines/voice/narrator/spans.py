"""Spans: a text as it is written, cut where something is read otherwise than it stands there."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]]
"""What is read otherwise, and how; None where it is not meant after all."""


class Span(NamedTuple):
    """A piece of a text."""

    written: str
    spoken: str
    start: int


def spans(text: str, rules: Sequence[Rule]) -> list[Span]:
    """The whole text in pieces. An earlier rule goes before a later one where both want the same letters."""
    taken: list[tuple[int, int, str]] = []
    for pattern, spoken in rules:
        for match in pattern.finditer(text):
            start, end = match.span()
            if start == end or any(start < before_end and before < end for before, before_end, _ in taken):
                continue
            if (words := spoken(match)) is not None:
                taken.append((start, end, words))
    found, at = [], 0
    for start, end, words in sorted(taken):
        if at < start:
            found.append(Span(text[at:start], text[at:start], at))
        found.append(Span(text[start:end], words, start))
        at = end
    return [*found, Span(text[at:], text[at:], at)] if at < len(text) else found


def ended(words: str, match: re.Match[str]) -> str:
    """The words, with the full stop that ends the sentence as well where the abbreviation stands at its end."""
    is_last = not match.string[match.end() :].strip(" \n\"'”’)")
    return f"{words}." if match[0].endswith(".") and is_last else words
