"""Uploads over HTTP: a file comes in, is seen by whoever brought it, and goes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from studio.errors import BadInput
from studio.house import House
from studio.media.reading.limits import LIMITS, InputKind
from studio.web.answers import told
from studio.web.entrance import visitor_of
from studio.web.files import Small, served
from studio.words import say
from studio.works.upload import Upload

_AT_ONCE = 4
"""Files that are read at the same time; more wait without a thread."""
_ARRIVING, _OF_ONE = 16, 4
"""Files that may be on their way in, of all visitors and of one: each lies on the disk until it is there."""


def routes(house: House) -> list[Route]:
    """`POST /uploads` takes a file as multipart, and `/uploads/<id>` is the plain file that was made of it. All of them
    the visitor's alone."""
    desk = Desk(house)
    return [
        Route("/uploads", told(desk.take), methods=["POST"]),
        Route("/uploads/{id}", told(desk.see)),
        Route("/uploads/{id}/delete", told(desk.delete), methods=["POST"]),
    ]


class Desk:
    """Where files are handed in, and looked at by those who brought them."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._places = anyio.CapacityLimiter(_AT_ONCE)
        self._arriving: Counter[str] = Counter()
        self._small = Small(house.store.files.thumbs)

    async def take(self, request: Request) -> Response:
        visitor = visitor_of(request)
        owner = visitor.id
        await run_in_threadpool(self._house.quota.check_room, visitor)
        with self._one_more(owner):
            async with request.form(max_files=1, max_fields=4) as form:
                file, kinds = form.get("file"), kinds_asked(form.get("takes"))
                if not isinstance(file, UploadFile):
                    raise BadInput(say("upload.empty"))
                take = partial(self._house.uploads.take, file.file, owner, kinds, file.filename or "")
                return JSONResponse(_described(await anyio.to_thread.run_sync(take, limiter=self._places)))

    async def see(self, request: Request) -> Response:
        find, id = self._house.uploads.of, request.path_params["id"]
        upload = await run_in_threadpool(find, id, visitor_of(request).id)
        path = self._house.uploads.path(upload)
        if "thumb" in request.query_params and (seen := await self._small.answer(upload.id, path, upload.suffix)):
            return seen
        return await run_in_threadpool(served, path, upload.suffix)

    def delete(self, request: Request) -> Response:
        self._house.uploads.delete(request.path_params["id"], visitor_of(request).id)
        return JSONResponse({"deleted": request.path_params["id"]})

    @contextmanager
    def _one_more(self, owner: str) -> Iterator[None]:
        """A file of an owner's on its way in. Raises BadInput where there are too many."""
        if self._arriving.total() >= _ARRIVING or self._arriving[owner] >= _OF_ONE:
            raise BadInput(say("upload.too_busy"), hint=say("hint.try_again"))
        self._arriving[owner] += 1
        try:
            yield
        finally:
            self._arriving[owner] -= 1
            # A name that nobody comes back with must not stay.
            if not self._arriving[owner]:
                del self._arriving[owner]


def kinds_asked(asked: object) -> tuple[InputKind, ...]:
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
