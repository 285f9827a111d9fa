"""Inside: a room as one client is in it: what is there, what was said of it, and where its pages are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import urlencode

from studio.people.remarks import Remark, verdict
from studio.people.room import Item, Room
from studio.web.rooms.visit import PASS, Visit
from studio.words import say
from studio.works.kinds import KINDS
from studio.works.works import Work


@dataclass(frozen=True)
class Links:
    """The addresses of a room. `passing`: what lets a browser in that keeps no cookie; empty for one that does."""

    base: str
    passing: str

    def to(self, *parts: str | int, to: str = "", **asked: Any) -> str:
        """`to`: an element of the page."""
        values = {**asked, **({PASS: self.passing} if self.passing else {})}
        query = f"?{urlencode(values)}" if values else ""
        return "/".join((self.base, *map(str, parts))) + query + (f"#{to}" if to else "")


@dataclass(frozen=True)
class Inside:
    """A client in a room."""

    room: Room
    visit: Visit
    links: Links
    works: Mapping[str, Work]
    """By their ids; what is gone is not among them."""
    remarks: tuple[Remark, ...]
    """The oldest first."""

    def work(self, item: Item, version: int = 0) -> Work | None:
        """A version of an item, from 1; the newest where none is named."""
        return self.works.get(item.works[(version or len(item.works)) - 1])

    def title(self, item: Item, version: int = 0) -> str:
        """What it is called: where the recipe is not told, not by what was asked for, which titles are made of. The
        heading of a text is a part of it."""
        work = self.work(item, version)
        if work is None:
            return str(say("client.gone"))
        if self.room.terms.recipe or KINDS[work.kind].is_text:
            return work.title
        number = self.room.terms.items.index(item) + 1
        return str(say("client.numbered", kind=say(f"kind.{work.kind}.title"), number=number))

    def passing_html(self) -> str:
        """For forms whose fields are their address."""
        value = escape(self.links.passing, quote=True)
        return f'<input type="hidden" name="{PASS}" value="{value}">' if value else ""

    def said_of(self, item: str) -> list[Remark]:
        return [remark for remark in self.remarks if remark.item == item]

    def verdict(self, item: Item) -> str:
        """What the client decided of its newest version: approval, changes or nothing."""
        return verdict(self.remarks, item.id, len(item.works))
