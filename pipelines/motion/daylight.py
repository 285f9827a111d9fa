"""Daylight: a prompt in which day turns to night, or night to day."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from pipelines.illustration.scene import Brief, Daytime
from pipelines.motion.easing import smooth

_NIGHTFALL = re.compile(
    r"\bnight(fall)?\s*(falls|fall|comes|is falling|is coming|arrives)?\b.*\b(falls|falling|comes|coming|arrives)\b|nightfall"
    r"|\b(turn(s|ing)?|fad(es|ing)|chang(es|ing)|becom(es|ing)|goes|go|going|passes|passing)\s+(in)?to\s+(the\s+)?(night|dark)"
    r"|\b(day|dusk)\s+(in)?to\s+(the\s+)?night|\bgets?(ting)? dark|\bgrow(s|ing)? dark|until (the )?night"
    r"|夜幕降临|天黑|入夜|夜晚降临|白天.*黑夜|渐渐变黑"
)
_SUNSET = re.compile(r"\bsun ?set(s|ting)?\b|\bsun (is |goes |going |sinks|sinking)+\s*(down|setting)?|日落|落日|夕阳西下")
_SUNRISE = re.compile(
    r"\bsun ?ris(e|es|ing)\b|\b(day|dawn|morning) (breaks|breaking|comes|coming)\b|\bdaybreak\b"
    r"|\bnight\s+(in)?to\s+(the\s+)?(day|dawn|morning)\b|\bturn(s|ing)?\s+(in)?to\s+(day|dawn|morning)\b|日出|天亮|破晓|旭日"
)
_CHANGES: tuple[tuple[re.Pattern[str], Daytime, Daytime], ...] = (
    (_SUNRISE, "night", "dawn"),
    (_NIGHTFALL, "day", "night"),
    (_SUNSET, "day", "dusk"),
)
INDOORS = ("space", "underwater")


@dataclass(frozen=True)
class Daylight:
    """The time of day at the start and at the end of a film."""

    start: Daytime
    end: Daytime

    @property
    def rising(self) -> bool:
        """Whether the sun comes up."""
        return self.start == "night"

    def share(self, progress: float) -> float:
        """How much of the end is seen, 0 to 1, at a progress of 0 to 1. Both ends are held for a while."""
        return smooth((progress - 0.15) / 0.65)

    def briefs(self, brief: Brief) -> tuple[Brief, Brief]:
        """The same picture at its start and at its end."""
        return replace(brief, daytime=self.start), replace(brief, daytime=self.end)


def read_daylight(brief: Brief) -> Daylight | None:
    """The change of light that the prompt tells of, or None."""
    if brief.setting in INDOORS or brief.abstract:
        return None
    text = brief.prompt.lower()
    return next((Daylight(start, end) for pattern, start, end in _CHANGES if pattern.search(text)), None)
