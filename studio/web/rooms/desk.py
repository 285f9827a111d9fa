"""Desk: where the owner of works makes rooms of them, reads what was said there, and answers."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from studio.errors import BadInput
from studio.house import House
from studio.people.remarks import Answer
from studio.people.room import MOST_ITEMS, Asked, Room
from studio.web.answers import FRESH
from studio.web.entrance import visitor_of
from studio.web.rooms.described import cards_of, remark_told, rooms_told
from studio.words import say
from studio.works.kinds import KINDS
from studio.works.works import Work

Values = dict[str, Any]


class Desk:
    """All of it for the visitor's own rooms alone. What is posted gets the visitor, what was sent, and the id of the
    room in the address."""

    def __init__(self, house: House) -> None:
        self._rooms, self._remarks, self._store = house.rooms, house.remarks, house.store
        self._preferences = house.preferences

    def all(self, request: Request) -> Response:
        owner = visitor_of(request).id
        rooms = self._rooms.of(owner)
        told = rooms_told(self._store.library, rooms, self._remarks.of([room.id for room in rooms]))
        return JSONResponse({"rooms": told, "unseen": self._remarks.unseen(owner)}, headers=FRESH)

    def remarks(self, request: Request) -> Response:
        """Of all rooms; `open=1`: of clients, what is not done."""
        rooms = {room.id: room for room in self._rooms.of(visitor_of(request).id)}
        cards = cards_of(self._store.library, list(rooms.values()))
        remarks = self._remarks.of(list(rooms))
        if request.query_params.get("open") == "1":
            remarks = [one for one in remarks if one.author == "client" and not one.done]
        told = []
        for remark in remarks:
            room = rooms[remark.room]
            item = room.item(remark.item)
            card = cards.get(item.works[remark.version - 1]) if item else None
            told.append({**remark_told(remark), "room_title": room.terms.title, "card": card})
        return JSONResponse({"remarks": told}, headers=FRESH)

    def one(self, request: Request) -> Response:
        room = self._rooms.one(request.path_params["id"], visitor_of(request).id)
        remarks = [remark_told(remark) for remark in self._remarks.of([room.id])]
        return JSONResponse({**self._told(room), "remarks": remarks}, headers=FRESH)

    def preferred(self, request: Request) -> Response:
        return JSONResponse(self._preferences.of(visitor_of(request).id).model_dump(), headers=FRESH)

    def prefer(self, owner: str, values: Values, _: str) -> Values:
        return self._preferences.choose(owner, values).model_dump()

    def add(self, owner: str, values: Values, _: str) -> Values:
        works = self._own(owner, values.pop("works", None))
        asked = Asked.read(values)
        if not asked.title:
            asked = asked.model_copy(update={"title": _title(self._store.work(works[0], owner), asked)})
        room, token = self._rooms.add(asked, works, owner)
        return {**self._told(room), "link": _link(token)}

    def change(self, owner: str, values: Values, id: str) -> Values:
        return self._told(self._rooms.change(id, owner, Asked.read(values)))

    def add_works(self, owner: str, values: Values, id: str) -> Values:
        return self._told(self._rooms.add_works(id, owner, self._own(owner, values.get("works"))))

    def remove(self, owner: str, values: Values, id: str) -> Values:
        return self._told(self._rooms.remove(id, owner, _text(values, "item")))

    def add_version(self, owner: str, values: Values, id: str) -> Values:
        work = self._own(owner, [values.get("work")])[0]
        return self._told(self._rooms.add_version(id, owner, _text(values, "item"), work))

    def answer(self, owner: str, values: Values, id: str) -> Values:
        remark = self._remarks.answer(self._rooms.one(id, owner), Answer.read(values))
        return {"remark": remark_told(remark)}

    def done(self, owner: str, values: Values, id: str) -> Values:
        if not isinstance(done := values.get("done"), bool):
            raise BadInput(say("guard.unreadable"))
        remark = self._remarks.done(_text(values, "remark"), self._rooms.one(id, owner), done)
        return {"remark": remark_told(remark)}

    def see(self, owner: str, _: Values, id: str) -> Values:
        self._remarks.see(self._rooms.one(id, owner))
        return {"unseen": self._remarks.unseen(owner)}

    def renew(self, owner: str, _: Values, id: str) -> Values:
        room, token = self._rooms.renew(id, owner)
        return {**self._told(room), "link": _link(token)}

    def revoke(self, owner: str, _: Values, id: str) -> Values:
        return self._told(self._rooms.revoke(id, owner))

    def delete(self, owner: str, _: Values, id: str) -> Values:
        room = self._rooms.one(id, owner)
        self._rooms.delete(id, owner)
        self._remarks.drop(room)
        return {"deleted": id}

    def _told(self, room: Room) -> Values:
        return {"room": rooms_told(self._store.library, [room], self._remarks.of([room.id]))[0]}

    def _own(self, owner: str, given: object) -> list[str]:
        """Ids of works of the owner's. Raises BadInput for what is no list of them, NotFound for another's."""
        ids = given if isinstance(given, list) and all(isinstance(id, str) for id in given) else []
        if not 0 < len(ids) <= MOST_ITEMS:
            raise BadInput(say("library.which", limit=MOST_ITEMS))
        return [self._store.work(id, owner).id for id in ids]


def _text(values: Values, name: str) -> str:
    if not isinstance(text := values.get(name), str):
        raise BadInput(say("guard.unreadable"))
    return text


def _title(work: Work, asked: Asked) -> str:
    """What a room is called that has no name: where the recipe is not told, not by what was asked for."""
    return work.title if asked.recipe or KINDS[work.kind].is_text else str(say(f"kind.{work.kind}.plural"))


def _link(token: str) -> str:
    """Relative to the page."""
    return f"r/{token}"
