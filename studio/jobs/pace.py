"""Pace: how long jobs take here, learned from those that were done, to tell the wait before one submits."""

from __future__ import annotations

import json
import math
import os
from contextlib import suppress
from pathlib import Path

from studio.jobs.engine import Choice
from studio.jobs.live import LiveJob
from studio.works.works import now

_WEIGHT = 0.3
"""Share of the newest job in the running mean."""


class Pace:
    """Running mean of seconds by mode, engine and the models it runs with.

    `file`: where it is remembered over a restart; without one it is learned anew. Not thread-safe: the worker learns.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._seconds = self._read()

    def learn(self, job: LiveJob) -> None:
        if job.started is None:
            return
        key = _key(job.mode, job.ask.choice)
        took = (now() - job.started).total_seconds()
        # Another process on the same folder, such as a terminal's, has learned too.
        self._seconds |= self._read()
        known = self._seconds.get(key, took)
        self._seconds[key] = known + _WEIGHT * (took - known)
        self._write()

    def guess(self, mode: str, choice: Choice) -> float:
        """Seconds that a job of this mode takes with this engine; before the first one, what the engine says."""
        return self._seconds.get(_key(mode, choice), choice.engine.guess)

    def expect(self, job: LiveJob) -> float:
        return self.guess(job.mode, job.ask.choice)

    def remaining(self, job: LiveJob) -> float:
        """Seconds until a running job is done; never less than one, since it has not ended yet."""
        return max(1.0, self.expect(job) - self._spent(job))

    def is_late(self, job: LiveJob) -> bool:
        """Whether a running job takes longer than jobs like it did, so that nobody knows when it is done."""
        return self._spent(job) > self.expect(job)

    def _spent(self, job: LiveJob) -> float:
        return (now() - job.started).total_seconds() if job.started else 0.0

    def _read(self) -> dict[str, float]:
        """What is remembered; nothing of a file that is damaged, since it is learned again."""
        try:
            told = json.loads(self._file.read_bytes()) if self._file else {}
            return {str(key): float(seconds) for key, seconds in told.items() if 0 <= float(seconds) < math.inf}
        except (OSError, ValueError, TypeError, AttributeError, RecursionError):
            return {}

    def _write(self) -> None:
        if self._file is None:
            return
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            passing = self._file.with_suffix(f".{os.getpid()}")
            passing.write_text(json.dumps(self._seconds, indent=1, sort_keys=True))
            passing.replace(self._file)


def _key(mode: str, choice: Choice) -> str:
    return " ".join((mode, choice.engine.key, *sorted(spec.key for spec in choice.models.values())))
