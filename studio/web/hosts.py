"""Hosts: the names that the page is served under, and which origins are its own.

A page elsewhere can make its own name point at this machine (DNS rebinding), but never an address: names are checked.
"""

from __future__ import annotations

import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from studio.addresses import is_address
from studio.settings import Settings

_PORTS = (80, 443)
_SCHEMES = ("http", "https")
_TUNNEL = ".gradio.live"
"""What names of gradio's tunnel end in; which one is given to this studio, nobody knows before."""


@dataclass(frozen=True)
class Place:
    """A host and a port as browsers mean them: lower case, no dot at the end, None for a port that goes without
    saying. Whether http or https is spoken, only a proxy may know."""

    host: str
    port: int | None = None

    @classmethod
    def read(cls, written: str) -> Place | None:
        """What stands in a Host header; None where it is no host."""
        try:
            parts = urlsplit(f"//{written}")
            host, port = (parts.hostname or "").rstrip("."), parts.port
        except ValueError:
            return None
        if not host or parts.netloc != written or parts.username is not None:
            return None
        return cls(host, None if port in _PORTS else port)

    @classmethod
    def of_origin(cls, origin: str) -> Place | None:
        """What stands in an Origin header."""
        scheme, mark, host = origin.partition("://")
        return cls.read(host) if mark and scheme.lower() in _SCHEMES else None


class Hosts:
    """Which hosts and origins are the studio's."""

    def __init__(self, settings: Settings) -> None:
        listed = [place for entry in settings.hosts if entry != "*" and (place := Place.read(entry))]
        own = ("localhost", settings.host, socket.gethostname().lower(), f"{socket.gethostname().lower()}.local")
        self._any = "*" in settings.hosts
        self._tunnel = _TUNNEL if settings.share else None
        self._listed = set(listed)
        self._names = {*own, *(place.host for place in listed)}
        self._own_port = settings.port in _PORTS

    def serve(self, host: str) -> bool:
        """Whether the studio answers under what a Host header says."""
        place = Place.read(host)
        if place is None:
            return False
        is_tunnel = self._tunnel is not None and place.host.endswith(self._tunnel)
        return self._any or is_tunnel or place.host in self._names or is_address(place.host)

    def own(self, origin: str, host: str) -> bool:
        """Whether a page of this origin is the studio's own, when it asks under `host`."""
        theirs, mine = Place.of_origin(origin), Place.read(host)
        if theirs is None or mine is None:
            return False
        # A proxy that forwards the name alone drops the port; without one, only ports 80 and 443 have no port here.
        dropped = not self._own_port and mine.port is None and theirs.host == mine.host
        return theirs == mine or dropped or theirs in self._listed
