"""The forms that the poet keeps: line lengths, tonal patterns and which lines rhyme.

Tonal patterns after 王力, 詩詞格律 (1962): 平 level, 仄 oblique, 中 either.
"""

from __future__ import annotations

from dataclasses import dataclass

FREE = "中"

# The four kinds of line of five; a line of seven has two characters of the opposite tone before it.
FIVE = {"a": "中仄平平仄", "b": "平平仄仄平", "c": "中平平仄仄", "d": "中仄仄平平"}
SEVEN = {"a": "中平中仄平平仄", "b": "中仄平平仄仄平", "c": "中仄中平平仄仄", "d": "中平中仄仄平平"}
# How the kinds follow each other in a quatrain: oblique or level start, first line rhymed or not.
ORDERS = ("abcd", "cdab", "dbcd", "bdab")


@dataclass(frozen=True)
class Pattern:
    """One way to fill a form. `tones` has a string a line; `rhymed` are the lines (from 0) that end on the rhyme."""

    tones: tuple[str, ...]
    rhymed: frozenset[int]

    @property
    def lengths(self) -> tuple[int, ...]:
        return tuple(map(len, self.tones))


@dataclass(frozen=True)
class Form:
    """A form by its traditional name. `breaks` are the lines (from 0) before which a stanza begins."""

    name: str
    patterns: tuple[Pattern, ...]
    breaks: tuple[int, ...] = ()

    @property
    def lines(self) -> int:
        return len(self.patterns[0].tones)


def _regulated(name: str, kinds: dict[str, str], lines: int) -> Form:
    patterns = []
    for order in ORDERS:
        # The second half of an eight-line poem goes on as if its first line had not been rhymed.
        kept = order if lines == 4 else order + {"d": "abcd", "b": "cdab"}.get(order[0], order)
        first = {0} if order[0] in "bd" else set()
        patterns.append(Pattern(tuple(kinds[kind] for kind in kept), frozenset(first | set(range(1, lines, 2)))))
    return Form(name, tuple(patterns))


def _old_style() -> Form:
    return Form("古風", (Pattern(("中" * 5,) * 8, frozenset({1, 3, 5, 7})),))


def _tune(name: str, first: tuple[int, ...], second: tuple[int, ...], rhymed: tuple[int, ...] = ()) -> Form:
    pattern = Pattern(tuple(FREE * length for length in (*first, *second)), frozenset(rhymed))
    return Form(name, (pattern,), (len(first),) if second else ())


# Where a tune rhymes on one level group, its rhymed lines are named; the others change their rhyme, or rhyme on
# oblique groups wider than 平水韻, and are left to the poet's ear.
_TUNES = (
    _tune("浣溪沙", (7, 7, 7), (7, 7, 7), (0, 1, 2, 4, 5)),
    _tune("鷓鴣天", (7, 7, 7, 7), (3, 3, 7, 7, 7), (0, 1, 3, 5, 6, 8)),
    _tune("臨江仙", (7, 6, 7, 5, 5), (7, 6, 7, 5, 5), (1, 2, 4, 6, 7, 9)),
    _tune("菩薩蠻", (7, 7, 5, 5), (5, 5, 5, 5)),
    _tune("西江月", (6, 6, 7, 6), (6, 6, 7, 6)),
    _tune("減字木蘭花", (4, 7, 4, 7), (4, 7, 4, 7)),
    _tune("蝶戀花", (7, 4, 5, 7, 7), (7, 4, 5, 7, 7)),
    _tune("點絳唇", (4, 7, 4, 5), (4, 5, 3, 4, 5)),
    _tune("清平樂", (4, 5, 7, 6), (6, 6, 6, 6)),
    _tune("卜算子", (5, 5, 7, 5), (5, 5, 7, 5)),
)

FORMS: dict[str, Form] = {
    form.name: form
    for form in (
        _regulated("七絕", SEVEN, 4),
        _regulated("五絕", FIVE, 4),
        _regulated("七律", SEVEN, 8),
        _regulated("五律", FIVE, 8),
        _old_style(),
        *_TUNES,
    )
}
