"""Account over HTTP: who one is here, where one is signed in, another password, and what one made before signing in."""

from __future__ import annotations

from typing import Any

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from studio.errors import BadInput, NotAllowed, NotFound
from studio.house import House
from studio.people.account import key_of
from studio.people.passwords import matches
from studio.people.visitor import Visitor
from studio.web.answers import FRESH, sent, told
from studio.web.caller import address_of
from studio.web.entrance import visitor_of
from studio.words import say
from studio.works.handover import hand_over


def routes(house: House) -> list[Route]:
    """`GET me` tells, `POST me/...` changes; an account is needed for what changes."""
    desk = Desk(house)
    return [
        Route("/me", told(desk.tell)),
        Route("/me/password", told(desk.change_password), methods=["POST"]),
        Route("/me/sign-ins/end", told(desk.end_others), methods=["POST"]),
        Route("/me/sign-ins/{id}/end", told(desk.end), methods=["POST"]),
        Route("/me/take", told(desk.take), methods=["POST"]),
    ]


class Desk:
    """Where people ask about themselves."""

    def __init__(self, house: House) -> None:
        self._house, self._people = house, house.people

    def tell(self, request: Request) -> Response:
        """Who one is; of an account its sign-ins, and how many works the browser's own guest has."""
        visitor, people = visitor_of(request), self._people
        settings = self._house.settings
        told: dict[str, Any] = {
            "name": visitor.name,
            "role": visitor.role,
            "account": bool(visitor.account),
            # Where nobody else can come in there is nothing to sign in to.
            "private": people.is_private,
            "entered": visitor.entered,
            # The password was given already, where it is all that one signs in with.
            "may_sign_in": people.has_accounts
            or bool(settings.oauth_client_id or (settings.secret and not visitor.entered)),
        }
        if visitor.account:
            signed_in = [_told(one, visitor) for one in people.sign_ins.all(visitor.account)]
            has_password = bool(people.accounts.hash_of(visitor.name)[1])
            left = len(self._house.store.works(visitor.guest, limit=None)) if visitor.guest else 0
            told |= {"sign_ins": signed_in, "has_password": has_password, "left": left}
        return JSONResponse(told, headers=FRESH)

    async def change_password(self, request: Request) -> Response:
        """`{old, new}`; `old` is not asked for where there is none yet. All other sign-ins end."""
        visitor, values = _signed_in(request), await sent(request)
        old, new = values.get("old", ""), values.get("new")
        if not isinstance(old, str) or not isinstance(new, str):
            raise BadInput(say("guard.unreadable"))
        address, key = address_of(request), key_of(visitor.name)
        if not self._people.tries.begin(address, key):
            raise NotAllowed(say("login.too_often"))
        await to_thread.run_sync(self._change, visitor, old, new)
        self._people.tries.right(address, key)
        return JSONResponse({}, headers=FRESH)

    def _change(self, visitor: Visitor, old: str, new: str) -> None:
        hash = self._people.accounts.hash_of(visitor.name)[1]
        if hash and not matches(hash, old):
            raise BadInput(say("people.wrong_old"))
        self._people.accounts.set_password(visitor.account, new)
        self._people.end(visitor.account, but=visitor.sign_in)

    def end(self, request: Request) -> Response:
        visitor = _signed_in(request)
        if not self._people.end(visitor.account, only=request.path_params["id"]):
            raise NotFound(say("people.no_sign_in"))
        return self.tell(request)

    def end_others(self, request: Request) -> Response:
        """All but the one that asks."""
        visitor = _signed_in(request)
        self._people.end(visitor.account, but=visitor.sign_in)
        return self.tell(request)

    def take(self, request: Request) -> Response:
        """What the browser's guest made becomes the account's."""
        visitor = _signed_in(request)
        count = 0
        if visitor.guest:
            count = hand_over(self._house.store, visitor.guest, visitor.id)
            self._house.rooms.hand_over(visitor.guest, visitor.id)
        return JSONResponse({"taken": count}, headers=FRESH)


def _signed_in(request: Request) -> Visitor:
    """Raises NotAllowed for whoever has no account, such as one who gave the studio's password."""
    visitor = visitor_of(request)
    if not visitor.account:
        raise NotAllowed(say("people.no_account"))
    return visitor


def _told(one: Any, visitor: Visitor) -> dict[str, Any]:
    return {
        "id": one.id,
        "agent": one.agent,
        "created": one.created.isoformat(),
        "seen": one.seen.isoformat(),
        "here": one.id == visitor.sign_in,
    }
