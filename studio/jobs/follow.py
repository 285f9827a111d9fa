"""Follow: a job seen from outside, for the page, the command line and the API alike."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from studio.jobs.live import JobView, LiveJob

GLANCE = 0.15
"""Seconds between two looks of a page: often enough for text to flow, rare enough for many visitors."""


async def follow(job: LiveJob, glance: float = GLANCE) -> AsyncIterator[JobView]:
    """Every change of the job, and every glance while it waits, since its place in the queue changes; last its end.

    Leaving does not stop the job.
    """
    seen, view = -1, job.view
    while not view.ended:
        if view.version != seen or view.state == "queued":
            seen = view.version
            yield view
        await asyncio.sleep(glance)
        view = job.view
    yield view
