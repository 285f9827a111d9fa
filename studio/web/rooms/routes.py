"""Routes: the addresses of rooms, those of their owners and those of their clients."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from studio.house import House
from studio.web.answers import FRESH, sent, told
from studio.web.entrance import visitor_of
from studio.web.rooms.accent import accent_routes
from studio.web.rooms.client import Client
from studio.web.rooms.desk import Desk
from studio.web.rooms.entry import Entry
from studio.web.sheets import Sheets


def routes(house: House, sheets: Sheets) -> list[Route]:
    """`/rooms` and `/me/preferences` for the visitor's own, `/r/<token>` for whoever has the link of a room."""
    desk, entry = Desk(house), Entry(house, sheets)
    client = Client(house, sheets, entry)

    def look(request: Request) -> Response:
        return entry.look(request, house.rooms.one(request.path_params["id"], visitor_of(request).id))

    posted: dict[str, Callable[[str, dict[str, Any], str], dict[str, Any]]] = {
        "/me/preferences": desk.prefer,
        "/rooms": desk.add,
        "/rooms/{id}": desk.change,
        "/rooms/{id}/add": desk.add_works,
        "/rooms/{id}/remove": desk.remove,
        "/rooms/{id}/version": desk.add_version,
        "/rooms/{id}/answer": desk.answer,
        "/rooms/{id}/done": desk.done,
        "/rooms/{id}/seen": desk.see,
        "/rooms/{id}/link": desk.renew,
        "/rooms/{id}/revoke": desk.revoke,
        "/rooms/{id}/delete": desk.delete,
    }
    return [
        Route("/me/preferences", told(desk.preferred)),
        Route("/rooms", told(desk.all)),
        Route("/rooms/remarks", told(desk.remarks)),
        Route("/rooms/{id}", told(desk.one)),
        Route("/rooms/{id}/look", told(look)),
        *(Route(path, told(_posted(answer)), methods=["POST"]) for path, answer in posted.items()),
        *accent_routes(),
        Route("/r/{token}", told(client.page)),
        Route("/r/{token}/enter", told(client.enter), methods=["POST"]),
        Route("/r/{token}/remark", told(client.remark), methods=["POST"]),
        Route("/r/{token}/{item}", told(client.work)),
        Route("/r/{token}/{item}/compare", told(client.compare)),
        Route("/r/{token}/{item}/remark", told(client.remark), methods=["POST"]),
        Route("/r/{token}/{item}/{version}/{role}", told(client.file)),
    ]


def _posted(answer: Callable[[str, dict[str, Any], str], dict[str, Any]]) -> Callable[[Request], Any]:
    """An endpoint that takes and gives JSON."""

    async def endpoint(request: Request) -> Response:
        owner, values = visitor_of(request).id, await sent(request)
        given = await run_in_threadpool(answer, owner, values, request.path_params.get("id", ""))
        return JSONResponse(given, headers=FRESH)

    return endpoint
