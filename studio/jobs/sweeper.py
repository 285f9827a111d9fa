"""Sweeper: forgets, once an hour, what was brought a day ago and is not used by any work or waiting job."""

from __future__ import annotations

import logging
import threading

from studio.jobs.worker import Worker

log = logging.getLogger(__name__)


class Sweeper:
    """A thread of its own: a slow disk must not hold up a start or a job."""

    def __init__(self, worker: Worker, first: float = 60.0, every: float = 3600.0) -> None:
        """`first`: seconds until the first sweep, since nobody waits for it at a start; `every`: between two."""
        self._worker = worker
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
            try:
                self._worker.uploads.sweep(self._worker.brought)
            except Exception:
                # The next sweep finds the same.
                log.exception("sweeping failed")
