"""Pace: how long jobs take here, learned from those that were done, to tell the wait before one submits."""

from __future__ import annotations

from studio.jobs.engine import Choice
from studio.jobs.live import LiveJob
from studio.works.works import now

_WEIGHT = 0.3
"""Share of the newest job in the running mean."""


class Pace:
    """Running mean of seconds by mode, engine and the models it runs with."""

    def __init__(self) -> None:
        self._seconds: dict[tuple[str, ...], float] = {}

    def learn(self, job: LiveJob) -> None:
        if job.started is None:
            return
        key = _key(job.mode, job.ask.choice)
        took = (now() - job.started).total_seconds()
        known = self._seconds.get(key, took)
        self._seconds[key] = known + _WEIGHT * (took - known)

    def guess(self, mode: str, choice: Choice) -> float:
        """Seconds that a job of this mode takes with this engine; before the first one, what the engine says."""
        return self._seconds.get(_key(mode, choice), choice.engine.guess)

    def expect(self, job: LiveJob) -> float:
        return self.guess(job.mode, job.ask.choice)

    def remaining(self, job: LiveJob) -> float:
        """Seconds until a running job is done; never less than one, since it has not ended yet."""
        spent = (now() - job.started).total_seconds() if job.started else 0.0
        return max(1.0, self.expect(job) - spent)


def _key(mode: str, choice: Choice) -> tuple[str, ...]:
    return (mode, choice.engine.key, *sorted(spec.key for spec in choice.models.values()))
