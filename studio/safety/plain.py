"""Plain: a text as lists are compared with it: without the ways in which words are hidden."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

_LOOKALIKES = str.maketrans("аеорсухкмтвніјѕԁɡαοерν", "aeopcyxkmtbhijsdgaoepv")
"""Letters of other scripts that look Latin."""
_FIGURES = str.maketrans("013457@$!|", "oieastasii")
_MIXED = re.compile(r"[a-z013457@$!|]*[a-z][a-z013457@$!|]*")
_SPELT = re.compile(r"(?<![a-z])(?:[a-z][\s._*\-]{1,2}){3,}[a-z](?![a-z])")
"""A word in single letters: four at least."""
_BETWEEN = re.compile(r"(?<=[\u4e00-\u9fff])[\s._*·\-]{1,2}(?=[\u4e00-\u9fff])")
_DRAWN_OUT = re.compile(r"([a-z])\1{2,}")
_CHINESE = re.compile(r"[\u3400-\u9fff]")


def plain_forms(text: str) -> tuple[str, ...]:
    """The ways to read a text, the straightest first; each in small letters, half width and simplified characters."""
    straight = _straight(text)
    unfigured = _MIXED.sub(lambda word: word.group().translate(_FIGURES), straight)
    joined = _SPELT.sub(lambda word: re.sub(r"[\s._*\-]", "", word.group()), unfigured)
    joined = _BETWEEN.sub("", joined)
    shortened = _DRAWN_OUT.sub(r"\1", joined)
    return tuple(dict.fromkeys((straight, unfigured, joined, _DRAWN_OUT.sub(r"\1\1", joined), shortened)))


def _straight(text: str) -> str:
    text = unicodedata.normalize("NFKC", text)
    # Cf: marks without a shape, put between letters.
    text = "".join(char for char in text if unicodedata.category(char) != "Cf").casefold().translate(_LOOKALIKES)
    bare = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return _simplified(unicodedata.normalize("NFC", bare))


def _simplified(text: str) -> str:
    return str(_converter().convert(text)) if _CHINESE.search(text) else text


@cache
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("t2s")
