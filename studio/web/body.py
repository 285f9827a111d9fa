"""Body: what a request brings, counted as it arrives and not waited for without end."""

from __future__ import annotations

import asyncio
import time

from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope

from studio.media.reading.admission import largest
from studio.media.reading.limits import LIMITS as INPUTS
from studio.words import Sentence, say
from studio.works.checks import MOST_BESIDE, MOST_BYTES

MEBIBYTE = 2**20
LIMITS = {
    "/uploads": largest(tuple(INPUTS)) + MEBIBYTE,
    "/speak": 16 * MEBIBYTE,
    "/check": MOST_BYTES + MOST_BESIDE + MEBIBYTE,
}
"""Bytes that an address takes, where it takes more than a form."""
_LIMIT = MEBIBYTE
_PATIENCE = 30.0
"""Seconds that a body may be behind its slowest pace."""
_PACE = 1024.0
"""Bytes a second: a body that trickles would hold its connection for days."""


class TooMuch(Exception):
    """A body that is too large, or too slow."""

    def __init__(self, status: int, why: Sentence) -> None:
        super().__init__(str(why))
        self.status = status
        self.why = why


class Body:
    """A `receive` that raises TooMuch where the body goes beyond its limit, whatever its length was said to be."""

    def __init__(self, scope: Scope, receive: Receive) -> None:
        self._receive = receive
        self._limit = LIMITS.get(scope["path"], _LIMIT)
        self._since = time.monotonic()
        self._came = 0
        self._whole = False
        length = Headers(scope=scope).get("content-length", "0")
        if not length.isdecimal() or int(length) > self._limit:
            self._came = self._limit + 1

    async def __call__(self) -> Message:
        self._check()
        if self._whole:
            # What is waited for now is that the other side leaves, however long that takes.
            return await self._receive()
        try:
            late = self._since + _PATIENCE + self._came / _PACE
            message = await asyncio.wait_for(self._receive(), late - time.monotonic())
        except asyncio.TimeoutError:
            raise TooMuch(408, say("guard.too_slow")) from None
        self._came += len(message.get("body", b""))
        self._whole = not message.get("more_body", False)
        self._check()
        return message

    def _check(self) -> None:
        if self._came > self._limit:
            raise TooMuch(413, say("guard.too_much", megabytes=self._limit // MEBIBYTE))
