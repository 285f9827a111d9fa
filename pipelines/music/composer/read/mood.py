"""The moods of a description, and how much energy it has."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from pipelines.music.composer.genres import moods
from pipelines.music.composer.read.wording import wording
from pipelines.music.composer.read.words import NOTHING, find

OPPOSITE = {"sad": "happy", "dark": "happy", "energetic": "calm", "calm": "energetic"}
"""What is left where a mood is ruled out."""
_STEP = 0.1


@dataclass(frozen=True)
class Moods:
    """What is felt in a description."""

    first: str = ""
    """The mood with the most words, the earlier of two with as many; "" for none."""
    all: tuple[str, ...] = ()
    refused: frozenset[str] = frozenset()
    louder: float = 0.0
    """Energy by words that are no mood."""


def read_moods(text: str) -> Moods:
    """The moods that a description names. Small letters in one spelling."""
    words = {key: mood.words for key, mood in moods().items()}
    found = find(text, {**words, NOTHING: wording("mood_hides")["words"]})
    wanted = Counter(match.key for match in found if not match.ruled_out)
    refused = frozenset(match.key for match in found if match.ruled_out) - wanted.keys()
    order = sorted(wanted, key=lambda key: -wanted[key])
    if not order:
        order = [OPPOSITE[key] for key in sorted(refused) if key in OPPOSITE][:1]
    loud = [match for match in find(text, wording("energy")) if not match.ruled_out]
    louder = sum(_STEP if match.key == "more" else -_STEP for match in loud)
    return Moods(order[0] if order else "", tuple(order), refused, louder)
