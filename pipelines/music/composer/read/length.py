"""The length that a description asks for."""

from __future__ import annotations

import re

from pipelines.music.ask import MusicParams
from pipelines.music.composer.read.numerals import in_digits
from studio.params import bounds
from studio.words import Sentence, say

SHORTEST, LONGEST = bounds(MusicParams.model_fields["seconds"])
"""Seconds that can be asked for."""
_UNIT = r"(?:seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|秒钟?|分钟?|小时)(?![a-z])"
_SPAN = rf"(\d+(?:\.\d+)?)[ -]*({_UNIT})(?:\s*(?:and\s*)?(\d+)\s*(?:seconds?|secs?|s|秒钟?)(?![a-z]))?"
_MUSIC = (
    r"(?:long|pieces?|songs?|track|tune|loop|version|clip|of(?! silence)|in length|jingle|theme|music|的|长|音乐|曲)"
)
_ASKED = (
    re.compile(rf"(?<![\d.])(?<!last )(?<!first )(?<!final )(?<!最后){_SPAN}[ -]*{_MUSIC}"),
    re.compile(
        r"(?:(?:length|duration|lasting|lasts|(?<!the )last|runtime|long|时长|长度|总长|持续)"
        rf"(?: of| is| about|为|约|是|[:=])?)\s*{_SPAN}"
    ),
    re.compile(
        r"(?<![\d.])(?<!last )(?<!first )(?<!final )(?<!every )(\d+(?:\.\d+)?)[ -](second|sec|minute|min|hour)()"
        r"[ -](?=[a-z])"
    ),
    re.compile(rf"(?:^|[,;.、。])\s*(?:about |around |approximately |约|大约)?{_SPAN}\s*(?=$|[,;.、。])"),
)
_PRIMES = re.compile(r"(?<![\d'.])(\d{1,2})'([0-5]\d)(?!\d)")
"""1'30 is a minute and a half."""
_DECADE = re.compile(r"(?<!\d)[2-9]0'?s(?!\w)(?! (?:long|in length))")
_CLOCK = re.compile(r"(?<![\d:])(\d{1,2}):([0-5]\d)(?![\d:])\s*(?:long|in length|minutes?)")


def read_length(text: str) -> tuple[float | None, tuple[Sentence, ...]]:
    """Seconds, None where no length is said, and what cannot be done. Small letters in one spelling."""
    if said := _CLOCK.search(text):
        return _within(60.0 * int(said[1]) + int(said[2]))
    if said := _PRIMES.search(text):
        return _within(60.0 * int(said[1]) + int(said[2]))
    text = re.sub(r"(?<![a-z])(an?|one|two|three|four|five) (minute)s? and a half", _and_a_half, text)
    text = re.sub(
        r"(?<![a-z])half an? (minute|hour)", lambda match: "30 seconds" if match[1] == "minute" else "30 minutes", text
    )
    text = text.replace("半分钟", "30秒").replace("一分半钟", "90秒").replace("一分半", "90秒")
    text = re.sub(r"(?<![a-z])an? (?=(?:minute|hour)[ -])", "1 ", text)
    # The eighties are no length.
    text = in_digits(_DECADE.sub("", text), _UNIT)
    for pattern in _ASKED:
        if said := pattern.search(text):
            return _within(float(said[1]) * _seconds(said[2]) + float(said[3] or 0))
    return None, ()


def _and_a_half(said: re.Match[str]) -> str:
    minutes = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}[said[1]]
    return f"{60 * minutes + 30}s long"


def _seconds(unit: str) -> int:
    if unit.startswith(("h", "小")):
        return 3600
    return 60 if unit.startswith(("m", "分")) else 1


def _within(seconds: float) -> tuple[float, tuple[Sentence, ...]]:
    taken = min(float(LONGEST), max(float(SHORTEST), seconds))
    if taken == seconds:
        return taken, ()
    values = {"seconds": f"{seconds:g}", "taken": f"{taken:g}", "low": SHORTEST, "high": LONGEST}
    return taken, (say("composer.missed.length", **values),)
