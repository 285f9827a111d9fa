"""Client: what whoever has the link of a room may ask for."""

from __future__ import annotations

import math
from collections.abc import Collection
from contextlib import suppress
from dataclasses import replace

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import Response

from studio.errors import BadInput, NotFound
from studio.house import House
from studio.people.remarks import Said
from studio.people.room import Item
from studio.people.rooms import known
from studio.people.tries import Window, place_of
from studio.web.caller import address_of
from studio.web.files import Small, served
from studio.web.leaving import Leaving
from studio.web.rooms.compare import compare_html
from studio.web.rooms.entry import Entry
from studio.web.rooms.file import BRIEF, Given, given
from studio.web.rooms.form import EMPTY, Draft
from studio.web.rooms.inside import Inside
from studio.web.rooms.page import page_html
from studio.web.rooms.work import point, work_html
from studio.web.sheets import Sheets
from studio.words import say

Fields = dict[str, str]
_SCRIPT = "room.js"
_SAID = ("kind", "text", "name", "x", "y", "second", "version")
_MOST_FIELDS = 20
_REMARKS, _WITHIN = 30, 300
"""Remarks that one address may make in a room, and within how many seconds."""


class Client:
    """Everything is asked for with the token of a link; what is not first asked for needs a visit."""

    def __init__(self, house: House, sheets: Sheets, entry: Entry) -> None:
        self._house, self._root, self._entry = house, sheets.root, entry
        self._small, self._leaving = Small(house.store.files.thumbs), Leaving(house)
        self._talk = Window(_REMARKS, _WITHIN)

    def page(self, request: Request) -> Response:
        return self._entry.inside(request, self._page)

    def work(self, request: Request) -> Response:
        """`version`: the newest where none is named; `second`: where it begins to play."""

        def answer(inside: Inside) -> Response:
            item, asked = known(inside.room, request.path_params["item"]), dict(request.query_params)
            version = _version(item, asked.get("version"))
            inside = self._with(inside, item.works)
            draft = Draft(point(asked, inside.work(item, version)))
            return self._work(inside, item, version, draft, _number(asked.get("second")))

        return self._entry.inside(request, answer)

    def compare(self, request: Request) -> Response:
        """Versions `one` and `other`: the newest two where none are named."""

        def answer(inside: Inside) -> Response:
            item, asked = known(inside.room, request.path_params["item"]), request.query_params
            one = _version(item, asked.get("one"), max(1, len(item.works) - 1))
            other = _version(item, asked.get("other"))
            inside = self._with(inside, item.works)
            body = compare_html(inside, self._root, item, one, other)
            return self._entry.door.sheet(inside.title(item), body, script=_SCRIPT)

        return self._entry.inside(request, answer)

    async def file(self, request: Request) -> Response:
        """`download`: to be saved; `small`: a small picture of it."""
        found: list[Given] = []
        nothing = await run_in_threadpool(self._file, request, found)
        answer = None
        for one in found:
            with suppress(NotFound):
                answer = await (self._seen(one) if "small" in request.query_params else self._whole(one))
        if answer is None:
            return nothing
        answer.headers["Cache-Control"] = BRIEF
        return answer

    async def enter(self, request: Request) -> Response:
        fields = await _form(request)
        asked = fields.get("password", ""), fields.get("language", "")
        return await run_in_threadpool(self._entry.enter, request, *asked)

    async def remark(self, request: Request) -> Response:
        """Of an item where the address names one, else of the room."""
        return await run_in_threadpool(self._remark, request, await _form(request))

    def _page(self, inside: Inside, draft: Draft = EMPTY, status: int = 200) -> Response:
        inside = self._with(inside, [item.works[-1] for item in inside.room.terms.items])
        body = page_html(inside, self._root, draft)
        return self._entry.door.sheet(inside.room.terms.title, body, status, script=_SCRIPT)

    def _work(
        self,
        inside: Inside,
        item: Item,
        version: int,
        draft: Draft = EMPTY,
        second: float | None = None,
        status: int = 200,
    ) -> Response:
        body = work_html(inside, self._root, item, version, draft, second)
        return self._entry.door.sheet(inside.title(item, version), body, status, script=_SCRIPT)

    def _file(self, request: Request, found: list[Given]) -> Response:
        """`found`: takes the file that is asked for; the answer is for where there is none."""
        path, whole = request.path_params, "download" in request.query_params

        def answer(inside: Inside) -> Response:
            item = known(inside.room, path["item"])
            version = _version(item, path["version"], 0)
            inside = self._with(inside, item.works[version - 1 : version] if version else ())
            if one := given(inside, item, version, path["role"], whole=whole):
                found.append(one)
            return self._entry.door.nowhere()

        return self._entry.inside(request, answer, first=False)

    async def _seen(self, one: Given) -> Response | None:
        """A small picture of it, where anything can be seen in it."""
        source = await run_in_threadpool(self._house.store.path, one.file)
        return await self._small.answer(one.file.sha256, source, one.file.suffix)

    async def _whole(self, one: Given) -> Response:
        path = await self._leaving.path(one.work, one.file, one.terms)
        return await run_in_threadpool(served, path, one.file.suffix, one.name)

    def _remark(self, request: Request, fields: Fields) -> Response:
        def answer(inside: Inside) -> Response:
            if inside.visit.is_owners:
                raise NotFound(say("file.none"))
            item = known(inside.room, request.path_params["item"]) if "item" in request.path_params else None
            # A mark that a form has kept is a number again, or nothing.
            kept = {name: fields[name] for name in _SAID if fields.get(name)}
            place = f"{inside.room.id} {place_of(address_of(request))}"
            try:
                said = Said.read({"name": inside.visit.name, **kept})
                if self._talk.is_full(place):
                    raise BadInput(say("client.too_quick"))
                self._house.remarks.hear(inside.room, said, item.id if item else "")
            except BadInput as error:
                return self._refused(inside, item, fields, error)
            self._talk.add(place)
            is_kept, to = not inside.links.passing, f"work-{item.id}" if item and "back" in fields else "say"
            parts = [item.id] if item and "back" not in fields else []
            return self._entry.go(request, replace(inside.visit, name=said.name), is_kept, *parts, to=to)

        return self._entry.inside(request, answer)

    def _refused(self, inside: Inside, item: Item | None, fields: Fields, error: BadInput) -> Response:
        """The form once more, with what was written, and why it was not taken."""
        places = {name: f"{number:.4f}" for name in "xy" if (number := _number(fields.get(name))) is not None}
        draft = Draft({**{name: fields.get(name, "") for name in ("text", "name", "second")}, **places}, error.message)
        if item is None:
            return self._page(inside, draft, 422)
        inside = self._with(inside, item.works)
        return self._work(inside, item, _version(item, fields.get("version")), draft, status=422)

    def _with(self, inside: Inside, works: Collection[str]) -> Inside:
        return replace(inside, works=self._house.store.rows.some(works, inside.room.owner))


def _version(item: Item, asked: str | None, otherwise: int | None = None) -> int:
    """A version of an item, from 1; where there is none that is asked for, `otherwise`, or the newest."""
    number = int(asked) if asked and asked.isdecimal() and len(asked) < 4 else 0
    newest = len(item.works)
    return number if 0 < number <= newest else newest if otherwise is None else otherwise


def _number(asked: str | None) -> float | None:
    """Not below 0; None for anything else."""
    try:
        number = float(asked or "")
    except ValueError:
        return None
    return number if math.isfinite(number) and 0 <= number < 10**6 else None


async def _form(request: Request) -> Fields:
    """The fields of a form that is sent; none where it cannot be read."""
    try:
        async with request.form(max_files=0, max_fields=_MOST_FIELDS) as form:
            return {name: value for name, value in form.items() if isinstance(value, str)}
    except (HTTPException, MultiPartException):
        return {}
