"""Addresses: hosts, networks and origins as settings name them and browsers write them."""

from __future__ import annotations

import re
from ipaddress import ip_address, ip_network

from pydantic_core import PydanticCustomError

_NAME = re.compile(r"(?=.{1,253}$)(?!-)[a-z0-9_-]{1,63}(?<!-)(\.(?!-)[a-z0-9_-]{1,63}(?<!-))*")
_PLACE = re.compile(r"(?P<host>\[[^\[\]]+\]|[^\[\]:]+)(:(?P<port>[0-9]{1,5}))?")
_ORIGIN = re.compile(r"(?P<scheme>https?)://(?P<place>[^/]+)/?", re.IGNORECASE)
_PATH = re.compile(r"(/(?!\.{1,2}(/|$))[A-Za-z0-9._~-]+)*")
_HUB = re.compile(r"(?P<scheme>https?)://(?P<place>[^/]+)(?P<path>(/.*)?)", re.IGNORECASE)


def bracketed(host: str) -> str:
    """A host as it stands in a URL."""
    return f"[{host}]" if ":" in host else host


def is_address(host: str) -> bool:
    """Whether a host is an address, and not a name."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def unfit(kind: str) -> PydanticCustomError:
    """A refusal whose words are those of the key input.<kind>."""
    return PydanticCustomError(kind, "unfit")


def host_name(host: str) -> str:
    """An address or a name, without the brackets that an address has in a URL."""
    bare = host.strip().lower()
    if bare.startswith("[") and bare.endswith("]"):
        bare = bare[1:-1]
    try:
        return str(ip_address(bare))
    except ValueError:
        if not _NAME.fullmatch(bare):
            raise unfit("host") from None
    return bare


def _place(entry: str) -> str:
    """A host with or without a port, as browsers write it."""
    found = _PLACE.fullmatch(entry)
    host, port = (found["host"], found["port"]) if found else (entry, None)
    if port and not 1 <= int(port) <= 65535:
        raise unfit("host")
    return bracketed(host_name(host)) + (f":{int(port)}" if port else "")


def served_hosts(entries: tuple[str, ...]) -> tuple[str, ...]:
    """Hosts that a page is served under; * alone for any."""
    return entries if entries == ("*",) else tuple(map(_place, entries))


def network_of(entry: str) -> str:
    """A network or an address, as ipaddress.ip_network reads it."""
    try:
        return str(ip_network(entry, strict=False))
    except ValueError:
        raise unfit("network") from None


def origin_of(entry: str) -> str:
    """Scheme and place of a page."""
    found = _ORIGIN.fullmatch(entry)
    if not found:
        raise unfit("origin")
    return f"{found['scheme'].lower()}://{_place(found['place'])}"


def hub_address(address: str) -> str:
    """Where a hub, or a mirror of it, is."""
    found = _HUB.fullmatch(address.strip())
    if not found:
        raise unfit("hub")
    return f"{found['scheme'].lower()}://{_place(found['place'])}{path_below(found['path'])}"


def path_below(path: str) -> str:
    """Where a proxy serves a page, without a slash at the end."""
    if not _PATH.fullmatch(bare := path.rstrip("/")):
        raise unfit("root_path")
    return bare
