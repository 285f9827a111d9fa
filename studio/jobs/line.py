"""Line: the job that runs and those that wait behind it, as all threads see them."""

from __future__ import annotations

import threading
from collections.abc import Callable

from studio.jobs.live import JobView, LiveJob
from studio.jobs.pace import Pace
from studio.jobs.queue import FairQueue


class Line:
    """Who runs and who waits. Safe to use from several threads: one runs jobs, any number come, leave and look."""

    def __init__(self, queue: FairQueue, pace: Pace) -> None:
        self._queue, self._pace = queue, pace
        self._running: LiveJob | None = None
        self._changed = threading.Condition()
        self.turns = 0
        """Another number whenever somebody has come, left or begun to run."""
        self.is_closed = False

    def join(self, job: LiveJob, written: Callable[[LiveJob], None]) -> None:
        """Let a job wait for its turn, once it is written down. Raises QueueFull, and what `written` raises; then it
        does not wait."""
        with self._changed:
            self._queue.put(job)
            try:
                written(job)
            except BaseException:
                self._queue.remove(job)
                raise
            self.turns += 1
            self._changed.notify_all()

    def leave(self, job: LiveJob, told: Callable[[LiveJob], None]) -> None:
        """Stop a job: at once when it waits, which is `told` before anybody else looks, else as soon as it listens."""
        with self._changed:
            job.stopped.set()
            if self._queue.remove(job):
                self.turns += 1
                told(job)

    def next(self, loaded: Callable[[LiveJob], bool]) -> LiveJob | None:
        """The job that runs from now on, once there is one; None when the line is closed. The one before is over.
        `loaded`: whether a job's models are in memory."""
        with self._changed:
            self._running = None
            while not self.is_closed and not len(self._queue):
                self._changed.wait()
            if self.is_closed:
                return None
            self._running = self._queue.take(loaded)
            self.turns += 1
            return self._running

    def close(self) -> LiveJob | None:
        """Let nobody run any more; the job that runs is stopped and returned."""
        with self._changed:
            self.is_closed = True
            if self._running:
                self._running.stopped.set()
            self._changed.notify_all()
            return self._running

    def waiting(self) -> list[JobView]:
        """The running job, then those that wait, oldest first."""
        with self._changed:
            return [job.view for job in self._jobs()]

    def of(self, owner: str) -> list[tuple[LiveJob, list[LiveJob]]]:
        """An owner's jobs that run or wait, oldest first, each with those of everybody that come before it."""
        with self._changed:
            running = [self._running] if self._running and not self._running.view.ended else []
            mine = [(job, list[LiveJob]()) for job in running if job.owner == owner]
            return mine + [(job, running + self._queue.before(job)) for job in self._queue if job.owner == owner]

    def brought(self) -> set[str]:
        """Ids of the uploads that the running and the waiting jobs need."""
        with self._changed:
            return {upload.id for job in self._jobs() for upload in job.brought}

    def seconds(self, owner: str) -> float:
        """Expected wait of a job that this owner would ask for now."""
        with self._changed:
            ahead = sum(self._pace.expect(job) for job in self._queue.ahead(owner))
            return ahead + (self._pace.remaining(self._running) if self._running else 0.0)

    def _jobs(self) -> list[LiveJob]:
        return [*([self._running] if self._running else []), *self._queue]
