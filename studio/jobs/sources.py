"""Sources: how a work came to be, and what of it has to stay as it is, as the engine says that made it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from studio.jobs.engine import Engine
from studio.jobs.mode import Modes
from studio.works.copyist import likely_source
from studio.works.credit import Source
from studio.works.recipe import Recipe


def sources(modes: Modes) -> Callable[[Recipe], Source]:
    """For the works of all engines; of one that there is no more, what its recipe tells."""
    engines = _engines(modes)

    def source_of(recipe: Recipe) -> Source:
        engine = engines.get(recipe.engine)
        return engine.source_of(recipe) if engine else likely_source(recipe)

    return source_of


def spared(modes: Modes) -> Callable[[Recipe], bool]:
    """The same of which works are not marked."""
    engines = _engines(modes)

    def is_spared(recipe: Recipe) -> bool:
        engine = engines.get(recipe.engine)
        return engine is not None and engine.spares(recipe)

    return is_spared


def _engines(modes: Modes) -> dict[str, Engine[Any, Any]]:
    return {engine.key: engine for mode in modes.values() for engine in mode.engines}
