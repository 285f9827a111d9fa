"""Mandarin: what is read otherwise than it is written, words, and their sounds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from pipelines.language.segmenter import Segmenter
from pipelines.voice.narrator.hanzi import digits, number
from pipelines.voice.narrator.spans import Rule, spans
from pipelines.voice.narrator.tables import syllables, table
from pipelines.voice.narrator.tones import changed
from pipelines.voice.narrator.word import Word
from studio.errors import LoadFailed
from studio.words import say

_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_TELEPHONE = r"(?<!\d)(?:1\d{10}|0\d{2,3}-\d{7,8}|\d{3,4}-\d{4,8})(?!\d)|(?<![\d.])0\d+(?![\d.])"
_OPENING = "“‘「『《〈（【("
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")


def mandarin(text: str) -> list[Word]:
    """The words of a Chinese text without Latin letters in it, without those that have no sound."""
    found: list[Word] = []
    opening = ""
    entries = list(_entries(text))
    read = iter(changed([(word, _syllables(word)) for _, spoken in entries for word in spoken]))
    for written, spoken in entries:
        sounds = [_symbols(next(read)) for _ in spoken]
        if written in _OPENING:
            opening += written
        else:
            _add(found, opening + written, "".join(spoken), " ".join(filter(None, sounds)))
            opening = ""
    return found


def _entries(text: str) -> Iterator[tuple[str, list[str]]]:
    """What is shown as one word, and the words that it is read in."""
    for span in spans(text, _rules()):
        if span.written != span.spoken:
            yield span.written, _words(span.spoken)
        else:
            yield from ((word, [word]) for word in _words(span.written))


def _add(found: list[Word], written: str, spoken: str, sounds: str) -> None:
    """One more word; punctuation goes to the one before it."""
    if sounds:
        found.append(Word(written.strip(), sounds, " ", ""))
        return
    mark = "".join(table("mandarin")["marks"].get(char, "") for char in spoken)[:1]
    if found:
        last = found[-1]
        has_mark = last.phonemes[-1:] in ",.!?;:…—"
        found[-1] = last._replace(
            written=last.written + written.rstrip(), phonemes=last.phonemes + ("" if has_mark else mark)
        )


def _syllables(word: str) -> list[str]:
    """How each character of a word sounds, its tone as a digit: hao3; empty for what is no word."""
    if not _HAN.search(word):
        return []
    try:
        from pypinyin import Style, lazy_pinyin
    except ImportError as error:
        raise LoadFailed(say("narrator.no_sounds", words=str(error))) from error
    read: list[str] = lazy_pinyin(word, style=Style.TONE3, neutral_tone_with_five=True, errors="ignore")
    return read


def _symbols(read: list[str]) -> str:
    return "".join(syllables().get(syllable, "") for syllable in read)


def _words(text: str) -> list[str]:
    return [word for word, _ in _segmenter().read(text)]


@cache
def _segmenter() -> Segmenter:
    return Segmenter(())


@cache
def _rules() -> tuple[Rule, ...]:
    """The first that matches counts, hence the narrower ones first."""
    data = table("mandarin")
    units = "|".join(sorted(map(re.escape, data["units"]), key=len, reverse=True))
    signs = "".join(map(re.escape, data["currencies"]))
    measures = "|".join(sorted(data["measures"]["words"].split(), key=len, reverse=True))
    rules: list[tuple[str, Any]] = [
        (r"\b(\d{4})[-/](\d{1,2})[-/](\d{1,2})\b", _date),
        (r"(\d{4})(?=年)", lambda m: digits(m[1])),
        (r"(\d{2})(?=年代)", lambda m: number(m[1])),
        (r"(\d{1,2}) ?(?=[月日号])", lambda m: number(m[1])),
        (r"(?<!\d)(\d{1,2})[:：](\d{2})(?:[:：](\d{2}))?(?!\d)", _time),
        (rf"([-−]?)({_NUMBER})\s?%", lambda m: f"{_minus(m[1])}百分之{number(m[2])}"),
        (rf"([-−]?)({_NUMBER})\s?(?:℃|°C)", lambda m: f"{'零下' if m[1] else ''}{number(m[2])}摄氏度"),
        (rf"([{signs}])\s?({_NUMBER})\s?([万亿]?)", _money),
        (r"(?<![\d/])(\d{1,4})/(\d{1,4})(?![\d/])", lambda m: f"{number(m[2])}分之{number(m[1])}"),
        (_TELEPHONE, lambda m: digits(m[0], by_telephone=True)),
        (rf"(?<!\d)({_NUMBER})\s?[-–~～]\s?({_NUMBER})", lambda m: f"{number(m[1])}到{number(m[2])}"),
        (rf"([-−]?)({_NUMBER})\s?({units})(?![A-Za-z])", lambda m: _unit(m, data["units"])),
        (r"第(\d+)", lambda m: f"第{number(m[1])}"),
        (rf"(?<![\d.])2(?=(?:{measures}))", lambda m: "两"),
        (rf"(?<![\w.])([-−])({_NUMBER})", lambda m: f"负{number(m[2])}"),
        (rf"{_NUMBER}", lambda m: number(m[0])),
        *((re.escape(sign), _always(words)) for sign, words in data["symbols"].items()),
        (r"[*_#^|<>\\{}\[\]`~]+", lambda m: ""),
    ]  # fmt: skip
    return tuple((re.compile(pattern), spoken) for pattern, spoken in rules)


def _always(words: str) -> Any:
    return lambda match: words


def _minus(sign: str) -> str:
    return "负" if sign else ""


def _counted(text: str) -> str:
    return "两" if text == "2" else number(text)


def _unit(match: re.Match[str], units: dict[str, str]) -> str:
    return f"{_minus(match[1])}{_counted(match[2])}{units[match[3]]}"


def _date(match: re.Match[str]) -> str | None:
    if not (1 <= int(match[2]) <= 12 and 1 <= int(match[3]) <= 31):
        return None
    return f"{digits(match[1])}年{number(str(int(match[2])))}月{number(str(int(match[3])))}日"


def _time(match: re.Match[str]) -> str | None:
    hour, minute = int(match[1]), int(match[2])
    if hour > 24 or minute > 59:
        return None
    told = f"{_counted(str(hour))}点"
    if minute:
        told += f"{'零' if minute < 10 else ''}{number(str(minute))}分"
    return told + (f"{number(str(int(match[3])))}秒" if match[3] else "整" if not minute else "")


def _money(match: re.Match[str]) -> str:
    amount = number(match[2]) if match[3] else _counted(match[2])
    return f"{amount}{match[3]}{table('mandarin')['currencies'][match[1]]}"
