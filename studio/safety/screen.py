"""Screen: looks at what is asked for and at what was made, as its level wants."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from studio.models.cache import ModelCache
from studio.models.catalog import Catalog
from studio.safety import sight
from studio.safety.levels import Finding, Level, held
from studio.safety.meanings import READER, Meanings
from studio.safety.wording import screened
from studio.works.credit import Source
from studio.works.made import Made

Check = Callable[[], None]
"""Raises what calls a wait off."""


class Screen:
    """Safe to use from one thread at a time. What a level has no use for is not loaded."""

    def __init__(self, level: Level, catalog: Catalog, cache: ModelCache) -> None:
        self.level = level
        self._catalog, self._cache = catalog, cache
        self._meanings = Meanings()

    def words(self, texts: Iterable[str], check: Check = lambda: None) -> Finding | None:
        """What is held back of the texts; None where nothing is. The lists first: they need no model."""
        texts = tuple(texts)
        if (grave := held(screened(texts), self.level)) or self.level == "open":
            return grave
        spec = self._catalog[READER]
        if not texts or not self._catalog.present(spec):
            return None
        with self._cache.lease(spec, check) as reader:
            return held(screened(texts, lambda text: self._meanings.found(text, reader)), self.level)

    def looks(self, source: Source) -> bool:
        """Whether what came to be like this is looked at: what a trained model had a part in can show anything."""
        return self.level != "open" and "trained" in source.lower()

    def piece(self, made: Made, check: Check = lambda: None) -> Finding | None:
        """What is held back of a piece. Raises ModelAbsent where there is nothing to look with."""
        pictures = tuple(sight.seen_in(made))
        return self._seen(pictures, check) if pictures else None

    def shows(self, image: bytes, check: Check = lambda: None) -> bool:
        """Whether a preview may be shown."""
        return self._seen((sight.opened(image),), check) is None

    def _seen(self, pictures: Iterable[Any], check: Check) -> Finding | None:
        with self._cache.lease(self._catalog[sight.NETWORK], check) as network:
            certain = sight.certainty(network, pictures)
        return held((Finding("picture", "sexual", certain),), self.level)
