"""Proxy: what a proxy says of a request counts when a setting names the proxy, and is taken away otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import ip_address, ip_network

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Receive, Scope, Send

_SCHEMES = ("http", "https")


class Proxy:
    """Makes host, scheme and address of a request what they are for the one who asks."""

    def __init__(self, app: ASGIApp, proxies: Iterable[str]) -> None:
        self._app = app
        self._networks = [ip_network(proxy) for proxy in proxies]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope = {**scope, "headers": list(scope["headers"])}
            headers = MutableHeaders(scope=scope)
            said = _said(headers)
            for name in {name for name in headers if name.startswith("x-forwarded-")} | {"forwarded", "x-real-ip"}:
                del headers[name]
            # gradio takes this one for the address of the page.
            del headers["x-gradio-server"]
            if said and self._trusts(_peer(scope)):
                self._believe(scope, headers, said)
        await self._app(scope, receive, send)

    def _believe(self, scope: Scope, headers: MutableHeaders, said: dict[str, list[str]]) -> None:
        if said["host"]:
            headers["host"] = said["host"][-1]
        if said["proto"] and said["proto"][-1].lower() in _SCHEMES:
            scope["scheme"] = said["proto"][-1].lower()
        # From the nearest: whoever stands before the last proxy that is known may have written the rest.
        strangers = [address for address in reversed(said["for"]) if not self._trusts(address)]
        if strangers:
            scope["client"] = (strangers[0][:45], 0)

    def _trusts(self, address: str) -> bool:
        try:
            found = ip_address(address)
        except ValueError:
            return False
        # A server that listens to both families writes 10.0.0.1 as ::ffff:10.0.0.1.
        found = getattr(found, "ipv4_mapped", None) or found
        return any(found in network for network in self._networks)


def _peer(scope: Scope) -> str:
    return str((scope.get("client") or ("",))[0])


def _said(headers: MutableHeaders) -> dict[str, list[str]]:
    """Hosts, schemes and addresses that the headers name, the nearest proxy's last: the usual headers, else `Forwarded`
    (RFC 7239), which a proxy that does not know it passes on as a stranger wrote it. Empty where there are none."""
    found = {name: _listed(headers, f"x-forwarded-{name}") for name in ("host", "proto", "for")}
    if not any(found.values()):
        for element in _listed(headers, "forwarded"):
            for pair in element.split(";"):
                name, _, value = pair.strip().partition("=")
                if name.lower() in found and value:
                    found[name.lower()].append(value.strip('"'))
    found["for"] = list(map(_address, found["for"]))
    return found if any(found.values()) else {}


def _listed(headers: MutableHeaders, name: str) -> list[str]:
    return [part.strip() for line in headers.getlist(name) for part in line.split(",") if part.strip()]


def _address(node: str) -> str:
    """An address without its port and brackets."""
    if node.startswith("["):
        return node[1:].partition("]")[0]
    return node.partition(":")[0] if node.count(":") == 1 else node
