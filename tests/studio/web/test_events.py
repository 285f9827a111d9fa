"""Events: only those that there are, and nothing in them that gradio would fetch or fall over."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.responses import JSONResponse
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from studio.people.visitor import Visitor
from studio.web.entrance import KEY
from studio.web.events import Events
from tests.studio.web.conftest import KNOWN, OpenDoor

JOIN, CALL = "/gradio_api/queue/join", "/gradio_api/call/sketch"
POSTED = [JOIN, CALL, "/gradio_api/cancel", "/gradio_api/reset"]
GOOD: dict[str, Any] = {"fn_index": 3, "data": ["a", 1], "session_hash": "s"}
FILE = {"path": "http://169.254.169.254/latest", "meta": {"_type": "gradio.FileData"}}
_EVENTS = Events(None, KNOWN)  # type: ignore[arg-type]


def refusal(path: str, sent: Any) -> int | None:
    found = _EVENTS._refusal(path, sent if isinstance(sent, bytes) else json.dumps(sent).encode())
    return found[0] if found else None


@pytest.mark.parametrize("path", POSTED)
def test_an_event_reaches_the_page_whole(open_door: OpenDoor, path: str) -> None:
    body = json.dumps(GOOD)
    assert open_door().post(path, content=body).json()["body"] == body


@pytest.mark.parametrize("number", [-1, 5, 10**9, 2**70, 3.0, "3", None, True, [3], {"a": 3}, float("nan"), ""])
def test_the_number_of_no_event_is_refused(number: Any) -> None:
    assert refusal(JOIN, {**GOOD, "fn_index": number}) == 400


@pytest.mark.parametrize("name", ["nonesuch", "Sketch", "sketch ", "_", "3", "__class__", "sketch\0"])
def test_the_name_of_no_event_is_refused(name: str) -> None:
    assert refusal(f"/gradio_api/call/{name}", GOOD) == 404


@pytest.mark.parametrize("session", ["", " ", "x" * 65, [], ["s"], {"a": 1}, "a/b", "\0", "s\n"])
@pytest.mark.parametrize("path", POSTED)
def test_a_session_of_no_name_is_refused(path: str, session: Any) -> None:
    assert refusal(path, {**GOOD, "session_hash": session}) == 400


@pytest.mark.parametrize("data", [[], ["a"], ["a", 1, 2], None, "ab", {"0": "a", "1": 1}, 2])
@pytest.mark.parametrize("path", [JOIN, CALL])
def test_too_few_or_too_many_values_are_refused(path: str, data: Any) -> None:
    assert refusal(path, {**GOOD, "data": data}) == 400
    assert refusal(path, {name: value for name, value in GOOD.items() if name != "data"}) == 400


inside: st.SearchStrategy[Any] = st.recursive(
    st.just(FILE) | st.just({"path": "/etc/passwd"}) | st.just({"path": None}),
    lambda inner: st.lists(inner, min_size=1, max_size=2) | st.dictionaries(st.text(max_size=5), inner, min_size=1),
    max_leaves=4,
)


@given(inside, st.sampled_from(["data", "event_data", "anything", "trigger_id"]))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_no_file_is_taken_wherever_it_stands(file: Any, where: str) -> None:
    sent = {**GOOD, where: ["a", file] if where == "data" else file}
    for path in POSTED:
        assert refusal(path, sent) == 400


@given(st.text(max_size=30), st.integers() | st.floats(-1e9, 1e9) | st.none() | st.booleans())
def test_words_are_words_whatever_they_say(words: str, value: Any) -> None:
    for text in (words, json.dumps(FILE), "path", '{"path": 1}'):
        assert refusal(JOIN, {**GOOD, "data": [text, value]}) is None
        assert refusal(CALL, {**GOOD, "data": [text, {"work": text}]}) is None


UNREADABLE = [
    b"",
    b"{",
    b"null",
    b"[]",
    b"7",
    b'"x"',
    b"\xff\xfe",
    b"\x80",
    b"[" * 500_000,
    b'{"a":' * 150_000,
    b'{"data":' + b"[" * 200 + b"]" * 200 + b"}",
    b'{"data":' + b'{"a":' * 40 + b"1" + b"}" * 40 + b"}",
    b'{"n":' + b"9" * 500_000 + b"}",
    b'{"data":["a",NaN],"fn_index":3}',
    b'{"data":["a",1e999],"fn_index":3}',
    b'{"data":["\\ud800",1],"fn_index":3}',
    b'{"data":["a",1],"fn_index":3,"\\udfff":-Infinity}',
]


@pytest.mark.parametrize("sent", UNREADABLE, ids=lambda sent: repr(sent[:12]))
@pytest.mark.parametrize("path", POSTED)
def test_what_cannot_be_read_is_refused(path: str, sent: bytes) -> None:
    assert refusal(path, sent) == 400


def test_a_refusal_says_why_in_json(open_door: OpenDoor) -> None:
    answer = open_door().post(JOIN, content=json.dumps({**GOOD, "data": [FILE, 1]}))
    assert answer.status_code == 400 and "fetches nothing" in answer.json()["detail"]


def test_a_call_is_told_to_whoever_made_it_alone() -> None:
    """Its name may be read in the log of a proxy; and of a name that is none gradio would end in a traceback."""
    told: list[str] = []

    async def gradio(scope: Scope, receive: Receive, send: Send) -> None:
        told.append(scope["path"])
        await JSONResponse({"event_id": "a1b2"})(scope, receive, send)

    def asked(method: str, path: str, visitor: str) -> int:
        async def named(scope: Scope, receive: Receive, send: Send) -> None:
            await events({**scope, KEY: Visitor(visitor)}, receive, send)

        sent = {"json": {"data": ["a", "b"]}} if method == "POST" else {}
        return TestClient(named).request(method, path, **sent).status_code  # type: ignore[arg-type]

    events = Events(gradio, KNOWN)
    assert asked("POST", "/gradio_api/call/sketch", "ann") == 200
    assert asked("GET", "/gradio_api/call/sketch/a1b2", "bob") == 404
    assert asked("GET", "/gradio_api/call/sketch/none", "ann") == 404
    assert asked("GET", "/gradio_api/call/sketch/a1b2", "ann") == 200
    assert told == ["/gradio_api/call/sketch", "/gradio_api/call/sketch/a1b2"]
