"""Handover: what one owner has becomes another's: works with marks and boards, what was brought, jobs that ended."""

from __future__ import annotations

import sqlalchemy as sa

from studio.works.store import Store
from studio.works.tables import BoardRow, CardRow, JobRow, UploadRow, WorkRow


def hand_over(store: Store, giver: str, taker: str) -> int:
    """How many works. Killed in the midst of it, it can be done again. Raises StoreDamaged, DiskFull or NotWritable."""
    works = store.rows.find(sa.select(WorkRow).where(WorkRow.owner == giver))
    # Records first: a row that is found again is handed over again.
    for work in works:
        store.records.write(work.model_copy(update={"owner": taker}))
    store.boards.hand_over(giver, taker)
    theirs = sa.select(UploadRow.id).where(UploadRow.owner == taker)
    with store.database.session() as session:
        session.execute(sa.delete(UploadRow).where(UploadRow.owner == giver, UploadRow.id.in_(theirs)))
        for table in (WorkRow, CardRow, BoardRow, UploadRow):
            session.execute(sa.update(table).where(table.owner == giver).values(owner=taker))
        ended = JobRow.ended.is_not(None)
        session.execute(sa.update(JobRow).where(JobRow.owner == giver, ended).values(owner=taker))
    return len(works)
