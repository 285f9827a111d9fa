"""Events: what the page's script and programs send to gradio, read before gradio reads it.

gradio fetches whatever a value says is a file elsewhere, and ends in a traceback for an event that there is not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from studio.web.entrance import KEY
from studio.web.sessions import Sessions
from studio.words import Sentence, say

_CALL = re.compile(r"/gradio_api/call/([^/]+)")
_JOIN = "/gradio_api/queue/join"
_POSTED = re.compile(rf"{_CALL.pattern}|{_JOIN}|/gradio_api/(cancel|reset)")
_STREAMS = re.compile(r"/gradio_api/(queue/data|heartbeat/[^/]+)")
_ANSWER = re.compile(rf"{_CALL.pattern}/([^/]+)")
_BEGUN = re.compile(rb'"event_id"\s*:\s*"([\w-]{1,64})"')
"""How the answer to a call names it."""
_SESSION = re.compile(r"[\w-]{1,64}")
_DEEPEST = 32
"""Levels of what is sent. gradio walks deeper by recursion."""


@dataclass(frozen=True)
class Known:
    """What can be asked for, and how many values it takes: the names of the API, and the numbers of all events."""

    names: Mapping[str, int]
    numbers: Mapping[int, int]


class Events:
    """Refuses events that are none."""

    def __init__(self, app: ASGIApp, known: Known) -> None:
        self._app = app
        self._known = known
        self._sessions = Sessions()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refused = None
        if scope["type"] == "http" and scope["method"] == "POST" and _POSTED.fullmatch(scope["path"]):
            body = await Request(scope, receive).body()
            receive = _replayed(body, receive)
            send = self._noting(send, _visitor(scope)) if _CALL.fullmatch(scope["path"]) else send
            refused = self._refusal(scope["path"], body, _visitor(scope))
        elif scope["type"] == "http" and not self._may_see(scope):
            refused = 404, say("guard.no_such_event")
        if refused:
            status, why = refused
            await JSONResponse({"detail": str(why)}, status)(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _may_see(self, scope: Scope) -> bool:
        if called := _ANSWER.fullmatch(scope["path"]):
            return self._sessions.began(called[2], _visitor(scope))
        if not _STREAMS.fullmatch(scope["path"]):
            return True
        session = Request(scope).query_params.get("session_hash", scope["path"].rpartition("/")[2])
        return self._sessions.may_see(session, _visitor(scope))

    def _noting(self, send: Send, visitor: str) -> Send:
        """Remembers whose a call is: gradio tells of it whoever knows its name, and ends in a traceback for no call."""

        async def noting(message: Message) -> None:
            if found := _BEGUN.search(message.get("body", b"")):
                self._sessions.begin(found[1].decode(), visitor)
            await send(message)

        return noting

    def _refusal(self, path: str, body: bytes, visitor: str = "") -> tuple[int, Sentence] | None:
        try:
            sent = json.loads(body)
            names = set(_names(sent))
            # NaN and halves of characters pass as JSON in Python, and what gradio answers of them does not.
            json.dumps(sent, allow_nan=False, ensure_ascii=False).encode()
        except (ValueError, RecursionError):
            return 400, say("guard.unreadable")
        if not isinstance(sent, dict) or not _SESSION.fullmatch(str(sent.get("session_hash", "none"))):
            return 400, say("guard.unreadable")
        session = sent.get("session_hash")
        if isinstance(session, str) and not self._sessions.begin(session, visitor):
            return 404, say("guard.no_such_event")
        if "path" in names:
            return 400, say("guard.fetches_nothing")
        if called := _CALL.fullmatch(path):
            takes = self._known.names.get(called[1])
            return _miscounted(sent, takes) if takes is not None else (404, say("guard.no_such_call", name=called[1]))
        if path == _JOIN:
            number = sent.get("fn_index")
            takes = self._known.numbers.get(number) if type(number) is int else None
            return _miscounted(sent, takes) if takes is not None else (400, say("guard.no_such_event"))
        return None


def _visitor(scope: Scope) -> str:
    visitor = scope.get(KEY)
    return visitor.id if visitor else ""


def _miscounted(sent: dict[str, Any], takes: int) -> tuple[int, Sentence] | None:
    """gradio writes all values to the log when there are too few."""
    data = sent.get("data")
    given = len(data) if isinstance(data, list) else 0
    return (400, say("guard.miscounted", takes=takes, given=given)) if given != takes else None


def _names(value: Any) -> Iterator[str]:
    """The names in every object inside a JSON value. Raises ValueError where it is nested too deep."""
    level: list[Any] = [value]
    for _ in range(_DEEPEST):
        for one in level:
            yield from one if isinstance(one, dict) else ()
        level = [inner for one in level for inner in _inside(one)]
    if level:
        raise ValueError


def _inside(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _replayed(body: bytes, receive: Receive) -> Receive:
    """The body once more, then whatever comes after it."""
    first: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return first.pop() if first else await receive()

    return again
