"""Names: of people who live, and of characters that belong to somebody; a work that asks for them gets a notice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from re import Pattern

from studio.safety.lists import pattern_of, read_list
from studio.safety.plain import plain_forms
from studio.words import Sentence, say

_MOST = 5
"""Names that are told of in one notice."""


def notices(texts: Iterable[str]) -> tuple[Sentence, ...]:
    """One sentence for people, one for characters, where the texts name any."""
    forms = [plain_forms(text)[0] for text in texts]
    found = {kind: list(dict.fromkeys(_named(kind, forms)))[:_MOST] for kind in ("people", "characters")}
    return tuple(say(f"safety.notice.{kind}", names=names) for kind, names in found.items() if names)


def _named(kind: str, forms: Iterable[str]) -> Iterator[str]:
    names = _names(kind)
    for form in forms:
        for match in _pattern(kind).finditer(form):
            # A plural or a genitive may follow.
            heads = (match.group()[:end] for end in range(len(match.group()), 0, -1))
            yield next(names[head] for head in heads if head in names)


@cache
def _names(kind: str) -> dict[str, str]:
    """Names as they are written, by how `plain_forms` reads them."""
    return {plain_forms(name)[0]: name for entry in read_list("names")[kind] for name in entry.split("|")}


@cache
def _pattern(kind: str) -> Pattern[str]:
    return pattern_of(_names(kind))
