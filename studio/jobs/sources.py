"""Sources: how a work came to be, as the engine says that made it."""

from __future__ import annotations

from collections.abc import Callable

from studio.jobs.mode import Modes
from studio.works.copyist import likely_source
from studio.works.credit import Source
from studio.works.recipe import Recipe


def sources(modes: Modes) -> Callable[[Recipe], Source]:
    """For the works of all engines; of one that there is no more, what its recipe tells."""
    engines = {engine.key: engine for mode in modes.values() for engine in mode.engines}

    def source_of(recipe: Recipe) -> Source:
        engine = engines.get(recipe.engine)
        return engine.source_of(recipe) if engine else likely_source(recipe)

    return source_of
