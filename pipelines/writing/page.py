"""Page: how a finished text is written to a file."""

from __future__ import annotations

import re


def markdown(title: str, text: str) -> bytes:
    """A heading, then the text as UTF-8 Markdown. Two spaces keep a line break that is not the end of a paragraph."""
    kept = re.sub(r"(?<=\S)\n(?=\S)", "  \n", text)
    return f"# {title}\n\n{kept}\n".encode()
