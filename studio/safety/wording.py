"""Wording: what is asked for in words, held against lists and, where a reader is at hand, against meanings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from studio.params import Fields, extra, takes
from studio.safety.levels import Category, Finding
from studio.safety.lists import lists
from studio.safety.plain import plain_forms

_UNWANTED = "negative_prompt"
"""The one field that names what must not be in the work."""
_LONGEST = 20_000
"""Characters that are read of one field; no field takes as many."""


Reads = Callable[[str], Mapping[Category, float]]
"""What finds categories in a text by its meaning."""


def texts_of(form: type[Fields], values: Mapping[str, Any]) -> Iterator[str]:
    """What somebody wrote in their own words, of all the values of a form."""
    for name, info in form.model_fields.items():
        text = values.get(name)
        is_free = info.annotation is str and not takes(info) and extra(info).get("control") is None
        if is_free and name != _UNWANTED and isinstance(text, str) and text.strip():
            yield text


def screened(texts: Iterable[str], reads: Reads | None = None) -> list[Finding]:
    """What is found in the texts, each category once."""
    found: dict[Category, float] = {}
    for text in texts:
        forms = plain_forms(text[:_LONGEST])
        told = [language.found(form) for form in forms for language in lists()]
        if reads:
            told.append(dict(reads(text[:_LONGEST])))
        for one in told:
            for category, certainty in one.items():
                found[category] = max(certainty, found.get(category, 0.0))
    return [Finding("words", category, certainty) for category, certainty in found.items()]
