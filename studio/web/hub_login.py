"""HubLogin: signing in by an account at the hub."""

from __future__ import annotations

import re
from dataclasses import asdict

from anyio import to_thread
from itsdangerous import BadSignature
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import Scope

from studio.errors import InkstoneError, NotAllowed
from studio.house import House
from studio.people.hub import Asked, Hub
from studio.people.tries import Window, place_of
from studio.web.answers import told
from studio.web.caller import address_of
from studio.web.cookie import Cookie
from studio.web.html import word
from studio.web.login import Login
from studio.web.sheets import Sheets, head
from studio.words import plain, say

_LASTS = 600
"""Seconds that somebody may be at the hub."""
_JOIN = re.compile(r"[\w-]{20,100}|", re.ASCII)
_BACK = "login/hub/back"


def routes(house: House, sheets: Sheets) -> list[Route]:
    """`GET login/hub` sends to the hub, `GET login/hub/back` is where it sends back to. Both lead to the studio's own
    page and to no other."""
    desk = Desk(house, sheets)
    return [Route("/login/hub", told(desk.begin)), Route("/login/hub/back", told(desk.end))]


class Desk:
    """Where people go to the hub and come back from it."""

    def __init__(self, house: House, sheets: Sheets) -> None:
        self._people, self._sheets = house.people, sheets
        self._hub = Hub(house.settings)
        self._cookie, self._login = Cookie.of(house), Login(house, sheets)
        self._passing = house.tokens.passing("hub")
        self._begun = Window(20, 300)
        self._name = f"{house.tokens.cookie}-hub"

    async def begin(self, request: Request) -> Response:
        """`?join=<token>`: with an invitation."""
        if not self._hub.offered:
            return RedirectResponse(self._cookie.path, 303)
        join = request.query_params.get("join", "")
        place = place_of(address_of(request))
        if not _JOIN.fullmatch(join) or self._begun.is_full(place):
            raise NotAllowed(say("login.too_often"))
        self._begun.add(place)
        try:
            asked = await to_thread.run_sync(self._hub.ask, self._back(request.scope), limiter=self._login.limiter)
        except InkstoneError as error:
            return self._refusal(error)
        answer = RedirectResponse(asked.url, 303)
        kept = self._passing.dumps({**asdict(asked), "url": "", "join": join})
        answer.headers.append("set-cookie", self._kept(request.scope, str(kept), _LASTS))
        return answer

    async def end(self, request: Request) -> Response:
        try:
            asked, join = self._asked(request)
            person = await to_thread.run_sync(
                self._hub.answer,
                asked,
                self._back(request.scope),
                request.query_params.get("code", "")[:2000],
                limiter=self._login.limiter,
            )
            account = await to_thread.run_sync(self._people.come_from_hub, person.id, person.name, join)
        except InkstoneError as error:
            return self._refusal(error)
        answer = await self._login.signed_in(request, account.id)
        answer.headers.append("set-cookie", self._kept(request.scope, "", 0))
        return answer

    def _asked(self, request: Request) -> tuple[Asked, str]:
        """What this browser was sent to the hub with, and its invitation. Raises NotAllowed for an answer to anything
        else."""
        try:
            kept = self._passing.loads(request.cookies.get(self._name, ""), max_age=_LASTS)
            asked, join = Asked("", kept["state"], kept["verifier"], kept["nonce"]), kept["join"]
        except (BadSignature, KeyError, TypeError):
            raise NotAllowed(say("hub_login.failed"), hint=say("hint.try_again")) from None
        if request.query_params.get("state") != asked.state or "code" not in request.query_params:
            raise NotAllowed(say("hub_login.failed"), hint=say("hint.try_again"))
        return asked, join

    def _refusal(self, error: InkstoneError) -> Response:
        root = self._sheets.root
        again = f'<p><a class="button" href="{root}">{word("hub_login.home")}</a></p>'
        body = f"{head(word('login.title'), plain(error))}{again}"
        return self._sheets.answer(str(say("login.title")), body, 403)

    def _back(self, scope: Scope) -> str:
        """The address that the hub sends back to, under the name that the browser has for the studio."""
        host = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
        return f"{scope['scheme']}://{host}{self._cookie.path}{_BACK}"

    def _kept(self, scope: Scope, value: str, seconds: int) -> str:
        place = f"Path={self._cookie.path}login/hub; Max-Age={seconds}; HttpOnly"
        return f"{self._name}={value}; {place}; {self._cookie.site(scope)}"
