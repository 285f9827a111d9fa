"""Passwords: kept as argon2id hashes, which are slow to guess; at most two are worked out at once, 64 MB each."""

from __future__ import annotations

import threading
from functools import cache
from typing import TYPE_CHECKING

from studio.errors import BadInput
from studio.words import say

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 10, 200
"""Characters of a password that somebody chooses."""
_AT_ONCE = threading.BoundedSemaphore(2)


def check(password: str, name: str = "") -> None:
    """Raises BadInput for one that is too short or too long to be a password, or that is the name."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise BadInput(say("password.length", least=SHORTEST, most=LONGEST))
    if password.strip().casefold() == name.casefold() or len(set(password)) < 4:
        raise BadInput(say("password.too_easy"))


def hashed(password: str) -> str:
    """The hash to keep, with its salt and its costs in it (RFC 9106, the second recommended option)."""
    with _AT_ONCE:
        return _hasher().hash(_read(password))


def matches(hash: str, password: str) -> bool:
    """Whether a hash is that of the password. It takes as long where there is no hash at all."""
    from argon2.exceptions import InvalidHashError, VerificationError

    with _AT_ONCE:
        try:
            return _hasher().verify(hash or _nobodys(), _read(password)) and bool(hash)
        except (VerificationError, InvalidHashError):
            return False


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _nobodys() -> str:
    return _hasher().hash("")


def _read(password: str) -> bytes:
    """Bounded, since whatever is sent is worked on."""
    return password[: 4 * LONGEST].encode(errors="replace")
