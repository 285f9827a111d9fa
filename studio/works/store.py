"""Store: works in a database, and their files beside it."""

from __future__ import annotations

import threading
import uuid
from datetime import timezone
from pathlib import Path

import sqlalchemy as sa

from studio.errors import NotFound
from studio.settings import Settings
from studio.words import say
from studio.works.database import Database
from studio.works.embed import embed
from studio.works.files import FileStore
from studio.works.kinds import Kind
from studio.works.made import Made
from studio.works.recipe import Recipe
from studio.works.tables import WorkRow
from studio.works.works import Work, WorkFile, now


class Store:
    """What was made. Safe to use from several threads."""

    def __init__(self, database: str, files: str) -> None:
        """Open or create. Raises StoreDamaged, NotWritable or DiskFull, and BadInput for a bad address."""
        # Deleting a work must not take the files of an equal one whose row is about to be written.
        self._keeping = threading.Lock()
        self.files = FileStore(files)
        self.database = Database(database)

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
        with self.database.session() as session:
            session.add(WorkRow(kind=work.kind, created=work.created, **values))

    def work(self, id: str) -> Work:
        """Raises NotFound or StoreDamaged."""
        with self.database.reading() as session:
            row = session.get(WorkRow, id)
            if row is None:
                raise NotFound(say("work.unknown", id=id[:40]), hint=say("work.deleted"))
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
        with self.database.reading() as session:
            return [_work(row) for row in session.scalars(query)]

    def delete(self, work: Work) -> None:
        """Forget a work, and its files where no other work has the same ones."""
        with self._keeping:
            with self.database.session() as session:
                session.execute(sa.delete(WorkRow).where(WorkRow.id == work.id))
                rest = session.scalars(sa.select(WorkRow.files))
                shared = {file["sha256"] for files in rest for file in files}
            for file in work.files:
                if file.sha256 not in shared:
                    self.files.remove(file)

    def path(self, file: WorkFile) -> Path:
        return self.files.path(file)

    def check(self) -> None:
        """Read everything once. Raises StoreDamaged."""
        self.database.check()
        self.works(limit=None)

    def close(self) -> None:
        """Let go of the database's files."""
        self.database.close()


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
