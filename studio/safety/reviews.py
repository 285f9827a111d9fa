"""Reviews: what was held back, the appeals against it, and what somebody decided. None of its words is in them."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Literal

import sqlalchemy as sa

from studio.errors import NotAllowed, NotFound
from studio.safety.aside import Aside, Piece
from studio.safety.levels import ALWAYS, Finding, Level
from studio.words import say
from studio.works.database import Database
from studio.works.tables import ReviewRow
from studio.works.works import new_id, now

log = logging.getLogger(__name__)
State = Literal["held", "appealed", "allowed", "upheld"]
_OPEN: tuple[State, ...] = ("held", "appealed")
_KEPT = timedelta(days=90)
_MOST = 200
"""Reviews that are listed."""


class Reviews:
    """Rows, and the pieces that lie aside. Safe to use from several threads."""

    def __init__(self, database: Database, aside: Aside) -> None:
        self._database, self.aside = database, aside

    def hold(self, owner: str, job: str, finding: Finding, level: Level, piece: Piece | None = None) -> str:
        """Write down what was held back, and put it aside; the id of its review. Raises DiskFull or NotWritable."""
        row = ReviewRow(
            id=new_id(),
            owner=owner,
            job=job,
            stage=finding.stage,
            category=finding.category,
            certainty=round(finding.certainty, 3),
            state="held",
            created=now(),
            decided=None,
        )
        if piece:
            self.aside.put(row.id, piece)
        with self._database.session() as session:
            session.add(row)
        told = (finding.stage, finding.category, finding.certainty, level)
        log.info("held back: %s, %s, certainty %.2f, level %s", *told)
        return row.id

    def open(self) -> list[ReviewRow]:
        """What nobody has decided, appeals first, then the newest."""
        is_appeal = sa.case((ReviewRow.state == "appealed", 0), else_=1)
        query = sa.select(ReviewRow).where(ReviewRow.state.in_(_OPEN)).order_by(is_appeal, ReviewRow.created.desc())
        with self._database.reading() as session:
            return list(session.scalars(query.limit(_MOST)))

    def of_jobs(self, jobs: Sequence[str]) -> list[ReviewRow]:
        with self._database.reading() as session:
            return list(session.scalars(sa.select(ReviewRow).where(ReviewRow.job.in_(jobs)))) if jobs else []

    def appeal(self, job: str, owner: str) -> None:
        """Ask whoever keeps the studio to look at what was held of a job. Raises NotFound where nothing was, or it is
        another's, and NotAllowed for what nobody may let through."""
        rows = [row for row in self.of_jobs([job]) if row.owner == owner]
        if not rows:
            raise NotFound(say("job.not_yours"))
        if any(row.category == ALWAYS for row in rows):
            raise NotAllowed(say("safety.never"))
        self._set([row.id for row in rows], "appealed", of=("held",))

    def review(self, id: str) -> ReviewRow:
        """Raises NotFound."""
        with self._database.reading() as session:
            row = session.get(ReviewRow, id)
        if row is None:
            raise NotFound(say("safety.unknown"))
        return row

    @contextmanager
    def deciding(self, row: ReviewRow, state: Literal["allowed", "upheld"]) -> Iterator[None]:
        """A decision that holds when the block ends well; what lay aside is gone with it.

        Raises NotAllowed for what is decided, and for letting through what nobody may.
        """
        if row.category == ALWAYS and state == "allowed":
            raise NotAllowed(say("safety.never"))
        if not self._set([row.id], state):
            raise NotAllowed(say("safety.decided"))
        try:
            yield
        except BaseException:
            self._set([row.id], "appealed" if row.state == "appealed" else "held", of=("allowed", "upheld"))
            raise
        self.aside.remove(row.id)
        log.info("decided: %s, %s, certainty %.2f, %s", row.stage, row.category, row.certainty, state)

    def uphold(self, row: ReviewRow) -> None:
        """It stays held. Raises NotAllowed for what is decided."""
        with self.deciding(row, "upheld"):
            pass

    def forget(self, owner: str) -> None:
        """All of an owner's."""
        with self._database.session() as session:
            ids = list(session.scalars(sa.select(ReviewRow.id).where(ReviewRow.owner == owner)))
            session.execute(sa.delete(ReviewRow).where(ReviewRow.owner == owner))
        for id in ids:
            self.aside.remove(id)

    def sweep(self) -> None:
        """Forget what is old, and pieces that nobody can decide about any more."""
        with self._database.session() as session:
            session.execute(sa.delete(ReviewRow).where(ReviewRow.created < now() - _KEPT))
            open_ones = set(session.scalars(sa.select(ReviewRow.id).where(ReviewRow.state.in_(_OPEN))))
        self.aside.sweep(open_ones)

    def _set(self, ids: Sequence[str], state: State, of: Sequence[State] = _OPEN) -> int:
        """How many were in one of the states of `of`, and are in this one now."""
        decided = None if state in _OPEN else now()
        change = sa.update(ReviewRow).where(ReviewRow.id.in_(ids), ReviewRow.state.in_(of))
        with self._database.session() as session:
            return int(session.execute(change.values(state=state, decided=decided)).rowcount)  # type: ignore[attr-defined]
