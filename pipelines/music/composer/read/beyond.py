"""What a description asks for that no piece here does: other keys, tempi and metres on the way, fades."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.music.composer.read.wording import wording
from pipelines.music.composer.read.words import find
from studio.words import Sentence, say


def read_beyond(text: str) -> Iterator[Sentence]:
    """A sentence for each such thing. Small letters in one spelling."""
    asked = dict.fromkeys(match.key for match in find(text, wording("beyond")) if not match.ruled_out)
    for key in asked:
        yield say(f"composer.missed.{key}")


def at_odds(first: str, second: str) -> Sentence:
    """Two things are asked for of which one can be; the first is taken."""
    return say("composer.missed.two", first=first, second=second)
