"""Language: in which one a request is answered. It was chosen on the page, or is the browser's own, or is English.

What follows finds its code in the request: `language_of`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from studio.words import ENGLISH, languages, speaking

COOKIE = "inkstone_language"
KEY = "inkstone.language"
"""Where a request has its language."""
_LONGEST = 1000
"""Characters of a header that are read; browsers send some 30."""


class Language:
    """Every request is answered in the language of whoever asks."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        code = wanted(Headers(scope=scope))
        with speaking(code):
            await self._app({**scope, KEY: code}, receive, send)


def language_of(request: Any) -> str:
    """The language of a request that has come through here; English for any other."""
    return str(request.scope.get(KEY, ENGLISH)) if request is not None else ENGLISH


def wanted(headers: Headers) -> str:
    """The language that a request asks for, of those there are."""
    chosen = [value for value in _cookies(headers) if value in languages()]
    accepted = _accepted(",".join(headers.getlist("accept-language"))[:_LONGEST])
    return next(filter(None, (*chosen, *map(_known, accepted))), ENGLISH)


def _cookies(headers: Headers) -> Iterator[str]:
    for part in ";".join(headers.getlist("cookie")).split(";"):
        name, _, value = part.strip().partition("=")
        if name == COOKIE:
            yield value


def _accepted(header: str) -> list[str]:
    """The tags of an Accept-Language header, the most wanted first; those that are not wanted at all are left out."""
    weighed = [(_weight(part), part.partition(";")[0].strip().lower()) for part in header.split(",")]
    # Of two that are wanted alike, the first counts.
    return [tag for weight, tag in sorted(weighed, key=lambda one: -one[0]) if weight > 0 and tag]


def _weight(part: str) -> float:
    """The quality of one tag, from 0 to 1; 0 where it cannot be read."""
    name, _, value = part.partition(";")[2].strip().partition("=")
    if not name:
        return 1.0
    try:
        weight = float(value)
    except ValueError:
        return 0.0
    return weight if name.strip().lower() == "q" and 0 <= weight <= 1 else 0.0


def _known(tag: str) -> str | None:
    """The language that we have for a tag: its own, or that of its first part, so that zh-TW is answered in zh."""
    known = {code.lower(): code for code in languages()}
    return known.get(tag) or known.get(tag.partition("-")[0]) or (ENGLISH if tag == "*" else None)
