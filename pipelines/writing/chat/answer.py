"""Answer: what is kept of the text that a chat model wrote."""

from __future__ import annotations

import re

from studio.works.made import title_of

THOUGHT = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
HEADING = re.compile(r"^#*\s*(?:title:\s*)?", re.IGNORECASE)
ENDS = re.compile(r"[.!?…。！？][”\"'’」』)]*(?=\s|$|[^\x00-\x7f])")
LONGEST_TITLE = 80


def readable(text: str) -> str:
    """What the model wrote, without its thoughts and the marks of Markdown."""
    return THOUGHT.sub("", text).replace("**", "").strip()


def ended(text: str) -> str:
    """The text up to its last full sentence, or its last full line where it has no sentences."""
    stops = [match.end() for match in ENDS.finditer(text)]
    if stops and stops[-1] > len(text) // 2:
        return text[: stops[-1]]
    return text.rsplit("\n", 1)[0] if "\n" in text else text


def titled(text: str, prompt: str) -> tuple[str, str]:
    """Title and body: the model was asked for a short first line and an empty one; else the prompt names the piece."""
    first, _, rest = text.partition("\n")
    title = HEADING.sub("", first.strip()).strip(' *_"“”«»《》')
    short = 0 < len(title) <= LONGEST_TITLE and not title.endswith((".", ",", ";", "，", "。"))
    if rest.startswith("\n") and rest.strip() and short:
        return title, rest.strip()
    return title_of(prompt), text
