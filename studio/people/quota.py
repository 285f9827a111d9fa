"""Quota: how much a guest of a public demo may ask for and keep. Whoever has an account or the studio has none."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from studio.errors import OverQuota
from studio.people.visitor import Visitor
from studio.settings import Settings
from studio.words import Sentence, say
from studio.works.database import Database
from studio.works.tables import CardRow, JobRow, UploadRow
from studio.works.works import in_utc, now

_HOUR = timedelta(hours=1)
_LOOKS_BACK = timedelta(days=1)
"""How old a job may be that still ran within the hour."""
_MEGABYTE = 10**6


@dataclass(frozen=True)
class Used:
    """What a guest has used of what a guest may: jobs and seconds within an hour, megabytes in all, and the days that
    a work is kept. `again`: when one more job may be asked for; None where it may at once, and where time is no help.
    """

    jobs: int
    most_jobs: int
    seconds: float
    most_seconds: int
    mb: float
    most_mb: int
    days: int
    again: datetime | None = None

    @property
    def refusal(self) -> Sentence | None:
        """Why no more may be asked for now; None where it may."""
        if self.mb >= self.most_mb:
            return say("quota.megabytes", most=self.most_mb)
        minutes = max(1, round((self.again - now()).total_seconds() / 60 + 0.5)) if self.again else 1
        if self.jobs >= self.most_jobs:
            return say("quota.jobs", most=self.most_jobs, minutes=minutes)
        if self.seconds >= self.most_seconds:
            return say("quota.seconds", most=round(self.most_seconds / 60, 1), minutes=minutes)
        return None

    @property
    def said(self) -> list[str]:
        """How much of it is used, the part first that is nearest to its end."""
        parts = [
            (self.jobs / self.most_jobs, say("quota.of_jobs", used=self.jobs, most=self.most_jobs)),
            (
                self.seconds / self.most_seconds,
                say("quota.of_minutes", used=round(self.seconds / 60, 1), most=round(self.most_seconds / 60, 1)),
            ),
            (self.mb / self.most_mb, say("quota.of_megabytes", used=round(self.mb), most=self.most_mb)),
        ]
        return [str(words) for _, words in sorted(parts, key=lambda part: -part[0])] + [
            str(say("quota.of_days", days=self.days))
        ]

    @property
    def part(self) -> float:
        """How much of what is nearest to its end is used, 1 for all."""
        return max(self.jobs / self.most_jobs, self.seconds / self.most_seconds, self.mb / self.most_mb)


class Quota:
    """Counts by what the database says. Safe to use from several threads."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self._settings, self._database = settings, database
        self._coming: Counter[str] = Counter()
        """Jobs that are being asked for at this moment, which no row tells of yet."""
        self._lock = threading.Lock()

    @contextmanager
    def one(self, visitor: Visitor) -> Iterator[None]:
        """Around asking for one job. Raises OverQuota where a guest may not now."""
        if visitor.role != "guest":
            yield
            return
        with self._lock:
            self._check(self.used(visitor.id, more=self._coming[visitor.id]))
            self._coming[visitor.id] += 1
        try:
            yield
        finally:
            with self._lock:
                self._coming[visitor.id] -= 1
                self._coming += Counter()  # Forgets those at zero.

    def check_room(self, visitor: Visitor) -> None:
        """Before a guest brings something in. Raises OverQuota where they keep as much as a guest may."""
        if visitor.role == "guest" and self._kept(visitor.id) >= self._settings.guest_mb:
            raise OverQuota(say("quota.megabytes", most=self._settings.guest_mb))

    def used(self, owner: str, more: int = 0) -> Used:
        """`more`: jobs that are asked for beside those that the database knows."""
        moment, settings = now(), self._settings
        jobs = self._jobs(owner, moment)
        asked = sorted(created for created, _, _ in jobs if created > moment - _HOUR)
        ran = sorted((ended, _within(started, ended, moment)) for _, started, ended in jobs if started)
        seconds = sum(lasted for _, lasted in ran)
        count = len(asked) + more
        free = _free(asked, count, settings.guest_jobs), _rested(ran, seconds, settings.guest_seconds)
        again = max(filter(None, free), default=None)
        return Used(
            jobs=count,
            most_jobs=settings.guest_jobs,
            seconds=seconds,
            most_seconds=settings.guest_seconds,
            mb=self._kept(owner),
            most_mb=settings.guest_mb,
            days=settings.guest_days,
            again=again,
        )

    def _check(self, used: Used) -> None:
        if refusal := used.refusal:
            raise OverQuota(refusal)

    def _jobs(self, owner: str, moment: datetime) -> list[tuple[datetime, datetime | None, datetime]]:
        """When each was asked for, begun and ended; one that runs ends now."""
        columns = (JobRow.created, JobRow.started, JobRow.ended)
        query = sa.select(*columns).where(JobRow.owner == owner, JobRow.created > moment - _LOOKS_BACK)
        with self._database.reading() as session:
            return [
                (in_utc(created), in_utc(started) if started else None, in_utc(ended) if ended else moment)
                for created, started, ended in session.execute(query)
            ]

    def _kept(self, owner: str) -> float:
        """Megabytes of the works, in the bin too, and of what was brought."""
        works = sa.select(sa.func.coalesce(sa.func.sum(CardRow.size), 0)).where(CardRow.owner == owner)
        brought = sa.select(sa.func.coalesce(sa.func.sum(UploadRow.size), 0)).where(UploadRow.owner == owner)
        with self._database.session() as session:
            return (int(session.scalar(works) or 0) + int(session.scalar(brought) or 0)) / _MEGABYTE


def _within(started: datetime, ended: datetime, moment: datetime) -> float:
    """Seconds of a run that lie within the last hour."""
    return max(0.0, (ended - max(started, moment - _HOUR)).total_seconds())


def _free(asked: list[datetime], count: int, most: int) -> datetime | None:
    """When one more job may be asked for; None for at once. `asked`: when those of the last hour were, oldest first."""
    if count < most:
        return None
    return (asked[min(count - most, len(asked) - 1)] if asked else now()) + _HOUR


def _rested(ran: list[tuple[datetime, float]], seconds: float, most: int) -> datetime | None:
    """When enough of the runs lie an hour back; None for now. `ran`: ends and seconds, the oldest first."""
    free = None
    for ended, lasted in ran:
        if seconds < most:
            break
        seconds, free = seconds - lasted, ended + _HOUR
    return free
