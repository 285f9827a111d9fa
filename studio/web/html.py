"""Html: words for the inside of HTML."""

from __future__ import annotations

from html import escape
from typing import Any

from studio.words import say


def word(key: str, **values: Any) -> str:
    """What a key says, in the language that is spoken, for a text or for the value of an attribute."""
    return escape(str(say(key, **values)), quote=True)
