"""Files: the files of works over HTTP, whole and unchanged, and thumbnails of them."""

from __future__ import annotations

import io
from contextlib import suppress
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from studio.errors import InkstoneError
from studio.house import House
from studio.web.entrance import visitor_of
from studio.words import say
from studio.works.delivery import PICTURES, file_name

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
_SAFE = {
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
    "Cache-Control": "private, max-age=86400, immutable",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# A work is opened on its own page too; an SVG or a text there must not run anything. A player of the browser's own
# shows nothing in a sandbox.
_WRITTEN = (".svg", ".md", ".txt")
_SANDBOX = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data: 'self'; sandbox"}


def routes(house: House) -> list[Route]:
    """`/works/<id>/<role>` and the same with any name behind it, for the owner of the work."""

    def serve(request: Request) -> Response:
        try:
            work = house.store.work(request.path_params["id"], visitor_of(request).id)
        except InkstoneError as error:
            return PlainTextResponse(str(error), 404)
        file = work.file(request.path_params["role"])
        if file is None:
            return PlainTextResponse(str(say("file.none")), 404)
        name = file_name(work, file) if "download" in request.query_params else None
        return served(house.store.path(file), file.suffix, name, is_small="thumb" in request.query_params)

    async def endpoint(request: Request) -> Response:
        return await run_in_threadpool(serve, request)

    return [Route("/works/{id}/{role}", endpoint), Route("/works/{id}/{role}/{name}", endpoint)]


def served(path: Path, ending: str, name: str | None = None, is_small: bool = False) -> Response:
    """A kept file; with a name, to be saved under it; small, as a thumbnail where it is a picture."""
    if not path.exists():
        return PlainTextResponse(f"{say('file.gone_here')} {say('file.make_again')}", 410)
    if is_small and ending in PICTURES:
        with suppress(OSError):
            return Response(_thumbnail(path), media_type="image/webp", headers=_SAFE)
    headers = {**_SAFE, **_SANDBOX} if ending in _WRITTEN else _SAFE
    kind = _TYPES.get(ending, "application/octet-stream")
    return FileResponse(path, media_type=kind, filename=name, headers=headers)


def _thumbnail(path: Path) -> bytes:
    from PIL import Image

    with Image.open(path) as image:
        small = image.convert("RGB")
    small.thumbnail((_THUMB, _THUMB))
    out = io.BytesIO()
    small.save(out, "WEBP", quality=80)
    return out.getvalue()
