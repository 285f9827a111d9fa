"""Looks of drawn pictures: what is told where the network that paints them is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipelines.scene.options import DRAWN_LOOKS, LOOKS
from studio.models.catalog import ModelSpec
from studio.words import Sentence, say


def no_look(name: str, models: Mapping[str, ModelSpec]) -> Iterator[Sentence]:
    """A sentence where a look was chosen and its network is not here."""
    if name in DRAWN_LOOKS and LOOKS not in models:
        yield say("look.absent")
