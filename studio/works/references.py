"""References: who still needs a kept file. Whoever deletes one asks here."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from studio.works.database import Database
from studio.works.tables import UploadRow, WorkRow
from studio.works.upload import ROLE
from studio.works.works import WorkFile

_FILES = sa.cast(WorkRow.files, sa.Text)
"""As text: a row that is not whole still holds on to its files."""


def is_needed(database: Database, sha256: str) -> bool:
    """Whether a work or an upload has the file with this hash."""
    work = sa.exists().where(_FILES.contains(sha256))
    upload = sa.exists().where(UploadRow.id == sha256)
    with database.session() as session:
        return bool(session.scalar(sa.select(sa.or_(work, upload))))


def inputs(session: Session, owner: str | None = None) -> set[tuple[str, str]]:
    """Owner and hash of all files that works list as their inputs; of one owner where one is named."""
    query = sa.select(WorkRow.owner, _FILES).where(_FILES.contains(f'"{ROLE}'))
    query = query if owner is None else query.where(WorkRow.owner == owner)
    return {(whose, sha256) for whose, files in session.execute(query) for sha256 in _inputs_among(files)}


def input_of(session: Session, owner: str, sha256: str) -> WorkFile | None:
    """An input of one of the owner's works, by its hash."""
    query = sa.select(_FILES).where(WorkRow.owner == owner, _FILES.contains(sha256))
    for files in session.scalars(query):
        if sha256 in _inputs_among(files):
            return next(WorkFile.model_validate(file) for file in json.loads(files) if file["sha256"] == sha256)
    return None


def _inputs_among(files: str) -> list[str]:
    with suppress(ValueError, TypeError, AttributeError, KeyError):
        listed: list[dict[str, Any]] = json.loads(files)
        return [file["sha256"] for file in listed if file["role"].startswith(ROLE)]
    return []
