"""Worded: a page about a picture, in sections with headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from studio.words import Sentence, language, say
from studio.works.facts import TextFacts
from studio.works.made import Made, MadeFile, title_of
from studio.works.upload import Upload

_CHARACTERS = ("zh",)
"""Languages whose words are counted by their characters."""


@dataclass(frozen=True)
class Section:
    """One part of the page; what it is headed by stands under describer.part."""

    key: Literal["description", "alt", "tags", "prompt", "told"]
    text: Sentence


def worded(upload: Upload, sections: Sequence[Section], notes: tuple[Sentence, ...]) -> Made:
    """The page in the language that is spoken."""
    title = title_of(str(say("describer.title", name=upload.title)))
    parts = [(str(say(f"describer.part.{section.key}")), str(section.text)) for section in sections]
    text = "\n\n".join(f"{head}\n{body}" for head, body in parts)
    marked = "\n\n".join([f"# {title}", *(f"## {head}\n\n{body}" for head, body in parts)]) + "\n"
    facts = TextFacts(words=_words(" ".join(body for _, body in parts)))
    return Made("description", title, (MadeFile("main", ".md", marked.encode()),), facts, text, notes)


def _words(text: str) -> int:
    if language() in _CHARACTERS:
        return sum(char.isalnum() for char in text)
    return len(text.split())
