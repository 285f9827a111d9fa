"""Room: works behind a link for one client, and what the client may do there."""

from __future__ import annotations

import hashlib
import re
from datetime import date, datetime, time, timedelta, timezone
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, StrictInt, StrictStr
from pydantic_core import PydanticCustomError

from studio.params import Fields, OptionalText
from studio.people.preferences import Accent, Copyright, Name
from studio.works.marks import clean_line

State = Literal["open", "expired", "revoked", "exhausted"]
MOST_ITEMS, MOST_VERSIONS, MOST_VIEWS = 100, 50, 100_000
_LONGEST_TITLE, _PASSWORD = 120, (4, 200)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_LAST_ON_EARTH = timezone(timedelta(hours=-12))
"""Where a day ends last."""


def digest(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


class Item(BaseModel):
    """A place in a room, with the versions of what is shown there."""

    model_config = ConfigDict(frozen=True)

    id: str
    works: tuple[str, ...]
    """Ids of works, the newest last."""


class Terms(BaseModel):
    """What a room shows, and what its client may do."""

    model_config = ConfigDict(frozen=True)

    title: str
    note: str = ""
    expires: date | None = None
    """The last day."""
    password: str = ""
    """As argon2 has it; empty for none."""
    limit: int = 0
    """Visits; 0: without end."""
    downloads: bool = False
    recipe: bool = False
    name: str = ""
    """Who shares it."""
    accent: str = ""
    copyright: str = ""
    items: tuple[Item, ...] = ()
    revoked: bool = False


class Room(BaseModel):
    """A room. Immutable."""

    model_config = ConfigDict(frozen=True)

    id: str
    owner: str
    token: str
    """The sha256 of the token in its link."""
    created: datetime
    terms: Terms
    views: int = 0
    opened: datetime | None = None
    """When somebody came in last."""

    def state(self, moment: datetime) -> State:
        if self.terms.revoked:
            return "revoked"
        if self.terms.expires and moment > datetime.combine(self.terms.expires, time.max, _LAST_ON_EARTH):
            return "expired"
        return "exhausted" if 0 < self.terms.limit <= self.views else "open"

    def item(self, id: str) -> Item | None:
        return next((item for item in self.terms.items if item.id == id), None)

    @property
    def works(self) -> list[str]:
        """Ids of all works in it."""
        return [work for item in self.terms.items for work in item.works]


def _title(text: str) -> str:
    return clean_line(text, _LONGEST_TITLE) if text.strip() else ""


def _day(value: object) -> date | None:
    if value in ("", None):
        return None
    try:
        # Newer versions of Python read more forms.
        return date.fromisoformat(str(value) if _DAY.fullmatch(str(value)) else "")
    except ValueError:
        raise PydanticCustomError("moment", "unfit") from None


def _password(text: str) -> str:
    low, high = _PASSWORD
    if text and not low <= len(text) <= high:
        raise PydanticCustomError("password", "unfit", {"low": low, "high": high})
    return text


class Asked(Fields):
    """What an owner wants of a room; what is not named stays as it is."""

    section = "room"
    title: Annotated[StrictStr, AfterValidator(_title)] = ""
    note: OptionalText = ""
    expires: Annotated[date | None, BeforeValidator(_day)] = None
    views: StrictInt = Field(0, ge=0, le=MOST_VIEWS)
    downloads: StrictBool = False
    recipe: StrictBool = False
    name: Name = ""
    accent: Accent = ""
    copyright: Copyright = ""
    password: Annotated[StrictStr, AfterValidator(_password)] = ""
    """In plain; empty: none."""
    items: tuple[StrictStr, ...] = Field((), max_length=MOST_ITEMS)
    """Ids of all its items, in a new order."""
