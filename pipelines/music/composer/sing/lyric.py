"""A lyric: stanzas of lines of syllables, read from a text as poems and song sheets are written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pydantic_core import PydanticCustomError

from pipelines.music.composer.read.description import plainly
from pipelines.music.composer.read.structure import read_structure
from pipelines.music.composer.sing.syllables import Syllable, syllables

LONGEST_LINE = 16
"""Syllables that are sung in one breath; longer lines are parted."""
USUAL = "verse"
_TIMES = re.compile(r"^(?:\[\d+:\d+(?:[.:]\d+)?\]\s*)+")
_BRACKETED = re.compile(r"^[\[【(（<]\s*([^\[\]【】()（）<>]{1,40}?)\s*[:：]?\s*[\]】)）>]\s*[:：]?$")
_NAMED = re.compile(r"^#*\s*([A-Za-z -]{3,16}?|[\u3400-\u9fff]{2,5})\s*(\d{0,2})\s*[:：]$")
_HEADING = re.compile(r"^(?:#|<!--|---|\*\*\*|```)")
_COMMA = re.compile(r"[,;:.!?，；：。！？、—]$")
SUNG = ("verse", "prechorus", "chorus", "bridge")
"""Sections that have words."""


@dataclass(frozen=True)
class Line:
    """What is sung in one phrase."""

    syllables: tuple[Syllable, ...]

    @property
    def text(self) -> str:
        """The line as it is read."""
        return words_of([syllable.text for syllable in self.syllables])


@dataclass(frozen=True)
class Stanza:
    """The lines of one section."""

    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Lyric:
    """All stanzas in the order in which they are sung."""

    stanzas: tuple[Stanza, ...]

    def __bool__(self) -> bool:
        return bool(self.stanzas)

    @property
    def lines(self) -> int:
        return sum(len(stanza.lines) for stanza in self.stanzas)


def read_lyric(text: str) -> Lyric:
    """The stanzas of a text: parted by empty lines, named by lines such as [Chorus] or 副歌：. One that has no name is
    a verse, or the chorus where it comes again word for word. A name without lines brings back what had it."""
    stanzas: list[Stanza] = []
    for label, lines in _blocks(text):
        known = next((stanza for stanza in stanzas if stanza.label == label), None)
        if lines:
            stanzas.append(Stanza(label, tuple(lines)))
        elif label and known:
            stanzas.append(known)
    return Lyric(tuple(_choruses(stanzas)))


def check_lyrics(text: str) -> str:
    """Refuses what has no word that can be sung, with a sentence for the field."""
    if text.strip() and not read_lyric(text):
        raise PydanticCustomError("no_lyrics", "unfit", {})
    return text


def words_of(texts: Sequence[str]) -> str:
    """Syllables as words again: joined at hyphens, signs of one script without spaces."""
    text = ""
    for piece in texts:
        if text and not text.endswith("-") and not (_is_sign(text[-1]) or _is_sign(piece[0])):
            text += " "
        text = text.removesuffix("-") + piece
    return text.removesuffix("-")


def _is_sign(letter: str) -> bool:
    return letter > "\u2e80"


def _blocks(text: str) -> Iterator[tuple[str, list[Line]]]:
    """What stands between names and empty lines, each with its label; "" where it has none."""
    label, lines = "", list[Line]()
    for row in [*text.splitlines(), ""]:
        row = _TIMES.sub("", row.strip())
        named = _label(row)
        if named is not None or not row:
            if lines or (label and named is not None):
                yield label, lines
                label, lines = "", []
            label = label if named is None else named
        elif not _HEADING.match(row):
            lines += parted(syllables(row))
    if label and not lines:
        yield label, []


def _label(row: str) -> str | None:
    """The section that a line names; None for a line that is sung. What nobody sings in is passed over as a verse."""
    found = _BRACKETED.match(row) or _NAMED.match(row)
    if not found:
        return None
    sections = read_structure(plainly(found[1]).lower()).sections
    if sections and sections[0][0] in SUNG:
        return sections[0][0]
    is_aside = row[0] in "(（" or (_NAMED.match(row) and not sections)
    return None if is_aside and not sections else USUAL


def parted(found: Sequence[Syllable]) -> list[Line]:
    """A line, or as many as it takes so that each can be sung in one breath: parted at commas, else between words."""
    if len(found) <= LONGEST_LINE:
        return [Line(tuple(found))] if found else []
    middle = len(found) / 2
    between = [place for place in range(1, len(found)) if not found[place - 1].text.endswith("-")]
    commas = [place for place in between if _COMMA.search(found[place - 1].text)]
    near = [place for place in commas if abs(place - middle) <= middle / 2]
    cut = min(near or between or [round(middle)], key=lambda place: abs(place - middle))
    return [*parted(found[:cut]), *parted(found[cut:])]


def _choruses(stanzas: Sequence[Stanza]) -> Iterator[Stanza]:
    named = any(stanza.label for stanza in stanzas)
    for stanza in stanzas:
        again = sum(other.lines == stanza.lines for other in stanzas) > 1
        label = stanza.label or ("chorus" if again and not named else USUAL)
        yield Stanza(label, stanza.lines)
