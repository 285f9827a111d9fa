"""Caller: what a request says of whoever sends it."""

from __future__ import annotations

from starlette.requests import Request

_LONGEST_AGENT = 100


def address_of(request: Request) -> str:
    """Where it comes from, as far as the proxies that are known tell."""
    return request.client.host if request.client else ""


def agent_of(request: Request) -> str:
    """What a browser or a program calls itself, on one line."""
    said = "".join(char if char.isprintable() else " " for char in request.headers.get("user-agent", ""))
    return said.strip()[:_LONGEST_AGENT]


def reads_pages(request: Request) -> bool:
    """Whether a person in a browser asks, and no program."""
    return "text/html" in request.headers.get("accept", "")
