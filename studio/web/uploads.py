"""Uploads over HTTP: a file comes in, is seen by whoever brought it, and goes; and works that can stand in for one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from studio.errors import BadInput, DiskFull, InkstoneError, NotFound
from studio.house import House
from studio.media.reading.limits import LIMITS, InputKind
from studio.web.entrance import visitor_of
from studio.web.files import served
from studio.words import say
from studio.works.delivery import url
from studio.works.kinds import KINDS
from studio.works.upload import READ_AS, Upload
from studio.works.works import Work

_AT_ONCE = 4
"""Files that are read at the same time; more wait without a thread."""
_ARRIVING, _OF_ONE = 16, 4
"""Files that may be on their way in, of all visitors and of one: each lies on the disk until it is there."""
_LISTED = 60
_STATUS = {BadInput: 422, NotFound: 404, DiskFull: 507}


def routes(house: House) -> list[Route]:
    """`POST /uploads` takes a file as multipart, `/uploads/<id>` is the plain file that was made of it, and `/library`
    lists works of the visitor's own that a field takes. All of them the visitor's alone."""
    places = anyio.CapacityLimiter(_AT_ONCE)
    arriving: Counter[str] = Counter()

    async def take(request: Request) -> Response:
        try:
            owner = visitor_of(request).id
            with _arriving(arriving, owner):
                return JSONResponse(_described(await kept(request, owner)))
        except InkstoneError as error:
            return _refused(error)

    async def kept(request: Request, owner: str) -> Upload:
        async with request.form(max_files=1, max_fields=4) as form:
            file, kinds = form.get("file"), _kinds(form.get("takes"))
            if not isinstance(file, UploadFile):
                raise BadInput(say("upload.empty"))
            source, name = file.file, file.filename or ""
            return await anyio.to_thread.run_sync(house.uploads.take, source, owner, kinds, name, limiter=places)

    def see(request: Request) -> Response:
        try:
            upload = house.uploads.of(request.path_params["id"], visitor_of(request).id)
        except InkstoneError as error:
            return _refused(error)
        return served(house.uploads.path(upload), upload.suffix, is_small="thumb" in request.query_params)

    def delete(request: Request) -> Response:
        try:
            house.uploads.delete(request.path_params["id"], visitor_of(request).id)
        except InkstoneError as error:
            return _refused(error)
        return JSONResponse({"deleted": request.path_params["id"]})

    def library(request: Request) -> Response:
        try:
            owner, kinds = visitor_of(request).id, _kinds(request.query_params.get("takes"))
            fit = [kind for kind in KINDS if READ_AS[kind] in kinds]
            works = [work for kind in fit for work in house.store.works(owner=owner, kind=kind, limit=_LISTED)]
        except InkstoneError as error:
            return _refused(error)
        newest = sorted(works, key=lambda work: work.created, reverse=True)[:_LISTED]
        return JSONResponse([_offered(work) for work in newest], headers={"Cache-Control": "no-store"})

    return [
        Route("/uploads", take, methods=["POST"]),
        Route("/uploads/{id}", _threaded(see)),
        Route("/uploads/{id}/delete", _threaded(delete), methods=["POST"]),
        Route("/library", _threaded(library)),
    ]


@contextmanager
def _arriving(arriving: Counter[str], owner: str) -> Iterator[None]:
    """One more file of an owner's on its way in. Raises BadInput where there are too many."""
    if arriving.total() >= _ARRIVING or arriving[owner] >= _OF_ONE:
        raise BadInput(say("upload.too_busy"), hint=say("hint.try_again"))
    arriving[owner] += 1
    try:
        yield
    finally:
        arriving[owner] -= 1
        # A name that nobody comes back with must not stay.
        if not arriving[owner]:
            del arriving[owner]


def _threaded(answer: Any) -> Any:
    """An endpoint that reads the database and the disk, which must not hold up everybody else."""

    async def endpoint(request: Request) -> Response:
        return await run_in_threadpool(answer, request)

    return endpoint


def _kinds(asked: object) -> tuple[InputKind, ...]:
    """The kinds that a field takes; all where it does not say. Raises BadInput for what is none."""
    if not asked:
        return tuple(LIMITS)
    kinds = tuple(kind for kind in LIMITS if kind in str(asked).split(","))
    if not kinds:
        raise BadInput(say("upload.unasked"))
    return kinds


def _described(upload: Upload) -> dict[str, Any]:
    return {
        "id": upload.id,
        "kind": upload.kind,
        "name": upload.name,
        "size": upload.size,
        "facts": upload.facts.model_dump(exclude_none=True),
        "notes": [str(note) for note in upload.notes],
        "has_recipe": bool(upload.found),
    }


def _offered(work: Work) -> dict[str, Any]:
    picture = next((file for file in work.files if file.suffix in (".png", ".webp", ".gif")), None)
    thumb = f"{url(work, picture)}?thumb=1" if picture else ""
    return {"id": work.id, "kind": work.kind, "title": work.title, "thumb": thumb}


def _refused(error: InkstoneError) -> Response:
    status = next((status for kind, status in _STATUS.items() if isinstance(error, kind)), 400)
    return PlainTextResponse(str(error), status)
