"""Visit: how a browser that was let into a room is known again: by a cookie, or where a frame allows none, by a pass in
the addresses that the room's pages lead to. The owner of a room has visits of another kind: they see what its clients
see, for a while, at an address that is no link of the room's."""

from __future__ import annotations

import hmac
import time
from dataclasses import dataclass
from typing import Any

from itsdangerous import BadSignature
from starlette.requests import Request

from studio.people.room import Room
from studio.people.tokens import Tokens
from studio.web.cookie import Cookie
from studio.words import languages

COOKIE, PASS = "inkstone-visit", "visit"
_COOKIE_LASTS, _PASS_LASTS, _LOOK_LASTS = 12 * 3600, 2 * 3600, 1800


@dataclass(frozen=True)
class Visit:
    """One client in one room, through one link of it."""

    room: str
    link: str
    """The hash of the link's token: with another link the visit is over."""
    name: str = ""
    """What the client wants to be called."""
    language: str = ""
    """The one that was chosen; empty where the browser's own counts."""
    ends: int = 0
    """When an owner's is over, in seconds since 1970, however often it is signed anew; 0: it is a client's."""

    @classmethod
    def of_owner(cls, room: Room) -> Visit:
        return cls(room.id, room.token, ends=int(time.time()) + _LOOK_LASTS)

    @property
    def is_owners(self) -> bool:
        return self.ends > 0


class Visits:
    """Signs visits, and reads them back. `cookie`: how the studio keeps its own."""

    def __init__(self, tokens: Tokens, cookie: Cookie) -> None:
        self._signer, self._cookie = tokens.passing("room"), cookie

    def read(self, request: Request, room: Room) -> tuple[Visit | None, bool]:
        """The visit of whoever asks, and whether it is their browser that keeps it."""
        kept = self._read(request.cookies.get(COOKIE, ""), room, _COOKIE_LASTS)
        return kept or self._read(request.query_params.get(PASS, ""), room, _PASS_LASTS), kept is not None

    def signed(self, visit: Visit) -> str:
        """What a cookie and a pass hold: letters, digits and `-_.` only."""
        signed = self._signer.dumps([visit.room, visit.link, visit.name, visit.language, visit.ends])
        return signed if isinstance(signed, str) else signed.decode()

    def cookie(self, request: Request, visit: Visit, token: str) -> str:
        """A Set-Cookie for the pages of one room, out of reach of scripts."""
        path, site = f"{self._cookie.path}r/{token}", self._cookie.site(request.scope)
        return f"{COOKIE}={self.signed(visit)}; Path={path}; Max-Age={_COOKIE_LASTS}; HttpOnly; {site}"

    def _read(self, signed: str, room: Room, lasts: int) -> Visit | None:
        try:
            said: Any = self._signer.loads(signed, max_age=lasts)
            id, link, name, language, ends = said
            visit = Visit(str(id), str(link), str(name), str(language), int(ends))
        except (BadSignature, ValueError, TypeError, RecursionError):
            return None
        is_here = visit.room == room.id and hmac.compare_digest(visit.link, room.token)
        is_over = visit.is_owners and visit.ends < time.time()
        return visit if is_here and not is_over and visit.language in ("", *languages()) else None
