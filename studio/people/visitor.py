"""Visitor: the name that works and jobs are kept under, however somebody comes in."""

from __future__ import annotations

import hashlib
import secrets

COMMAND_LINE = "command-line"
"""The owner of what is made at a terminal of this machine."""
_LENGTH = 32


def of_browser(name: object) -> str:
    """The name that a browser brings, or a new one for a first visit."""
    return name if isinstance(name, str) and len(name) == _LENGTH else secrets.token_hex(_LENGTH // 2)


def of_address(address: str) -> str:
    """Callers of the API are told apart by address: they have no page that could keep a name for them."""
    return "api-" + hashlib.sha256(address.encode()).hexdigest()[:16]
