"""Early: spaCy imported while nobody waits. It takes a second, and the first prompt should not have to."""

from __future__ import annotations

from contextlib import suppress
from threading import Timer

from pipelines.language.parser import library
from studio.errors import LoadFailed

PAUSE = 3.0
"""Seconds after the start; whoever opens the page meanwhile goes first."""


def import_soon(pause: float = PAUSE) -> Timer:
    """Import the library in a while, in a thread that ends with the process. The timer, for whoever waits for it."""
    timer = Timer(pause, _import)
    timer.daemon = True
    timer.start()
    return timer


def _import() -> None:
    with suppress(LoadFailed):  # Whoever needs it is told then.
        library()
