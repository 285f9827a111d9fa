"""Routes of the page's own: the files of works. And the guard in front of all of gradio's."""

from __future__ import annotations

import io
from urllib.parse import unquote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from studio.errors import InkstoneError
from studio.house import House
from studio.web.show import file_name

_TYPES = {
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".wav": "audio/wav",
    ".flac": "audio/flac",
    ".mp3": "audio/mpeg",
    ".mid": "audio/midi",
    ".mp4": "video/mp4",
    ".md": "text/markdown; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}
_THUMB = 360
_BODY_LIMIT = 2**20
_SAFE = {
    # A work is opened on its own page too; an SVG there must not run anything.
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data: 'self'; media-src 'self'; sandbox"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
    "Cache-Control": "private, max-age=86400, immutable",
}


def routes(house: House) -> list[Route]:
    """`/works/<id>/<role>`: one file of a work, whole and unchanged. The id is the secret, as long as a password."""

    def serve(request: Request) -> Response:
        try:
            work = house.store.work(request.path_params["id"])
            file = work.file(request.path_params["role"])
            if file is None:
                return PlainTextResponse("This work has no such file.", 404)
            path = house.store.path(file)
            if not path.exists():
                return PlainTextResponse("The file of this work is gone. “Make again” makes it anew.", 410)
        except InkstoneError as error:
            return PlainTextResponse(str(error), 404)
        if "thumb" in request.query_params:
            return Response(_thumbnail(path.read_bytes()), media_type="image/webp", headers=_SAFE)
        name = file_name(work, file) if "download" in request.query_params else None
        return FileResponse(
            path, media_type=_TYPES.get(file.suffix, "application/octet-stream"), filename=name, headers=_SAFE
        )

    async def endpoint(request: Request) -> Response:
        return await run_in_threadpool(serve, request)

    return [Route("/works/{id}/{role}", endpoint)]


def _thumbnail(data: bytes) -> bytes:
    from PIL import Image

    with Image.open(io.BytesIO(data)) as image:
        small = image.convert("RGB")
    small.thumbnail((_THUMB, _THUMB))
    out = io.BytesIO()
    small.save(out, "WEBP", quality=80)
    return out.getvalue()


class Guard:
    """Refuses what a studio page never needs and a stranger could misuse."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = _refusal(scope) if scope["type"] == "http" else None
        if refusal:
            await PlainTextResponse(refusal, 403)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def guard() -> Middleware:
    return Middleware(Guard)


def _refusal(scope: Scope) -> str | None:
    headers, path = Headers(scope=scope), unquote(scope["path"])
    origin = headers.get("origin")
    hosts = {headers.get("host"), headers.get("x-forwarded-host")}
    if origin and urlsplit(origin).netloc not in hosts:
        # gradio answers any origin with credentials; a page elsewhere could then act for the visitor.
        return "This studio answers its own page only."
    if "file=http" in path or "/file/http" in path or "/proxy=" in path:
        return "This studio fetches nothing from other addresses."
    if path.endswith(("/openapi.json", "/monitoring/summary", "/upload")):
        return "This studio does not offer that."
    length = headers.get("content-length", "0")
    if not length.isdigit() or int(length) > _BODY_LIMIT:
        return "That is more than this studio reads at once (1 MB)."
    return None
