"""Store: works and the log of jobs in a database, and the works' files beside it."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timezone
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from studio.errors import NotFound
from studio.jobs.engine import Kind, Made, State
from studio.settings import Settings
from studio.works.database import check, damaged, open_database, told
from studio.works.embed import embed
from studio.works.files import FileStore
from studio.works.tables import JobRow, WorkRow
from studio.works.works import Recipe, Work, WorkFile, now


class Store:
    """All that outlives the process. Safe to use from several threads."""

    def __init__(self, database: str, files: str) -> None:
        """Open or create. Raises StoreDamaged, NotWritable or DiskFull, and BadInput for a bad address."""
        self._url = database
        # Deleting a work must not take the files of an equal one whose row is about to be written.
        self._keeping = threading.Lock()
        self.files = FileStore(files)
        self._engine = open_database(database)

    @classmethod
    def open(cls, settings: Settings) -> Store:
        return cls(settings.database, settings.files)

    def add(self, made: Made, recipe: Recipe, owner: str, job: str) -> Work:
        """Keep a finished thing: files first, then its row, so a row never points at nothing."""
        signed = [(file, embed(file.data, file.suffix, recipe, file.role)) for file in made.files]
        with self._keeping:
            files = tuple(self.files.add(file.role, file.suffix, data) for file, data in signed)
            work = Work(id=new_id(), owner=owner, job=job, created=now(), recipe=recipe, text=made.text, files=files)
            self.record(work)
        return work

    def record(self, work: Work) -> None:
        """Write the row of a work whose files are kept already."""
        values = work.model_dump(mode="json", exclude={"created"})
        with self._session() as session:
            session.add(WorkRow(kind=work.kind, created=work.created, **values))

    def work(self, id: str) -> Work:
        """Raises NotFound or StoreDamaged."""
        with self._reading() as session:
            row = session.get(WorkRow, id)
            if row is None:
                raise NotFound(f"There is no work “{id[:40]}”.", hint="It may have been deleted.")
            return _work(row)

    def works(
        self,
        owner: str | None = None,
        kind: Kind | None = None,
        job: str | None = None,
        limit: int | None = 60,
        skip: int = 0,
    ) -> list[Work]:
        """Works, newest first; of all owners when none is named, and all there are when `limit` is None."""
        query = sa.select(WorkRow).order_by(WorkRow.created.desc(), WorkRow.id).limit(limit).offset(skip)
        for column, value in ((WorkRow.owner, owner), (WorkRow.kind, kind), (WorkRow.job, job)):
            query = query if value is None else query.where(column == value)
        with self._reading() as session:
            return [_work(row) for row in session.scalars(query)]

    def delete(self, work: Work) -> None:
        """Forget a work, and its files where no other work has the same ones."""
        with self._keeping:
            with self._session() as session:
                session.execute(sa.delete(WorkRow).where(WorkRow.id == work.id))
                rest = session.scalars(sa.select(WorkRow.files))
                shared = {file["sha256"] for files in rest for file in files}
            for file in work.files:
                if file.sha256 not in shared:
                    self.files.remove(file)

    def path(self, file: WorkFile) -> Path:
        return self.files.path(file)

    def save_job(self, **values: Any) -> None:
        """Write a job's row, new or known, by its id."""
        with self._session() as session:
            session.merge(JobRow(**values))

    def job(self, id: str) -> JobRow:
        """Raises NotFound or StoreDamaged."""
        with self._reading() as session:
            row = session.get(JobRow, id)
            if row is None:
                raise NotFound(f"There is no job “{id[:40]}”.")
            return row

    def jobs(self, *states: State, owner: str | None = None, limit: int | None = 1000) -> list[JobRow]:
        """Jobs, oldest first; of the given states when any is named."""
        query = sa.select(JobRow).order_by(JobRow.created.desc()).limit(limit)
        query = query.where(JobRow.state.in_(states)) if states else query
        query = query if owner is None else query.where(JobRow.owner == owner)
        with self._reading() as session:
            return list(session.scalars(query))[::-1]

    def is_empty(self) -> bool:
        """Whether nothing was ever made here, as far as the database knows."""
        return not self.works(limit=1) and not self.jobs(limit=1)

    def check(self) -> None:
        """Read everything once. Raises StoreDamaged."""
        check(self._engine)
        self.works(limit=None)
        self.jobs(limit=None)

    def close(self) -> None:
        """Let go of the database's files."""
        self._engine.dispose()

    @contextmanager
    def _session(self) -> Iterator[Session]:
        with told(self._url), Session(self._engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        try:
            with self._session() as session:
                yield session
        except ValueError as error:
            # Broken JSON, a date that is none, a recipe that lacks a part: the row is not what was written.
            raise damaged(self._url, str(error).partition("\n")[0]) from error


def new_id() -> str:
    return uuid.uuid4().hex


def _work(row: WorkRow) -> Work:
    return Work(
        id=row.id,
        owner=row.owner,
        job=row.job,
        created=row.created.replace(tzinfo=row.created.tzinfo or timezone.utc),
        recipe=Recipe.model_validate(row.recipe),
        text=row.text,
        files=tuple(WorkFile.model_validate(file) for file in row.files),
    )
