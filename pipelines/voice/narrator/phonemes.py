"""Phonemes: a text of any mixture of English and Chinese to words with their sounds."""

from __future__ import annotations

import re
from functools import cache

from pipelines.voice.narrator.g2p import english
from pipelines.voice.narrator.mandarin import mandarin
from pipelines.voice.narrator.tables import table
from pipelines.voice.narrator.voices import Language
from pipelines.voice.narrator.word import Word

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_HAN_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff，。、！？；：]+")
_LETTER = "A-Za-zÀ-ÖØ-öø-ɏ"
"""Of Latin, without the signs × and ÷ that stand among them."""
_LATIN_WORD = re.compile(rf"[{_LETTER}]+")
_FREE_WORD = re.compile(rf"(?<![\d/{_LETTER}])[{_LETTER}]+")
"""One that is no unit of a number."""
_UNREAD = re.compile(rf"[^\W\d_²³¼½¾⅓⅔{_LETTER}\u3400-\u4dbf\u4e00-\u9fff]+")
"""Letters of scripts that no voice here reads."""
_RUN = rf"[{_LETTER}](?:[{_LETTER}0-9'’.&@/_-]|[ ,](?=[A-Za-z]))*[，。！？；：,.!?;:]*"
_MARKS = str.maketrans("，。、！？；：（）", ",.,!?;:()")
_DIGITS = {0xFF10 + digit: str(digit) for digit in range(10)} | {0x3007: "零"}
_FULL = {**_DIGITS, 0xFF05: "%", 0xFF0D: "-", 0xFF0E: ".", 0x3000: " "}


def language_of(text: str, otherwise: Language = "en") -> Language:
    """In which of the two languages a sentence is read: a character says as much as a word. `otherwise`: where it has
    neither, but numbers."""
    characters, words = len(_HAN.findall(text)), len(_FREE_WORD.findall(text))
    if not characters and not words:
        return otherwise
    return "zh" if characters > words else "en"


def words_of(text: str, otherwise: Language = "en") -> list[Word]:
    """The words of a sentence. Each run of letters is read in the language of its script, numbers in that of the
    sentence."""
    text = _UNREAD.sub(" ", text.translate(_FULL))
    language = language_of(text, otherwise)
    if not _HAN.search(text):
        return english(text) if language == "en" else mandarin(text)
    if language == "en":
        return [word for run in _runs(text, _HAN_RUN) for word in (mandarin if _HAN.search(run) else english)(run)]
    return [word for run in _runs(text, _latin_run()) for word in _in_chinese(run)]


@cache
def _latin_run() -> re.Pattern[str]:
    """Letters in a Chinese sentence, but for those of a unit behind a number."""
    units = "|".join(sorted(map(re.escape, table("mandarin")["units"]), key=len, reverse=True))
    return re.compile(rf"(?<![A-Za-z/])(?!(?:(?<=\d)|(?<=\d ))(?:{units})(?![A-Za-z])){_RUN}")


def _in_chinese(run: str) -> list[Word]:
    return english(run.translate(_MARKS)) if _LATIN_WORD.match(run) else mandarin(run)


def _runs(text: str, pattern: re.Pattern[str]) -> list[str]:
    """The text cut around all that matches."""
    found, at = [], 0
    for match in pattern.finditer(text):
        found += [text[at : match.start()], match[0]]
        at = match.end()
    return [run for run in (*found, text[at:]) if run.strip()]
