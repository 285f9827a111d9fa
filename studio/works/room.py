"""Room: how much of what was brought may wait to be used, of one owner, and of all since anybody may be many."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from studio.media.reading.limits import megabytes
from studio.media.reading.refused import Refused
from studio.words import say
from studio.works.database import Database
from studio.works.references import inputs
from studio.works.tables import UploadRow
from studio.works.upload import Upload

MOST, MOST_BYTES = 200, 2 * 10**9
"""Uploads of one owner, and their bytes. What works use does not wait, and works that are inputs take no room."""
MOST_IN_ALL = 20 * 10**9
"""Bytes of all owners."""


def check_room(database: Database, owner: str, coming: Upload | None = None) -> None:
    """Raises Refused where there is no room for one more, or for the one that is coming."""
    more = {coming.id: coming.size} if coming else {"": 0}
    with database.session() as session:
        mine = _waiting(session, owner) | more
        # Quickly first: the files of all works are looked through only where it matters.
        left = MOST_IN_ALL - sum(more.values())
        full = _total(session) > left and sum(_waiting(session).values()) > left
    if len(mine) > MOST:
        raise Refused(say("upload.too_many", limit=MOST), hint=say("upload.delete_some"))
    if sum(mine.values()) > MOST_BYTES:
        raise Refused(say("upload.too_much", limit=megabytes(MOST_BYTES)), hint=say("upload.delete_some"))
    if full:
        raise Refused(say("upload.no_room"), hint=say("upload.later"))


def _total(session: Session) -> int:
    return session.scalar(sa.select(sa.func.sum(UploadRow.size)).where(UploadRow.work == "")) or 0


def _waiting(session: Session, owner: str | None = None) -> dict[str, int]:
    """Sizes of what no work uses, by id; what several brought lies there once."""
    query = sa.select(UploadRow.owner, UploadRow.id, UploadRow.size).where(UploadRow.work == "")
    query = query if owner is None else query.where(UploadRow.owner == owner)
    used = inputs(session, owner)
    return {id: size for whose, id, size in session.execute(query).tuples() if (whose, id) not in used}
