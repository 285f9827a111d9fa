"""Mine: all that belongs to one owner, in every table and beside them; taken along, or forgotten.

The one place that knows all tables: `tests/studio/people/test_mine.py` finds one that is missing here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from studio.errors import InkstoneError, NotAllowed, NotFound
from studio.people.accounts import Accounts
from studio.people.remarks import Remarks
from studio.people.rooms import Rooms
from studio.works.archive import Archive
from studio.works.delivery import file_name
from studio.works.store import Store
from studio.works.tables import (
    AccountRow,
    Base,
    BoardRow,
    CardRow,
    InvitationRow,
    JobRow,
    KinRow,
    PreferencesRow,
    RemarkRow,
    ReviewRow,
    RoomRow,
    SignInRow,
    UploadRow,
    WorkRow,
)
from studio.works.uploads import Uploads
from studio.works.works import Work, WorkFile, now

_PIECE = 2**18
_SECRET = {"accounts": ("password",), "rooms": ("token",), "invitations": ("id",), "cards": ("words",)}
"""Columns that nobody is given: what lets somebody in, and words that stand in other columns too."""


def rows_of(owner: str) -> dict[type[Base], sa.ColumnElement[bool]]:
    """Which rows of each table are an owner's, in the order in which they can go."""
    works = sa.select(WorkRow.id).where(WorkRow.owner == owner)
    rooms = sa.select(RoomRow.id).where(RoomRow.owner == owner)
    return {
        RemarkRow: RemarkRow.room.in_(rooms),
        RoomRow: RoomRow.owner == owner,
        KinRow: KinRow.child.in_(works),
        CardRow: CardRow.owner == owner,
        WorkRow: WorkRow.owner == owner,
        UploadRow: UploadRow.owner == owner,
        BoardRow: BoardRow.owner == owner,
        JobRow: JobRow.owner == owner,
        ReviewRow: ReviewRow.owner == owner,
        PreferencesRow: PreferencesRow.owner == owner,
        InvitationRow: InvitationRow.account == owner,
        SignInRow: SignInRow.account == owner,
        AccountRow: AccountRow.id == owner,
    }


@dataclass(frozen=True)
class Forgotten:
    """What is gone."""

    works: int
    uploads: int
    rooms: int
    account: bool
    """False where there was none, and where nobody else keeps the studio."""


class Mine:
    """What belongs to whom. Safe to use from several threads."""

    def __init__(
        self,
        store: Store,
        uploads: Uploads,
        rooms: Rooms,
        remarks: Remarks,
        accounts: Accounts,
        forget_held: Callable[[str], None],
    ) -> None:
        """`forget_held`: forgets what the filters hold of an owner."""
        self._store, self._uploads = store, uploads
        self._rooms, self._remarks, self._accounts = rooms, remarks, accounts
        self._forget_held = forget_held

    def export(self, owner: str, handed: Callable[[Work, WorkFile], Path]) -> Iterator[bytes]:
        """The pieces of a ZIP of all that is somebody's. `handed`: where the file of a work lies as it may leave.
        Files that are gone are left out."""
        archive = Archive()
        for table, mine in rows_of(owner).items():
            name = str(table.__tablename__)
            yield from archive.add(f"data/{name}.json", now(), self._listed(table, mine))
        for id in self._works(owner):
            with suppress(NotFound):
                yield from self._work(archive, self._store.work(id, owner), handed)
        for upload in self._uploads.all(owner):
            with suppress(InkstoneError):
                path = self._uploads.path(upload)
                yield from archive.add(f"uploads/{upload.id}{upload.suffix}", upload.created, _pieces(path))
        yield from archive.end()

    def forget(self, owner: str) -> Forgotten:
        """Forget all of it; files that are somebody else's too stay for them. Jobs have to be stopped before.

        Killed in the midst of it, it can be done again. The account of the only one who keeps the studio stays.
        """
        self._forget_held(owner)
        rooms = self._rooms.of(owner)
        for room in rooms:
            self._remarks.drop(room)
            self._rooms.delete(room.id, owner)
        works, uploads = self._works(owner), self._uploads.all(owner)
        for id in works:
            self._forget_work(id, owner)
        for upload in uploads:
            self._uploads.delete(upload.id, owner)
        for board in self._store.boards.all(owner):
            self._store.boards.delete(board.id, owner)
        has_gone = self._forget_account(owner)
        self._store.database.scrub()
        return Forgotten(len(works), len(uploads), len(rooms), has_gone)

    def _forget_work(self, id: str, owner: str) -> None:
        try:
            self._store.delete(self._store.work(id, owner))
        except NotFound:
            # Nothing of it can be read: what would bring it back goes, and its row with the rest.
            self._store.records.remove(id)

    def _forget_account(self, owner: str) -> bool:
        """Forget all rows that are left, the account last; whether it is gone."""
        rows = rows_of(owner)
        try:
            self._accounts.check_kept(without=owner)
        except NotAllowed:
            rows = {table: mine for table, mine in rows.items() if table is not SignInRow}
        del rows[AccountRow]
        with self._store.database.session() as session:
            for table, mine in rows.items():
                session.execute(sa.delete(table).where(mine))
        if SignInRow not in rows:
            return False
        with suppress(NotFound):
            self._accounts.remove(owner)
            return True
        return False

    def _works(self, owner: str) -> list[str]:
        with self._store.database.session() as session:
            return list(session.scalars(sa.select(WorkRow.id).where(WorkRow.owner == owner)))

    def _listed(self, table: type[Base], mine: sa.ColumnElement[bool]) -> Iterator[bytes]:
        """The rows of a table as a list in JSON."""
        hidden = _SECRET.get(str(table.__tablename__), ())
        columns = [column for column in table.__table__.columns if column.key not in hidden]
        with self._store.database.session() as session:
            rows = [dict(row._mapping) for row in session.execute(sa.select(*columns).where(mine))]
        for at, row in enumerate(rows):
            yield (b",\n" if at else b"[") + json.dumps(_shown(row), ensure_ascii=False, default=str).encode()
        yield b"]" if rows else b"[]"

    def _work(self, archive: Archive, work: Work, handed: Callable[[Work, WorkFile], Path]) -> Iterator[bytes]:
        for file in work.files:
            with suppress(InkstoneError):
                path = handed(work, file)
                yield from archive.add(f"works/{work.id}/{file_name(work, file)}", work.created, _pieces(path))
        yield from archive.add(f"works/{work.id}/recipe.json", work.created, [work.recipe.to_json().encode()])


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    """A row without the hash of a room's password."""
    terms = row.get("terms")
    return {**row, "terms": {**terms, "password": bool(terms.get("password"))}} if isinstance(terms, dict) else row


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as source:
        yield from iter(lambda: source.read(_PIECE), b"")
