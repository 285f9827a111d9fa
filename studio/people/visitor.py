"""Visitor: who works and jobs belong to, however somebody comes in."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Literal

COMMAND_LINE = "command-line"
"""The owner of what is made at a terminal of this machine."""
_GUEST = "guest-"

Role = Literal["guest", "member", "owner"]
"""A guest comes by; a member has an account; an owner keeps the studio, too."""


@dataclass(frozen=True)
class Visitor:
    """Somebody who uses the studio."""

    id: str = field(default_factory=lambda: secrets.token_hex(16))
    """Owner of the works and jobs. Not a secret: only a signed token lets somebody in by it."""
    entered: bool = False
    """Whether the password was given."""
    role: Role = "guest"
    sign_in: str = ""
    """The sign-in that a token names; empty for whoever has none."""
    account: str = ""
    """The account that is signed in, which has the same id; empty for whoever has none."""
    name: str = ""
    """What the account is called."""
    guest: str = ""
    """Who the browser is where nobody is signed in; empty where somebody is not."""

    @classmethod
    def new_guest(cls) -> Visitor:
        """A new guest of a public demo: its id says that what it owns does not stay."""
        return cls(_GUEST + secrets.token_hex(16))

    @property
    def is_passing(self) -> bool:
        """Whether what it owns does not stay."""
        return is_guest(self.id)


def is_guest(id: str) -> bool:
    """Whether the owner of a work came as a guest of a public demo. Whoever has another id, such as that of an account,
    of the command line or of a browser that gave the password, is none, and keeps what is theirs."""
    return id.startswith(_GUEST)
