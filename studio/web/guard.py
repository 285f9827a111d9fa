"""Guard: refuses what the page never needs and a stranger could misuse, in front of everything that gradio answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from studio.web.access import Line, line_of
from studio.web.body import Body, TooMuch
from studio.web.hosts import Hosts
from studio.words import Sentence, say

LINE = "inkstone.line"
"""Where a request has its line of access."""
_PAGE = {
    # gradio's page has its script in it, and makes functions of the scripts of its HTML components.
    "script-src": "'self' 'unsafe-inline' 'unsafe-eval' blob:",
    "style-src": "'self' 'unsafe-inline'",
    "default-src": "'self'",
    "img-src": "'self' data: blob:",
    "media-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "worker-src": "'self' blob:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
}
_SHEET = {
    # Pages that stand by themselves need nothing but the studio's own files.
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "media-src": "'self' blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
_ALONE = ("world", "client")


class Guard:
    """Every request passes here first."""

    def __init__(self, app: ASGIApp, hosts: Hosts, embed: Iterable[str]) -> None:
        self._app = app
        self._hosts = hosts
        frames = " ".join(["'self'", *embed])
        self._headers = _headers({**_PAGE, "frame-ancestors": frames})
        self._sheet_headers = _headers({**_SHEET, "frame-ancestors": frames})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refused = self._refusal(scope)
        if refused:
            status, why = refused
            headers = {**self._headers, "Connection": "close"} if status == 400 else self._headers
            await PlainTextResponse(str(why), status, headers)(scope, receive, send)
            return
        await self._pass(scope, receive, send)

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False
        line: Line | None = scope.get(LINE)
        own = self._sheet_headers if line and line.who in _ALONE else self._headers

        async def answer(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in own.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await self._app(scope, Body(scope, receive), answer)
        except ClientDisconnect:
            return
        except TooMuch as error:
            if not started:
                await PlainTextResponse(str(error.why), error.status, self._headers)(scope, receive, send)

    def _refusal(self, scope: Scope) -> tuple[int, Sentence] | None:
        headers, path, method = Headers(scope=scope), scope["path"], scope["method"]
        hosts = headers.getlist("host")
        if "content-length" in headers and "transfer-encoding" in headers:
            # A proxy may believe the other one (RFC 9112, 6.3): what follows would be somebody else's request.
            return 400, say("guard.unreadable")
        if len(hosts) != 1 or not self._hosts.serve(hosts[0]):
            return 421, say("guard.other_host", host=" ".join(hosts)[:80])
        line = line_of(method, path)
        if not (line and line.who == "static") and not self._is_own(headers, hosts[0]):
            return 403, say("guard.own_page_only")
        if line is None:
            return 404, say("guard.not_offered")
        scope[LINE] = line
        return None

    def _is_own(self, headers: Headers, host: str) -> bool:
        """Whether no page elsewhere asks. gradio answers any origin with credentials: it could act for the visitor."""
        origins, site = headers.getlist("origin"), headers.get("sec-fetch-site", "none")
        if not origins:
            return site in ("same-origin", "none") or headers.get("sec-fetch-mode") == "navigate"
        if len(origins) > 1 or origins[0] == "null":
            return False
        # No page can write the second header, and no proxy changes it.
        return site == "same-origin" or (site == "none" and self._hosts.own(origins[0], host))


def _headers(policy: Mapping[str, str]) -> dict[str, str]:
    return {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "X-Content-Type-Options": "nosniff",
        # No other site is told an address, which may be what lets one in. Of a page that tells it to nobody at all,
        # browsers send the forms with the origin "null".
        "Referrer-Policy": "same-origin",
    }
