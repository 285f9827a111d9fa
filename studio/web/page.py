"""Page: what gradio answers for the page, put into the studio's own frame, in the visitor's language."""

from __future__ import annotations

import gzip
import re
from collections import OrderedDict

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from studio.web.config import without_endpoints
from studio.web.frame import Frame
from studio.words import ENGLISH, language, words

_META = re.compile(r'\s*<meta\s+(?:property|name)="(?:og|twitter):[^>]*>')
_LANG = re.compile(r'(<html\s+)lang="en"')
_ADDRESS = ("host", "x-forwarded-host", "x-forwarded-proto")
"""Headers that gradio makes the page's own address from."""
_PROGRAMS = b"view=api"
"""Asks for what gradio tells of the endpoints, which the page does without."""
_KEPT = 16
"""Pages that are remembered: one for each address that the studio has, in each language."""


class Page:
    """Frames the answer to `/`. It is the same for everybody who asks under one address in one language."""

    def __init__(self, app: ASGIApp, frame: Frame) -> None:
        self._app, self._frame = app, frame
        self._known: OrderedDict[tuple[str | bool | None, ...], bytes] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != "/" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        told = _PROGRAMS in scope.get("query_string", b"")
        key = (told, language(), scope["scheme"], scope.get("root_path", ""), *map(headers.get, _ADDRESS))
        page = self._known.get(key)
        if page is None:
            answer = await _answered(self._app, scope, receive)
            if not _is_page(answer[0]):
                for message in answer:
                    await send(message)
                return
            page = self._keep(key, b"".join(message.get("body", b"") for message in answer), told)
        await _sent(page, "gzip" in headers.get("accept-encoding", ""))(scope, receive, send)

    def _keep(self, key: tuple[str | bool | None, ...], html: bytes, told: bool) -> bytes:
        whole = html.decode() if told else without_endpoints(html.decode())
        page = self._known[key] = gzip.compress(self._framed(whole).encode(), 6)
        if len(self._known) > _KEPT:
            self._known.popitem(last=False)
        return page

    def _framed(self, html: str) -> str:
        html = _LANG.sub(rf'\1lang="{words(language()).get("language.html", ENGLISH)}"', _META.sub("", html), count=1)
        html = html.replace("</head>", f"{self._frame.head()}</head>", 1)
        html = html.replace("<gradio-app", f"{self._frame.header()}<gradio-app", 1)
        return html.replace("</gradio-app>", f"</gradio-app>{self._frame.footer()}", 1)


async def _answered(app: ASGIApp, scope: Scope, receive: Receive) -> list[Message]:
    """All that an application answers."""
    messages: list[Message] = []

    async def keep(message: Message) -> None:
        messages.append(message)

    await app(scope, receive, keep)
    return messages


def _is_page(start: Message) -> bool:
    kind = dict(start["headers"]).get(b"content-type", b"")
    return bool(start["status"] == 200 and kind.startswith(b"text/html"))


def _sent(page: bytes, is_packed: bool) -> Response:
    headers = {"Vary": "Accept-Encoding, Accept-Language, Cookie"}
    if is_packed:
        return Response(page, media_type="text/html", headers={**headers, "Content-Encoding": "gzip"})
    return Response(gzip.decompress(page), media_type="text/html", headers=headers)
