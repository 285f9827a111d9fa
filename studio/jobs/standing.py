"""Standing: how the jobs of one owner stand now: what runs, what waits and for how long, what has ended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from studio.jobs.engine import Choice
from studio.jobs.live import JobView, LiveJob
from studio.jobs.pace import Pace
from studio.jobs.worker import Worker
from studio.works.works import now

_RECENT = timedelta(minutes=10)
_MOST = 30
"""Ended jobs that are told of."""


@dataclass(frozen=True)
class Standing:
    """A job at one moment, as its owner may see it."""

    view: JobView
    params: Mapping[str, Any]
    """What was asked."""
    ahead: int | None = None
    """Jobs before it; None where it does not wait."""
    left: float | None = None
    """Seconds until it is done; None where nobody knows, or it has ended."""

    @property
    def fraction(self) -> float | None:
        """How much of its phase is done, less than 1 while it runs; None for a phase without steps."""
        progress = self.view.progress
        if self.view.state != "running" or progress.total < 2:
            return None
        # The step that is told of is the one at work.
        return min(max(progress.step - 1, 0) / progress.total, 0.99)


def standings(worker: Worker, owner: str) -> list[Standing]:
    """What runs, then what waits, then what has ended lately, newest first, with the last one of each tab."""
    line = [_in_line(worker.pace, job, before) for job, before in worker.line.of(owner)]
    return line + list(_ended(worker, owner, {standing.view.id for standing in line}))


def standing_of(worker: Worker, job: LiveJob) -> Standing:
    """One job, as it stands now."""
    line = (_in_line(worker.pace, mine, before) for mine, before in worker.line.of(job.owner) if mine is job)
    return next(line, Standing(job.view, job.values))


def seconds_until_done(worker: Worker, owner: str, mode: str, choice: Choice) -> float:
    """Seconds until a job of this mode with this engine were done if the owner asked for it now."""
    # As it is learned: with the models that a job needs, not all that it could have.
    used = replace(choice, models=choice.engine.uses(choice.engine.options(), choice))
    return worker.line.seconds(owner) + worker.pace.guess(mode, used)


def _in_line(pace: Pace, job: LiveJob, before: list[LiveJob]) -> Standing:
    view = job.view
    if view.state == "queued":
        waits = sum(pace.remaining(other) if other.started else pace.expect(other) for other in before)
        return Standing(view, job.values, len(before), waits + pace.expect(job))
    return Standing(view, job.values, None, None if pace.is_late(job) else pace.remaining(job))


def _ended(worker: Worker, owner: str, seen: set[str]) -> Iterator[Standing]:
    since, tabs, told = now() - _RECENT, set[str](), 0
    for view, params in worker.known.ended(owner):
        tab = worker.modes.wing(view.mode)
        is_recent = told < _MOST and view.ended_at is not None and view.ended_at > since
        if view.id not in seen and (is_recent or tab not in tabs):
            tabs.add(tab)
            told += 1
            yield Standing(replace(view, works=worker.known.works_of(view)), params)
