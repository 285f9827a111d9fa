"""Cookie: how a browser keeps its visitor's token, and how a request is known by it or by a program's own."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import Scope

from studio.house import House
from studio.people.tokens import Tokens
from studio.people.visitor import Visitor

_YEAR = 365 * 86400


class Cookie:
    """The cookie of one studio. `path`: where its page is, ending in a slash. `framed`: pages elsewhere show it."""

    def __init__(self, tokens: Tokens, path: str, framed: bool) -> None:
        self.path = path
        self._tokens = tokens
        self._framed = framed

    @classmethod
    def of(cls, house: House) -> Cookie:
        settings = house.settings
        return cls(house.tokens, f"{settings.root_path}/", bool(settings.embed))

    def read(self, scope: Scope) -> Visitor | None:
        """Whoever asks; a token that is sent counts before the cookie."""
        tokens = [token] if (token := bearer(scope)) else []
        return next(filter(None, map(self._tokens.read, [*tokens, *self._held(scope)])), None)

    def write(self, scope: Scope, visitor: Visitor) -> str:
        """A Set-Cookie out of reach of scripts. In a frame of another site browsers keep cookies of this form only."""
        token = self._tokens.issue(visitor)
        return f"{self._tokens.cookie}={token}; Path={self.path}; Max-Age={_YEAR}; HttpOnly; {self.site(scope)}"

    def site(self, scope: Scope) -> str:
        """From which sites' pages a browser sends a cookie of the studio's."""
        if self._framed:
            return "SameSite=None; Secure; Partitioned"
        return "SameSite=Lax; Secure" if scope["scheme"] == "https" else "SameSite=Lax"

    def _held(self, scope: Scope) -> list[str]:
        """Another page of this host may have set one of the same name."""
        parts = ";".join(Headers(scope=scope).getlist("cookie")).split(";")
        pairs = (part.strip().partition("=") for part in parts)
        return [value for name, _, value in pairs if name == self._tokens.cookie]


def bearer(scope: Scope) -> str | None:
    """The token that a program sends."""
    kind, _, token = Headers(scope=scope).get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" and token else None
