"""FairQueue: waiting jobs, one from each owner in a round."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator

from studio.errors import QueueFull
from studio.jobs.live import LiveJob
from studio.words import say


class FairQueue:
    """A bounded queue that serves every waiting owner once before it serves any owner again.

    Within a round the job whose model is already loaded goes first, else the one that waits longest. So a newcomer
    waits for one job of each other owner, however many they have queued, and one who was just served for two at most.
    Not thread-safe: the worker locks.
    """

    def __init__(self, limit: int, owner_limit: int) -> None:
        self._limit = limit
        self._owner_limit = owner_limit
        self._waiting: dict[str, deque[LiveJob]] = {}
        self._served: set[str] = set()

    def __len__(self) -> int:
        return sum(map(len, self._waiting.values()))

    def __iter__(self) -> Iterator[LiveJob]:
        return iter(sorted((job for jobs in self._waiting.values() for job in jobs), key=lambda job: job.created))

    def put(self, job: LiveJob) -> None:
        """Raises QueueFull when the studio's or the owner's limit is reached."""
        mine = self._waiting.get(job.owner, ())
        if len(mine) >= self._owner_limit:
            raise QueueFull(say("queue.mine_full", count=len(mine)))
        if len(self) >= self._limit:
            raise QueueFull(say("queue.full", count=len(self)))
        self._waiting.setdefault(job.owner, deque()).append(job)

    def take(self, loaded: Callable[[LiveJob], bool]) -> LiveJob | None:
        """The next job, or None when nobody waits."""
        if not self._waiting:
            return None
        fronts = [jobs[0] for owner, jobs in self._waiting.items() if owner not in self._served]
        if not fronts:
            self._served.clear()
            fronts = [jobs[0] for jobs in self._waiting.values()]
        job = min(fronts, key=lambda job: (not loaded(job), job.created))
        self.remove(job)
        self._served.add(job.owner)
        return job

    def remove(self, job: LiveJob) -> bool:
        """Take a job out. False when it does not wait here."""
        mine = self._waiting.get(job.owner)
        if mine is None or job not in mine:
            return False
        mine.remove(job)
        if not mine:
            del self._waiting[job.owner]
        return True

    def ahead(self, owner: str) -> list[LiveJob]:
        """Jobs that would run before a new one of this owner: all of its own, and as many turns of each other."""
        return self._before(owner, len(self._waiting.get(owner, ())))

    def before(self, job: LiveJob) -> list[LiveJob]:
        """Jobs that run before one that waits here, at most."""
        return self._before(job.owner, self._waiting[job.owner].index(job))

    def _before(self, owner: str, place: int) -> list[LiveJob]:
        """Jobs that run before the one at this place among its owner's: those before it there, and as many turns of
        each other as it waits for."""
        turns = ((name, list(jobs)) for name, jobs in self._waiting.items())
        return [job for name, jobs in turns for job in jobs[: place if name == owner else place + 1]]
