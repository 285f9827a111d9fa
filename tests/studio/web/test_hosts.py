"""Hosts and origins, as browsers, proxies and attackers write them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.settings import Settings
from studio.web.hosts import Hosts

NAMES = Settings(hosts="studio.example,Studio.Local:8080,secure.example:443")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("host", "served"),
    [
        ("127.0.0.1:7860", True),
        ("127.0.0.1", True),
        ("10.1.2.3:9", True),
        ("[::1]:7860", True),
        ("[::1]", True),
        ("[FE80::1]", True),
        ("localhost", True),
        ("LOCALHOST:7860", True),
        ("localhost.", True),
        ("studio.example", True),
        ("STUDIO.example.:443", True),
        ("studio.local", True),
        ("studio.local:1", True),
        ("evil.example", False),
        ("studio.example.evil", False),
        ("evilstudio.example", False),
        ("127.0.0.1.evil.example", False),
        ("localhost.evil.example:7860", False),
        ("", False),
        (":7860", False),
        (".", False),
        ("evil.example@localhost", False),
        ("localhost@evil.example", False),
        ("user:pass@localhost", False),
        ("@localhost", False),
        ("localhost:x", False),
        ("localhost:-1", False),
        ("localhost:65536", False),
        ("localhost/evil", False),
        ("localhost?", False),
        ("localhost#", False),
        ("localhost\\evil", False),
        ("local\thost", False),
        (" localhost", False),
        ("localhost evil.example", False),
        ("[::1", False),
        ("::1", False),
        ("[evil.example]", False),
        ("127.1", False),
        ("0x7f.0.0.1", False),
        ("2130706433", False),
        ("*", False),
    ],
)
def test_which_names_are_served(host: str, served: bool) -> None:
    """A name of one's own can be made to point here, an address cannot."""
    assert Hosts(NAMES).serve(host) == served


@pytest.mark.parametrize("host", ["evil.example", "a.b:1", "localhost"])
def test_a_star_serves_every_name_but_nothing_else(host: str) -> None:
    hosts = Hosts(Settings(hosts="*"))  # type: ignore[arg-type]
    assert hosts.serve(host)
    assert not any(map(hosts.serve, ["", "a@b", "a/b", "a:x"]))


@given(st.text(st.characters(max_codepoint=255), max_size=40))
def test_whatever_is_sent_as_host_is_an_answer_and_no_error(host: str) -> None:
    assert Hosts(NAMES).serve(host) in (True, False)
    assert Hosts(NAMES).own(host, "localhost") in (True, False)
    assert Hosts(NAMES).own(f"http://{host}", host) in (True, False)


OWN: list[tuple[str, str, dict[str, Any]]] = [
    ("http://127.0.0.1:7860", "127.0.0.1:7860", {}),
    ("HTTP://LocalHost:7860", "localhost:7860", {}),
    ("http://localhost.:7860", "localhost:7860", {}),
    ("http://[::1]:7860", "[::1]:7860", {}),
    # https ends at a proxy that says nothing of it.
    ("https://studio.example", "studio.example", {}),
    ("https://studio.example", "studio.example:443", {}),
    ("https://studio.example:443", "studio.example", {}),
    ("http://studio.example", "studio.example:80", {}),
    # A proxy at another port that forwards the name alone.
    ("http://studio.example:8080", "studio.example", {}),
    # A name that the settings list, whatever the proxy makes of Host.
    ("https://studio.example", "127.0.0.1:7860", {}),
    ("http://studio.local:8080", "127.0.0.1:7860", {}),
    ("https://secure.example", "127.0.0.1:7860", {}),
    ("http://localhost", "localhost", {"port": 80}),
]
FOREIGN: list[tuple[str, str, dict[str, Any]]] = [
    ("http://evil.example", "127.0.0.1:7860", {}),
    ("http://127.0.0.1:7861", "127.0.0.1:7860", {}),
    ("http://localhost:7860", "127.0.0.1:7860", {}),
    ("http://studio.example:8080", "127.0.0.1:7860", {}),
    ("http://studio.local", "127.0.0.1:7860", {}),
    ("http://localhost:3000", "localhost", {"port": 80}),
    ("ftp://127.0.0.1:7860", "127.0.0.1:7860", {}),
    ("chrome-extension://127.0.0.1:7860", "127.0.0.1:7860", {}),
    ("http://127.0.0.1:7860/", "127.0.0.1:7860", {}),
    ("http://user@127.0.0.1:7860", "127.0.0.1:7860", {}),
    ("http://127.0.0.1:7860, http://127.0.0.1:7860", "127.0.0.1:7860", {}),
    ("127.0.0.1:7860", "127.0.0.1:7860", {}),
    ("//127.0.0.1:7860", "127.0.0.1:7860", {}),
    ("null", "127.0.0.1:7860", {}),
    ("", "127.0.0.1:7860", {}),
    ("http://", "127.0.0.1:7860", {}),
]


@pytest.mark.parametrize(("origin", "host", "changes"), OWN)
def test_the_studios_own_origins(origin: str, host: str, changes: dict[str, Any]) -> None:
    assert Hosts(NAMES.model_copy(update=changes)).own(origin, host)


@pytest.mark.parametrize(("origin", "host", "changes"), FOREIGN)
def test_origins_of_others(origin: str, host: str, changes: dict[str, Any]) -> None:
    assert not Hosts(NAMES.model_copy(update=changes)).own(origin, host)


def test_the_tunnel_is_served_where_it_was_asked_for() -> None:
    shared, own = Hosts(Settings(share=True)), Hosts(Settings())
    for name, is_tunnel in (
        ("0123abcd.gradio.live", True),
        ("gradio.live.evil.example", False),
        ("evilgradio.live", False),
    ):
        assert (shared.serve(name), own.serve(name)) == (is_tunnel, False)
    assert shared.own("https://0123abcd.gradio.live", "0123abcd.gradio.live")
    assert not shared.own("https://other.gradio.live", "0123abcd.gradio.live")
