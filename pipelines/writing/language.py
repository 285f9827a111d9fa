"""Which language a prompt is written in, by its script and its most frequent small words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from pipelines.writing.smollm.tables import table, word_set

NAMES = {
    "zh": "Chinese", "ja": "Japanese", "ko": "Korean", "ru": "Russian", "ar": "Arabic", "he": "Hebrew", "hi": "Hindi",
    "th": "Thai", "el": "Greek", "fr": "French", "de": "German", "es": "Spanish", "it": "Italian", "pt": "Portuguese",
    "nl": "Dutch", "pl": "Polish", "sv": "Swedish", "tr": "Turkish", "en": "English",
}  # fmt: skip

SCRIPTS = {
    "CJK": "zh", "HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko", "CYRILLIC": "ru", "ARABIC": "ar", "HEBREW": "he",
    "DEVANAGARI": "hi", "THAI": "th", "GREEK": "el",
}  # fmt: skip
"""First word of a letter's Unicode name: the language that script most likely stands for."""


def language_of(text: str) -> str:
    """ISO 639-1 code of the language of `text`, or "" when nothing tells (a name, one word, emoji).

    Foreign names inside an English sentence do not make it foreign: the majority of letters and small words decides.
    """
    script = _script_language(text)
    return script if script else _latin_language(text)


def name_of(language: str) -> str:
    """English name of a language by its ISO 639-1 code."""
    return NAMES.get(language, language)


def _script_language(text: str) -> str:
    """The language of the script most letters are in; "" when most are Latin."""
    letters = [char for char in text if char.isalpha()]
    counts = Counter(SCRIPTS.get(unicodedata.name(char, "").split(" ")[0], "") for char in letters)
    latin = counts.pop("", 0)
    # One ideograph says as much as a word of two or three letters.
    if counts["zh"] + counts["ja"]:
        counts["zh"], latin = 3 * counts["zh"], latin
    if not counts or sum(counts.values()) <= latin:
        return ""
    # Japanese mixes kana with ideographs; any kana decides.
    return "ja" if counts["ja"] else counts.most_common(1)[0][0]


def _latin_language(text: str) -> str:
    words = re.findall(r"[^\W\d_]+", text.lower())
    hits = {code: sum(word in word_set("languages", code) for word in words) for code in table("languages")}
    best = max(hits, key=lambda code: hits[code])
    # Two small words, and more than English has: one "la" in "La Paz" is a name.
    if best != "en" and hits[best] >= 2 and hits[best] > hits["en"]:
        return best
    return "en" if hits["en"] else ""
