"""Sweeper: once an hour, forgets what was brought a day ago and nothing uses, what lay in the bin for a month, and what
else has stayed its time."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence

from studio.jobs.worker import Worker
from studio.works.upkeep import empty_bins, tint_rest

log = logging.getLogger(__name__)


class Sweeper:
    """A thread of its own: a slow disk must not hold up a start or a job."""

    def __init__(
        self, worker: Worker, also: Sequence[Callable[[], object]] = (), first: float = 60.0, every: float = 3600.0
    ) -> None:
        """`also`: what else is to be done; `first`: seconds until the first sweep, since nobody waits for it at a
        start; `every`: between two."""
        self._worker, self._also = worker, also
        self._first, self._every = first, every
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._work, name="sweeper", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self, timeout: float = 3) -> None:
        """A sweep that is going on ends first, or goes on alone after `timeout` seconds."""
        self._closing.set()
        if self._thread.is_alive():
            self._thread.join(timeout)

    def _work(self) -> None:
        wait = self._first
        while not self._closing.wait(wait):
            wait = self._every
            self.sweep()

    def sweep(self) -> None:
        """Once, now."""
        worker = self._worker
        chores: tuple[Callable[[], object], ...] = (
            lambda: worker.uploads.sweep(worker.line.brought),
            lambda: empty_bins(worker.store),
            lambda: tint_rest(worker.store),
            worker.store.files.loans.sweep,
            *self._also,
        )
        for chore in chores:
            try:
                chore()
            except Exception:
                # The next sweep finds the same.
                log.exception("sweeping failed")
