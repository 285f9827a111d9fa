"""Mandarin: what is read otherwise than it is written, words, and their sounds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from pipelines.language.segmenter import Segmenter
from pipelines.voice.narrator.hanzi import digits, number
from pipelines.voice.narrator.readings import read
from pipelines.voice.narrator.spans import Rule, spans
from pipelines.voice.narrator.tables import syllables, table
from pipelines.voice.narrator.tones import changed
from pipelines.voice.narrator.word import Word

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_TELEPHONE = (
    r"(?<!\d)(?:1\d{10}|1\d{2}[- ]\d{4}[- ]\d{4}|0\d{2,3}-\d{7,8}|[48]00-\d{3,4}-\d{3,4}|\d{3,4}-\d{4,8})(?!\d)"
    r"|(?<![\d.])0\d+(?![\d.])"
)
_CODE = (
    r"(?<=邮编|编是|编为|编号|学号|工号|密码|码是|码为|代码|尾号|房间|电话|热线|拨打|请拨|波音|客服|号是)[:：]?\s?(\d{3,})(?![\d.])"
    r"|(?<![\d.])(\d{3,5})(?=报警|急救|火警|热线|客服|救护车|电话)"
)
_ROOM = r"(?<![\d.,])(\d{3,4})(?=室|房间|号房|路公|路车|次列车|次航班)"
_TO = r"(?<=[\d%℃分整日月年])\s?[-–~～—]\s?(?=\d)"
_SHARE = re.compile(r"(?:比分|比例|比率|比值|赔率|比数|大比分)[^。！？]{0,6}$")
"""Before two numbers with a colon that are no time."""
_OPENING = "“‘「『《〈（【("


def mandarin(text: str) -> list[Word]:
    """The words of a Chinese text without Latin letters in it, without those that have no sound."""
    found: list[Word] = []
    opening = ""
    entries = list(_entries(text))
    told = iter(changed(read([word for _, spoken in entries for word in spoken])))
    for written, spoken in entries:
        sounds = [_symbols(next(told)) for _ in spoken]
        if written in _OPENING:
            opening += written
        else:
            _add(found, opening + written, "".join(word for word, _ in spoken), " ".join(filter(None, sounds)))
            opening = ""
    return found


def _entries(text: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """What is shown as one word, and the words that it is read in, each with its tag."""
    for span in spans(text, _rules()):
        if span.written != span.spoken:
            yield span.written, _segmenter().read(span.spoken)
        else:
            yield from ((word, [(word, tag)]) for word, tag in _segmenter().read(span.written))


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


def _symbols(read: list[str]) -> str:
    return "".join(syllables().get(syllable, "") for syllable in read)


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
        (r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?![\d.])", _date),
        (r"(?<!\d)(\d{4})\s?[-–~～—]\s?(?=\d{4}年)", lambda m: f"{digits(m[1])}到"),
        (r"(\d{4})(?=年)", lambda m: digits(m[1])),
        (r"(\d{2})(?=年代)", lambda m: number(m[1])),
        (r"(\d{1,2}) ?(?=[月日号])", lambda m: number(m[1])),
        (r"(?<!\d)(\d{1,2})[:：](\d{2})(?:[:：](\d{2}))?整?(?!\d)", _time),
        (r"(?<!\d)(\d+)[:：](\d+)(?!\d)", lambda m: f"{number(m[1])}比{number(m[2])}"),
        (_TELEPHONE, lambda m: digits(m[0], by_telephone=True)),
        (_CODE, lambda m: digits(m[0], by_telephone=True)),
        (_ROOM, lambda m: digits(m[1], by_telephone=True)),
        (_TO, _always("到")),
        (rf"([-−]?)({_NUMBER})\s?%", lambda m: f"{_minus(m[1])}百分之{number(m[2])}"),
        (rf"([-−]?)({_NUMBER})\s?(?:℃|°C)", lambda m: f"{'零下' if m[1] else ''}{number(m[2])}摄氏度"),
        (rf"([-−]?)({_NUMBER})\s?°F", lambda m: f"{'零下' if m[1] else ''}{number(m[2])}华氏度"),
        (rf"([{signs}])\s?({_NUMBER})\s?([万亿]?)", _money),
        (r"(?<![\d/])(\d{1,4})/(\d{1,4})(?![\d/])", lambda m: f"{number(m[2])}分之{number(m[1])}"),
        (r"(?<!\d)(\d)米(\d{1,2})(?![\d米厘])", lambda m: f"{_counted(m[1])}米{digits(m[2])}"),
        (rf"([-−]?)({_NUMBER})\s?({units})(?![A-Za-z])", lambda m: _unit(m, data["units"])),
        (r"第(\d+)", lambda m: f"第{number(m[1])}"),
        (rf"(?<![\d.])2(?=(?:{measures}|[万亿千]))", lambda m: "两"),
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
    if hour > 24 or minute > 59 or _SHARE.search(match.string[: match.start()]):
        return None
    told = f"{_counted(str(hour))}点"
    if minute:
        told += f"{'零' if minute < 10 else ''}{number(str(minute))}分"
    return told + (f"{number(str(int(match[3])))}秒" if match[3] else "整" if not minute else "")


def _money(match: re.Match[str]) -> str:
    plain = re.sub(r"(\.\d*?)0+$", r"\1", match[2]).rstrip(".")
    amount = number(plain) if match[3] else _counted(plain)
    return f"{amount}{match[3]}{table('mandarin')['currencies'][match[1]]}"
