"""Phonemes: a text of any mixture of English and Chinese to words with their sounds."""

from __future__ import annotations

import re

from pipelines.voice.narrator.g2p import english
from pipelines.voice.narrator.mandarin import mandarin
from pipelines.voice.narrator.voices import Language
from pipelines.voice.narrator.word import Word

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_LATIN_RUN = re.compile(r"(?<!\d)[A-Za-zÀ-ɏ](?:[A-Za-zÀ-ɏ0-9'’.&-]|[ ,](?=[A-Za-z]))*[，。！？；：,.!?;:]*")
_HAN_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff，。、！？；：]+")
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏ]+")
_UNREAD = re.compile(r"[^\W\d_a-zA-ZÀ-ɏ\u3400-\u4dbf\u4e00-\u9fff]+")
"""Letters of scripts that no voice here reads."""
_MARKS = str.maketrans("，。、！？；：（）", ",.,!?;:()")
_FULL = {**{0xFF10 + digit: str(digit) for digit in range(10)}, 0xFF05: "%", 0xFF0D: "-", 0xFF0E: ".", 0x3000: " "}


def language_of(text: str) -> Language:
    """In which of the two languages a sentence is read: a character says as much as a word."""
    return "zh" if len(_HAN.findall(text)) > len(_LATIN_WORD.findall(text)) else "en"


def words_of(text: str) -> list[Word]:
    """The words of a sentence. Each run of letters is read in the language of its script, numbers in that of the
    sentence."""
    text = _UNREAD.sub(" ", text.translate(_FULL))
    if not _HAN.search(text):
        return english(text)
    if language_of(text) == "en":
        return [word for run in _runs(text, _HAN_RUN) for word in (mandarin if _HAN.search(run) else english)(run)]
    return [word for run in _runs(text, _LATIN_RUN) for word in _in_chinese(run)]


def _in_chinese(run: str) -> list[Word]:
    return english(run.translate(_MARKS)) if _LATIN_WORD.match(run) else mandarin(run)


def _runs(text: str, pattern: re.Pattern[str]) -> list[str]:
    """The text cut around all that matches."""
    found, at = [], 0
    for match in pattern.finditer(text):
        found += [text[at : match.start()], match[0]]
        at = match.end()
    return [run for run in (*found, text[at:]) if run.strip()]
