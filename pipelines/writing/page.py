"""Page: a finished text, and how it is written to a file."""

from __future__ import annotations

import re

from pipelines.writing.ask import kind_of
from studio.params import PromptParams
from studio.words import Sentence
from studio.works.facts import TextFacts
from studio.works.made import Made, MadeFile


def page(params: PromptParams, title: str, text: str, facts: TextFacts, notes: tuple[Sentence, ...] = ()) -> Made:
    """The finished text with its file."""
    file = MadeFile("main", ".md", markdown(title, text))
    return Made(kind=kind_of(params), title=title, files=(file,), text=text, notes=notes, facts=facts)


def markdown(title: str, text: str) -> bytes:
    """A heading, then the text as UTF-8 Markdown. Two spaces keep a line break that is not the end of a paragraph."""
    kept = re.sub(r"(?<=\S)\n(?=\S)", "  \n", text)
    return f"# {title}\n\n{kept}\n".encode()
