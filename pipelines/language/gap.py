"""Gap: verbs that are said once and meant twice: "a man sips a latte and a woman a beer"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipelines.language.deed import Deed
from pipelines.language.noun import Noun
from pipelines.language.word import Words, children

_DETERMINERS = ("DT", "CD", "PRP$")
_DESCRIBING = ("JJ", "NN", "NNP", "VBN", "VBG", "POS", "HYPH")
_JOINS = ("and", "while", "but", ",", ";")
_HAVE = ("hold", "holding")
"""What those do who are given something."""

Pair = tuple[int, int]
"""The nouns of a clause without its verb: "a woman", "a beer"."""


def regained(words: Words, nouns: dict[int, Noun], deeds: Iterable[Deed]) -> Iterator[Deed]:
    """The deeds, and those again whose verb a later pair of nouns lacks."""
    told = list(deeds)
    gaps = _gaps(words, nouns, told)
    for deed in told:
        pairs = [pair for pair, of in gaps.items() if of == deed.at]
        yield from _apart(words, nouns, deed, pairs) if pairs else [deed]


def _gaps(words: Words, nouns: dict[int, Noun], deeds: list[Deed]) -> dict[Pair, int]:
    """Pairs of nouns with the verb that each lacks: the last one before it that has somebody and something."""
    found = {}
    for first, second in zip(nouns, list(nouns)[1:], strict=False):
        start = _start(words, second)
        begin = _start(words, first)
        if start != first + 1 or begin is None or begin == 0 or words[begin - 1].lower not in _JOINS:
            continue
        verbs = [deed.at for deed in deeds if deed.at < begin and deed.doers and deed.objects]
        between = words[verbs[-1] : begin] if verbs else ()
        if verbs and not any(word.text in ".!?" for word in between) and not _told(words, first, second):
            found[first, second] = verbs[-1]
    return found


def _start(words: Words, at: int) -> int | None:
    """Where a noun with its determiner begins; None without a determiner."""
    while at and words[at - 1].tag in _DESCRIBING:
        at -= 1
    return at - 1 if at and words[at - 1].tag in _DETERMINERS else None


def _told(words: Words, first: int, second: int) -> bool:
    """Whether the pair has a verb of its own, so that nothing is lacking: "the dress a girl wears"."""
    return any(word.is_verb and word.at > second for one in (first, second) for word in children(words, one))


def _apart(words: Words, nouns: dict[int, Noun], deed: Deed, pairs: list[Pair]) -> Iterator[Deed]:
    """The deed without the pairs, and one for each of those. Who is given something has it then."""
    later = {at for pair in pairs for at in pair}
    mine = tuple(at for at in deed.objects if at not in later)
    given = [one.at for one in children(words, deed.at, "dative") if one.at in nouns]
    if not given:
        yield replace(deed, doers=tuple(at for at in deed.doers if at not in later), objects=mine)
        yield from (replace(deed, doers=(first,), objects=(second,)) for first, second in pairs)
        return
    yield replace(deed, objects=())
    verb, word = _HAVE
    had = [(given[0], mine[0]), *pairs] if mine else pairs
    yield from (Deed(deed.at, verb, word, (first,), (second,)) for first, second in had)
