"""Entrance: gives each visitor a name, knows it again, and asks for the password where there is one.

What follows finds the visitor in the request: `visitor_of`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from studio.errors import BadInput
from studio.house import House
from studio.people.visitor import Visitor
from studio.web.access import Line, may
from studio.web.cookie import Cookie, bearer
from studio.web.guard import LINE
from studio.web.login import Login, login_body
from studio.web.sheets import Sheets
from studio.words import Sentence, say

KEY = "inkstone.visitor"
"""Where a request has its visitor."""
_BEGIN = ("/", "/config", "/config/")
"""Where a browser or a program begins, and gets a name when it has none."""
_OPEN = ("static", "world", "client")
"""What needs neither name nor password of the studio's."""
_DOOR = ("/login", "/logout")
_FRESH = {"Cache-Control": "no-store"}


def visitor_of(request: Any) -> Visitor:
    """Who asks. Raises BadInput for one without a name: nothing is done for nobody."""
    visitor = request.scope.get(KEY) if request is not None else None
    if not isinstance(visitor, Visitor):
        raise BadInput(say("visitor.nameless"), hint=say("visitor.how"))
    return visitor


class Entrance:
    """Every request that the guard lets through comes here next."""

    def __init__(self, app: ASGIApp, house: House, sheets: Sheets) -> None:
        self._app, self._house, self._sheets = app, house, sheets
        self._tokens = house.tokens
        self._cookie = Cookie(house.tokens, f"{house.settings.root_path}/", bool(house.settings.embed))
        password = house.settings.password
        self._login = Login(password.get_secret_value()) if password else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        line: Line | None = scope.get(LINE)
        if scope["type"] != "http" or line is None or (line.who in _OPEN and line.path not in _DOOR):
            await self._app(scope, receive, send)
            return
        known = self._cookie.read(scope)
        known = known and replace(known, role=self._house.role_of(known))
        answer = await self._answer(Request(scope, receive), known, line)
        if answer is None:
            await self._let_in(scope, receive, send, known)
        else:
            await answer(scope, receive, send)

    async def _answer(self, request: Request, known: Visitor | None, line: Line) -> Response | None:
        """What the entrance itself answers; None when the visitor may go on."""
        path, post = request.url.path, request.method == "POST"
        if path == "/login":
            return await self._log_in(request, known)
        if path == "/logout":
            return self._home(request, replace(known or Visitor(), entered=False))
        if self._login and not (known and known.entered):
            return self._ask(request)
        if not may(known.role if known else "guest", line.who):
            return PlainTextResponse(str(say("visitor.keeper_only")), 403)
        if path == "/visitor" and post:
            return JSONResponse({"token": self._tokens.issue(known or Visitor())}, headers=_FRESH)
        return None

    async def _let_in(self, scope: Scope, receive: Receive, send: Send, known: Visitor | None) -> None:
        begins = scope["path"] in _BEGIN
        visitor = known or (Visitor() if begins else None)

        async def answer(message: Message) -> None:
            if visitor and begins and bearer(scope) is None and message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.append("set-cookie", self._cookie.write(scope, visitor))
                headers["cache-control"] = "no-store"
            await send(message)

        # gradio looks for the page that a query names, and ends in a traceback; there is one page only.
        asked = {"query_string": b""} if begins else {}
        await self._app({**scope, **asked, KEY: visitor}, receive, answer)

    async def _log_in(self, request: Request, known: Visitor | None) -> Response:
        if self._login is None:
            return RedirectResponse(self._cookie.path, 303)
        if request.method != "POST":
            return self._ask(request)
        address = request.client.host if request.client else ""
        try:
            given = (await request.form()).get("password")
        except (HTTPException, MultiPartException):
            return self._ask(request, say("guard.unreadable"), 400)
        # Nothing is awaited from here on, or many could guess at once.
        if not self._login.may_try(address):
            return self._ask(request, say("login.too_often"), 429)
        if not self._login.check(given, address):
            return self._ask(request, say("login.wrong"))
        return self._home(request, replace(known or Visitor(), entered=True))

    def _ask(self, request: Request, why: Sentence | None = None, status: int = 401) -> Response:
        """The question for the password: a page for people, a sentence for programs."""
        if _reads_pages(request):
            return self._sheets.answer(str(say("login.title")), login_body(self._cookie.path, why), status)
        return JSONResponse({"detail": {"error": str(why or say("login.asks"))}}, status, _FRESH)

    def _home(self, request: Request, visitor: Visitor) -> Response:
        """On to the page, with the visitor's cookie."""
        page = RedirectResponse(self._cookie.path, 303)
        answer = page if _reads_pages(request) else JSONResponse({"success": True}, headers=_FRESH)
        answer.headers.append("set-cookie", self._cookie.write(request.scope, visitor))
        return answer


def _reads_pages(request: Request) -> bool:
    return "text/html" in Headers(scope=request.scope).get("accept", "")
