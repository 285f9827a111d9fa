"""Early: what an engine's first work would wait for, imported and loaded while nobody waits."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from threading import Timer

from studio.errors import InkstoneError
from studio.jobs.engine import Host
from studio.jobs.mode import Mode
from studio.models.cache import ModelCache

PAUSE = 3.0
"""Seconds after the start; whoever opens the page meanwhile goes first."""


def prepare_soon(modes: Iterable[Mode], host: Host, cache: ModelCache, pause: float = PAUSE) -> Timer:
    """Let every engine prepare in a while, in a thread that ends with the process. The timer, for whoever waits."""
    timer = Timer(pause, _prepare, [list(modes), host, cache])
    timer.daemon = True
    timer.start()
    return timer


def _prepare(modes: list[Mode], host: Host, cache: ModelCache) -> None:
    for engine in (engine for mode in modes for engine in mode.engines):
        with suppress(InkstoneError):  # Whoever needs it is told then.
            for spec in engine.early(host):
                with cache.lease(spec):
                    pass
