"""The metre that a description asks for, in figures, in words, or by a dance that has one."""

from __future__ import annotations

import re

from pipelines.music.composer.read.ruling import ruled_out
from pipelines.music.composer.read.wording import wording
from pipelines.music.composer.read.words import find
from pipelines.music.score.score import GROUPS
from studio.words import Sentence, say

_COUNTS = "in two time", "in three", "in four time", "in five", "in six", "in seven", "in nine", "in twelve"
"""Words that are a metre only where nothing is counted: not "in five minutes"."""
_AFTER_COUNT = re.compile(r"(?: time| beats?| metre| meter| feel)?\s*(?:$|[,.;:!?)]|(?:and|at|with|for|by)(?![a-z]))")
_SIGN = re.compile(r"(?<![\d/.])(\d{1,2})\s?/\s?(\d{1,2})(?![\d/])")
_OTHER = re.compile(
    r"\s*(?:of(?! time)|the|an?|speed|inch|inches|cup|mile|miles|hours?|way|empty|full|size|length|volume|price"
    r"|done|notes?|%|years?"
    r"|support|service|days?|chance|finished|through)(?![a-z])"
)
_MARK = re.compile(r"(?<![a-z])(?:time|metre|meter|signature|beats?)(?![a-z])|拍")
_PAIR = re.compile(r"(?<![一二三四五六七八九十百零\d])([二三四五六七八九]|十二)([二三四五六七八九]|十二)拍")
_FIGURES = {"二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十二": 12}


def read_metre(text: str) -> tuple[str, tuple[Sentence, ...]]:
    """The name of a metre, "" where none is asked for, and what cannot be done. Small letters."""
    for sign in _SIGN.finditer(text):
        if ruled_out(text, sign.start()) or not _is_sign(text, sign):
            continue
        name = f"{int(sign[1])}/{int(sign[2])}"
        return (name, ()) if name in GROUPS else _nearest(name)
    for pair in _PAIR.finditer(text):
        first, second = _FIGURES[pair[1]], _FIGURES[pair[2]]
        # 四三拍 has its quarters first, 三四拍 its number of them.
        beats, unit = (first, second) if second == 8 or (second == 4 and first != 8) else (second, first)
        name = f"{beats}/{unit}"
        return (name, ()) if name in GROUPS else _nearest(name)
    if re.search(r"(?<![a-z])(?:cut time|alla breve)(?![a-z])", text):
        return _nearest("2/2")
    return _in_words(text), ()


def _is_sign(text: str, sign: re.Match[str]) -> bool:
    """Whether a fraction is a time signature: not "3/4 of an hour", "24/7" or "1/2 the speed"."""
    beats, unit = int(sign[1]), int(sign[2])
    if unit not in (2, 4, 8, 16, 32) or beats < 2 or _OTHER.match(text, sign.end()):
        return False
    if f"{beats}/{unit}" in GROUPS:
        return True
    return beats > 4 or bool(
        _MARK.search(text, sign.end(), sign.end() + 12) or re.search(r"in\s*$", text[: sign.start()])
    )


def _nearest(name: str) -> tuple[str, tuple[Sentence, ...]]:
    taken = str(wording("metre_nearest").get(name, ""))
    key = "composer.missed.metre_near" if taken else "composer.missed.metre"
    return taken, (say(key, metre=name, taken=taken, known=list(GROUPS)),)


def _in_words(text: str) -> str:
    for match in find(text, wording("metre")):
        said = text[match.start : match.end].replace("-", " ")
        if not match.ruled_out and (said not in _COUNTS or _AFTER_COUNT.match(text, match.end)):
            return match.key
    return ""
