"""Levels: how much is held back, and from which certainty on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from studio.settings import Settings
from studio.words import Sentence, say

Level = Literal["open", "usual", "strict"]
Category = Literal["minors", "sexual", "violence", "hate", "self-harm", "harm"]
"""Children shown sexually; what is sexual; cruelty; contempt for a group of people; harm to oneself; how to harm
others: weapons, poisons, explosives."""
Stage = Literal["words", "picture", "text"]
"""What was asked for in words; a picture or film, and a text, that came of it."""
ALWAYS: Category = "minors"
"""What no level lets through, and nobody can allow."""
FIRM, FAINT = 0.95, 0.6
"""Certainty of a word that leaves no doubt, and of one that may be meant in another way."""
_FROM: dict[Level, float] = {"open": 2.0, "usual": 0.8, "strict": 0.5}
"""Certainty from which on something is held; 1 is the highest that there is."""


@dataclass(frozen=True)
class Finding:
    """What a filter has found. Nothing of what it was found in."""

    stage: Stage
    category: Category
    certainty: float

    @property
    def called(self) -> Sentence:
        return say(f"safety.category.{self.category}")


def level_of(settings: Settings) -> Level:
    """The level that counts. A studio for whoever sits at this machine is open, unless its level was set."""
    is_set = "safety" in settings.model_fields_set
    return settings.safety if is_set or not settings.is_private else "open"


def held(findings: Iterable[Finding], level: Level) -> Finding | None:
    """The gravest of the findings that a level holds back; None where it lets all of them through."""
    grave = [one for one in findings if one.category == ALWAYS or one.certainty >= _FROM[level]]
    return max(grave, key=lambda one: (one.category == ALWAYS, one.certainty), default=None)
