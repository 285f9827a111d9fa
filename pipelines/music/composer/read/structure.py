"""The sections that a person writes: "intro 4, verse 8, chorus 8", "AABA", 前奏4小节 副歌8小节."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pipelines.music.composer.read.numerals import chinese, english
from pipelines.music.composer.read.wording import wording
from pipelines.music.composer.read.words import spans

MOST_BARS, MOST_SECTIONS = 400, 48
LETTER_BARS = 8
_SEPARATOR = re.compile(
    r"[,;\n/|>→+、。]|->|-(?=\s)|\s-|(?<![a-z])(?:then|and|followed by|into|next)(?![a-z])|然后|接着|接|再"
)
_TOKEN = re.compile(
    r"(?P<times>[x\u00d7*]\s*(?P<after>\d{1,2})|(?P<before>\d{1,2})\s*(?:[x\u00d7*]|times|遍|次)|twice|两遍|两次)"
    r"|(?P<bars>(?P<number>\d{1,9}(?!\d))\s*-?\s*(?P<unit>bars?|measures?|小节|拍子)?)"
    r"|(?P<letters>(?<![a-z])[a-f]{1,8}(?![a-z]))"
    r"|(?P<filler>[\s:()\[\].=#\"'-]+|(?:an?|the|of|with|bars?|measures?|long|section|part|form|小节|的|段|个)(?![a-z]))"
)
_CAPTION = re.compile(r"^\s*(?:the\s+)?(?:song )?(?:structure|form|sections?|arrangement|结构|曲式|段落)\s*[::=]?\s*")


@dataclass(frozen=True)
class Structure:
    """Sections as far as they could be read."""

    sections: tuple[tuple[str, int], ...] = ()
    """Labels and bars."""
    strange: str = ""
    """The first thing that could not be read, "" for nothing."""
    counted: bool = False
    """Whether any of them was given its bars."""

    @property
    def too_long(self) -> bool:
        return not _is_short(self.sections)


@dataclass
class _Item:
    """A section that is being read."""

    label: str = ""
    numbers: list[tuple[int, bool]] = field(default_factory=list)
    """Numbers beside its name, and whether bars are said with them."""
    leading: int = 0
    """How many of the numbers stand before the name."""
    times: int = 1


def read_structure(text: str) -> Structure:
    """The sections of a text in one spelling. Numbers are bars, but "verse 2, 8 bars" is the second verse."""
    text = _CAPTION.sub("", text.strip().lower())
    text = re.sub(r"[零一二两三四五六七八九十百]+(?=\s*(?:小节|遍|次))", lambda m: str(chinese(m[0]) or m[0]), text)
    text = re.sub(r"(?<![a-z])([a-z]+)(?=[ -](?:bars?|measures?)(?![a-z]))", lambda m: str(english(m[1]) or m[1]), text)
    sections: list[tuple[str, int]] = []
    counted = False
    for part in _SEPARATOR.split(text):
        items, strange = _items(part)
        for item in items:
            bars, said = _bars(item)
            if not bars:
                return Structure(tuple(sections), part.strip(), counted)
            counted = counted or said
            sections += [(label, bars) for label in _labels(item.label)] * item.times
        if strange or not _is_short(sections):
            return Structure(tuple(sections), strange, counted)
    return Structure(tuple(sections), "", counted)


def _is_short(sections: Sequence[tuple[str, int]]) -> bool:
    return len(sections) <= MOST_SECTIONS and sum(bars for _, bars in sections) <= MOST_BARS


def _items(part: str) -> tuple[list[_Item], str]:
    """The sections between two separators, and what is no word of the kind."""
    names = {
        start: (end, key) for start, end, key in spans(part, {key: entry["words"] for key, entry in _named().items()})
    }
    items: list[_Item] = []
    current, place = _Item(), 0
    before = False
    while place < len(part):
        if place in names:
            end, key = names[place]
            current = _begun(items, current, key, before)
            before, place = False, end
            continue
        token = _TOKEN.match(part, place)
        if not token or token.end() == place:
            return [*items, current] if current.label else items, part[place:].split()[0] if part[
                place:
            ].split() else part
        if token["letters"]:
            current = _begun(items, current, token["letters"].upper(), before)
            before = False
        elif token["times"]:
            current.times = int(token["after"] or token["before"] or 2)
        elif token["bars"]:
            # "4 bar intro 8 bar verse": a number with its unit before the next name belongs to that.
            if current.label and current.leading and not before:
                items.append(current)
                current, before = _Item(), True
            current.numbers.append((int(token["number"]), bool(token["unit"])))
            before = before or not current.label
        place = token.end()
    if current.label:
        items.append(current)
    elif current.numbers:
        return items, str(current.numbers[0][0])
    return items, ""


def _begun(items: list[_Item], current: _Item, label: str, before: bool) -> _Item:
    """A section whose name has come; numbers that wait for one are its own."""
    if current.label:
        items.append(current)
        return _Item(label)
    return _Item(label, current.numbers, len(current.numbers), current.times)


def _bars(item: _Item) -> tuple[int, bool]:
    """Bars of a section, and whether they are said."""
    usual = _named()[item.label]["bars"] if item.label in _named() else LETTER_BARS
    said = [number for number, unit in item.numbers if unit] or [number for number, _ in item.numbers[-1:]]
    ordinal = len(item.numbers) == 1 and not item.numbers[0][1] and not item.leading and 0 < item.numbers[0][0] <= 3
    if not said or (ordinal and item.label in ("verse", "chorus", "prechorus", "bridge", "solo")):
        return usual, False
    return said[0], True


def _labels(label: str) -> list[str]:
    """AABA is four sections; what comes again keeps its letter."""
    return [label] if label in _named() else list(label)


def _named() -> dict[str, Any]:
    """What sections are called, and how many bars they have where nothing is said."""
    return dict(wording("section"))
