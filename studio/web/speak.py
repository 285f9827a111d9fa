"""Speak: a wish that is spoken comes back as words. Nothing of the sound is kept, and no work and no job is made."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

import anyio
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from studio.errors import BadInput, OverQuota, QueueFull
from studio.house import House
from studio.jobs.unkept import made_unkept
from studio.people.tries import Window
from studio.people.visitor import Visitor
from studio.web.answers import FRESH, told
from studio.web.entrance import visitor_of
from studio.words import say

LONGEST = 60
"""Seconds of a wish."""
_SLACK = 2
"""Seconds that a browser may take to stop."""
_WAITING = 8
"""Wishes that are on their way at the same time; one is listened to, the others wait."""
_MODE, _FIELD = "listen", "sound"
"""Who listens, and the field that has the sound."""
_HOUR = 3600.0


def routes(house: House) -> list[Route]:
    """`POST /speak` takes a sound as multipart and tells what is said in it."""
    return [Route("/speak", told(Listening(house).answer), methods=["POST"])]


class Listening:
    """Where wishes are spoken."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._place = anyio.CapacityLimiter(1)
        self._waiting = 0
        self._spoken = Window(house.settings.guest_jobs, _HOUR)

    async def answer(self, request: Request) -> Response:
        visitor = visitor_of(request)
        self._check(visitor)
        with self._one_more():
            async with request.form(max_files=1, max_fields=1) as form:
                file = form.get("file")
                if not isinstance(file, UploadFile):
                    raise BadInput(say("upload.empty"))
                self._spoken.add(visitor.id)
                text = await anyio.to_thread.run_sync(self._heard, file.file, visitor, limiter=self._place)
                return JSONResponse({"text": text}, headers=FRESH)

    def _heard(self, file: BinaryIO, visitor: Visitor) -> str:
        """What is said. Raises BadInput where nobody speaks, and for too long a sound."""
        house = self._house
        with house.quota.one(visitor), house.uploads.glance(file, visitor.id, ("sound",)) as (upload, path):
            if (upload.facts.seconds or 0) > LONGEST + _SLACK:
                raise BadInput(say("speak.too_long", seconds=LONGEST))
            worker = house.worker
            made = made_unkept(worker.host, worker.modes, house.cache, _MODE, _FIELD, upload, path)
            return " ".join(one.text for one in made).replace("\n", " ")

    def _check(self, visitor: Visitor) -> None:
        """Raises OverQuota where a guest has spoken as often as one may: what is not kept is in no other count."""
        if visitor.role == "guest" and self._spoken.is_full(visitor.id):
            raise OverQuota(say("speak.too_often", most=self._house.settings.guest_jobs))

    @contextmanager
    def _one_more(self) -> Iterator[None]:
        if self._waiting >= _WAITING:
            raise QueueFull(say("speak.busy"), hint=say("hint.try_again"))
        self._waiting += 1
        try:
            yield
        finally:
            self._waiting -= 1
