"""Invitations: links that make an account of whoever opens them, once and not for ever."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa
from pydantic import BaseModel, ConfigDict
from sqlalchemy.orm import Session

from studio.errors import BadInput, NotFound
from studio.people.account import AccountRole
from studio.words import say
from studio.works.database import Database
from studio.works.tables import InvitationRow
from studio.works.works import in_utc, now

LASTS = timedelta(days=7)
MOST, LONGEST_NOTE = 100, 100


class Invitation(BaseModel):
    """An invitation that nobody has taken up yet. Immutable."""

    model_config = ConfigDict(frozen=True)

    id: str
    """The sha256 of its token."""
    role: AccountRole
    note: str
    created: datetime
    expires: datetime


class Invitations:
    """All of them. Of a token its sha256 alone is kept, so that a link is shown once."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def open(self) -> list[Invitation]:
        """Those that can be taken up, the newest first."""
        query = sa.select(InvitationRow).where(*_is_open()).order_by(InvitationRow.created.desc())
        with self._database.reading() as session:
            return [_invitation(row) for row in session.scalars(query)]

    def make(self, role: AccountRole, note: str = "", lasts: timedelta = LASTS) -> tuple[Invitation, str]:
        """An invitation and its token. `note`: whom it is for. Raises BadInput for too many."""
        if len(self.open()) >= MOST:
            raise BadInput(say("people.too_many_invitations", limit=MOST))
        token, moment = secrets.token_urlsafe(32), now()
        made = Invitation(
            id=_digest(token), role=role, note=note[:LONGEST_NOTE], created=moment, expires=moment + lasts
        )
        with self._database.session() as session:
            session.execute(sa.insert(InvitationRow).values(**made.model_dump(), account=""))
        return made, token

    def find(self, token: str) -> Invitation:
        """Raises NotFound, alike for one that never was, that is over and that was taken up."""
        with self._database.reading() as session:
            row = session.scalar(sa.select(InvitationRow).where(InvitationRow.id == _digest(token), *_is_open()))
            if row is None:
                raise NotFound(say("people.no_invitation"))
            return _invitation(row)

    def take_up(self, session: Session, token: str, account: str) -> None:
        """It has become an account, and can become no other. Raises NotFound."""
        open_one = sa.update(InvitationRow).where(InvitationRow.id == _digest(token), *_is_open())
        if not session.execute(open_one.values(account=account)).rowcount:  # type: ignore[attr-defined]
            raise NotFound(say("people.no_invitation"))

    def withdraw(self, id: str) -> None:
        """Raises NotFound."""
        with self._database.session() as session:
            gone = session.execute(sa.delete(InvitationRow).where(InvitationRow.id == id, *_is_open()))
            if not gone.rowcount:  # type: ignore[attr-defined]
                raise NotFound(say("people.no_invitation"))

    def sweep(self) -> None:
        """Forget those that are over."""
        with self._database.session() as session:
            session.execute(sa.delete(InvitationRow).where(InvitationRow.expires <= now()))


def _is_open() -> tuple[sa.ColumnElement[bool], ...]:
    return InvitationRow.account == "", InvitationRow.expires > now()


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _invitation(row: InvitationRow) -> Invitation:
    return Invitation.model_validate(
        {
            "id": row.id,
            "role": row.role,
            "note": row.note,
            "created": in_utc(row.created),
            "expires": in_utc(row.expires),
        }
    )
