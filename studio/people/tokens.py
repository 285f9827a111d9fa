"""Tokens: a visitor's name, signed with a key that only this studio has. A browser keeps one as a cookie, a program
sends one as `Authorization: Bearer`, the command line prints its own."""

from __future__ import annotations

import hashlib
import hmac
import re
from pathlib import Path
from typing import Any

from itsdangerous import BadSignature, URLSafeSerializer, URLSafeTimedSerializer

from studio.people.visitor import Visitor
from studio.works.private_file import kept_secret

_ID = re.compile(r"[0-9a-z-]{1,64}")
_SIGN_IN = re.compile(r"[0-9a-f]{32}|")


class Tokens:
    """Issues and checks. A new password makes the entry of every earlier token void, and nobody's name."""

    def __init__(self, key: str, password: str = "") -> None:
        self._key = key
        self._serializer = URLSafeSerializer(key, salt="visitor", signer_kwargs={"digest_method": hashlib.sha256})
        self._entry = _digest(key, f"entry {password}") if password else ""
        self.cookie = f"inkstone-{_digest(key, 'cookie')[:8]}"
        """Name of the cookie: browsers share cookies between the ports of a host, and so would two studios."""

    @classmethod
    def of(cls, home: Path, password: str = "") -> Tokens:
        """With the key of a studio's folder, which outlives restarts. Raises NotWritable or DiskFull."""
        return cls(kept_secret(home / "visitors.key"), password)

    @property
    def guarded(self) -> bool:
        """Whether there is a password."""
        return bool(self._entry)

    def issue(self, visitor: Visitor) -> str:
        """The token of a visitor: letters, digits and `-_.` only. Of one who is signed in it tells who they are without
        that, too: an account is known by its sign-ins, which end, and never by a token alone."""
        said = {"id": visitor.guest or visitor.id, "entry": self._entry if visitor.entered else ""}
        return self._signed({**said, "in": visitor.sign_in} if visitor.sign_in else said)

    def read(self, token: str) -> Visitor | None:
        """The visitor that a token was issued to; None for any other text."""
        try:
            said: Any = self._serializer.loads(token)
        except (BadSignature, ValueError, RecursionError):
            return None
        id, entry, sign_in = (str(said.get(name, "")) for name in ("id", "entry", "in"))
        # base64 leaves bits that mean nothing: of one visitor there is one token.
        if not _ID.fullmatch(id) or not _SIGN_IN.fullmatch(sign_in) or self._signed(said) != token:
            return None
        entered = self.guarded and hmac.compare_digest(entry.encode(), self._entry.encode())
        return Visitor(id, entered=entered, sign_in=sign_in)

    def passing(self, purpose: str) -> URLSafeTimedSerializer:
        """Signs what a browser keeps for a while, for one purpose."""
        return URLSafeTimedSerializer(self._key, salt=purpose, signer_kwargs={"digest_method": hashlib.sha256})

    def _signed(self, said: Any) -> str:
        token = self._serializer.dumps(said)
        return token if isinstance(token, str) else token.decode()


def _digest(key: str, words: str) -> str:
    return hmac.new(key.encode(), words.encode(), hashlib.sha256).hexdigest()
