"""The tempo that a description asks for: in figures, in Italian, or as a pace."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipelines.music.ask import MusicParams
from pipelines.music.composer.read.beyond import at_odds
from pipelines.music.composer.read.numerals import chinese, in_digits
from pipelines.music.composer.read.wording import wording
from pipelines.music.composer.read.words import NOTHING, find
from studio.params import bounds
from studio.words import Sentence, say

SLOWEST, FASTEST = bounds(MusicParams.model_fields["tempo"])
"""Beats a minute that can be played."""
_NUMBER = r"(\d{1,6}(?:\.\d+)?)"
_SPEED = re.compile(r"((?:速度|拍速|曲速)(?:是|为|约|大约|在|:)*)([一二两三四五六七八九十百]+)(?![小慢快级])")
_ABOUT = (
    r"(?:is|of|at|to|set to|around|about|approximately|approx|roughly|ca|c|circa|=|:|~|≈|\.|为|是|约|大约|大概|在|\s)*"
)
_UNIT = (
    r"(?:b\.?\s?p\.?\s?m(?![a-z])|beats? ?(?:per|a|/|each|every) ?min|beats/min|pulses (?:per|a) min"
    r"|拍\s*(?:每分|/\s*分|一分)|(?<=\d\d)拍(?=$|[\s,.;。、的]|左右|上下))"
)
_RANGE = re.compile(rf"{_NUMBER}\s*(?:bpm)?\s*(?:-|~|to|and|到|至)\s*{_NUMBER}\s*-?\s*{_UNIT}")
_BEFORE_UNIT = re.compile(rf"(?<![\d./]){_NUMBER}\s*-?\s*{_UNIT}")
_PER_MINUTE = re.compile(rf"(?:每|一)分钟?{_ABOUT}{_NUMBER}\s*[拍下]")
_NAMED = re.compile(
    rf"(?:(?<![a-z])(?:bpm|tempo|metronome(?: mark(?:ing)?)?|m\.?m\.?|speed)|速度|拍速|节拍|曲速){_ABOUT}{_NUMBER}"
    r"(?![\d/%]|\s*(?:%|/|秒|分|s(?:ec)?|min|bars?|拍子)(?![a-z]))(?:\s*(?:-|~|to|到|至)\s*(\d{2,3}))?"
)
_NOTE = re.compile(
    rf"(♩|♪|𝅗𝅥|𝅘𝅥𝅮|𝅘𝅥|(?<![a-z])(?:dotted[ -])?(?:quarter|crotchet|eighth|quaver|half|minim"
    rf"|[qe])(?:[ -]note)?s?)\s*(\.|·|dotted)?"
    rf"\s*(?:=|≈|equals?|at|is)\s*(?:ca?\.?)?\s*{_NUMBER}"
)
_BARE = re.compile(
    r"(?<![a-z])at (?:around |about |roughly )?(\d{2,3}(?:\.\d+)?)(?=\s*(?:$|[,;.!]|in (?:the key|[a-g])))"
)
_LONE = re.compile(r"(?:^|[,;、。])\s*(\d{2,3})\s*(?=$|[,;、。!])")
"""A number that stands alone: "surf rock, 160". That of a machine ("acid, 303, 138") is no tempo."""
_LENGTHS = {"♩": 1.0, "𝅘𝅥": 1.0, "q": 1.0, "c": 1.0, "♪": 0.5, "𝅘𝅥𝅮": 0.5, "e": 0.5, "𝅗𝅥": 2.0, "h": 2.0, "m": 2.0}


@dataclass(frozen=True)
class Tempo:
    """What is said of the tempo."""

    beats: float | None = None
    """Beats a minute, where a number is said."""
    length: float | None = None
    """Of a beat in quarter notes, where it is said ("♩. = 60"); None: what the metre counts."""
    pace: str = ""
    """One of [pace] in wording.toml, or beats a minute of [italian]."""
    missed: tuple[Sentence, ...] = ()


def read_tempo(text: str) -> Tempo:
    """The tempo of a description in small letters; that of the first figure where there are several."""
    text = in_digits(text, rf"{_UNIT}|拍")
    text = _SPEED.sub(lambda said: f"{said[1]}{chinese(said[2]) or said[2]}", text)
    if said := _NOTE.search(text):
        return _within(float(said[3]), _length(said[1], said[2] or ""))
    if said := _RANGE.search(text):
        return _within((float(said[1]) + float(said[2])) / 2)
    for pattern in (_PER_MINUTE, _BEFORE_UNIT, _NAMED, _BARE):
        if said := pattern.search(text):
            ends = [float(number) for number in said.groups() if number]
            return _first(_within(sum(ends) / len(ends)), text[said.end() :])
    lone = (float(said[1]) for said in _LONE.finditer(text))
    beats = next((number for number in lone if SLOWEST <= number <= FASTEST), None)
    return _paced(text) if beats is None else Tempo(beats)


def _first(tempo: Tempo, rest: str) -> Tempo:
    """The first of several tempi; that there is another is said."""
    other = _BEFORE_UNIT.search(rest)
    if other is None or tempo.beats is None or float(other[1]) == tempo.beats:
        return tempo
    return replace(tempo, missed=(*tempo.missed, at_odds(f"{tempo.beats:g} bpm", f"{float(other[1]):g} bpm")))


def _length(note: str, dot: str) -> float:
    """Of a note in quarter notes."""
    name = note.removeprefix("dotted").strip(" -")
    dotted = bool(dot) or note.startswith("dotted")
    return _LENGTHS[name if name in _LENGTHS else name[0]] * (1.5 if dotted else 1.0)


def _within(beats: float, length: float | None = None) -> Tempo:
    """What cannot be played is said, and the nearest that can is taken."""
    taken = float(min(FASTEST, max(SLOWEST, beats)))
    if taken == beats:
        return Tempo(beats, length)
    bounds = {"low": round(SLOWEST), "high": round(FASTEST)}
    return Tempo(
        taken, length, missed=(say("composer.missed.tempo", tempo=f"{beats:g}", taken=f"{taken:g}", **bounds),)
    )


def _paced(text: str) -> Tempo:
    """A pace. One that is ruled out turns around: "not too fast" is medium."""
    found = find(text, {**wording("italian"), **wording("pace"), NOTHING: wording("pace_hides")["words"]})
    wanted = [match for match in found if not match.ruled_out]
    if wanted:
        first = wanted[0]
        # "Starts slow and gets faster" is no contradiction.
        changes = bool(find(text, {"change": wording("beyond")["tempo_change"]}))
        other = next((match for match in wanted if not changes and _are_opposite(first.key, match.key)), None)
        missed = () if other is None else (at_odds(text[first.start : first.end], text[other.start : other.end]),)
        return Tempo(pace=first.key, missed=missed)
    turned = {"slow": "medium", "fast": "medium", "very slow": "slow", "very fast": "fast"}
    return Tempo(pace=next((turned[match.key] for match in found if match.key in turned), ""))


def _are_opposite(one: str, other: str) -> bool:
    return ("slow" in one and "fast" in other) or ("fast" in one and "slow" in other)
