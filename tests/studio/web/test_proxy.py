"""Proxies: their word counts where a setting names them, and nobody else's ever."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope, Send

from studio.web.proxy import Proxy

NAMED = ("10.0.0.0/8", "192.168.1.1/32", "fd00::/8")
Sent = list[tuple[str, str]]


async def _nothing() -> Message:
    raise AssertionError("nobody reads")


async def _nowhere(message: Message) -> None:
    raise AssertionError("nobody answers")


def passed(peer: str | None, sent: Sent) -> Scope:
    """What the next one sees of a request."""
    seen: list[Scope] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(scope)

    headers = [(name.lower().encode(), value.encode("latin-1")) for name, value in [("Host", "inner:7860"), *sent]]
    client = (peer, 1) if peer is not None else None
    scope = {"type": "http", "scheme": "http", "client": client, "headers": headers}
    with pytest.raises(StopIteration):
        Proxy(app, NAMED)(scope, _nothing, _nowhere).send(None)
    return seen[0]


def told(scope: Scope) -> tuple[str, str, str | None]:
    return scope["scheme"], Headers(scope=scope)["host"], (scope["client"] or (None,))[0]


PROXY = "10.0.0.7"
BELIEVED: list[tuple[Sent, tuple[str, str, str]]] = [
    ([], ("http", "inner:7860", PROXY)),
    ([("X-Forwarded-Proto", "https")], ("https", "inner:7860", PROXY)),
    ([("X-Forwarded-Proto", "HTTPS")], ("https", "inner:7860", PROXY)),
    ([("X-Forwarded-Proto", "gopher")], ("http", "inner:7860", PROXY)),
    ([("X-Forwarded-Host", "studio.example")], ("http", "studio.example", PROXY)),
    ([("X-Forwarded-Host", "evil.example, studio.example")], ("http", "studio.example", PROXY)),
    ([("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Host", "studio.example")], ("http", "studio.example", PROXY)),
    ([("X-Forwarded-For", "198.51.100.9")], ("http", "inner:7860", "198.51.100.9")),
    # Only the address before the last known proxy was seen by one that is known.
    ([("X-Forwarded-For", "1.1.1.1, 198.51.100.9")], ("http", "inner:7860", "198.51.100.9")),
    ([("X-Forwarded-For", "1.1.1.1, 198.51.100.9, 10.3.3.3, 192.168.1.1")], ("http", "inner:7860", "198.51.100.9")),
    ([("X-Forwarded-For", "1.1.1.1"), ("X-Forwarded-For", "198.51.100.9")], ("http", "inner:7860", "198.51.100.9")),
    ([("X-Forwarded-For", "198.51.100.9:443")], ("http", "inner:7860", "198.51.100.9")),
    ([("X-Forwarded-For", "[2001:db8::9]:443")], ("http", "inner:7860", "2001:db8::9")),
    ([("X-Forwarded-For", "2001:db8::9")], ("http", "inner:7860", "2001:db8::9")),
    ([("X-Forwarded-For", "10.3.3.3, 10.4.4.4")], ("http", "inner:7860", PROXY)),
    ([("X-Forwarded-For", "198.51.100.9, ::ffff:10.4.4.4")], ("http", "inner:7860", "198.51.100.9")),
    ([("X-Forwarded-For", "unknown")], ("http", "inner:7860", "unknown")),
    ([("X-Forwarded-For", " , ,")], ("http", "inner:7860", PROXY)),
    (
        [("Forwarded", 'for="[2001:db8::9]:4711";proto=https;host="studio.example:8443"')],
        ("https", "studio.example:8443", "2001:db8::9"),
    ),
    (
        [("Forwarded", "For=1.1.1.1;Host=evil.example, FOR=198.51.100.9; Host=studio.example")],
        ("http", "studio.example", "198.51.100.9"),
    ),
    # nginx passes on a `Forwarded` that a stranger wrote.
    (
        [("Forwarded", "for=1.1.1.1;proto=https"), ("X-Forwarded-For", "198.51.100.9")],
        ("http", "inner:7860", "198.51.100.9"),
    ),
    ([("Forwarded", ";;=,for,=;host=;proto")], ("http", "inner:7860", PROXY)),
]
PEERS = ["127.0.0.1", "11.0.0.1", "::1", "", "unix:", "10.0.0.7.evil", None]


@pytest.mark.parametrize(("sent", "seen"), BELIEVED)
@pytest.mark.parametrize("peer", [PROXY, f"::ffff:{PROXY}"])
def test_a_named_proxy_is_believed(peer: str, sent: Sent, seen: tuple[str, str, str]) -> None:
    assert told(passed(peer, sent)) == tuple(peer if part == PROXY else part for part in seen)


@pytest.mark.parametrize("peer", PEERS)
@pytest.mark.parametrize("sent", [sent for sent, _ in BELIEVED])
def test_nobody_else_is(peer: str | None, sent: Sent) -> None:
    assert told(passed(peer, sent)) == ("http", "inner:7860", peer)


@pytest.mark.parametrize("peer", [PROXY, *PEERS])
def test_what_gradio_would_believe_is_taken_away(peer: str | None) -> None:
    names = [f"X-Forwarded-{name}" for name in ("For", "Host", "Proto", "Port", "Prefix", "Server", "Anything")]
    scope = passed(peer, [(name, "198.51.100.9") for name in [*names, "Forwarded", "X-Real-IP", "X-Gradio-Server"]])
    assert list(Headers(scope=scope)) == ["host"]


@given(st.text(st.characters(max_codepoint=255), max_size=60), st.sampled_from(["Forwarded", "X-Forwarded-For"]))
def test_garbage_is_an_answer_and_no_error(value: str, name: str) -> None:
    assert passed(PROXY, [(name, value)])["scheme"] in ("http", "https")
