"""Files: the files of works over HTTP, whole and unchanged, and thumbnails of them."""

from __future__ import annotations

import io

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from studio.errors import InkstoneError
from studio.house import House
from studio.words import say
from studio.works.delivery import file_name

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
    # A work is opened on its own page too; an SVG there must not run anything.
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data: 'self'; media-src 'self'; sandbox"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
    "Cache-Control": "private, max-age=86400, immutable",
}


def routes(house: House) -> list[Route]:
    """`/works/<id>/<role>` and the same with any name behind it. The id is the secret, as long as a password."""

    def serve(request: Request) -> Response:
        try:
            work = house.store.work(request.path_params["id"])
            file = work.file(request.path_params["role"])
            if file is None:
                return PlainTextResponse(str(say("file.none")), 404)
            path = house.store.path(file)
            if not path.exists():
                return PlainTextResponse(f"{say('file.gone_here')} {say('file.make_again')}", 410)
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

    return [Route("/works/{id}/{role}", endpoint), Route("/works/{id}/{role}/{name}", endpoint)]


def _thumbnail(data: bytes) -> bytes:
    from PIL import Image

    with Image.open(io.BytesIO(data)) as image:
        small = image.convert("RGB")
    small.thumbnail((_THUMB, _THUMB))
    out = io.BytesIO()
    small.save(out, "WEBP", quality=80)
    return out.getvalue()
