"""Follow: a job seen from outside, for the page, the command line and the API alike."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

from studio.jobs.live import JobView, LiveJob

GLANCE = 0.15
"""Seconds between two looks of a page: often enough for text to flow, rare enough for many visitors."""
WAIT = 1.0
"""Seconds after which a waiting job is told once more: its place in the queue changes, and it does not."""


async def follow(job: LiveJob, glance: float = GLANCE, wait: float = WAIT) -> AsyncIterator[JobView]:
    """Every change of the job, and now and then that it still waits; last its end.

    Leaving does not stop the job.
    """
    seen, told, view = -1, 0.0, job.view
    while not view.ended:
        if view.version != seen or (view.state == "queued" and time.monotonic() - told >= wait):
            seen, told = view.version, time.monotonic()
            yield view
        await asyncio.sleep(glance)
        view = job.view
    yield view
