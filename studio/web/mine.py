"""Mine over HTTP: all that is the visitor's own, as one ZIP or gone for ever."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from studio.errors import BadInput
from studio.house import House
from studio.jobs.leaving import stop_all
from studio.people.mine import Forgotten
from studio.web.answers import FRESH, sent, told
from studio.web.entrance import visitor_of
from studio.words import languages, say, template
from studio.works.works import now


def routes(house: House) -> list[Route]:
    """`POST me/export` and `POST me/forget`."""
    desk = Desk(house)
    return [
        Route("/me/export", told(desk.export), methods=["POST"]),
        Route("/me/forget", told(desk.forget), methods=["POST"]),
    ]


class Desk:
    """Where one takes one's own along, or has it forgotten."""

    def __init__(self, house: House) -> None:
        self._house, self._mine = house, house.mine

    def export(self, request: Request) -> Response:
        """Sent as a form, so that the browser itself saves what comes."""
        pieces = self._mine.export(visitor_of(request).id, self._house.copies.path)
        name = f"inkstone-all-{now():%Y-%m-%d-%H%M}.zip"
        headers = {**FRESH, "Content-Disposition": f'attachment; filename="{name}"'}
        return StreamingResponse(pieces, media_type="application/zip", headers=headers)

    async def forget(self, request: Request) -> Response:
        """`{confirm}`: the word that is asked for, in any language of the page's."""
        visitor, confirm = visitor_of(request), (await sent(request)).get("confirm")
        words = {template("mine.word", code).casefold() for code in languages()}
        if not isinstance(confirm, str) or confirm.strip().casefold() not in words:
            raise BadInput(say("mine.confirm", word=say("mine.word")))
        gone = await run_in_threadpool(self._forget, visitor.id)
        return JSONResponse({"said": str(_told(gone))}, headers=FRESH)

    def _forget(self, owner: str) -> Forgotten:
        stop_all(self._house.worker, owner)
        gone = self._mine.forget(owner)
        self._house.people.refresh(at_once=True)
        return gone


def _told(gone: Forgotten) -> object:
    return say("mine.forgotten", works=gone.works, uploads=gone.uploads, rooms=gone.rooms)
