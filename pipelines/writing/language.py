"""Which language a prompt is written in, by its script and its most frequent small words; and who may write in it."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

from studio.errors import LanguageUnknown
from studio.models.catalog import ModelSpec
from studio.words import say

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

SCRIPTS = {
    "CJK": "zh", "HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko", "CYRILLIC": "ru", "ARABIC": "ar", "HEBREW": "he",
    "DEVANAGARI": "hi", "THAI": "th", "GREEK": "el",
}  # fmt: skip
"""First word of a letter's Unicode name: the language that script most likely stands for."""
SMALL_WORDS = Path(__file__).parent / "data" / "languages.toml"


def language_of(text: str) -> str:
    """ISO 639-1 code of the language of `text`, or "" when nothing tells (a name, one word, emoji).

    Foreign names inside an English sentence do not make it foreign: the majority of letters and small words decides.
    """
    script = _script_language(text)
    return script if script else _latin_language(text)


def knows(spec: ModelSpec, language: str) -> bool:
    """Whether a model may write in a language; it may where nothing tells which one it is or what it knows."""
    known = {code.split("-")[0] for code in spec.languages}
    return not language or not known or language in known


def stranger(spec: ModelSpec, prompt: str) -> LanguageUnknown | None:
    """Why a model cannot write about `prompt`, or None: it writes gibberish in a language it never learned."""
    if knows(spec, language := language_of(prompt)):
        return None
    name = say(f"writing.language.{language}")
    lacking = say("writing.language_unknown", title=spec.title, language=name)
    return LanguageUnknown(lacking, hint=say("writing.language_hint", language=name))


@cache
def _small_words() -> dict[str, frozenset[str]]:
    """The small words of each language by its code."""
    listed = tomllib.loads(SMALL_WORDS.read_text(encoding="utf-8"))
    return {code: frozenset(words.split()) for code, words in listed.items()}


def _script_language(text: str) -> str:
    """The language of the script most letters are in; "" when most are Latin."""
    letters = [char for char in text if char.isalpha()]
    counts = Counter(SCRIPTS.get(unicodedata.name(char, "").split(" ")[0], "") for char in letters)
    latin = counts.pop("", 0)
    # One ideograph says as much as a word of two or three letters.
    if counts["zh"] + counts["ja"]:
        counts["zh"] = 3 * counts["zh"]
    if not counts or sum(counts.values()) <= latin:
        return ""
    # Japanese mixes kana with ideographs; any kana decides.
    return "ja" if counts["ja"] else counts.most_common(1)[0][0]


def _latin_language(text: str) -> str:
    words = re.findall(r"[^\W\d_]+", text.lower())
    hits = {code: sum(word in small for word in words) for code, small in _small_words().items()}
    best = max(hits, key=lambda code: hits[code])
    # Two small words, and more than English has: one "la" in "La Paz" is a name.
    if best != "en" and hits[best] >= 2 and hits[best] > hits["en"]:
        return best
    return "en" if hits["en"] else ""
