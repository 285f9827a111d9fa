"""Door: the host and the port that the page is served at."""

from __future__ import annotations

import errno
import os
import socket
from dataclasses import dataclass
from ipaddress import ip_address

from studio.addresses import bracketed
from studio.errors import BadInput, NotAllowed
from studio.people.accounts import has_owner
from studio.settings import Settings
from studio.words import say

_ELSEWHERE = (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT)
_FORBIDDEN = (errno.EACCES, errno.EPERM)


@dataclass(frozen=True)
class Door:
    """Where the page is served."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """Where a browser on this machine finds the page."""
        here = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)
        return f"http://{bracketed(here)}:{self.port}/"

    def check(self) -> bool:
        """Try the door, and say whether others than this machine can come in.

        Raises BadInput that names what is wrong: the host, or the port. The server itself would only say that it
        could not start.
        """
        places = self._places()
        problems = [problem for family, address in places if (problem := _try(family, address))]
        # A name may stand for an address that this machine has beside one that it has not.
        there = [problem for problem in problems if problem.errno not in _ELSEWHERE]
        if there or len(problems) == len(places):
            raise self.closed(there[0] if there else problems[0])
        return not all(ip_address(address[0].partition("%")[0]).is_loopback for _, address in places)

    def closed(self, problem: OSError) -> BadInput:
        """The error of a door that does not open, told as what it is."""
        if problem.errno in _ELSEWHERE:
            return BadInput(say("app.host_elsewhere", host=self.host), hint=say("app.hosts_are"))
        if problem.errno in _FORBIDDEN:
            return BadInput(say("app.port_forbidden", port=self.port), hint=say("app.another_port"))
        return BadInput(say("app.port_taken", port=self.port, host=self.host), hint=say("app.another_port"))

    def _places(self) -> list[tuple[socket.AddressFamily, tuple[str, int]]]:
        try:
            found = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        except (socket.gaierror, UnicodeError):
            raise BadInput(say("app.host_unknown", host=self.host), hint=say("app.hosts_are")) from None
        return [(family, address) for family, _, _, _, address in found]  # type: ignore[misc]


def check_safe(settings: Settings, reached: bool) -> None:
    """Whether somebody asks who comes in, where others than this machine can. `reached`: whether the host lets them.

    Raises NotAllowed that says how to be safe, or knowingly open; StoreDamaged, NotWritable or DiskFull where the
    accounts cannot be read.
    """
    if settings.share and not (settings.password or has_owner(settings)):
        raise NotAllowed(say("app.unsafe_share"), hint=say("app.safe_share"))
    if not (reached or settings.open_to_others) or settings.public_demo or settings.password:
        return
    if not settings.oauth_client_id and not has_owner(settings):
        raise NotAllowed(say("app.unsafe", host=settings.host, port=settings.port), hint=say("app.safe"))


def _try(family: socket.AddressFamily, address: tuple[str, int]) -> OSError | None:
    """Listen there for a moment, as the server will."""
    try:
        with socket.socket(family, socket.SOCK_STREAM) as listener:
            if os.name == "posix":
                # A port that was left a moment ago is free; on Windows this would share one that is in use.
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            listener.bind(address)
            listener.listen()
    except OSError as problem:
        return problem
    return None
