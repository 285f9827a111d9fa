"""Sections and chords that stand in the middle of a description: "structure: AABA", "over Am-F-C-G"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby

from pipelines.music.composer.read.numerals import in_digits
from pipelines.music.composer.read.progression import Progression, read_progression
from pipelines.music.composer.read.structure import MOST_BARS, Structure, read_structure
from studio.words import Sentence, say

_FORM = re.compile(
    r"(?:(?<![A-Za-z])(?:song )?(?:structure|form|sections)(?: is)?|结构|曲式)\s*[:=]\s*([^\n.。]+)", re.IGNORECASE
)
_LETTERS = re.compile(
    r"(?<![A-Za-z])(?:([A-F](?:[ -]?[A-F]){1,7})(?=[ -](?:[Ff]orm|[Ss]tructure)|曲式|结构|式(?!样))"
    r"|(?:[Ff]orm|[Ss]tructure) (?:of )?([A-F](?:[ -]?[A-F]){1,7})(?![A-Za-z])|(?!ABBA)(A[A-F]{3,8})(?![A-Za-z]))"
)
_EACH = re.compile(
    r"[\s,;(]*(?:(?:of|with|at|in) )?(\d{1,3})[ -]?(?:bars?|measures?)(?: long)?"
    r" (?:each|apiece|per section|a section)\)?"
    r"|[\s,;(]*each (?:section |part |of them )?(?:is |has |of |with )?(\d{1,3})[ -]?(?:bars?|measures?)(?: long)?\)?"
    r"|[\s,;、(]*(?:每[一个]*(?:段|部分|乐段)|各)(?:有|是|为)?\s*(\d{1,3})\s*小节\)?",
    re.IGNORECASE,
)
"""How long all sections are: "AABA, 4 bars each"."""
_CHORDS = re.compile(
    r"(?:(?<![A-Za-z])(?:chord progression|progression|chords|changes)(?: is| are| of|:|=)*|和弦(?:进行|走向)?[是为:=]*"
    r"|走向[是为:=]*)"
    r"\s*([^\n.。;]+)",
    re.IGNORECASE,
)
_SUFFIX = r"(?:maj7|maj9|mmaj7|m7b5|m7|m9|m6|maj|min|m|dim7?|aug|sus[24]?|add9|69|6|7b9|7|9|11|13|5)?"
_NAME = rf"[A-G][#b♯♭]?{_SUFFIX}(?:/[A-G][#b♯♭]?)?"
_SYMBOLS = re.compile(rf"(?<![\w#♯♭])\|?\s*{_NAME}(?:(?:\s*(?:->|→|\||-|,)\s*|\s+){_NAME}){{2,}}(?![\w#♯♭'])")
_ROMAN = r"[b#]?(?:VII|VI|IV|V|III|II|I|vii|vi|iv|v|iii|ii|i)(?:[o°ø+]|maj7|m7|7|9|sus4|6)*"
_NUMERALS = re.compile(rf"(?<![\w#]){_ROMAN}(?:(?:\s*[-|,→]\s*|\s+){_ROMAN}){{2,}}(?![\w'])")

_FIGURES = re.compile(r"(?<!\d)([1-7]{4,8})(?=[\s的]*(?:和弦|进行|走向|套路|级数| ?(?:chord )?progression))")
"""Degrees in figures: 1645 进行."""
_ROW = re.compile(
    rf"[1-7]{{3,16}}(?!\d)|\|?\s*(?:{_NAME}|{_ROMAN}|[1-7])(?:(?:\s*(?:->|→|[|,-])\s*|\s+)(?:{_NAME}|{_ROMAN}|%"
    rf"|[1-7]))*(?![\w#♯♭'])"
)

PLAIN = 3
"""So many names of sections in a row are a structure, whether bars are counted or not."""
Layout = tuple[tuple[str, int], ...]
"""Sections with their bars."""


@dataclass(frozen=True)
class Outline:
    """What a description says of sections and chords."""

    rest: str
    """The description without that: an "Am" of a progression is no key, and its "intro" no mood."""
    structure: Layout = ()
    progression: tuple[str, ...] = ()
    missed: tuple[Sentence, ...] = ()
    elastic: bool = False
    """Whether nothing is said of how long the sections are."""


def read_outline(text: str) -> Outline:
    """Sections and chords where they are unmistakable. The text is in one spelling, with its capitals."""
    text = in_digits(text, r"(?:bars?|measures?)(?![A-Za-z])|小节")
    each = _EACH.search(text)
    rest, structure, unread = _structure(_without(text, each.span()) if each else text, each is not None)
    if each and structure:
        structure = _evened(structure, int(next(number for number in each.groups() if number)))
    rest, progression, unchorded = _progression(rest)
    elastic = bool(structure) and not each and not _counted(text)
    return Outline(rest, structure, progression, (*unread, *unchorded), elastic)


def _counted(text: str) -> bool:
    """Whether bars of any section are said."""
    return any(read_structure(part.strip()).counted for part in re.split(r"[,;:=\n.。]", text))


def _evened(structure: Layout, bars: int) -> Layout:
    """Sections of so many bars each, as far as such a piece may go."""
    return tuple((label, bars) for label, _ in structure)[: max(1, MOST_BARS // max(1, bars))] if bars else structure


def _structure(text: str, evened: bool) -> tuple[str, Layout, tuple[Sentence, ...]]:
    if said := _FORM.search(text):
        found = read_structure(said[1])
        if len(found.sections) > 1:
            missed = (say("composer.missed.structure", part=found.strange),) if found.strange else ()
            return _without(text, said.span()), found.sections, missed
        if not found.sections:
            return text, (), (say("composer.missed.structure", part=said[1].strip()),)
    if said := _LETTERS.search(text):
        letters = re.sub("[ -]", "", said[1] or said[2] or said[3])
    if said and (not said[3] or _is_form(letters)):
        return _without(text, said.span()), read_structure(letters).sections, ()
    return _listed(text, evened)


def _is_form(letters: str) -> bool:
    """Whether letters by themselves are sections: each new one is the next of the alphabet, and one comes again."""
    new = "".join(dict.fromkeys(letters))
    return new == "ABCDEF"[: len(new)] and 1 < len(new) < len(letters)


def _listed(text: str, evened: bool) -> tuple[str, Layout, tuple[Sentence, ...]]:
    """Sections with their bars between other parts of the description: "a pop song, intro 4, verse 8". With bars for
    all of them (`evened`), or where several names stand in a row, none needs its own."""
    sections: list[tuple[str, int]] = []
    rest: list[str] = []
    parts = [(part, _named(part)) for whole in re.split(r"(?<=[,;\n.。])", text) for part in _announced(whole)]
    rows = (list(row) for is_row, row in groupby(parts, lambda one: one[1] is not None) if is_row)
    is_sure = evened or any(len(row) >= PLAIN for row in rows)
    for part, found in parts:
        is_row = found is not None and (found.counted or len(found.sections) >= PLAIN)
        if found and (is_row or is_sure or sections):
            sections += found.sections
            is_sure = is_sure or is_row
        else:
            rest.append(part)
    return ("".join(rest), tuple(sections), ()) if len(sections) > 1 and is_sure else (text, (), ())


def _announced(part: str) -> list[str]:
    """What stands behind a colon apart from what announces it: "a song: verse (8 bars)"."""
    head, colon, tail = part.partition(":")
    return [head + colon, tail] if colon and _named(part) is None and _named(tail) else [part]


def _named(part: str) -> Structure | None:
    """The sections of a part that says nothing else, by their names."""
    found = read_structure(part.strip(",;\n.。 "))
    is_named = found.sections and all(label.islower() for label, _ in found.sections)
    return found if is_named and not found.strange else None


def _progression(text: str) -> tuple[str, tuple[str, ...], tuple[Sentence, ...]]:
    if said := _CHORDS.search(text):
        # What follows the chords may be anything: "chords: Am F C G, slow".
        row = _ROW.match(said[1])
        found = read_progression(row[0]) if row else Progression()
        if found.bars and not found.strange and (len(found.bars) > 1 or ":" in text[said.start() : said.start(1)]):
            place = said.start(1) + len(row[0] if row else "")
            return _without(text, (said.start(), place)), found.bars, _strange(text[place:])
    for pattern in (_SYMBOLS, _NUMERALS):
        for said in pattern.finditer(text):
            found = read_progression(said[0])
            if len(",".join(found.bars).split(",")) > 2 and not found.strange and _is_plain_chords(said[0]):
                return _without(text, said.span()), found.bars, ()
    if said := _FIGURES.search(text):
        return _without(text, said.span()), read_progression(said[1]).bars, ()
    return text, (), ()


def _strange(rest: str) -> tuple[Sentence, ...]:
    """A letter with a sign that is no chord is said; the next word of the description is not."""
    looks = re.match(r"[\s,|-]*([A-Z][#b♯♭]?(?:[A-Za-z]{0,4}\d\w*|(?=[\s,|-]|$)))", rest)
    return (say("composer.missed.chord", part=looks[1]),) if looks else ()


def _is_plain_chords(text: str) -> bool:
    """Whether it is more than letters: A-B-A is a form, "A B C" an alphabet."""
    return bool(
        re.search(r"[#b♯♭m\d/|]|sus|dim|aug|[IViv]", text) or (re.search("[D-G]", text) and re.search("[-→>]", text))
    )


def _without(text: str, span: tuple[int, int]) -> str:
    return f"{text[: span[0]]} , {text[span[1] :]}"
