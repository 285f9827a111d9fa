"""Room: how much of what one owner brought may wait to be used."""

from __future__ import annotations

import sqlalchemy as sa

from studio.media.reading.limits import megabytes
from studio.media.reading.refused import Refused
from studio.words import say
from studio.works.database import Database
from studio.works.references import inputs
from studio.works.tables import UploadRow
from studio.works.upload import Upload

MOST, MOST_BYTES = 200, 2 * 10**9
"""Uploads, and their bytes. What works use does not wait, and works that are inputs take no room."""


def check_room(database: Database, owner: str, coming: Upload | None = None) -> None:
    """Raises Refused where there is no room for one more, or for the one that is coming."""
    query = sa.select(UploadRow.id, UploadRow.size).where(UploadRow.owner == owner, UploadRow.work == "")
    with database.session() as session:
        used = inputs(session, owner)
        waiting = {id: size for id, size in session.execute(query).tuples() if (owner, id) not in used}
    waiting |= {coming.id: coming.size} if coming else {"": 0}
    if len(waiting) > MOST:
        raise Refused(say("upload.too_many", limit=MOST), hint=say("upload.delete_some"))
    if sum(waiting.values()) > MOST_BYTES:
        raise Refused(say("upload.too_much", limit=megabytes(MOST_BYTES)), hint=say("upload.delete_some"))
