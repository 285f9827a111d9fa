"""Guard: refuses what a studio page never needs and a stranger could misuse, in front of all of gradio's routes."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from studio.words import Sentence, say

_BODY_LIMIT = 2**20


class Guard:
    """Refuses what a studio page never needs and a stranger could misuse."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = _refusal(scope) if scope["type"] == "http" else None
        if refusal:
            await PlainTextResponse(str(refusal), 403)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def guard() -> Middleware:
    return Middleware(Guard)


def _refusal(scope: Scope) -> Sentence | None:
    headers, path = Headers(scope=scope), unquote(scope["path"])
    origin = headers.get("origin")
    hosts = {headers.get("host"), headers.get("x-forwarded-host")}
    if origin and urlsplit(origin).netloc not in hosts:
        # gradio answers any origin with credentials; a page elsewhere could then act for the visitor.
        return say("guard.own_page_only")
    if "file=http" in path or "/file/http" in path or "/proxy=" in path:
        return say("guard.fetches_nothing")
    if path.endswith(("/openapi.json", "/monitoring/summary", "/upload")):
        return say("guard.not_offered")
    length = headers.get("content-length", "0")
    if not length.isdigit() or int(length) > _BODY_LIMIT:
        return say("guard.too_much")
    return None
