"""The guard: what is offered, to whom, and with which headers."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import httpx
import pytest
from starlette.types import Message, Receive, Scope, Send

from studio.settings import Settings
from studio.web.guard import Guard
from studio.web.hosts import Hosts
from tests.studio.web.conftest import OpenDoor

HERE = "http://127.0.0.1:7860"
PAGE = ["/", "/config", "/login", "/gradio_api/info", "/gradio_api/queue/data?session_hash=s", "/works/x/main"]
WRITTEN = ["/gradio_api/queue/join", "/gradio_api/call/sketch", "/login", "/logout", "/visitor"]
ASKED = [*(("GET", path) for path in PAGE), *(("POST", path) for path in WRITTEN)]
HIDDEN = [
    "/gradio_api/upload",
    "/gradio_api/upload_progress",
    "/gradio_api/file=/etc/passwd",
    "/gradio_api/proxy=https://example.com/",
    "/gradio_api/stream/a/1/b/playlist.m3u8",
    "/gradio_api/component_server",
    "/gradio_api/run/sketch",
    "/gradio_api/api/sketch",
    "/gradio_api/process_recording",
    "/gradio_api/deep_link",
    "/gradio_api/dev/reload",
    "/gradio_api/token",
    "/gradio_api/mcp/",
    "/monitoring",
    "/openapi.json",
    "/docs",
    "/worksX/x",
    "/works",
    "/config/x",
    "/gradio_api/call/sketch/x/y",
    "/gradio_api/call/..%2f..",
    "/gradio_api/call/v2/sketch/x",
    "/static",
    "/static/" + "x" * 300,
    "/static/" + "一" * 120,
    "/assets/a%00b",
    "/static/a%20b",
    "/%0a/",
    "/\u212aonfig",
]


def test_what_the_page_reads_and_writes_is_offered(open_door: OpenDoor) -> None:
    door = open_door()
    for method, path in ASKED:
        assert "does not offer" not in door.request(method, path).text


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_what_it_never_needs_is_not_there(open_door: OpenDoor, method: str) -> None:
    door = open_door()
    assert [path for path in HIDDEN if door.request(method, path).status_code != 404] == []


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "FOO"])
def test_no_other_method_is_answered(open_door: OpenDoor, method: str) -> None:
    """Above all not OPTIONS: gradio would tell any page elsewhere that it may ask with the visitor's cookie."""
    door, foreign = open_door(), {"Origin": "http://evil.example", "Access-Control-Request-Method": "POST"}
    for path in (*PAGE, *WRITTEN, "/theme.css"):
        for headers in ({}, foreign):
            answer = door.request(method, path, headers=headers)
            assert answer.status_code in (403, 404)
            assert not [name for name in answer.headers if name.startswith("access-control")]


ORIGINS: list[tuple[list[tuple[str, str]], bool]] = [
    ([], True),
    ([("Origin", HERE)], True),
    ([("Origin", HERE), ("Sec-Fetch-Site", "same-origin")], True),
    ([("Origin", HERE), ("Sec-Fetch-Site", "none")], True),
    # A proxy changed the name on the way; what the browser says of the page stays.
    ([("Origin", "https://outer.example"), ("Sec-Fetch-Site", "same-origin")], True),
    ([("Sec-Fetch-Site", "same-origin")], True),
    ([("Sec-Fetch-Site", "none")], True),
    ([("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate")], True),
    ([("Origin", "http://evil.example")], False),
    ([("Origin", "http://127.0.0.1:3000")], False),
    ([("Origin", "http://127.0.0.1:3000"), ("Sec-Fetch-Site", "same-site")], False),
    ([("Origin", HERE), ("Sec-Fetch-Site", "same-site")], False),
    ([("Origin", HERE), ("Sec-Fetch-Site", "cross-site")], False),
    ([("Origin", "")], False),
    ([("Origin", "null")], False),
    ([("Origin", "null"), ("Sec-Fetch-Site", "same-origin")], False),
    ([("Origin", HERE), ("Origin", "http://evil.example")], False),
    ([("Origin", "http://evil.example"), ("Origin", HERE)], False),
    ([("Origin", HERE), ("Origin", HERE)], False),
    ([("Origin", f"{HERE}, http://evil.example")], False),
    ([("Sec-Fetch-Site", "cross-site")], False),
    ([("Sec-Fetch-Site", "same-site"), ("Sec-Fetch-Mode", "no-cors")], False),
    ([("Origin", "http://evil.example"), ("X-Forwarded-Host", "evil.example")], False),
    ([("Origin", "http://evil.example"), ("Forwarded", "host=evil.example")], False),
]


