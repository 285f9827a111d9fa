"""Screen: looks at what is asked for and at what was made, as its level wants."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from studio.models.cache import ModelCache
from studio.models.catalog import Catalog
from studio.safety import sight
from studio.safety.levels import Category, Finding, Level, Stage, held
from studio.safety.meanings import WAYS, Meanings
from studio.safety.wording import LONGEST, screened
from studio.works.credit import Source
from studio.works.kinds import KINDS
from studio.works.made import Made

Check = Callable[[], None]
"""Raises what calls a wait off."""


class Screen:
    """Safe to use from one thread at a time. What a level has no use for is not loaded."""

    def __init__(self, level: Level, catalog: Catalog, cache: ModelCache) -> None:
        self.level = level
        self._catalog, self._cache = catalog, cache
        self._meanings = {way: Meanings(way) for way in WAYS}

    def words(self, texts: Iterable[str], check: Check = lambda: None) -> Finding | None:
        """What is held back of what somebody asks for; None where nothing is."""
        return self._worded("words", tuple(texts), check)

    def looks(self, source: Source) -> bool:
        """Whether what came to be like this is looked at: what a trained model had a part in can show anything."""
        return self.level != "open" and "trained" in source.lower()

    def piece(self, made: Made, check: Check = lambda: None) -> Finding | None:
        """What is held back of a piece. Raises ModelAbsent where there is nothing to look with."""
        if KINDS[made.kind].is_text:
            return self._worded("text", (made.text,), check)
        pictures = tuple(sight.seen_in(made))
        return self._seen(pictures, check) if pictures else None

    def shows(self, image: bytes, check: Check = lambda: None) -> bool:
        """Whether a preview may be shown."""
        return self._seen((sight.opened(image),), check) is None

    def tells(self, part: str) -> bool:
        """Whether a part of a text may be shown while the rest is being written: by the lists alone, a millisecond for
        a hundred characters."""
        return held(_findings("text", screened((part,))), self.level) is None

    def _worded(self, stage: Stage, texts: Sequence[str], check: Check) -> Finding | None:
        """The lists first: they need no model."""
        if (grave := held(_findings(stage, screened(texts)), self.level)) or self.level == "open":
            return grave
        return held(self._meant(stage, texts, check), self.level)

    def _meant(self, stage: Stage, texts: Sequence[str], check: Check) -> Iterator[Finding]:
        for way, meanings in self._meanings.items():
            mine, spec = [text[:LONGEST] for text in texts if way.reads(text)], self._catalog[way.reader]
            if mine and self._catalog.present(spec):
                with self._cache.lease(spec, check) as reader:
                    for text in mine:
                        yield from _findings(stage, meanings.found(text, reader))

    def _seen(self, pictures: Iterable[Any], check: Check) -> Finding | None:
        with self._cache.lease(self._catalog[sight.NETWORK], check) as network:
            certain = sight.certainty(network, pictures)
        return held((Finding("picture", "sexual", certain),), self.level)


def _findings(stage: Stage, certainties: Mapping[Category, float]) -> Iterator[Finding]:
    return (Finding(stage, category, certainty) for category, certainty in certainties.items())
