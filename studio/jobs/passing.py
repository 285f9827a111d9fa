"""Passing: temporary folders of jobs, in the studio's own home, so that what a killed process left is found again."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout


class Passing:
    """A folder for each running job, and a lock beside it that the system frees when the process dies."""

    def __init__(self, home: Path) -> None:
        self._home = home

    @contextmanager
    def folder(self, job: str) -> Iterator[Path]:
        """An empty folder that is gone after the block."""
        self._home.mkdir(parents=True, exist_ok=True)
        with FileLock(self._lock(job)):
            folder = self._home / job
            folder.mkdir()
            try:
                yield folder
            finally:
                self._remove(job)

    @contextmanager
    def left(self, job: str) -> Iterator[Path]:
        """The folder that a dead process left of a job; it need not be there, and is gone after the block."""
        self._home.mkdir(parents=True, exist_ok=True)
        with FileLock(self._lock(job)):
            try:
                yield self._home / job
            finally:
                self._remove(job)

    def sweep(self, but: Collection[str] = ()) -> None:
        """Remove the folders of processes that are dead, `but` those of these jobs; another process may be at work
        beside this one."""
        for job in {path.stem for path in self._home.glob("*")} - set(but):
            with suppress(Timeout, OSError), FileLock(self._lock(job), timeout=0):
                self._remove(job)

    def _lock(self, job: str) -> Path:
        return self._home / f"{job}.lock"

    def _remove(self, job: str) -> None:
        # What cannot be removed now is met again by the next sweep.
        shutil.rmtree(self._home / job, ignore_errors=True)
        with suppress(OSError):
            self._lock(job).unlink()
