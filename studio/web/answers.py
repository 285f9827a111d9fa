"""Answers: endpoints whose errors are answers, and the JSON that they are sent."""

from __future__ import annotations

import json
from collections.abc import Callable
from inspect import iscoroutinefunction
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from studio.errors import BadInput, DiskFull, InkstoneError, NotAllowed, NotFound, OverQuota, QueueFull
from studio.web.body import TooMuch
from studio.words import say

FRESH = {"Cache-Control": "no-store"}
_STATUS = {BadInput: 422, NotAllowed: 403, NotFound: 404, QueueFull: 429, OverQuota: 429, DiskFull: 507}
"""Of those that are not just 400."""


def told(answer: Callable[[Request], Any]) -> Callable[[Request], Any]:
    """An endpoint whose errors are answers, in words. What waits for the database and the disk does so in a thread."""

    async def endpoint(request: Request) -> Response:
        try:
            if iscoroutinefunction(answer):
                return await answer(request)
            return await run_in_threadpool(answer, request)
        except InkstoneError as error:
            status = next((status for kind, status in _STATUS.items() if isinstance(error, kind)), 400)
            # It may repeat what was sent, and that may hold half of a character.
            return PlainTextResponse(str(error).encode(errors="replace"), status)
        except TooMuch as error:
            # Said here: outside of the endpoint it would be a fault of the studio's.
            return PlainTextResponse(str(error.why), error.status)

    return endpoint


async def sent(request: Request) -> dict[str, Any]:
    """The JSON object that a request brings. Raises BadInput for anything else."""
    try:
        values = json.loads(await request.body())
    except (ValueError, RecursionError):
        values = None
    if not isinstance(values, dict):
        raise BadInput(say("guard.unreadable"))
    return values
