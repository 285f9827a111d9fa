"""Known: the jobs that this process knows, and in the log those of earlier ones; found by their owner alone."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from studio.errors import NotFound
from studio.jobs.live import ENDED, JobView, LiveJob
from studio.jobs.log import JobLog, view_of
from studio.jobs.mode import Modes
from studio.works.store import Store
from studio.works.tables import JobRow

_REMEMBERED = 500
"""Ended jobs that stay in memory for pages that come back; older ones are read from the store."""
_LOOKED_AT = 50


class Known:
    """Jobs for those who look on. One thread remembers, any number look."""

    def __init__(self, modes: Modes, log: JobLog, store: Store) -> None:
        self._modes = modes
        self._log = log
        self._store = store
        self._jobs: OrderedDict[str, LiveJob] = OrderedDict()

    def remember(self, job: LiveJob) -> None:
        self._jobs[job.id] = job
        ended = [known for known in self._jobs.values() if known.view.ended]
        for old in ended[: max(0, len(ended) - _REMEMBERED)]:
            del self._jobs[old.id]

    def forget(self, owner: str) -> None:
        """Those of an owner that have ended."""
        for job in self.of(owner):
            if job.view.ended:
                self._jobs.pop(job.id, None)

    def find(self, id: str, owner: str) -> LiveJob | None:
        """A job of this owner that this process knows."""
        job = self._jobs.get(id)
        return job if job and job.owner == owner else None

    def of(self, owner: str) -> list[LiveJob]:
        """The owner's jobs that this process knows, oldest first."""
        return [job for job in list(self._jobs.values()) if job.owner == owner]

    def ended(self, owner: str) -> list[tuple[JobView, Mapping[str, Any]]]:
        """The owner's newest jobs that have ended, newest first, each with what was asked. Without the works of those
        that an earlier process ran: `works_of` reads them."""
        known = [(job.view, job.values) for job in self.of(owner) if job.view.ended]
        rows = (row for row in self._log.jobs(*ENDED, owner=owner, limit=_LOOKED_AT) if row.id not in self._jobs)
        earlier = [(replace(view_of(row, ()), mode=self._mode_of(row)), row.params) for row in rows]
        return sorted([*known, *earlier], key=lambda ended: ended[0].created, reverse=True)[:_LOOKED_AT]

    def works_of(self, view: JobView) -> tuple[str, ...]:
        """Ids of what a job has made, first to last, whichever process ran it."""
        return view.works if view.id in self._jobs else self._store.ids_of(view.id, view.owner)

    def _mode_of(self, row: JobRow) -> str:
        """The mode's key of today; that of the row where there is none."""
        try:
            return self._modes.find(row.mode, row.params)[0].key
        except NotFound:
            return row.mode
