"""Connections: as many idle ones as there may come, somebody new is still answered."""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from studio.web.connections import Connection, Once
from studio.web.front import bound

LIMIT = 20


async def here(request: Request) -> JSONResponse:
    return JSONResponse({"client": request.client and request.client.host, "scheme": request.url.scheme})


async def slow(request: Request) -> JSONResponse:
    await asyncio.sleep(0.6)
    return JSONResponse("slow")


class Server(uvicorn.Server):
    """uvicorn as gradio starts it, in a thread."""

    def __init__(self) -> None:
        app = Starlette(routes=[Route("/", here), Route("/slow", slow)])
        super().__init__(uvicorn.Config(app, port=0, log_level="critical"))
        self.thread = threading.Thread(target=self.run, daemon=True)

    @property
    def address(self) -> tuple[str, int]:
        return self.servers[0].sockets[0].getsockname()[:2]

    @property
    def url(self) -> str:
        return "http://{}:{}".format(*self.address)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setattr(Connection, "limit", LIMIT)
    monkeypatch.setattr(Connection, "patience", 0.3)
    server = Server()
    server.thread.start()
    while not server.started:
        time.sleep(0.01)
    bound(server)
    yield server
    server.should_exit = True
    server.thread.join(10)


def is_closed(connection: socket.socket) -> bool:
    """Whether the other side has left. Waits as long as it would take."""
    connection.settimeout(5)
    try:
        return connection.recv(1) == b""
    except ConnectionResetError:
        return True
    except TimeoutError:
        return False


@pytest.mark.parametrize("sent", [b"", b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "], ids=["silent", "half a head"])
def test_somebody_new_is_answered_whatever_is_open(server: Server, sent: bytes) -> None:
    idle = [socket.create_connection(server.address) for _ in range(4 * LIMIT)]
    for connection in idle:
        with suppress(ConnectionError):
            connection.sendall(sent)
    assert httpx.get(server.url, timeout=5).status_code == 200
    assert len(server.server_state.connections) <= LIMIT + 1
    for connection in idle:
        connection.close()


def test_the_head_of_a_request_is_not_waited_for_without_end(server: Server) -> None:
    """However slowly it trickles in."""
    silent, trickling = (socket.create_connection(server.address) for _ in range(2))
    trickling.sendall(b"GET / HTTP/1.1\r\n")
    began = time.monotonic()
    with suppress(ConnectionError):
        while time.monotonic() - began < 5:
            trickling.sendall(b"X: y\r\n")
            time.sleep(0.02)
    assert 0.2 < time.monotonic() - began < 2
    assert is_closed(silent) and is_closed(trickling)


def test_who_waits_for_an_answer_is_not_sent_away(server: Server) -> None:
    answers: list[int] = []
    waiting = threading.Thread(target=lambda: answers.append(httpx.get(f"{server.url}/slow", timeout=9).status_code))
    waiting.start()
    while not server.server_state.tasks:
        time.sleep(0.01)
    idle = [socket.create_connection(server.address) for _ in range(2 * LIMIT)]
    waiting.join()
    assert answers == [200]
    for connection in idle:
        connection.close()


def test_a_connection_serves_many_requests_over_time(server: Server) -> None:
    with httpx.Client(base_url=server.url) as client:
        for _ in range(4):
            assert client.get("/slow").status_code == 200
    end = time.monotonic() + 5
    while server.server_state.tasks:
        assert time.monotonic() < end, "an answered request is still there"
        time.sleep(0.01)


def test_this_machine_is_no_proxy_that_was_named(server: Server) -> None:
    """uvicorn believes it by itself; behind nginx a stranger could choose an address for each guess of the password."""
    said = {"X-Forwarded-For": "6.6.6.6", "X-Forwarded-Proto": "https"}
    assert httpx.get(server.url, headers=said).json() == {"client": "127.0.0.1", "scheme": "http"}


def test_the_same_line_is_logged_once_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    once = Once()

    def written(line: str) -> bool:
        now[0] += 0.001
        return bool(once.filter(logging.makeLogRecord({"msg": line})))

    assert [written("a") for _ in range(3)] == [True, False, False]
    assert written("b")
    now[0] += 61
    assert [written("a") for _ in range(3)] == [True, False, False]
