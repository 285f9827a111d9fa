"""Tongue: which language a prompt is written in."""

from __future__ import annotations

import re

from pipelines.scene.tables import table

UNKNOWN = "?"
"""A language that is none of those that are known here."""

_SCRIPTS = re.compile("[\u0370-\u05ff\u0600-\u0dff\u0e00-\u11ff\u1780-\u17ff\u3040-\u30ff\uac00-\ud7af]")
"""Greek, Cyrillic, Hebrew, Arabic, the scripts of India, Thai, Georgian, Khmer, kana, Hangul."""
_OWN = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("uk", re.compile("[іїєґІЇЄҐ]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
)
"""Languages with a script of their own; Ukrainian has letters that Russian lacks."""
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = re.compile(r"[A-Za-z]{2,}")
_LEAST = 2
"""Little words that there must be, where it is not half of the words: one of them alone may be a name."""
_SHARE = 0.25
"""Part of the words that must be little words of one other language; they are half of what is written in it."""


def has_chinese(prompt: str) -> bool:
    """Whether there is a Chinese character in it."""
    return bool(_HAN.search(prompt))


def is_chinese(prompt: str) -> bool:
    """Whether it is Chinese, although English words may stand in it."""
    return len(_HAN.findall(prompt)) > len(_ENGLISH.findall(prompt)) and not is_foreign(prompt)


def is_foreign(prompt: str) -> bool:
    """Whether most of the prompt is neither English nor Chinese."""
    return bool(tongue_of(prompt))


def tongue_of(prompt: str) -> str:
    """The code of the language that most of the prompt is in, UNKNOWN, or empty for English and Chinese."""
    letters = sum(map(str.isalpha, prompt))
    if len(_SCRIPTS.findall(prompt)) * 2 > letters > 0 or _is_japanese(prompt, letters):
        return next((code for code, letter in _OWN if letter.search(prompt)), UNKNOWN)
    words = [word.lower() for word in _WORD.findall(prompt)]
    if has_chinese(prompt) or len(words) < 2:
        return ""
    return next(iter(_by_little_words(words)), "")


def tongues_of(prompt: str) -> list[str]:
    """The languages that it may be in, the likeliest first: little words alone do not tell Spanish from French."""
    first = tongue_of(prompt)
    return [first, *_by_little_words([word.lower() for word in _WORD.findall(prompt)])] if first else []


def _by_little_words(words: list[str]) -> list[str]:
    counts = {code: sum(word in little for word in words) for code, little in table("tongues")["words"].items()}
    likely = [code for code, count in counts.items() if count >= max(_SHARE * len(words), min(_LEAST, len(words) / 2))]
    return sorted(likely, key=lambda code: -counts[code])


def _is_japanese(prompt: str, letters: int) -> bool:
    """Chinese characters with a quarter of kana are Japanese."""
    return has_chinese(prompt) and len(_OWN[0][1].findall(prompt)) * 4 >= letters
