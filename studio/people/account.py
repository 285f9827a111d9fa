"""Account: somebody with a name and a way in of their own, as it is known and kept; without the password's hash."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict
from pydantic_core import PydanticCustomError

from studio.errors import BadInput
from studio.words import say
from studio.works.marks import clean_line

LONGEST_NAME, LONGEST_KEY = 40, 100
STUDIO = "studio"
"""The name that whoever gives the studio's own password has at the door."""

AccountRole = Literal["member", "owner"]


class Account(BaseModel):
    """An account. Immutable."""

    model_config = ConfigDict(frozen=True)

    id: str
    name: str
    role: AccountRole
    hub: str = ""
    """What the hub calls them for ever (`sub` of OpenID Connect); empty for one who never came from there."""
    created: datetime


def named(name: str) -> tuple[str, str]:
    """A name as it is shown, and as it is looked for. Raises BadInput for one that nobody can have."""
    try:
        shown = clean_line(name, LONGEST_NAME)
    except PydanticCustomError:
        raise BadInput(say("people.bad_name", most=LONGEST_NAME)) from None
    key = key_of(shown)
    if not key or len(key) > LONGEST_KEY or key == STUDIO:
        raise BadInput(say("people.bad_name", most=LONGEST_NAME))
    return shown, key


def key_of(name: str) -> str:
    """A name without what a person would not see: capitals, accents apart, wide letters."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
