"""Connections: bounded in number, and not waited for without end, neither of which uvicorn does by itself."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Any, ClassVar

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

_REPEATED = 60.0
"""Seconds in which the same line of the log is written once."""


class Connection(H11Protocol):
    """One connection of a browser or a program."""

    limit: ClassVar[int] = 600
    """Open at once: a page uses up to six, and a process has 1,024 descriptors where nobody changed it."""
    patience: ClassVar[float] = 15.0
    """Seconds until the head of a request has come."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._since = time.monotonic()
        self._deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._watch()
        # One that was closed is counted by uvicorn until the loop has come round.
        there = [one for one in self.connections if isinstance(one, Connection) and not one.transport.is_closing()]
        if len(there) > self.limit:
            # The one that has been silent for longest makes room.
            idle = [one for one in there if one.is_idle]
            min(idle, key=lambda one: one._since).transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        self._forget()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._since = time.monotonic()
        super().data_received(data)
        self._watch()

    @property
    def is_idle(self) -> bool:
        """Whether nothing is being answered here."""
        return self.cycle is None or self.cycle.response_complete

    def _watch(self) -> None:
        if self.conn.their_state is not h11.IDLE:
            self._forget()
        elif self._deadline is None:
            self._deadline = self.loop.call_later(self.patience, self.transport.abort)

    def _forget(self) -> None:
        if self._deadline:
            self._deadline.cancel()
            self._deadline = None


class Once(logging.Filter):
    """Lets the same line through once a minute, so that a stranger cannot fill the disk with a log."""

    def __init__(self) -> None:
        super().__init__()
        self._said: dict[str, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        line, now = str(record.msg), time.monotonic()
        self._said = {said: at for said, at in self._said.items() if now - at < _REPEATED}
        return self._said.setdefault(line, now) == now
