"""Guard: refuses what the page never needs and a stranger could misuse, in front of everything that gradio answers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from studio.web.body import Body, TooMuch
from studio.web.hosts import Hosts
from studio.words import Sentence, say

_NAME, _HASH, _MODEL = r"[\w-]{1,64}", "[0-9a-f]{64}", r"[a-z0-9][a-z0-9.-]{0,99}"
STATIC = re.compile(
    r"/((assets|static|page/[0-9a-f]{12,64})/[\w./@+-]{1,120}|(gradio_api/)?theme\.css|favicon\.ico|robots\.txt"
    r"|manifest\.json)",
    re.ASCII,
)
"""What the page is made of, the same for everybody; a proxy may drop what would tell whose page asks for it."""
_READ = re.compile(
    rf"/|/config/?|/login|/works/.*|/library|/boards|/prompts|/loras|/machine|/models(/{_MODEL})?|/now|/uploads/{_HASH}"
    rf"|/gradio_api/(info/?|app_id|startup-events|heartbeat/{_NAME}|queue/data|call/{_NAME}/{_NAME})"
)
_WRITE = re.compile(
    rf"/login|/logout|/visitor|/machine/(free|doctor)|/models/(token|{_MODEL}/(get|stop|remove))"
    rf"|/jobs/(again|{_NAME}/(cancel|retry))|/uploads(/{_HASH}/delete)?"
    rf"|/library/(mark|forget|zip|import)|/boards(/{_NAME}(/delete)?)?"
    rf"|/gradio_api/(queue/join|call/{_NAME}|cancel|reset|heartbeat/{_NAME})"
)
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


class Guard:
    """Every request passes here first."""

    def __init__(self, app: ASGIApp, hosts: Hosts, embed: Iterable[str]) -> None:
        self._app = app
        self._hosts = hosts
        frames = " ".join(["'self'", *embed])
        policy = {**_PAGE, "frame-ancestors": frames}
        self._headers = {
            "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
        }

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
            await PlainTextResponse(str(why), status, self._headers)(scope, receive, send)
            return
        await self._pass(scope, receive, send)

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def answer(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
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
        if len(hosts) != 1 or not self._hosts.serve(hosts[0]):
            return 421, say("guard.other_host", host=" ".join(hosts)[:80])
        if method in ("GET", "HEAD") and STATIC.fullmatch(path):
            return None
        if not self._is_own(headers, hosts[0]):
            return 403, say("guard.own_page_only")
        offered = {"GET": _READ, "HEAD": _READ, "POST": _WRITE}.get(method)
        if offered is None or not offered.fullmatch(path):
            return 404, say("guard.not_offered")
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
