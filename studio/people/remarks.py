"""Remarks: what clients and owners say of works in a room."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Collection
from datetime import datetime
from typing import Annotated, Any, Literal

import sqlalchemy as sa
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictStr, model_validator
from pydantic_core import PydanticCustomError

from studio.errors import BadInput, NotFound
from studio.params import Fields, OptionalText
from studio.people.preferences import Name
from studio.people.room import MOST_VERSIONS, Room
from studio.words import say
from studio.works.database import Database
from studio.works.records import Records
from studio.works.shelf import Shelf
from studio.works.tables import RemarkRow, RoomRow
from studio.works.works import in_utc, new_id, now

Kind = Literal["comment", "approval", "changes", "answer"]
MOST = 500
"""Remarks in one room."""
_LONGEST_SECONDS = 10**5
_VERDICTS = ("approval", "changes")


class Remark(BaseModel):
    """A remark. Immutable."""

    model_config = ConfigDict(frozen=True)

    id: str
    room: str
    item: str = ""
    """The place in the room that it is about; empty for all of it."""
    version: int = 0
    """From 1; 0 for the room."""
    kind: Kind
    author: Literal["client", "owner"]
    name: str = ""
    text: str = ""
    place: dict[str, float] = {}
    """x and y from 0 to 1, or a second."""
    answers: str = ""
    done: bool = False
    seen: bool = False
    created: datetime


class Said(Fields):
    """What a client sends."""

    section = "remark"
    kind: Literal["comment", "approval", "changes"] = "comment"
    text: OptionalText = ""
    name: Name = ""
    x: float | None = Field(None, ge=0, le=1)
    y: float | None = Field(None, ge=0, le=1)
    second: float | None = Field(None, ge=0, le=_LONGEST_SECONDS)
    version: int | None = Field(None, ge=1, le=MOST_VERSIONS)
    """The one that was looked at; the newest where none is named."""

    @model_validator(mode="after")
    def _says_something(self) -> Said:
        if self.kind != "approval" and not self.text:
            raise PydanticCustomError("unsaid", "unfit")
        return self

    @property
    def place(self) -> dict[str, float]:
        if self.x is not None and self.y is not None:
            return {"x": round(self.x, 4), "y": round(self.y, 4)}
        return {} if self.second is None else {"second": round(self.second, 2)}


class Answer(Fields):
    """What an owner answers."""

    section = "remark"
    remark: StrictStr = ""
    item: StrictStr = ""
    text: Annotated[OptionalText, AfterValidator(lambda text: _said(text))] = Field()


def _said(text: str) -> str:
    if not text:
        raise PydanticCustomError("unsaid", "unfit")
    return text


class Remarks:
    """All of them. Safe to use from several threads."""

    def __init__(self, database: Database, shelf: Shelf) -> None:
        self._database = database
        self._records = Records(shelf, "remarks", Remark)
        self._adding = threading.Lock()
        self._turns: Counter[str] = Counter()

    def turn(self, owner: str) -> int:
        """A number that is another one when what an owner has not seen has changed. Waits for nothing."""
        return self._turns[owner]

    def of(self, rooms: Collection[str]) -> list[Remark]:
        """Those in these rooms, the oldest first."""
        query = sa.select(RemarkRow).where(RemarkRow.room.in_(rooms)).order_by(RemarkRow.created, RemarkRow.id)
        with self._database.reading() as session:
            return [_remark(row) for row in session.scalars(query)]

    def one(self, id: str, room: Room) -> Remark:
        """Raises NotFound for one of another room."""
        with self._database.reading() as session:
            row = session.get(RemarkRow, id)
            if row is None or row.room != room.id:
                raise NotFound(say("rooms.no_remark"))
            return _remark(row)

    def unseen(self, owner: str) -> int:
        """How many of all rooms of an owner have not been seen."""
        query = sa.select(sa.func.count()).select_from(RemarkRow).join(RoomRow, RoomRow.id == RemarkRow.room)
        with self._database.reading() as session:
            return session.scalar(query.where(RoomRow.owner == owner, RemarkRow.seen.is_(False))) or 0

    def hear(self, room: Room, said: Said, item: str = "") -> Remark:
        """What a client says of an item, or of the room. Raises BadInput where there are as many as a room takes."""
        place = room.item(item)
        newest = len(place.works) if place else 0
        remark = Remark(
            id=new_id(), room=room.id, item=item, version=min(said.version or newest, newest), kind=said.kind,
            author="client", name=said.name, text=said.text, place=said.place if place else {}, created=now(),
        )  # fmt: skip
        return self._add(room, remark)

    def answer(self, room: Room, answer: Answer) -> Remark:
        """What its owner says. Raises NotFound for a remark or an item that is not in the room, BadInput as `hear`."""
        before = self.one(answer.remark, room) if answer.remark else None
        item = before.item if before else answer.item
        place = room.item(item)
        if item and place is None and before is None:
            raise NotFound(say("rooms.no_item"))
        first = (before.answers or before.id) if before else ""
        remark = Remark(
            id=new_id(), room=room.id, item=item, version=len(place.works) if place else 0, kind="answer",
            author="owner", name=room.terms.name, text=answer.text, answers=first,
            seen=True, created=now(),
        )  # fmt: skip
        return self._add(room, remark)

    def done(self, id: str, room: Room, done: bool) -> Remark:
        """Mark one as worked off, or as not. Raises NotFound."""
        return self._keep(self.one(id, room).model_copy(update={"done": done}))

    def see(self, room: Room) -> None:
        """All of a room's have been seen."""
        for remark in self.of([room.id]):
            if not remark.seen:
                self._keep(remark.model_copy(update={"seen": True}))
        self._turns[room.owner] += 1

    def drop(self, room: Room) -> None:
        """Forget all of a room's."""
        for remark in self.of([room.id]):
            self._records.remove(remark.id)
        with self._database.session() as session:
            session.execute(sa.delete(RemarkRow).where(RemarkRow.room == room.id))
        self._turns[room.owner] += 1

    def restore(self) -> None:
        """Write the rows that the database lost; forget what was said in rooms that are gone."""
        with self._database.session() as session:
            session.execute(sa.delete(RemarkRow).where(RemarkRow.room.not_in(sa.select(RoomRow.id))))
            present, rooms = (set(session.scalars(sa.select(column))) for column in (RemarkRow.id, RoomRow.id))
        for id in self._records.ids() - present:
            remark = self._records.read(id)
            if remark and remark.room in rooms:
                self._keep(remark)
            elif remark:
                self._records.remove(id)

    def _add(self, room: Room, remark: Remark) -> Remark:
        count = sa.select(sa.func.count()).where(RemarkRow.room == room.id)
        with self._adding:
            with self._database.session() as session:
                if (session.scalar(count) or 0) >= MOST:
                    raise BadInput(say("rooms.full", limit=MOST))
            self._keep(remark)
            self._turns[room.owner] += 1
        return remark

    def _keep(self, remark: Remark) -> Remark:
        self._records.write(remark)
        values: dict[str, Any] = remark.model_dump()
        with self._database.session() as session:
            session.merge(RemarkRow(**values))
        return remark


def verdict(remarks: Collection[Remark], item: str, version: int) -> str:
    """What the client has decided of an item's newest version last: "approval", "changes" or nothing."""
    kinds = [one.kind for one in remarks if one.item == item and one.version == version and one.kind in _VERDICTS]
    return kinds[-1] if kinds else ""


def _remark(row: RemarkRow) -> Remark:
    values = {name: getattr(row, name) for name in Remark.model_fields}
    return Remark.model_validate({**values, "created": in_utc(row.created)})
