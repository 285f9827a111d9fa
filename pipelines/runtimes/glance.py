"""Glance: when there is time for a preview, so that looking takes little of the time that painting does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter

SHARE = 0.05
"""Of the time since the work began. The first preview is shown whatever it costs, and counts: the next waits for it."""


class Glance:
    """Measures what previews cost. One for each picture."""

    def __init__(self, clock: Callable[[], float] = perf_counter) -> None:
        self._clock = clock
        self._begun, self._spent, self._last = clock(), 0.0, 0.0

    def is_due(self) -> bool:
        """Whether one more, as dear as the last, still stays within the share."""
        if not self._spent:
            return True
        return self._spent + self._last <= SHARE * (self._clock() - self._begun)

    @contextmanager
    def taken(self, more: bool = False) -> Iterator[None]:
        """A preview is made in the block, or the rest of one."""
        begun = self._clock()
        try:
            yield
        finally:
            took = self._clock() - begun
            self._last = self._last + took if more else took
            self._spent += took
