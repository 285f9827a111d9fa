"""Visitor: who works and jobs belong to, however somebody comes in."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Literal

COMMAND_LINE = "command-line"
"""The owner of what is made at a terminal of this machine."""

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
