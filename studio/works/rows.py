"""Rows: works in the database. One that cannot be read harms no other: its record stands in for it."""

from __future__ import annotations

import logging
from collections.abc import Collection
from contextlib import suppress
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError, IntegrityError

from studio.words import say
from studio.works import cards
from studio.works.database import Database
from studio.works.kinds import KINDS
from studio.works.marks import Marks
from studio.works.recipe import Recipe
from studio.works.records import Records
from studio.works.tables import WorkRow
from studio.works.works import Work, WorkFile, in_utc, is_id

log = logging.getLogger(__name__)

UNREADABLE = (ValueError, TypeError, AttributeError, DatabaseError)
"""Broken JSON, a date that is none, letters that are none, a recipe that lacks a part, a page that is gone."""


class Rows:
    """The rows of the works. Safe to use from several threads."""

    def __init__(self, database: Database, records: Records[Work]) -> None:
        self._database = database
        self._records = records

    def add(self, work: Work, marks: Marks | None = None) -> None:
        """Write the row of a work and its card; nothing happens where another process has written it already."""
        values = work.model_dump(mode="json", exclude={"created"})
        row = sa.insert(WorkRow).values(kind=work.kind, created=work.created, **values)
        with self._database.session() as session, suppress(IntegrityError):
            session.execute(row)
            cards.put(session, [work], {work.id: marks} if marks else {})

    def replace(self, work: Work) -> None:
        """Write a row anew, whatever it was."""
        self.remove(work.id)
        self.add(work)

    def remove(self, id: str) -> None:
        with self._database.session() as session:
            session.execute(sa.delete(WorkRow).where(WorkRow.id == id))
            cards.drop(session, [id])

    def ids(self) -> set[str]:
        """Ids of all rows. Raises StoreDamaged."""
        with self._database.session() as session:
            return set(session.scalars(sa.select(WorkRow.id)))

    def find(self, query: sa.Select[WorkRow]) -> list[Work]:
        """The works that a query finds; those that can be read from nowhere are left out. Raises StoreDamaged."""
        with self._database.session() as session, suppress(*UNREADABLE):
            return [_work(row) for row in session.scalars(query)]
        with self._database.session() as session:
            ids = list(session.scalars(query.with_only_columns(WorkRow.id)))
        return [work for id in ids if (work := self.read(id))]

    def some(self, ids: Collection[str], owner: str) -> dict[str, Work]:
        """Those of these works that are an owner's, by their ids. Raises StoreDamaged."""
        return {
            work.id: work for work in self.find(sa.select(WorkRow).where(WorkRow.owner == owner, WorkRow.id.in_(ids)))
        }

    def read(self, id: str) -> Work | None:
        """The work with this id, from its record where its row is not whole; with neither, its recipe says so.

        None where there is no such row, or nothing of it can be shown.
        """
        if not is_id(id):
            return None
        with self._database.session() as session:
            try:
                row = session.get(WorkRow, id)
                return _work(row) if row else None
            except UNREADABLE:
                log.warning("The row of work %s is not whole.", id[:40])
        return self._records.read(id) or self.torn(id)

    def whole(self, id: str) -> Work | None:
        """The work as its row has it; None where the row is not whole."""
        with self._database.session() as session, suppress(*UNREADABLE):
            row = session.get(WorkRow, id)
            return _work(row) if row else None
        return None

    def torn_ids(self) -> list[str]:
        """Ids of the rows that are not whole. Raises StoreDamaged."""
        with self._database.session() as session, suppress(*UNREADABLE):
            for row in session.scalars(sa.select(WorkRow).execution_options(yield_per=500)):
                _work(row)
            return []
        return sorted(id for id in self.ids() if self.whole(id) is None)

    def torn(self, id: str) -> Work | None:
        """What can still be read of a row whose recipe cannot; None where not even its files can."""
        parts = {name: self._part(id, name) for name in ("owner", "job", "kind", "created", "text", "files")}
        kind = parts.pop("kind")
        if kind not in KINDS or not parts["files"]:
            return None
        recipe = Recipe(mode="", engine="", kind=kind, title=str(say("work.not_whole")), params={}, seed=0)
        created = in_utc(parts["created"] or datetime.fromtimestamp(0))
        with suppress(ValueError):
            return Work.model_validate({**parts, "id": id, "created": created, "recipe": recipe})
        return None

    def _part(self, id: str, name: str) -> Any:
        column = WorkRow.__table__.c[name]
        with self._database.session() as session, suppress(*UNREADABLE):
            return session.scalar(sa.select(column).where(WorkRow.id == id))
        return None


def _work(row: WorkRow) -> Work:
    return Work(
        id=row.id,
        owner=row.owner,
        job=row.job,
        created=in_utc(row.created),
        recipe=Recipe.model_validate(row.recipe),
        text=row.text,
        files=tuple(WorkFile.model_validate(file) for file in row.files),
    )
