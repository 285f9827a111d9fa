"""Feelings: what a prompt that names no thing is about, and the forms and colours that suit it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipelines.scene.tables import table

OF_MOOD = {"calm": "calm", "lively": "joy", "gloomy": "sadness", "dreamy": "dream", "warm": "heat", "cold": "coldness"}
"""Feelings by the mood of a brief."""


@dataclass(frozen=True)
class Feeling:
    """What suits a feeling."""

    families: tuple[str, ...]
    palettes: tuple[tuple[str, ...], ...]
    """The ground's colour, then five inks."""
    density: float
    """How much there is in the picture, 0 to 1."""


def feeling_of(prompt: str, mood: str = "") -> Feeling | None:
    """The feeling that most words of the prompt name, the first of them where several do; else the mood's; or None."""
    text = prompt.lower()
    found = []
    for name, words in _words().items():
        starts = [match.start() for match in words.finditer(text)]
        if starts:
            found.append((-len(starts), starts[0], name))
    name = min(found)[2] if found else OF_MOOD.get(mood, "")
    return _feelings()[name] if name else None


def is_feeling(words: str) -> bool:
    """Whether words name a feeling or an idea, and nothing else: a picture can be of it without any thing."""
    if not words.isascii():
        return any(known.fullmatch(words) for known in _words().values())  # 爱 is one, and 爱因斯坦 none.
    return feeling_of(words) is not None


def is_feeling_alone(words: str) -> bool:
    """Whether the words together are one feeling or idea: intelligence is, artificial intelligence is not."""
    return any(known.fullmatch(words.lower()) for known in _words().values())


@cache
def _feelings() -> dict[str, Feeling]:
    return {
        name: Feeling(
            tuple(entry["families"]), tuple(tuple(one.split()) for one in entry["palettes"]), entry["density"]
        )
        for name, entry in table("feelings").items()
    }


@cache
def _words() -> dict[str, re.Pattern[str]]:
    """Whole words in English, any part in Chinese; longer ones first."""
    patterns = {}
    for name, entry in table("feelings").items():
        english = "|".join(sorted(map(re.escape, entry["english"]), key=len, reverse=True))
        chinese = "|".join(sorted(entry["chinese"], key=len, reverse=True))
        patterns[name] = re.compile(rf"\b(?:{english})\b|{chinese}")
    return patterns
