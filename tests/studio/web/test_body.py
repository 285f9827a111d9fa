"""Bodies: counted as they arrive, whatever their length was said to be."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

import pytest
from starlette.types import Message

from studio.web import body
from studio.web.body import LIMITS, MEBIBYTE, Body, TooMuch
from tests.studio.web.conftest import OpenDoor

JOIN = "/gradio_api/queue/join"


def pieces(sizes: Iterable[int]) -> Iterable[Message]:
    """A body in pieces, then silence."""
    for size in sizes:
        yield {"type": "http.request", "body": b"x" * size, "more_body": True}
    yield {"type": "http.request", "body": b"", "more_body": False}


def read(path: str, sizes: Iterable[int], length: str | None = None) -> int:
    """How many bytes were read of a body."""
    coming = iter(pieces(sizes))

    async def receive() -> Message:
        return next(coming)

    async def all_of_it() -> int:
        headers = [] if length is None else [(b"content-length", length.encode("latin-1"))]
        bounded = Body({"type": "http", "path": path, "headers": headers}, receive)
        count, more = 0, True
        while more:
            message = await bounded()
            count, more = count + len(message["body"]), message["more_body"]
        return count

    return asyncio.run(all_of_it())


@pytest.mark.parametrize("path", [JOIN, "/login", "/nowhere", *LIMITS])
@pytest.mark.parametrize("piece", [65536, 1000])
def test_a_body_may_be_as_large_as_its_limit(path: str, piece: int) -> None:
    limit = LIMITS.get(path, MEBIBYTE)
    count = min(limit // piece, 5000)
    assert read(path, [piece] * count) == piece * count
    assert read(path, [limit]) == limit


@pytest.mark.parametrize("path", [JOIN, "/login", *LIMITS])
@pytest.mark.parametrize("length", [None, "0", "5"])
def test_a_body_without_a_length_or_with_a_false_one_is_stopped(path: str, length: str | None) -> None:
    limit = LIMITS.get(path, MEBIBYTE)
    endless = (MEBIBYTE for _ in range(limit // MEBIBYTE + 1))
    with pytest.raises(TooMuch) as refused:
        read(path, endless, length)
    assert refused.value.status == 413
    assert next(endless, None) is None, "it was stopped at the first byte too many"


@pytest.mark.parametrize("length", [str(MEBIBYTE + 1), "9" * 400, "-1", "+5", "1e3", "²", "٣", "", " ", "5, 5"])
def test_a_length_that_is_too_large_or_none_is_refused_unread(length: str) -> None:
    if not length.isascii() and not length.encode("utf-8").isascii() and length != "²":
        length = length.encode("utf-8").decode("latin-1")
    with pytest.raises(TooMuch):
        read(JOIN, [0], length)


def test_through_the_whole_front(open_door: OpenDoor) -> None:
    door = open_door()

    def chunked() -> Iterable[bytes]:
        for _ in range(40):
            yield b"x" * 65536

    for answer in (door.post(JOIN, content=chunked()), door.post(JOIN, content=b"x" * 2 * MEBIBYTE)):
        assert answer.status_code == 413 and "1 MB" in answer.text


def test_what_does_not_come_is_not_waited_for_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body, "_PATIENCE", 0.02)

    async def silent() -> Message:
        await asyncio.sleep(10)
        raise AssertionError("it was waited for")

    with pytest.raises(TooMuch) as refused:
        asyncio.run(_first(silent))
    assert refused.value.status == 408


def test_a_body_that_trickles_is_not_either(monkeypatch: pytest.MonkeyPatch) -> None:
    """One byte at a time would hold a connection for days."""
    monkeypatch.setattr(body, "_PATIENCE", 0.05)
    sent = 0

    async def trickling() -> Message:
        nonlocal sent
        sent += 1
        await asyncio.sleep(0.01)
        return {"type": "http.request", "body": b"x", "more_body": sent < 200}

    with pytest.raises(TooMuch) as refused:
        asyncio.run(_first(trickling))
    assert refused.value.status == 408 and sent < 50


async def _first(receive: object) -> None:
    bounded = Body({"type": "http", "path": JOIN, "headers": []}, receive)  # type: ignore[arg-type]
    while (await bounded())["more_body"]:
        pass


def test_the_answer_may_take_as_long_as_it_likes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waits for a film says nothing meanwhile."""
    monkeypatch.setattr(body, "_PATIENCE", 0.02)
    left = asyncio.Event()

    async def receive() -> Message:
        if not left.is_set():
            left.set()
            return {"type": "http.request", "body": b"", "more_body": False}
        await asyncio.sleep(0.06)
        return {"type": "http.disconnect"}

    async def wait() -> list[str]:
        bounded = Body({"type": "http", "path": JOIN, "headers": []}, receive)
        return [(await bounded())["type"] for _ in range(2)]

    assert asyncio.run(wait()) == ["http.request", "http.disconnect"]
