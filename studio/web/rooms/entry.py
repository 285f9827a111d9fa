"""Entry: lets clients into rooms, once each, and knows again who is in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from studio.errors import NotFound
from studio.house import House
from studio.people.passwords import matches
from studio.people.room import Room
from studio.people.rooms import passed
from studio.people.tries import Tries
from studio.web.caller import address_of
from studio.web.cookie import Cookie
from studio.web.rooms.door import Door
from studio.web.rooms.inside import Inside, Links
from studio.web.rooms.visit import PASS, Visit, Visits
from studio.web.sheets import Sheets
from studio.words import Sentence, language, languages, say, speaking
from studio.works.works import now

Answer = Callable[[Inside], Response]


class Entry:
    """Before every page of a room."""

    def __init__(self, house: House, sheets: Sheets) -> None:
        self.door = Door(sheets)
        self._rooms, self._remarks, self._root = house.rooms, house.remarks, sheets.root
        self._visits = Visits(house.tokens, Cookie.of(house))
        self._tries = Tries()

    def inside(self, request: Request, answer: Answer, *, first: bool = True) -> Response:
        """The answer for whoever is in the room, or may come in without being asked. `first`: whether it is something
        that one may begin with."""
        token = request.path_params["token"]
        room = self._rooms.find(token) or self._rooms.called(token)
        if room is None:
            return self.door.nowhere()
        visit, is_kept = self._visits.read(request, room)
        if not (visit and visit.is_owners) and (token == room.id or passed(room)):
            return self.door.nowhere()
        if visit is None:
            return self._begin(request, room, answer) if first else self.door.nowhere()
        if chosen := _language(request.query_params.get("language")):
            return self.go(request, replace(visit, language=chosen), is_kept)
        if is_kept and first and PASS in request.query_params and request.method == "GET":
            # What lets in must not stand in an address that somebody may pass on.
            return RedirectResponse(_without_pass(request), 303, {"Cache-Control": "no-store"})
        return self._answered(request, room, visit, answer, is_kept)

    def enter(self, request: Request, password: str, language_chosen: str) -> Response:
        """For a room that asks first."""
        token, chosen = request.path_params["token"], _language(language_chosen)
        room = self._rooms.find(token)
        if room is None or room.state(now()) != "open":
            return self.door.nowhere()
        if why := self._refusal(request, room, password):
            with speaking(chosen or language()):
                return self.door.asks(room, token, chosen, why)
        if not self._rooms.enter(room):
            return self.door.nowhere()
        return self.go(request, Visit(room.id, room.token, language=chosen), is_kept=False)

    def look(self, request: Request, room: Room) -> Response:
        """To the room as its clients see it, for its owner: whatever state it is in, and no visit is counted."""
        visit = Visit.of_owner(room)
        headers = {"Cache-Control": "no-store", "Set-Cookie": self._visits.cookie(request, visit, room.id)}
        links = Links(f"{self._root}r/{room.id}", self._visits.signed(visit))
        return RedirectResponse(links.to(), 303, headers)

    def go(self, request: Request, visit: Visit, is_kept: bool, *parts: str, to: str = "") -> Response:
        """On to a page of the room, with what the visit has become."""
        links = self._links(request, visit, is_kept)
        headers = {"Cache-Control": "no-store", "Set-Cookie": self._cookie(request, visit)}
        return RedirectResponse(links.to(*parts, to=to), 303, headers)

    def _begin(self, request: Request, room: Room, answer: Answer) -> Response:
        """For somebody whom the room does not know."""
        chosen = _language(request.query_params.get("language"))
        if room.state(now()) != "open":
            return self.door.nowhere()
        if room.terms.password or room.terms.limit:
            with speaking(chosen or language()):
                return self.door.asks(room, request.path_params["token"], chosen)
        # A program that only looks whether there is something has seen nothing.
        if request.method != "HEAD" and not self._rooms.enter(room):
            return self.door.nowhere()
        visit = Visit(room.id, room.token, language=chosen)
        answered = self._answered(request, room, visit, answer, is_kept=False)
        if "set-cookie" not in answered.headers:
            answered.headers["set-cookie"] = self._cookie(request, visit)
        return answered

    def _answered(self, request: Request, room: Room, visit: Visit, answer: Answer, is_kept: bool) -> Response:
        links, remarks = self._links(request, visit, is_kept), tuple(self._remarks.of([room.id]))
        with speaking(visit.language or language()):
            try:
                return answer(Inside(room, visit, links, {}, remarks))
            except NotFound:
                return self.door.nowhere()

    def _refusal(self, request: Request, room: Room, password: str) -> Sentence | None:
        """Why the password does not let in."""
        if not room.terms.password:
            return None
        if not self._tries.begin(address_of(request), room.id):
            return say("client.too_often")
        if not matches(room.terms.password, password):
            return say("client.wrong")
        self._tries.right(address_of(request), room.id)
        return None

    def _links(self, request: Request, visit: Visit, is_kept: bool) -> Links:
        passing = "" if is_kept else self._visits.signed(visit)
        return Links(f"{self._root}r/{request.path_params['token']}", passing)

    def _cookie(self, request: Request, visit: Visit) -> str:
        return self._visits.cookie(request, visit, request.path_params["token"])


def _language(asked: str | None) -> str:
    return asked if asked in languages() else ""


def _without_pass(request: Request) -> str:
    """The same address, relative to itself."""
    url = request.url.remove_query_params(PASS)
    return url.path.rpartition("/")[2] + (f"?{url.query}" if url.query else "")
