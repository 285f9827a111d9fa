"""Library: the works of one owner as lists show them: found, counted, marked, and put into the bin."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, undefer

from studio.errors import BadInput, NotFound
from studio.words import say
from studio.works.boards import Boards, among
from studio.works.card import marks_of, unlisted, values_of_marks, words_of
from studio.works.cards import batches
from studio.works.database import Database
from studio.works.delivery import small_url
from studio.works.marks import Change, Marks
from studio.works.records import Records
from studio.works.tables import CardRow, KinRow
from studio.works.wanted import Wanted
from studio.works.works import now

MOST_AT_ONCE = 500
"""Works that can be marked in one go."""
_KIN = 100
"""Relatives that are shown of a work."""


@dataclass(frozen=True)
class Page:
    """A page of a list."""

    cards: list[CardRow]
    next: str
    """The cursor of what follows; empty at the end."""
    total: int
    """Cards on all pages."""


@dataclass(frozen=True)
class Facets:
    """How many works there are of each kind, engine, colour, tag and board; what lies in the bin aside."""

    kinds: Counter[str]
    engines: Counter[tuple[str, str]]
    """By key, and title of the model."""
    colours: Counter[str]
    tags: Counter[str]
    boards: Counter[str]
    bin: int
    favourites: int


@dataclass(frozen=True)
class Gathered:
    """What lies on a board."""

    count: int = 0
    cover: str = ""
    """Address of the small picture of its newest work; empty where none has one."""


class Library:
    """The cards of all works. Safe to use from several threads."""

    def __init__(self, database: Database, marks: Records[Marks], boards: Boards) -> None:
        self._database, self._marks, self._boards = database, marks, boards
        self._marking = threading.Lock()

    def page(self, owner: str, wanted: Wanted) -> Page:
        """Raises BadInput for a cursor of another list."""
        with self._database.reading() as session:
            boards = among(session, owner, wanted.project) if wanted.project else None
            mine = (CardRow.owner == owner, *wanted.conditions(boards))
            query = sa.select(CardRow).where(*mine, wanted.beyond()).order_by(*wanted.order())
            found = list(session.scalars(query.limit(wanted.limit + 1)))
            is_whole = wanted.after is None and len(found) <= wanted.limit
            count = sa.select(sa.func.count()).select_from(CardRow).where(*mine)
            total = len(found) if is_whole else session.scalar(count) or 0
        shown = found[: wanted.limit]
        return Page(shown, wanted.cursor(shown[-1]) if len(found) > wanted.limit else "", total)

    def cards(self, owner: str, ids: Sequence[str]) -> list[CardRow]:
        """The cards of these works in this order; those that are not the owner's, or are gone, are left out."""
        query = sa.select(CardRow).where(CardRow.owner == owner)
        with self._database.reading() as session:
            found = {row.id: row for part in batches(ids) for row in session.scalars(query.where(CardRow.id.in_(part)))}
        return [found[id] for id in ids if id in found]

    def facets(self, owner: str) -> Facets:
        mine = (CardRow.owner == owner, CardRow.binned.is_(None))
        columns = (CardRow.kind, CardRow.engine, CardRow.model, CardRow.hue, CardRow.favourite)
        grouped = sa.select(*columns, sa.func.count()).where(*mine).group_by(*columns)
        binned = sa.select(sa.func.count()).where(CardRow.owner == owner, CardRow.binned.is_not(None))
        with self._database.reading() as session:
            groups = list(session.execute(grouped).tuples())
            tags, boards = (_named(session, column, mine) for column in (CardRow.tags, CardRow.boards))
            bin = session.scalar(binned) or 0
        facets = Facets(Counter(), Counter(), Counter(), tags, boards, bin, sum(row[-1] for row in groups if row[4]))
        for kind, engine, model, hue, _, count in groups:
            facets.kinds[kind] += count
            facets.engines[engine, model] += count
            facets.colours[hue] += count
        return facets

    def parents(self, owner: str, id: str) -> list[CardRow]:
        """What a work was made from, as far as it is there."""
        return self._kin(owner, KinRow.parent, KinRow.child == id)

    def children(self, owner: str, id: str) -> list[CardRow]:
        """What was made from a work."""
        return self._kin(owner, KinRow.child, KinRow.parent == id)

    def gathered(self, owner: str) -> dict[str, Gathered]:
        """What lies on each board, by the boards' ids."""
        columns = sa.select(CardRow.id, CardRow.thumb, CardRow.boards)
        query = columns.where(CardRow.owner == owner, CardRow.binned.is_(None), CardRow.boards != "")
        counts: Counter[str] = Counter()
        covers: dict[str, str] = {}
        with self._database.reading() as session:
            for id, thumb, boards in session.execute(query.order_by(CardRow.created.desc(), CardRow.id)):
                for board in unlisted(boards):
                    counts[board] += 1
                    if thumb:
                        covers.setdefault(board, small_url(id, thumb))
        return {board: Gathered(count, covers.get(board, "")) for board, count in counts.items()}

    def mark(self, owner: str, ids: Sequence[str], change: Change) -> list[CardRow]:
        """Change the marks of works, of all of them or of none.

        Raises NotFound where one of them or the board is not the owner's, and BadInput for too many.
        """
        if len(ids) > MOST_AT_ONCE:
            raise BadInput(say("library.too_many", limit=MOST_AT_ONCE))
        if change.board:
            self._boards.one(change.board, owner)
        query = sa.select(CardRow).where(CardRow.owner == owner, CardRow.id.in_(ids)).options(undefer(CardRow.words))
        with self._marking:
            with self._database.reading() as session:
                rows = {row.id: row for row in session.scalars(query)}
            if missing := [id for id in ids if id not in rows]:
                raise NotFound(say("work.unknown", id=missing[0][:40]), hint=say("work.deleted"))
            self._write({id: change.of(marks_of(row), now()) for id, row in rows.items()}, rows)
        return self.cards(owner, ids)

    def untinted(self, limit: int) -> list[str]:
        """Ids of pictures and films whose colours nobody has looked at, newest first."""
        query = sa.select(CardRow.id).where(CardRow.hue == "", CardRow.thumb != "").order_by(CardRow.created.desc())
        with self._database.reading() as session:
            return list(session.scalars(query.limit(limit)))

    def tint(self, id: str, colour: str, hue: str) -> None:
        with self._database.session() as session:
            session.execute(sa.update(CardRow).where(CardRow.id == id).values(colour=colour, hue=hue))

    def binned_before(self, moment: datetime) -> list[str]:
        """Ids of what has lain in the bin since before then."""
        with self._database.reading() as session:
            return list(session.scalars(sa.select(CardRow.id).where(CardRow.binned < moment)))

    def _write(self, marks: dict[str, Marks], before: dict[str, CardRow]) -> None:
        """Records first: what a kill leaves behind is a mark that was not told of yet."""
        changed = {id: one for id, one in marks.items() if one != marks_of(before[id])}
        for one in changed.values():
            self._marks.write(one)
        rows: list[dict[str, Any]] = [
            {"id": id, "words": words_of(one, before[id].words), **values_of_marks(one)} for id, one in changed.items()
        ]
        if rows:
            with self._database.session() as session:
                session.execute(sa.update(CardRow), rows)

    def _kin(self, owner: str, which: Any, condition: sa.ColumnElement[bool]) -> list[CardRow]:
        query = sa.select(CardRow).where(
            CardRow.owner == owner, CardRow.binned.is_(None), CardRow.id.in_(sa.select(which).where(condition))
        )
        with self._database.reading() as session:
            return list(session.scalars(query.order_by(CardRow.created.desc(), CardRow.id).limit(_KIN)))


def _named(session: Session, column: Any, mine: Collection[sa.ColumnElement[bool]]) -> Counter[str]:
    """How often each name stands in a column of lists."""
    grouped = sa.select(column, sa.func.count()).where(*mine, column != "").group_by(column)
    found: Counter[str] = Counter()
    for names, count in session.execute(grouped):
        for name in unlisted(names):
            found[name] += count
    return found
