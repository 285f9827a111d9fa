"""Wording: what is asked for in words, held against lists and, where a reader is at hand, against meanings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from studio.params import Fields, extra, takes
from studio.safety.levels import Category
from studio.safety.lists import lists
from studio.safety.plain import plain_forms

_UNWANTED = "negative_prompt"
"""The one field that names what must not be in the work."""
LONGEST = 20_000
"""Characters that are read of one field; no field takes as many."""


def texts_of(form: type[Fields], values: Mapping[str, Any]) -> Iterator[str]:
    """What somebody wrote in their own words, of all the values of a form."""
    for name, info in form.model_fields.items():
        text = values.get(name)
        is_free = info.annotation is str and not takes(info) and extra(info).get("control") is None
        if is_free and name != _UNWANTED and isinstance(text, str) and text.strip():
            yield text


def screened(texts: Iterable[str]) -> dict[Category, float]:
    """How certain each category is by the lists; those that are not there left out."""
    found: dict[Category, float] = {}
    for text in texts:
        for form in plain_forms(text[:LONGEST]):
            for language in lists():
                for category, certainty in language.found(form).items():
                    found[category] = max(certainty, found.get(category, 0.0))
    return found
