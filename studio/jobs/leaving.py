"""Leaving: an owner's jobs are stopped and forgotten."""

from __future__ import annotations

import time

from studio.errors import NotAllowed
from studio.jobs.worker import Worker
from studio.words import say


def stop_all(worker: Worker, owner: str, patience: float = 60.0) -> None:
    """Stop an owner's jobs and wait until the last of them has ended, so that none keeps anything afterwards.

    Raises NotAllowed where that takes longer than `patience` seconds; then nothing else was done.
    """
    jobs = [job for job in worker.known.of(owner) if not job.view.ended]
    for job in jobs:
        worker.cancel(job.id, owner)
    end = time.monotonic() + patience
    for job in jobs:
        while not job.view.ended:
            if time.monotonic() > end:
                raise NotAllowed(say("mine.still_running"), kept=say("seal.kept"))
            job.wait(job.view.version, timeout=1.0)
    worker.known.forget(owner)
