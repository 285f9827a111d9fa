"""Request: a prompt as a language model may read it."""

from __future__ import annotations

import re

SPECIAL_TOKEN = re.compile(r"<\|[^<>]*?\|>")


def plain_request(prompt: str) -> str:
    """The prompt on one line without the special tokens of chat templates."""
    text = prompt
    while SPECIAL_TOKEN.search(text):
        text = SPECIAL_TOKEN.sub(" ", text)
    return " ".join(text.replace("<|", "<").replace("|>", ">").split())
