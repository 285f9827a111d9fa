"""Store: works in a database, and their files beside it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import get_args

import sqlalchemy as sa

from studio.errors import BadInput, InkstoneError, NotFound, StoreDamaged
from studio.settings import Settings
from studio.words import Sentence, say
from studio.works.boards import Boards
from studio.works.cards import in_bin
from studio.works.colours import NOT_SEEN, tint
from studio.works.database import Database
from studio.works.delivery import thumb_role
from studio.works.embed import embed
from studio.works.files import FileStore
from studio.works.kinds import KINDS, Kind
from studio.works.library import Library
from studio.works.made import Made
from studio.works.marks import Marks
from studio.works.recipe import Recipe
from studio.works.records import Records
from studio.works.references import is_needed
from studio.works.rows import Rows
from studio.works.tables import WorkRow
from studio.works.upload import Upload, inputs_of
from studio.works.works import Work, WorkFile, new_id, now


class Store:
    """What was made. Safe to use from several threads."""

    def __init__(self, database: str, files: Path | str, beside: Path | None = None, key: str = "") -> None:
        """Open or create, as FileStore has it. Raises StoreDamaged, NotWritable or DiskFull, and BadInput for a bad
        address."""
        self.files = FileStore(files, beside, key)
        self.records = Records(self.files.shelf, "works", Work)
        self.marks = Records(self.files.shelf, "marks", Marks)
        self.database = Database(database)
        self.rows = Rows(self.database, self.records)
        self.boards = Boards(self.database, self.files.shelf)
        self.library = Library(self.database, self.marks, self.boards)

    @classmethod
    def open(cls, settings: Settings) -> Store:
        key = settings.files_key.get_secret_value() if settings.files_key else ""
        return cls(settings.database, settings.files, settings.home, key)

    def add(self, made: Made, recipe: Recipe, owner: str, job: str, brought: Sequence[Upload] = ()) -> Work:
        """Keep a finished thing: files first, then its record and its row, so neither ever points at nothing. What was
        brought into it stays with it."""
        signed = [(file, embed(file.data, file.suffix, recipe, file.role)) for file in made.files]
        with self.files.keeping:
            made_files = (self.files.add(file.role, file.suffix, data) for file, data in signed)
            files = (*made_files, *inputs_of(brought))
            work = Work(id=new_id(), owner=owner, job=job, created=now(), recipe=recipe, text=made.text, files=files)
            self.record(work)
        with suppress(InkstoneError):
            # Of a work that is kept no error comes any more; whoever sweeps looks again.
            self.tint(work)
        return work

    def record(self, work: Work) -> None:
        """Write the record and the row of a work whose files are kept already."""
        self.records.write(work)
        try:
            self.rows.add(work)
        except BaseException:
            self.records.remove(work.id)
            raise

    def work(self, id: str, owner: str | None = None) -> Work:
        """A work; where an owner is named, one of theirs. Raises NotFound or StoreDamaged."""
        work = self.rows.read(id)
        if work is None or owner not in (None, work.owner):
            raise NotFound(say("work.unknown", id=id[:40]), hint=say("work.deleted"))
        return work

    def tint(self, work: Work) -> None:
        """Look at the colours of what is seen of a work, for its card."""
        file = work.file(thumb_role(work))
        if file is None:
            return
        try:
            colour, hue = tint(self.path(file), file.suffix)
        except (OSError, ValueError):
            colour, hue = "", NOT_SEEN
        self.library.tint(work.id, colour, hue if KINDS[work.kind].is_seen else NOT_SEEN)

    def works(
        self,
        owner: str | None = None,
        kind: Kind | None = None,
        job: str | None = None,
        limit: int | None = 60,
        skip: int = 0,
    ) -> list[Work]:
        """Works, newest first; of all owners when none is named, and all there are when `limit` is None. What lies in
        the bin is not among them.

        Raises BadInput for a kind that there is not and for numbers that are none.
        """
        _check(kind, limit, skip, owner, job)
        query = sa.select(WorkRow).where(WorkRow.id.not_in(in_bin())).limit(limit).offset(skip)
        query = query.order_by(WorkRow.created.desc(), WorkRow.id)
        for column, value in ((WorkRow.owner, owner), (WorkRow.kind, kind), (WorkRow.job, job)):
            query = query if value is None else query.where(column == value)
        return self.rows.find(query)

    def ids_of(self, job: str, owner: str) -> tuple[str, ...]:
        """Ids of what a job of an owner has made, first to last, without what lies in the bin."""
        mine = (WorkRow.owner == owner, WorkRow.job == job, WorkRow.id.not_in(in_bin()))
        query = sa.select(WorkRow.id).where(*mine).order_by(WorkRow.created, WorkRow.id.desc())
        with self.database.session() as session:
            return tuple(session.scalars(query))

    def delete(self, work: Work) -> None:
        """Forget a work, and its files where nothing else has the same ones.

        Killed in the midst of it the work is still there, or is gone and leaves files that nobody has.
        """
        with self.files.keeping:
            # The record first: without its row it would bring the work back at the next start.
            self.records.remove(work.id)
            self.marks.remove(work.id)
            self.rows.remove(work.id)
            for file in work.files:
                if not is_needed(self.database, file.sha256):
                    self.files.remove(file)

    def path(self, file: WorkFile) -> Path:
        return self.files.path(file)

    def check(self) -> None:
        """Read everything once. Raises StoreDamaged."""
        self.database.check()
        if torn := self.rows.torn_ids():
            raise StoreDamaged(
                say("database.torn", count=len(torn), ids=[id[:40] for id in torn[:5]]),
                kept=say("database.works_safe"),
                hint=say("database.rebuild"),
            )

    def close(self) -> None:
        """Let go of the database's files."""
        self.database.close()


def _check(kind: object, limit: object, skip: object, *names: object) -> None:
    """Raises BadInput for what no list can be asked for."""
    if kind is not None and kind not in get_args(Kind):
        raise _refused("kind", say("input.literal_error", expected=", ".join(get_args(Kind))))
    for name, number in (("limit", 0 if limit is None else limit), ("skip", skip)):
        if type(number) is not int or not 0 <= number < 2**63:
            raise _refused(name, say("input.greater_than_equal", ge=0))
    for name, text in zip(("owner", "job"), names, strict=True):
        if not isinstance(text, str | None):
            raise _refused(name, say("input.text"))


def _refused(field: str, reason: Sentence) -> BadInput:
    return BadInput(say("input.problem", field=field, reason=reason))
