"""JobLog: every job in the database, so that nothing is lost with the process."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from studio.errors import NotFound
from studio.jobs.live import JobView, LiveJob, State
from studio.words import Sentence, say
from studio.works.database import Database
from studio.works.tables import JobRow
from studio.works.works import in_utc, now


class JobLog:
    """The rows of the jobs. Safe to use from several threads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def write(self, job: LiveJob, state: State | None = None, said: tuple[Sentence, ...] = ()) -> None:
        """Write a job as it is, or with the state it ends in."""
        self.save(
            id=job.id,
            owner=job.owner,
            mode=job.mode,
            params=job.ask.values,
            parents=list(job.parents),
            state=state or job.view.state,
            created=job.created,
            started=job.started,
            ended=now() if state else None,
            engine=job.ask.choice.engine.key,
            said=_kept(said),
        )

    def end(self, row: JobRow, state: State, said: tuple[Sentence, ...]) -> None:
        """Write down the end of a job that this process never ran."""
        values = {column.key: getattr(row, column.key) for column in JobRow.__table__.columns}
        self.save(**{**values, "state": state, "ended": now(), "said": _kept(said)})

    def save(self, **values: Any) -> None:
        """Write a job's row, new or known, by its id."""
        with self._database.session() as session:
            session.merge(JobRow(**values))

    def job(self, id: str) -> JobRow:
        """Raises NotFound or StoreDamaged."""
        with self._database.reading() as session:
            row = session.get(JobRow, id)
            if row is None:
                raise NotFound(say("job.unknown", id=id[:40]))
            return row

    def jobs(self, *states: State, owner: str | None = None, limit: int | None = 1000) -> list[JobRow]:
        """Jobs, oldest first; of the given states when any is named."""
        query = sa.select(JobRow).order_by(JobRow.created.desc()).limit(limit)
        query = query.where(JobRow.state.in_(states)) if states else query
        query = query if owner is None else query.where(JobRow.owner == owner)
        with self._database.reading() as session:
            return list(session.scalars(query))[::-1]


def _kept(said: tuple[Sentence, ...]) -> list[dict[str, Any]]:
    return [sentence.model_dump(mode="json") for sentence in said]


def view_of(row: JobRow, works: tuple[str, ...]) -> JobView:
    """A job of an earlier process as a page sees it."""
    said = tuple(Sentence.model_validate(one) for one in row.said)
    return JobView(
        row.id,
        row.owner,
        row.mode,
        row.state,  # type: ignore[arg-type]
        row.engine,
        works=works,
        said=said,
        created=in_utc(row.created),
        ended_at=in_utc(row.ended) if row.ended else None,
    )
