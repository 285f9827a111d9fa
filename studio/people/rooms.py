"""Rooms: works that somebody shows to a client, each room behind a link of its own."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from studio.errors import BadInput, NotFound
from studio.people.passwords import hashed
from studio.people.room import MOST_ITEMS, MOST_VERSIONS, Asked, Item, Room, Terms, digest
from studio.words import say
from studio.works.database import Database
from studio.works.records import Records
from studio.works.shelf import Shelf
from studio.works.tables import RoomRow
from studio.works.works import in_utc, new_id, now

MOST = 200
"""Rooms of one owner."""


class Rooms:
    """All of them. Safe to use from several threads."""

    def __init__(self, database: Database, shelf: Shelf) -> None:
        self._database = database
        self._records = Records(shelf, "rooms", Room)
        self._changing = threading.Lock()
        """Held from reading a room until it is written anew."""

    def of(self, owner: str) -> list[Room]:
        """Those of one owner, the newest first."""
        query = sa.select(RoomRow).where(RoomRow.owner == owner).order_by(RoomRow.created.desc(), RoomRow.id)
        with self._database.reading() as session:
            return [_room(row) for row in session.scalars(query)]

    def one(self, id: str, owner: str) -> Room:
        """Raises NotFound, for another's too."""
        with self._database.reading() as session:
            row = session.get(RoomRow, id)
            if row is None or row.owner != owner:
                raise NotFound(say("rooms.unknown"))
            return _room(row)

    def find(self, token: str) -> Room | None:
        """The room that a link leads to, whatever state it is in."""
        with self._database.reading() as session:
            row = session.scalar(sa.select(RoomRow).where(RoomRow.token == digest(token)))
            return _room(row) if row else None

    def called(self, id: str) -> Room | None:
        """The room with this id, whoever's it is."""
        with self._database.reading() as session:
            row = session.get(RoomRow, id)
            return _room(row) if row else None

    def showing(self, works: Collection[str]) -> list[Room]:
        """The rooms of all owners that have any of these works."""
        wanted = set(works)
        with self._database.reading() as session:
            rooms = [_room(row) for row in session.scalars(sa.select(RoomRow))]
        return [room for room in rooms if wanted.intersection(room.works)]

    def add(self, asked: Asked, works: Sequence[str], owner: str) -> tuple[Room, str]:
        """A room with these works of the owner's, and the token of its link, which is known to nobody afterwards.

        Raises BadInput without works, for too many, and where the owner has as many rooms as one may have.
        """
        if len(self.of(owner)) >= MOST:
            raise BadInput(say("rooms.too_many", limit=MOST))
        token, items = new_token(), _items(works)
        values = {**asked.model_dump(exclude={"views", "password", "items"}), "limit": asked.views}
        terms = Terms(**values, items=items, password=hashed(asked.password) if asked.password else "")
        room = Room(id=new_id(), owner=owner, token=digest(token), created=now(), terms=terms)
        return self._keep(room), token

    def change(self, id: str, owner: str, asked: Asked) -> Room:
        """Change what is named. Raises NotFound, and BadInput for an order that is not of all its items."""
        named = asked.model_fields_set
        values = asked.model_dump(include=set(named) - {"views", "password", "items"})
        if "views" in named:
            values["limit"] = asked.views
        if "password" in named:
            values["password"] = hashed(asked.password) if asked.password else ""
        with self._changing:
            room = self.one(id, owner)
            if "items" in named:
                values["items"] = _ordered(room.terms.items, asked.items)
            return self._with(room, **values)

    def add_works(self, id: str, owner: str, works: Sequence[str]) -> Room:
        """Works that are there already stay where they are. Raises NotFound or BadInput."""
        with self._changing:
            room = self.one(id, owner)
            more = [work for work in works if work not in room.works]
            return self._with(room, items=(*room.terms.items, *_items(more, len(room.terms.items))))

    def remove(self, id: str, owner: str, item: str) -> Room:
        """Take an item out of a room. Raises NotFound."""
        with self._changing:
            room = self.one(id, owner)
            found = known(room, item)
            return self._with(room, items=tuple(one for one in room.terms.items if one != found))

    def add_version(self, id: str, owner: str, item: str, work: str) -> Room:
        """Raises NotFound or BadInput."""
        with self._changing:
            room = self.one(id, owner)
            found = known(room, item)
            if work in found.works:
                raise BadInput(say("rooms.same_version"))
            if len(found.works) >= MOST_VERSIONS:
                raise BadInput(say("rooms.too_many_versions", limit=MOST_VERSIONS))
            newer = Item(id=item, works=(*found.works, work))
            return self._with(room, items=tuple(newer if one == found else one for one in room.terms.items))

    def renew(self, id: str, owner: str) -> tuple[Room, str]:
        """Another link, also for a room that was revoked or has been visited as often as it may; the one before leads
        nowhere. Raises NotFound."""
        token = new_token()
        with self._changing:
            room = self.one(id, owner).model_copy(update={"token": digest(token), "views": 0})
            return self._with(room, revoked=False), token

    def revoke(self, id: str, owner: str) -> Room:
        """End its link. Raises NotFound."""
        with self._changing:
            return self._with(self.one(id, owner), revoked=True)

    def delete(self, id: str, owner: str) -> None:
        """Raises NotFound."""
        with self._changing:
            room = self.one(id, owner)
            # The record first: without its row it would bring the room back.
            self._records.remove(room.id)
            with self._database.session() as session:
                session.execute(sa.delete(RoomRow).where(RoomRow.id == room.id))

    def hand_over(self, giver: str, taker: str) -> None:
        """Make one owner's rooms another's, as their works are."""
        with self._changing:
            for room in self.of(giver):
                self._keep(room.model_copy(update={"owner": taker}))

    def enter(self, room: Room) -> bool:
        """Count a visit; whether there was one left. However many come at once, no more are let in."""
        open_yet = sa.true() if not room.terms.limit else RoomRow.views < room.terms.limit
        count = sa.update(RoomRow).where(RoomRow.id == room.id, RoomRow.token == room.token, open_yet)
        with self._changing:
            with self._database.session() as session:
                found: Any = session.execute(count.values(views=RoomRow.views + 1, opened=now()))
            if found.rowcount:
                self._records.write(self.one(room.id, room.owner))
            return bool(found.rowcount)

    def restore(self, alone: bool = False) -> None:
        """Write the rows that the database lost. `alone`: no other process changes rooms meanwhile; then the records
        are written, too, of rooms that were about to be deleted when a process died."""
        with self._database.reading() as session:
            present = {row.id: _room(row) for row in session.scalars(sa.select(RoomRow))}
        recorded = self._records.ids()
        for id in recorded - set(present):
            if room := self._records.read(id):
                self._keep(room)
        for id in set(present) - recorded if alone else ():
            self._records.write(present[id])

    def _with(self, room: Room, **changes: Any) -> Room:
        return self._keep(room.model_copy(update={"terms": room.terms.model_copy(update=changes)}))

    def _keep(self, room: Room) -> Room:
        self._records.write(room)
        values = {**room.model_dump(exclude={"terms"}), "terms": room.terms.model_dump(mode="json")}
        with self._database.session() as session:
            session.merge(RoomRow(**values))
        return room


