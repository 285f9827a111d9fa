"""Boards: on which a person gathers works, each by a name and some of them under a project."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import sqlalchemy as sa
from pydantic import AfterValidator, BaseModel, ConfigDict, StrictStr
from sqlalchemy.orm import Session

from studio.errors import BadInput, NotFound
from studio.params import Fields
from studio.words import say
from studio.works.card import item
from studio.works.database import Database
from studio.works.marks import clean_line
from studio.works.records import Records
from studio.works.shelf import Shelf
from studio.works.tables import BoardRow, CardRow
from studio.works.works import in_utc, new_id, now

MOST, LONGEST_NAME = 200, 60


def _clean_name(text: str) -> str:
    return clean_line(text, LONGEST_NAME)


def _clean_project(text: str) -> str:
    return clean_line(text, LONGEST_NAME) if text.strip() else ""


class Board(BaseModel):
    """A board. Immutable."""

    model_config = ConfigDict(frozen=True)

    id: str
    owner: str
    name: str
    project: str = ""
    """What several boards belong to; empty for one that stands alone."""
    created: datetime


class Naming(Fields):
    """What a board is to be called; what is None stays as it is."""

    name: Annotated[StrictStr, AfterValidator(_clean_name)] | None = None
    project: Annotated[StrictStr, AfterValidator(_clean_project)] | None = None


class Boards:
    """All boards. Safe to use from several threads."""

    def __init__(self, database: Database, shelf: Shelf) -> None:
        self._database = database
        self._records = Records(shelf, "boards", Board)

    def all(self, owner: str) -> list[Board]:
        """Those of one owner, by project and name."""
        query = sa.select(BoardRow).where(BoardRow.owner == owner)
        with self._database.reading() as session:
            found = [_board(row) for row in session.scalars(query)]
        return sorted(found, key=lambda board: (board.project.casefold(), board.name.casefold(), board.id))

    def ids(self) -> set[str]:
        """Of the boards of all owners."""
        with self._database.session() as session:
            return set(session.scalars(sa.select(BoardRow.id)))

    def one(self, id: str, owner: str) -> Board:
        """Raises NotFound, for another's too."""
        with self._database.reading() as session:
            row = session.get(BoardRow, id)
            if row is None or row.owner != owner:
                raise NotFound(say("library.no_board"))
            return _board(row)

    def add(self, naming: Naming, owner: str) -> Board:
        """Raises BadInput without a name, and where the owner has as many as one may have."""
        if naming.name is None:
            raise BadInput(say("input.problem", field=say("library.name"), reason=say("input.missing")))
        if len(self.all(owner)) >= MOST:
            raise BadInput(say("library.too_many_boards", limit=MOST))
        board = Board(id=new_id(), owner=owner, name=naming.name, project=naming.project or "", created=now())
        return self._keep(board)

    def rename(self, id: str, naming: Naming, owner: str) -> Board:
        """Raises NotFound."""
        changes = naming.model_dump(exclude_none=True)
        return self._keep(self.one(id, owner).model_copy(update=changes))

    def delete(self, id: str, owner: str) -> None:
        """Forget a board; its works stay. Raises NotFound."""
        board = self.one(id, owner)
        # The record first: without its row it would bring the board back.
        self._records.remove(board.id)
        names = sa.func.replace(CardRow.boards, item(id), "\n")
        on_it = CardRow.boards.contains(item(id), autoescape=True)
        with self._database.session() as session:
            session.execute(sa.delete(BoardRow).where(BoardRow.id == id))
            session.execute(sa.update(CardRow).where(CardRow.owner == owner, on_it).values(boards=names))

    def hand_over(self, giver: str, taker: str) -> None:
        """Write the records of one owner's boards as another's."""
        for board in self.all(giver):
            self._records.write(board.model_copy(update={"owner": taker}))

    def restore(self) -> None:
        """Write the rows that the database lost."""
        for id in self._records.ids() - self.ids():
            if board := self._records.read(id):
                self._keep(board)

    def _keep(self, board: Board) -> Board:
        self._records.write(board)
        with self._database.session() as session:
            session.merge(BoardRow(**board.model_dump()))
        return board


def among(session: Session, owner: str, project: str) -> list[str]:
    """Ids of the boards of a project."""
    query = sa.select(BoardRow.id).where(BoardRow.owner == owner, BoardRow.project == project)
    return list(session.scalars(query))


def _board(row: BoardRow) -> Board:
    return Board(id=row.id, owner=row.owner, name=row.name, project=row.project, created=in_utc(row.created))
