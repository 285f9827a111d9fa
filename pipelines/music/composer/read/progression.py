"""Chords that a person writes: "Am F C G", "ii-V-I", "C | G | Am F | C"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.music.score.symbols import read_symbol
from pipelines.music.score.theory import Key

MOST = 64
"""Bars of a progression."""
_BARS = re.compile(r"[|\n;。]+")
_LINKS = re.compile(r"\s*(?:->|→|>|-(?=\s|[A-Ga-gIViv#♭♯\d])|,|、|\s)\s*")
_TWO = re.compile(r"[,\s]+")
_NASHVILLE = ("", "I", "ii", "iii", "IV", "V", "vi", "viio")
_REPEATED = re.compile(r"\(?(.*?)\)?\s*[x\u00d7*]\s*(\d)\s*", re.DOTALL)
_CAPTION = re.compile(
    r"^\s*(?:the\s+)?(?:chords?|(?:chord )?progression|changes|harmony|和弦(?:进行)?|走向)\s*[::=]?\s*", re.IGNORECASE
)


@dataclass(frozen=True)
class Progression:
    """Chords as far as they could be read."""

    bars: tuple[str, ...] = ()
    """A bar each; several chords of one bar stand with commas: "Am,F"."""
    strange: str = ""
    """The first thing that is no chord; "" where all are."""
    too_long: bool = False


def read_progression(text: str) -> Progression:
    """The chords of a text in one spelling: symbols, roman numerals, or degrees in figures.

    Where there are bar lines or line ends, what stands between two of them is one bar; else each chord is.
    """
    text = _CAPTION.sub("", text).strip().strip("[](){}.|:。")
    if repeated := _REPEATED.fullmatch(text):
        once = read_progression(repeated[1])
        bars = once.bars * int(repeated[2])
        return Progression(bars[:MOST], once.strange, len(bars) > MOST)
    if re.search(r"[|\n;]", text):
        rows = [_TWO.split(cell.strip().strip(":").strip()) for cell in _BARS.split(text) if cell.strip(" :")]
    elif re.fullmatch(r"[1-7]{3,16}", text):
        rows = [[figure] for figure in text]
    else:
        rows = [[part] for part in _parted(text) if part]
    return _read(rows)


def _parted(text: str) -> list[str]:
    """Chords between commas may stand two to a bar: "Am, F G, C"."""
    if "," in text and any(" " in part.strip() for part in text.split(",")):
        return [part.strip() for part in text.split(",")]
    return _LINKS.split(text)


def _read(rows: list[list[str]]) -> Progression:
    bars: list[str] = []
    for row in rows[: MOST + 1]:
        chords: list[str] = []
        for part in (part for item in row for part in item.split()):
            name = bars[-1] if part == "%" and bars else _chord(part)
            if not name:
                return Progression(tuple(bars), part)
            chords.append(name)
        if chords:
            bars.append(",".join(chords))
    return Progression(tuple(bars[:MOST]), "", len(bars) > MOST)


def _chord(part: str) -> str:
    """A chord as it is kept, "" for what is none."""
    part = part.strip("()[]")
    if re.fullmatch(r"[1-7]m?", part):
        return _NASHVILLE[int(part[0])]
    part = re.sub(r"^([b#]*[iv]+)m(?!aj|M)", r"\1", part)
    try:
        read_symbol(part, Key(0, "major"))
    except ValueError:
        return ""
    return (
        part[0].upper() + part[1:] if part[0] in "acdefg" or re.fullmatch(r"b(?:[#b]|m|7|maj|dim)?\d?", part) else part
    )
