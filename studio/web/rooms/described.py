"""Described: rooms and remarks as JSON values, for their owner."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from studio.people.remarks import Remark, verdict
from studio.people.room import Item, Room
from studio.works.card import described_card
from studio.works.library import Library
from studio.works.works import now

_STATES = {"approval": "approved", "changes": "changes", "": ""}
Cards = dict[str, dict[str, Any]]


def rooms_told(library: Library, rooms: Sequence[Room], remarks: Collection[Remark]) -> list[dict[str, Any]]:
    """`rooms`: all of one owner."""
    cards = cards_of(library, rooms)
    return [_room(room, [one for one in remarks if one.room == room.id], cards) for room in rooms]


def cards_of(library: Library, rooms: Sequence[Room]) -> Cards:
    """The cards of all that is in the rooms of one owner, by the ids of the works; what is gone is not among them."""
    ids = list(dict.fromkeys(work for room in rooms for work in room.works))
    rows = library.cards(rooms[0].owner, ids) if rooms else []
    return {row.id: described_card(row) for row in rows}


def remark_told(remark: Remark) -> dict[str, Any]:
    return remark.model_dump(mode="json")


def _room(room: Room, remarks: Sequence[Remark], cards: Cards) -> dict[str, Any]:
    terms = room.terms
    return {
        "id": room.id,
        "created": room.created.isoformat(),
        "state": room.state(now()),
        "expires": terms.expires.isoformat() if terms.expires else "",
        "password": bool(terms.password),
        "views": room.views,
        "opened": room.opened.isoformat() if room.opened else "",
        "unseen": sum(not remark.seen for remark in remarks),
        "items": [_item(item, remarks, cards) for item in terms.items],
        **terms.model_dump(
            include={"title", "note", "limit", "downloads", "recipe", "name", "accent", "copyright"},
        ),
    }


def _item(item: Item, remarks: Sequence[Remark], cards: Cards) -> dict[str, Any]:
    """Of a version that is gone nothing is left to tell."""
    return {
        "id": item.id,
        "versions": [cards.get(work) for work in item.works],
        "state": _STATES[verdict(remarks, item.id, len(item.works))],
        "remarks": sum(remark.item == item.id for remark in remarks),
    }
