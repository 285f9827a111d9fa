"""Saying: a Chinese prompt made ready to be read: simplified, idioms and verses put plainly, emoji taken out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pipelines.scene.read.prompt import EMOJI, FLAG, LONGEST, uncounted
from pipelines.scene.tables import table

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_EDGE = re.compile(rf"(?<=[{_HAN}])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=[{_HAN}])")
_QUOTED = re.compile('[“"「『《]([^“”"「」『』《》]{1,40})[”"」』》]')
_WRITTEN = re.compile("(?:写着|写有|印着|刻着|题着|标着|上书|写上)$")
_NOTHING_ELSE = re.compile(
    "除了(.{1,20}?)(?:之外|以外|外)?[，,]?[^，,。]{0,8}(?:什么都没有|什么也没有|别无他物|没有别的|空无一物)"
)
_BESIDES = re.compile("除了([^，,。]{1,20}?)(?:之外|以外|外)?[，,]?(?=(?:还|也|都)[有是])")
"""除了马，还有驴: both are there."""
_IDIOM = re.compile(
    rf"(?<![{_HAN}])(?:请?画?(?:一[幅张个])?)([{_HAN}]{{4,5}}?)"
    rf"(?:的(?=[{_HAN}]{{1,3}}(?![{_HAN}])))?((?:画|插画|漫画|图|故事|场景|海报|剪影|贴纸|水墨画|油画)?)(?![{_HAN}])"
)
"""A clause that is one idiom, or a picture of one; within a sentence it only says how something is done."""
_CLAUSE = re.compile(rf"[{_HAN}]+")
_LARGER = re.compile(
    rf"(?:比[{_HAN}]{{1,6}}?(?:还要|还|更)(?:高|大|长)|像[{_HAN}]{{1,6}}?(?:一样|那么|那样|般)(?:高|大))的?(?=[{_HAN}])"
)
"""What is larger than something else, or as large: 比房子还高的."""
_MIRRORED = re.compile(rf"[{_HAN}]{{0,4}}水(?:里|中|面|面上)?(?:有|是|映着|映出|倒映着)?[{_HAN}]{{0,3}}倒影")
"""What water mirrors is not under it."""
_NO_COUNT = re.compile(
    r"[0-9一二三四五六七八九十]+\s*(?:世纪|年代)|(?:公元前?|农历)?\s*[0-9]{3,4}\s*年|[一二三四五六七八九十0-9]+号公路"
    r"|[0-9]+\s*[:：]\s*[0-9]+|百分之[零一二三四五六七八九十百]+|[零一二三四五六七八九]{4}年"
)


@dataclass(frozen=True)
class Saying:
    """A text for the reader, and what it no longer says by itself."""

    text: str
    prompt: str = ""
    """As the person wrote it."""
    simple: str = ""
    """The same in simplified characters."""
    emoji: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    """What is to be written in the picture."""
    plain: dict[str, str] = field(default_factory=dict)
    """What idioms and verses were put into, and their own words."""

    def own_words(self, word: str) -> str:
        """A word as the person wrote it: of an idiom, the idiom; in their own characters."""
        word = next((own for said, own in self.plain.items() if word in said), word)
        at = self.simple.find(word)
        alike = at >= 0 and len(self.simple) == len(self.prompt)
        return self.prompt[at : at + len(word)] if alike else word


def said(prompt: str) -> Saying:
    """The prompt in simplified characters and plain words. Linear in its length; read up to LONGEST characters."""
    prompt = prompt[:LONGEST]
    simple = text = simplified(prompt)
    emoji = tuple(match[0] for match in re.finditer(f"{FLAG.pattern}|{EMOJI.pattern}", text))
    text = EMOJI.sub(" ", FLAG.sub(" ", text))
    written = tuple(match[1] for match in _QUOTED.finditer(text) if _WRITTEN.search(text[: match.start()]))
    for words in written:
        text = text.replace(words, "")
    text = _LARGER.sub("巨大的", _MIRRORED.sub("倒影", text)).replace("T恤", "衬衫")
    text = _made().sub(r"\1的", text)
    text = _NOTHING_ELSE.sub(r"\1", text)
    text = _BESIDES.sub(r"\1，", text)
    text = uncounted(_EDGE.sub(" ", _NO_COUNT.sub("", text)))
    plain: dict[str, str] = {}
    return Saying(_plainly(text, plain), prompt, simple, emoji, written, plain)


def _plainly(text: str, plain: dict[str, str]) -> str:
    if is_verse(text):
        return _in_prose(text, plain)

    def one(match: re.Match[str]) -> str:
        meant = _idioms().get(match[1], "")
        plain[meant] = match[1]
        return f"{meant}，{match[2]}" if meant else match[0]

    return _IDIOM.sub(one, text)


def is_verse(text: str) -> bool:
    """Whether each clause has five characters, or each has seven, and none has a little word of today's Chinese."""
    clauses = _CLAUSE.findall(text)
    lengths = {len(clause) for clause in clauses}
    rest = _CLAUSE.sub("", text)
    modern = table("chinese_sayings")["modern"]["words"]
    return (
        (lengths in ({5}, {7}) or (lengths == {6} and all(_share(clause) > 4 for clause in clauses)))
        and not any(word in clause for clause in clauses for word in modern if not _is_old(word, clause))
        and not any(char.isalnum() for char in rest)
        and (len(clauses) > 1 or _share(clauses[0]) >= len(clauses[0]) - 1)
    )


def _is_old(word: str, clause: str) -> bool:
    """Whether a little word of today only stands within a word of verses: 疑是."""
    return any(word in one and word != one for one in _verse_words(clause) if one in _verse())


def _share(clause: str) -> int:
    """Characters of a clause that belong to the words of verses."""
    return sum(len(word) for word in _verse_words(clause) if word in _verse())


def _in_prose(text: str, plain: dict[str, str]) -> str:
    """A verse as a list of what it names, with what is said of each."""

    def one(match: re.Match[str]) -> str:
        told = [(_verse().get(word, ""), word) for word in _verse_words(match[0])]
        for meant, word in told:
            if meant:
                plain[meant] = word
        return "".join(meant for meant, _ in told)

    return _CLAUSE.sub(one, text)


def _verse_words(clause: str) -> list[str]:
    """Longest words first, from left to right."""
    found, at = [], 0
    while at < len(clause):
        length = next(n for n in (4, 3, 2, 1) if n == 1 or clause[at : at + n] in _verse())
        found.append(clause[at : at + length])
        at += length
    return found


@cache
def _made() -> re.Pattern[str]:
    """木头做的椅子: a wooden one."""
    stuffs = {word for kind in ("material", "texture") for words in table("chinese")[kind].values() for word in words}
    return re.compile(
        rf"(?:用|由|以)?({'|'.join(sorted(stuffs, key=len, reverse=True))})(?:做|制|搭|雕|编|织|造|建)(?:成|作|造)?的"
    )


@cache
def _verse() -> dict[str, str]:
    return {word: meant for meant, words in table("chinese_sayings")["verse"].items() for word in words}


@cache
def _idioms() -> dict[str, str]:
    return dict(table("chinese_sayings")["idiom"])


def simplified(text: str) -> str:
    """The text in simplified characters."""
    return str(_converter().convert(text))


@cache
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("t2s")
