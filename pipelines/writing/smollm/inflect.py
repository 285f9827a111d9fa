"""Inflection: the verb forms that the lines of verse need, from the plural form ("wait")."""

from __future__ import annotations

import re


def third(verb: str) -> str:
    """Third person singular: "carry" -> "carries"."""
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ies"
    return verb + ("es" if re.search(r"(?:s|x|z|ch|sh|o)$", verb) else "s")


def with_article(phrase: str) -> str:
    """ "a bell", "an owl": by the first sound where the spelling tells it."""
    vowel = re.match(r"(?:[aeio]|u(?!ni|se)|hour|honest)", phrase.lower()) and not phrase.lower().startswith(
        ("one", "eu")
    )
    return f"{'an' if vowel else 'a'} {phrase}"