def new_token() -> str:
    """32 random bytes in letters that an address takes."""
    return secrets.token_urlsafe(32)


def known(room: Room, item: str) -> Item:
    """Raises NotFound."""
    found = room.item(item)
    if found is None:
        raise NotFound(say("rooms.no_item"))
    return found


def _items(works: Sequence[str], before: int = 0) -> tuple[Item, ...]:
    """A place for each of them, each once."""
    ids = list(dict.fromkeys(works))
    if not 0 < before + len(ids) <= MOST_ITEMS:
        raise BadInput(say("library.which", limit=MOST_ITEMS))
    return tuple(Item(id=new_id(), works=(id,)) for id in ids)


def _ordered(items: Sequence[Item], ids: Sequence[str]) -> tuple[Item, ...]:
    found = {item.id: item for item in items}
    if sorted(ids) != sorted(found):
        raise BadInput(say("rooms.other_items"))
    return tuple(found[id] for id in ids)


def _room(row: RoomRow) -> Room:
    return Room(
        id=row.id,
        owner=row.owner,
        token=row.token,
        created=in_utc(row.created),
        terms=Terms.model_validate(row.terms),
        views=row.views,
        opened=in_utc(row.opened) if row.opened else None,
    )


def passed(room: Room, moment: datetime | None = None) -> bool:
    """Whether its link leads nowhere, for those inside too; a room that is exhausted stays for whoever is in it."""
    return room.state(moment or now()) in ("revoked", "expired")
