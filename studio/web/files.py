"""Files: copies of the files of works over HTTP, and thumbnails of them."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from pathlib import Path

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from studio.errors import InkstoneError, NotFound
from studio.house import House
from studio.web.entrance import visitor_of
from studio.web.leaving import Leaving
from studio.words import say
from studio.works.copies import BESIDE
from studio.works.delivery import SEEN, file_name
from studio.works.thumbs import Thumbs
from studio.works.works import Work, WorkFile

_TYPES = {
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".wav": "audio/wav",
    ".flac": "audio/flac",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".mid": "audio/midi",
    ".musicxml": "application/vnd.recordare.musicxml+xml",
    ".pdf": "application/pdf",
    ".lrc": "text/plain; charset=utf-8",
    ".json": "application/json",
    ".mp4": "video/mp4",
    ".md": "text/markdown; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    BESIDE: "application/c2pa",
}
_AT_ONCE = 2
"""Small pictures that are made at the same time; more wait without a thread, so that a page of them stops nobody."""
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
    """`/works/<id>/<role>` and the same with any name behind it, for the owner of the work; with `?beside` its
    credentials, where it cannot carry them."""

    small = Small(house.store.files.thumbs)

    def find(request: Request) -> tuple[Work, WorkFile, Path]:
        work = house.store.work(request.path_params["id"], visitor_of(request).id)
        file = work.file(request.path_params["role"])
        if file is None:
            raise NotFound(say("file.none"))
        return work, file, house.store.path(file)

    leaving = Leaving(house)

    async def endpoint(request: Request) -> Response:
        try:
            work, file, path = await run_in_threadpool(find, request)
            if "thumb" in request.query_params and (seen := await small.answer(file.sha256, path, file.suffix)):
                return seen
            if "beside" in request.query_params:
                beside = await leaving.beside(work, file)
                return await run_in_threadpool(served, beside, BESIDE, f"{file_name(work, file)}{BESIDE}")
            copy = await leaving.own(work, file)
        except InkstoneError as error:
            return PlainTextResponse(str(error), 404)
        name = file_name(work, file) if "download" in request.query_params else None
        return await run_in_threadpool(served, copy, file.suffix, name)

    return [Route("/works/{id}/{role}", endpoint), Route("/works/{id}/{role}/{name}", endpoint)]


def served(path: Path, ending: str, name: str | None = None) -> Response:
    """A kept file; with a name, to be saved under it."""
    if not path.exists():
        return PlainTextResponse(f"{say('file.gone_here')} {say('file.make_again')}", 410)
    headers = {**_SAFE, **_SANDBOX} if ending in _WRITTEN else {**_SAFE}
    # Not by its time: a copy is touched whenever it is asked for.
    facts = path.stat()
    headers["ETag"] = f'"{facts.st_ino:x}-{facts.st_size:x}"'
    kind = _TYPES.get(ending, "application/octet-stream")
    return FileResponse(path, media_type=kind, filename=name, headers=headers)


class Small:
    """Small pictures, made when they are first asked for."""

    def __init__(self, thumbs: Thumbs) -> None:
        self._thumbs = thumbs
        self._places = anyio.CapacityLimiter(_AT_ONCE)

    async def answer(self, sha256: str, source: Path, ending: str) -> Response | None:
        """The small picture of a kept file; None where nothing can be seen in it."""
        if ending not in SEEN:
            return None
        with suppress(OSError, ValueError):
            data = await run_in_threadpool(self._thumbs.read, sha256) if source.exists() else None
            if data is None:
                make = partial(self._thumbs.make, sha256, source, ending)
                data = await anyio.to_thread.run_sync(make, limiter=self._places)
            return Response(data, media_type="image/webp", headers=_SAFE)
        return None
