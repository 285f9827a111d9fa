"""The door: a host or port that cannot be served is told as what it is, and who can come in is known."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from studio.errors import BadInput, NotAllowed
from studio.people.accounts import Accounts
from studio.settings import Settings
from studio.web.door import Door, check_safe
from studio.works.store import Store

SIX = pytest.mark.skipif(not Path("/proc/net/if_inet6").exists(), reason="this machine has no IPv6")


@pytest.fixture(params=["127.0.0.1", pytest.param("::1", marks=SIX)])
def taken(request: pytest.FixtureRequest) -> Iterator[Door]:
    """A door that another program listens at."""
    family = socket.AF_INET6 if ":" in request.param else socket.AF_INET
    with socket.create_server((request.param, 0), family=family) as listener:
        yield Door(request.param, listener.getsockname()[1])


def test_a_taken_port_is_told(taken: Door) -> None:
    with pytest.raises(BadInput, match=rf"^Port {taken.port} is taken .*INKSTONE_PORT"):
        taken.check()


def test_a_port_that_was_left_is_free(taken: Door) -> None:
    """With a connection that the system still remembers."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        door = Door(*listener.getsockname()[:2])
        with socket.create_connection(listener.getsockname()) as visitor:
            listener.accept()[0].close()
            assert visitor.recv(1) == b""
    door.check()


@pytest.mark.parametrize("host", ["no-such-host.invalid", "a" * 63 + ".invalid"])
def test_an_unknown_host_is_told(host: str) -> None:
    with pytest.raises(BadInput, match=r"^No host is known as .*INKSTONE_HOST"):
        Door(host, 7860).check()


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1"])
def test_an_address_of_another_machine_is_told(host: str) -> None:
    with pytest.raises(BadInput, match=rf"^{host} is no address of this machine.*INKSTONE_HOST"):
        Door(host, 7860).check()


def test_a_forbidden_port_is_told(as_stranger: Callable[[], AbstractContextManager[None]]) -> None:
    limit = Path("/proc/sys/net/ipv4/ip_unprivileged_port_start")
    if not limit.exists() or int(limit.read_text()) < 82:
        pytest.skip("every port may be used here")
    with as_stranger(), pytest.raises(BadInput, match=r"^Port 81 may not be used.*INKSTONE_PORT"):
        Door("127.0.0.1", 81).check()


@pytest.mark.parametrize(
    ("host", "url", "open_to_others"),
    [
        ("127.0.0.1", "http://127.0.0.1:{port}/", False),
        ("127.1.2.3", "http://127.1.2.3:{port}/", False),
        ("localhost", "http://localhost:{port}/", False),
        ("0.0.0.0", "http://127.0.0.1:{port}/", True),
        pytest.param("::1", "http://[::1]:{port}/", False, marks=SIX),
        pytest.param("::", "http://[::1]:{port}/", True, marks=SIX),
    ],
)
def test_who_can_come_in_is_known(host: str, url: str, open_to_others: bool) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    door = Door(host, port)
    assert (door.check(), door.url) == (open_to_others, url.format(port=port))


def test_one_address_that_others_reach_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name may stand for this machine alone, and for its place in the network as well."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, port)) for host in ("127.0.0.1", "0.0.0.0")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    assert Door("studio.example", port).check()


NEEDS = "INKSTONE_PASSWORD.*people add NAME --owner"
SAFE: list[tuple[dict[str, Any], bool]] = [
    ({}, False),
    ({"host": "0.0.0.0", "password": "sesame"}, True),
    ({"host": "0.0.0.0", "public_demo": True}, True),
    ({"host": "0.0.0.0", "OAUTH_CLIENT_ID": "x"}, True),
    ({"hosts": "studio.example", "password": "sesame"}, False),
    ({"share": True, "password": "sesame"}, False),
    ({"SPACE_HOST": "ann-studio.hf.space"}, True),
]
UNSAFE: list[tuple[dict[str, Any], bool]] = [
    ({"host": "0.0.0.0"}, True),
    ({"host": "studio.example"}, True),
    ({"hosts": "studio.example"}, False),
    ({"proxies": "127.0.0.1"}, False),
    ({"share": True}, False),
    ({"share": True, "public_demo": True}, False),
    ({"share": True, "OAUTH_CLIENT_ID": "x"}, False),
]


@pytest.mark.parametrize(("chosen", "reached"), SAFE)
def test_where_somebody_is_asked_or_a_demo_is_meant_the_door_opens(chosen: dict[str, Any], reached: bool) -> None:
    check_safe(Settings(**chosen), reached)


@pytest.mark.parametrize(("chosen", "reached"), UNSAFE)
def test_where_nobody_would_be_asked_it_stays_shut_until_there_is_an_owner(
    chosen: dict[str, Any], reached: bool, quick_hashes: None
) -> None:
    settings = Settings(**chosen)
    with pytest.raises(NotAllowed, match=NEEDS):
        check_safe(settings, reached)
    store = Store.open(settings)
    accounts = Accounts(store.database, store.files.shelf)
    accounts.add("Bob", "member", "correct horse battery")
    with pytest.raises(NotAllowed, match=NEEDS):
        check_safe(settings, reached)
    accounts.add("Ann", "owner", "correct horse battery")
    check_safe(settings, reached)
