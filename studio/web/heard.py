"""Heard: the sound of a running job so far, chunk by chunk, for whoever asked for the job."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from studio.errors import NotFound
from studio.house import House
from studio.web.answers import FRESH, told
from studio.web.entrance import visitor_of
from studio.words import say


def routes(house: House) -> list[Route]:
    """`GET jobs/<id>/heard/<number>`: a chunk of the sound that the visitor's own job makes now, as FLAC; which there
    are is told by `now`."""

    def chunk(request: Request) -> Response:
        job = house.worker.find(request.path_params["id"], visitor_of(request).id)
        number = request.path_params["number"]
        found = job.view.heard.read(int(number)) if job and number.isdecimal() else None
        if found is None:
            raise NotFound(say("heard.none"))
        return Response(found, media_type="audio/flac", headers={**FRESH, "X-Robots-Tag": "noindex"})

    return [Route("/jobs/{id}/heard/{number}", told(chunk))]
