"""Leanings: how far a text leans as marked ones do, split into tokens as the models here split words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from studio.media.reading.sniff import encoding_of_mark
from studio.media.text_mark import SHORTEST, TextKey
from studio.models.catalog import Catalog
from studio.works.checked import Leaning
from studio.works.embed import plain_text

_LONGEST = 40_000
"""Characters that are looked at: some 10,000 tokens."""
_MOST = 12
"""Vocabularies that are tried: each takes up to a second, and makes chance a little likelier."""


def vocabularies(catalog: Catalog) -> tuple[Path, ...]:
    """The files with which the models that are here and could have written a text split it, each once."""
    folders = filter(None, map(catalog.locate, catalog.for_task("text-generation")))
    files = (folder / "tokenizer.json" for folder in folders)
    # Models of a family share theirs, which the hub's cache keeps once.
    return tuple(dict.fromkeys(file.resolve() for file in files if file.is_file()))[:_MOST]


def furthest(data: bytes, key: TextKey, vocabularies: Sequence[Path]) -> Leaning | None:
    """How far it leans, split in the way in which it leans furthest; None where there is no way to split it."""
    from tokenizers import Tokenizer

    text = _words(data)
    splits = (Tokenizer.from_file(str(file)).encode(text, add_special_tokens=False).ids for file in vocabularies)
    found = [key.leaning(tokens) for tokens in splits]
    if not found:
        return None
    most = max(found, key=lambda leaning: (leaning.tokens >= SHORTEST, leaning.strength))
    return Leaning(tokens=most.tokens, strength=most.strength, ways=len(found))


def _words(data: bytes) -> str:
    """As a model would have written them: without the recipe behind them, with its ends of lines."""
    text = data[: 4 * _LONGEST].decode(encoding_of_mark(data) or "utf-8", "replace")
    return plain_text(text.replace("\r\n", "\n").encode(), ".md")[:_LONGEST]
