"""Retention: how long what was made stays, for guests and for everybody."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta

import sqlalchemy as sa

from studio.errors import NotFound
from studio.people.rooms import Rooms
from studio.people.visitor import is_guest
from studio.settings import Settings
from studio.works.store import Store
from studio.works.tables import BoardRow, CardRow, JobRow
from studio.works.works import now


class Retention:
    """Removes for good what has stayed its time: works, and what was asked for. Favourites, and what is in a room, stay
    for everybody but guests."""

    def __init__(self, settings: Settings, store: Store, rooms: Rooms) -> None:
        self._store, self._rooms = store, rooms
        self._guests = timedelta(days=settings.guest_days)
        self._all = timedelta(days=settings.keep_days) if settings.keep_days else None

    def sweep(self) -> int:
        """How many works are gone."""
        moment = now()
        with self._store.database.session() as session:
            owners = {*session.scalars(sa.union(*(sa.select(row.owner) for row in (CardRow, JobRow, BoardRow))))}
        passed = {owner: last for owner in owners if (last := self._last(owner, moment))}
        return sum(self._forget(owner, last) for owner, last in passed.items())

    def _last(self, owner: str, moment: datetime) -> datetime | None:
        """What is older than this goes; None where nothing does."""
        stays = min(filter(None, (self._guests, self._all))) if is_guest(owner) else self._all
        return moment - stays if stays else None

    def _forget(self, owner: str, last: datetime) -> int:
        ids = self._passed(owner, last)
        for id in ids:
            with suppress(NotFound):
                self._store.delete(self._store.work(id))
        with self._store.database.session() as session:
            session.execute(sa.delete(JobRow).where(JobRow.owner == owner, JobRow.ended < last))
        for board in self._store.boards.all(owner) if is_guest(owner) else ():
            if board.created < last:
                self._store.boards.delete(board.id, owner)
        return len(ids)

    def _passed(self, owner: str, last: datetime) -> list[str]:
        """Ids of an owner's works that have stayed their time."""
        query = sa.select(CardRow.id).where(CardRow.owner == owner, CardRow.created < last)
        query = query if is_guest(owner) else query.where(CardRow.favourite.is_(False))
        with self._store.database.session() as session:
            ids = list(session.scalars(query))
        shown = set() if is_guest(owner) else {work for room in self._rooms.of(owner) for work in room.works}
        return [id for id in ids if id not in shown]
