"""Pace: how long jobs take here, learned from those that were done, to tell the wait before one submits."""

from __future__ import annotations

from studio.jobs.live import LiveJob
from studio.works.works import now

_FIRST_GUESS = {"image": 2.0, "writing": 15.0, "music": 5.0, "animation": 12.0}
_ENGINE_GUESS = {"painter": 4.0}
"""Engines that take longer than their generator's own."""
_MODEL_GUESS = 60.0
_WEIGHT = 0.3
"""Share of the newest job in the running mean."""


class Pace:
    """Running mean of seconds by generator and engine."""

    def __init__(self) -> None:
        self._seconds: dict[tuple[str, str], float] = {}

    def learn(self, job: LiveJob) -> None:
        if job.started is None:
            return
        key = (job.generator, job.choice.engine)
        took = (now() - job.started).total_seconds()
        known = self._seconds.get(key, took)
        self._seconds[key] = known + _WEIGHT * (took - known)

    def guess(self, generator: str, engine: str) -> float:
        """Seconds that a job of this kind takes; before the first one, a figure measured on two cores."""
        own = engine in ("illustrator", "smollm", "poet", "composer", "moving")
        first = _FIRST_GUESS.get(generator, _MODEL_GUESS) if own else _ENGINE_GUESS.get(engine, _MODEL_GUESS)
        return self._seconds.get((generator, engine), first)

    def expect(self, job: LiveJob) -> float:
        return self.guess(job.generator, job.choice.engine)

    def remaining(self, job: LiveJob) -> float:
        """Seconds until a running job is done; never less than one, since it has not ended yet."""
        spent = (now() - job.started).total_seconds() if job.started else 0.0
        return max(1.0, self.expect(job) - spent)
