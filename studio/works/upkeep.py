"""Upkeep: what the store needs now and then, when nobody waits for it."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import sqlalchemy as sa

from studio.errors import NotFound
from studio.works.card import marks_of
from studio.works.cards import batches, drop_left_over, missing, put
from studio.works.marks import Marks
from studio.works.rows import UNREADABLE
from studio.works.store import Store
from studio.works.tables import CardRow, WorkRow
from studio.works.works import now

IN_BIN = timedelta(days=30)
"""How long what is put into the bin can be had back."""
_LOOKS = 500
"""Pictures whose colours are looked at in one go."""


def empty_bins(store: Store, older_than: timedelta = IN_BIN) -> int:
    """Forget what has lain in the bin for longer; how many."""
    ids = store.library.binned_before(now() - older_than)
    for id in ids:
        with suppress(NotFound):
            store.delete(store.work(id))
    return len(ids)


def tint_rest(store: Store) -> int:
    """Look at the colours of works from before there were cards; how many."""
    ids = store.library.untinted(_LOOKS)
    for id in ids:
        with suppress(NotFound):
            store.tint(store.work(id))
    return len(ids)


def fill_cards(store: Store) -> None:
    """Write the cards that are missing, and forget those that are left over. Some milliseconds where none is."""
    with store.database.session() as session:
        drop_left_over(session)
        ids = missing(session)
    _write_cards(store, ids)


def renew_cards(store: Store) -> None:
    """Write all cards anew, with the marks of the records or, where these are lost, with those they had."""
    _write_cards(store, list(store.rows.ids()))


def _write_cards(store: Store, ids: list[str]) -> None:
    kept, boards = store.marks.ids(), store.boards.ids()
    for part in batches(ids):
        works = store.rows.find(sa.select(WorkRow).where(WorkRow.id.in_(part)))
        marks = _own_marks(store, part)
        marks |= {id: found for id in kept.intersection(part) if (found := store.marks.read(id))}
        marks = {id: found.on(boards) for id, found in marks.items()}
        with store.database.session() as session:
            put(session, works, marks)


def _own_marks(store: Store, ids: list[str]) -> dict[str, Marks]:
    """What cards themselves still say."""
    with store.database.session() as session, suppress(*UNREADABLE):
        return {row.id: marks_of(row) for row in session.scalars(sa.select(CardRow).where(CardRow.id.in_(ids)))}
    return {}
