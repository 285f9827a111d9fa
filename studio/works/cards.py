"""Cards: the rows that lists and searches read, written and removed with those of their works."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from studio.works.card import values_of
from studio.works.marks import Marks
from studio.works.tables import CardRow, KinRow, WorkRow
from studio.works.works import Work


def put(session: Session, works: Sequence[Work], marks: Mapping[str, Marks]) -> None:
    """Write the cards of works, whatever there was. `marks`: of those that have any, by the works' ids."""
    drop(session, [work.id for work in works])
    cards = [values_of(work, marks.get(work.id) or Marks(id=work.id)) for work in works]
    kin = [{"child": work.id, "parent": parent} for work in works for parent in {id[:32] for id in work.recipe.parents}]
    for table, values in ((CardRow, cards), (KinRow, kin)):
        if values:
            session.execute(sa.insert(table), values)


def drop(session: Session, ids: Collection[str]) -> None:
    session.execute(sa.delete(CardRow).where(CardRow.id.in_(ids)))
    session.execute(sa.delete(KinRow).where(KinRow.child.in_(ids)))


def missing(session: Session) -> list[str]:
    """Ids of the works that have no card."""
    return list(session.scalars(sa.select(WorkRow.id).where(WorkRow.id.not_in(sa.select(CardRow.id)))))


def drop_left_over(session: Session) -> None:
    """Forget cards whose works are gone, as damage can leave them."""
    left = list(session.scalars(sa.select(CardRow.id).where(CardRow.id.not_in(sa.select(WorkRow.id)))))
    if left:
        drop(session, left)


def in_bin() -> sa.Select[Any]:
    """Ids of all works that lie in the bin."""
    return sa.select(CardRow.id).where(CardRow.binned.is_not(None))


def batches(ids: Iterable[str], size: int = 500) -> Iterable[list[str]]:
    """The ids in parts that a database takes at once."""
    whole = list(ids)
    return (whole[start : start + size] for start in range(0, len(whole), size))
