"""A description in one spelling: full-width forms, traditional characters and kinds of dashes are written as others."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

HAN = re.compile(r"[\u3400-\u9fff]")
_OTHERS = {"-": "\u2013\u2014\u2010\u2011\u2212", "'": "\u2019`", "/": "\u2215\u2044"}
_PLAIN = str.maketrans({other: plain for plain, others in _OTHERS.items() for other in others})


def plainly(text: str) -> str:
    """The text in one spelling, capitals kept."""
    text = unicodedata.normalize("NFKC", text).translate(_PLAIN)
    return str(_simplifier().convert(text)) if HAN.search(text) else text


def is_chinese(text: str) -> bool:
    """Whether it is said in Chinese: what there is of Latin letters are names such as BPM."""
    return 2 * len(HAN.findall(text)) > len(re.findall(r"[A-Za-z]+", text))


@cache
def _simplifier() -> Any:
    import opencc

    return opencc.OpenCC("t2s")
