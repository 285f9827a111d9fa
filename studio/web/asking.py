"""Asking: what helps a visitor to ask: the prompts that they have written before, and the LoRAs that are here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from studio.house import House
from studio.models.loras import FOLDER, Loras
from studio.web.answers import FRESH, told
from studio.web.entrance import visitor_of

_PROMPTS, _JOBS = 50, 400
"""Prompts that are told, at most; and jobs that are looked through for them."""
_LORAS = 200


def routes(house: House) -> list[Route]:
    """`GET prompts?tab=<tab>` tells the visitor's own last prompts, `GET loras` what a model may be changed with."""

    def prompts(request: Request) -> Response:
        found = _prompts(house, visitor_of(request).id, request.query_params.get("tab", ""))
        return JSONResponse({"prompts": found}, headers=FRESH)

    def loras(request: Request) -> Response:
        return JSONResponse({"loras": list(_loras(house))}, headers=FRESH)

    return [Route("/prompts", told(prompts)), Route("/loras", told(loras))]


def _prompts(house: House, owner: str, tab: str) -> list[str]:
    """Each once, the newest first."""
    modes, rows = house.worker.modes, house.worker.log.jobs(owner=owner, limit=_JOBS)
    written = (str(row.params.get("prompt") or "") for row in reversed(rows) if modes.wing(row.mode) == tab)
    return list(dict.fromkeys(filter(None, written)))[:_PROMPTS]


def _loras(house: House) -> Iterator[dict[str, Any]]:
    for lora in Loras(house.settings.home / FOLDER).all()[:_LORAS]:
        yield {"name": lora.name, "title": lora.title, "base": lora.base, "triggers": list(lora.triggers)}
