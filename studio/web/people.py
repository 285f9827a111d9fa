"""People over HTTP, for whoever keeps the studio: who has an account, invitations, roles."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from studio.errors import BadInput
from studio.house import House
from studio.people.account import AccountRole
from studio.people.invitations import LONGEST_NOTE
from studio.web.answers import FRESH, sent, told
from studio.web.entrance import visitor_of
from studio.words import say


def routes(house: House) -> list[Route]:
    """`GET people` tells; each change answers the same, as it is then."""
    desk = Desk(house)
    return [
        Route("/people", told(desk.tell)),
        Route("/people/invite", told(desk.invite), methods=["POST"]),
        Route("/people/invitations/{id}/withdraw", told(desk.withdraw), methods=["POST"]),
        Route("/people/{id}/role", told(desk.set_role), methods=["POST"]),
        Route("/people/{id}/end", told(desk.end), methods=["POST"]),
        Route("/people/{id}/remove", told(desk.remove), methods=["POST"]),
    ]


class Desk:
    """Where an owner looks after the people."""

    def __init__(self, house: House) -> None:
        self._people = house.people

    def tell(self, request: Request) -> Response:
        return self._answer(request)

    async def invite(self, request: Request) -> Response:
        """`{role, note}`; the link is told this once."""
        values = await sent(request)
        role, note = _role(values), values.get("note", "")
        if not isinstance(note, str) or len(note) > LONGEST_NOTE:
            raise BadInput(say("people.long_note", most=LONGEST_NOTE))
        _, token = await run_in_threadpool(self._people.invitations.make, role, note.strip())
        return await run_in_threadpool(self._answer, request, link=f"join/{token}")

    def withdraw(self, request: Request) -> Response:
        self._people.invitations.withdraw(request.path_params["id"])
        return self._answer(request)

    async def set_role(self, request: Request) -> Response:
        role = _role(await sent(request))
        await run_in_threadpool(self._people.set_role, request.path_params["id"], role)
        return await run_in_threadpool(self._answer, request)

    def end(self, request: Request) -> Response:
        """Everywhere."""
        self._people.end(self._people.accounts.one(request.path_params["id"]).id)
        return self._answer(request)

    def remove(self, request: Request) -> Response:
        self._people.remove(request.path_params["id"])
        return self._answer(request)

    def _answer(self, request: Request, **more: str) -> Response:
        me, signed_in = visitor_of(request).account, self._people.sign_ins.all()
        people = [
            {
                "id": one.id,
                "name": one.name,
                "role": one.role,
                "hub": bool(one.hub),
                "created": one.created.isoformat(),
                "seen": max((entry.seen.isoformat() for entry in signed_in if entry.account == one.id), default=None),
                "me": one.id == me,
            }
            for one in self._people.accounts.all()
        ]
        invitations = [
            {"id": one.id, "role": one.role, "note": one.note, "expires": one.expires.isoformat()}
            for one in self._people.invitations.open()
        ]
        return JSONResponse({"people": people, "invitations": invitations, **more}, headers=FRESH)


def _role(values: dict[str, Any]) -> AccountRole:
    """Raises BadInput."""
    role = values.get("role")
    if role == "owner":
        return "owner"
    if role == "member":
        return "member"
    raise BadInput(say("people.no_role"))
