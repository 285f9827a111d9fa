"""Leaving: copies of files for those who ask over HTTP. Whoever waits for one to be made does so without a thread: a
large film stops nobody."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import anyio
from starlette.concurrency import run_in_threadpool

from studio.errors import NotFound
from studio.house import House
from studio.words import say
from studio.works.copies import Terms
from studio.works.works import Work, WorkFile

_AT_ONCE = 2
"""Copies that are made at the same time."""


class Leaving:
    """Hands out copies."""

    def __init__(self, house: House) -> None:
        self._house, self._copies = house, house.copies
        self._places = anyio.CapacityLimiter(_AT_ONCE)

    async def path(self, work: Work, file: WorkFile, terms: Terms) -> Path:
        """A copy on these terms. Raises NotFound, StoreDamaged, NotWritable or DiskFull."""
        if found := await run_in_threadpool(self._copies.ready, work, file, terms):
            return found
        return await anyio.to_thread.run_sync(partial(self._copies.path, work, file, terms), limiter=self._places)

    async def beside(self, work: Work, file: WorkFile) -> Path:
        """The credentials of such a copy. Raises NotFound where it carries them itself, and what `path` raises."""
        terms = await run_in_threadpool(self._house.terms, work.owner)
        sidecar = partial(self._copies.sidecar, work, file, terms)
        if found := await anyio.to_thread.run_sync(sidecar, limiter=self._places):
            return found
        raise NotFound(say("file.none"))

    async def own(self, work: Work, file: WorkFile) -> Path:
        """A copy for whoever made it; of a file that is damaged what is there of it. Raises NotWritable or DiskFull."""
        terms = await run_in_threadpool(self._house.terms, work.owner)
        if found := await run_in_threadpool(self._copies.ready, work, file, terms):
            return found
        return await anyio.to_thread.run_sync(partial(self._copies.own, work, file, terms), limiter=self._places)
