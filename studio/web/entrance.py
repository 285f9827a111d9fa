"""Entrance: gives each visitor a name, knows it again, and asks whoever has to come in first.

What follows finds the visitor in the request: `visitor_of`.
"""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from studio.errors import BadInput
from studio.house import House
from studio.people.visitor import Visitor
from studio.web.access import Line, may
from studio.web.answers import FRESH
from studio.web.cookie import Cookie, bearer
from studio.web.guard import LINE
from studio.web.login import Login
from studio.web.sheets import Sheets
from studio.words import say

KEY = "inkstone.visitor"
"""Where a request has its visitor."""
_BEGIN = ("/", "/config", "/config/", "/check")
"""Where a browser or a program begins, and gets a name when it has none."""
_OPEN = ("static", "world", "client")
"""What needs neither name nor password of the studio's."""


def visitor_of(request: Any) -> Visitor:
    """Who asks. Raises BadInput for one without a name: nothing is done for nobody."""
    visitor = request.scope.get(KEY) if request is not None else None
    if not isinstance(visitor, Visitor):
        raise BadInput(say("visitor.nameless"), hint=say("visitor.how"))
    return visitor


class Entrance:
    """Every request that the guard lets through comes here next."""

    def __init__(self, app: ASGIApp, house: House, sheets: Sheets) -> None:
        self._app, self._people, self._tokens = app, house.people, house.tokens
        self._cookie, self._login = Cookie.of(house), Login(house, sheets)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        line: Line | None = scope.get(LINE)
        if scope["type"] != "http" or line is None or line.who in _OPEN:
            await self._app(scope, receive, send)
            return
        if not self._people.is_fresh:
            await run_in_threadpool(self._people.refresh)
        held = self._cookie.read(scope)
        known = held and self._people.visitor(held)
        answer = self._answer(Request(scope, receive), known, line)
        if answer is None:
            await self._let_in(scope, receive, send, known)
        else:
            await answer(scope, receive, send)

    def _answer(self, request: Request, known: Visitor | None, line: Line) -> Response | None:
        """What the entrance itself answers; None when the visitor may go on."""
        if not self._people.is_let_in(known):
            return self._login.ask(request)
        if not may(known.role if known else "guest", line.who):
            return PlainTextResponse(
                str(say("visitor.keeper_only" if line.who == "owner" else "visitor.member_only")), 403
            )
        if line.path == "/visitor":
            return JSONResponse({"token": self._tokens.issue(known or self._login.newcomer())}, headers=FRESH)
        return None

    async def _let_in(self, scope: Scope, receive: Receive, send: Send, known: Visitor | None) -> None:
        begins = scope["path"] in _BEGIN and scope["method"] in ("GET", "HEAD")
        visitor = known or (self._people.visitor(self._login.newcomer()) if begins else None)

        async def answer(message: Message) -> None:
            if visitor and begins and bearer(scope) is None and message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.append("set-cookie", self._cookie.write(scope, visitor))
                headers["cache-control"] = "no-store"
            await send(message)

        # gradio looks for the page that a query names, and ends in a traceback; there is one page only.
        asked = {"query_string": b""} if begins else {}
        await self._app({**scope, **asked, KEY: visitor}, receive, answer)