@pytest.mark.parametrize(("headers", "own"), ORIGINS)
def test_a_page_elsewhere_cannot_act_for_a_visitor(
    open_door: OpenDoor, headers: list[tuple[str, str]], own: bool
) -> None:
    door = open_door()
    for method, path in ASKED:
        assert (door.request(method, path, headers=httpx.Headers(headers)).status_code != 403) == own, path


def test_the_parts_of_the_page_are_the_same_for_everybody(open_door: OpenDoor) -> None:
    """A proxy may drop what would tell whose page asks for them."""
    for path in (
        "/theme.css",
        "/gradio_api/theme.css",
        "/assets/index.js",
        "/static/img/x.png",
        "/favicon.ico",
        "/robots.txt",
    ):
        assert open_door().get(path, headers={"Origin": "http://evil.example"}).status_code == 200


@pytest.mark.parametrize("hosts", [["evil.example"], ["127.0.0.1:7860", "127.0.0.1:7860"], [], [""]])
@pytest.mark.parametrize("path", ["/", "/theme.css", "/gradio_api/queue/join", "/works/x/main"])
def test_a_foreign_name_leads_nowhere(hosts: list[str], path: str) -> None:
    """A page elsewhere can make its own name point at this machine."""
    answers = asked(hosts, path, "GET")
    assert answers[0]["status"] == 421
    assert all(host in str(answers[1]["body"]) for host in hosts[:1])


@pytest.mark.parametrize("first", [HERE, "http://evil.example", "", "null"])
def test_two_origins_are_none(first: str) -> None:
    for second in (HERE, "http://evil.example"):
        for site in ([], [("sec-fetch-site", "same-origin")]):
            headers = [("origin", first), ("origin", second), *site]
            assert asked(["127.0.0.1:7860"], "/config", "GET", headers)[0]["status"] == 403


def asked(hosts: list[str], path: str, method: str, more: Sequence[tuple[str, str]] = ()) -> list[Message]:
    """The answer of a guard with nothing behind it. httpx itself would join and mend the headers."""
    sent: list[Message] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        raise AssertionError("it was let through")

    async def receive() -> Message:
        raise AssertionError("it was read")

    async def send(message: Message) -> None:
        sent.append(message)

    headers = [(name.encode(), value.encode()) for name, value in [*(("host", host) for host in hosts), *more]]
    scope = {"type": "http", "path": path, "method": method, "headers": headers}
    asyncio.run(Guard(app, Hosts(Settings()), ())(scope, receive, send))
    return sent


def test_every_answer_forbids_what_the_page_does_not_need(open_door: OpenDoor) -> None:
    door = open_door(embed="https://huggingface.co")
    for path in ("/", "/nowhere", "/theme.css", "/works/x/main"):
        headers = door.get(path).headers
        policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
        assert policy["frame-ancestors"] == "'self' https://huggingface.co"
        assert policy["default-src"] == "'self'" and policy["object-src"] == "'none'"
        assert policy["base-uri"] == policy["form-action"] == "'self'"
        assert not [part for part in policy.values() if "http:" in part or "*" in part]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"


def test_without_a_setting_nobody_else_shows_the_page_in_a_frame(open_door: OpenDoor) -> None:
    assert open_door().get("/").headers["content-security-policy"].endswith("frame-ancestors 'self'")


def test_no_websocket_is_opened(open_door: OpenDoor) -> None:
    from starlette.websockets import WebSocketDisconnect

    for path in ("/", "/gradio_api/queue/join"):
        with pytest.raises(WebSocketDisconnect), open_door().websocket_connect(path):
            pass


def test_whoever_leaves_while_sending_leaves_no_traceback() -> None:
    from starlette.requests import Request

    reached = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        reached.append(scope["path"])
        await Request(scope, receive).body()

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        raise AssertionError("nobody is there to answer")

    scope: dict[str, Any] = {
        "type": "http",
        "path": "/login",
        "method": "POST",
        "headers": [(b"host", b"127.0.0.1:7860")],
    }
    asyncio.run(Guard(app, Hosts(Settings()), ())(scope, receive, send))
    assert reached == ["/login"]
