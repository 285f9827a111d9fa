"""SignIns: browsers and programs in which somebody is signed in."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa
from pydantic import BaseModel, ConfigDict

from studio.works.database import Database
from studio.works.tables import SignInRow
from studio.works.works import in_utc, new_id, now

LASTS = timedelta(days=90)
"""How long a sign-in that nobody uses lasts."""
_MOST = 50
"""Sign-ins of one account; the one that was used longest ago ends then."""
_LONGEST_AGENT = 100


class SignIn(BaseModel):
    """A sign-in. Immutable."""

    model_config = ConfigDict(frozen=True)

    id: str
    account: str
    agent: str
    created: datetime
    seen: datetime


class SignIns:
    """All that have not ended. Safe to use from several threads and processes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, account: str | None = None) -> list[SignIn]:
        """The last seen first; of one account where it is named."""
        query = sa.select(SignInRow).where(SignInRow.seen > now() - LASTS).order_by(SignInRow.seen.desc())
        query = query if account is None else query.where(SignInRow.account == account)
        with self._database.reading() as session:
            return [_sign_in(row) for row in session.scalars(query)]

    def turn(self) -> tuple[int, datetime | None]:
        """Another one when any has been begun or has ended: how many there are, and when the newest was begun."""
        with self._database.reading() as session:
            count, newest = session.execute(sa.select(sa.func.count(), sa.func.max(SignInRow.created))).one()
        return count, newest

    def begin(self, account: str, agent: str) -> SignIn:
        """`agent`: what the browser calls itself."""
        moment = now()
        begun = SignIn(id=new_id(), account=account, agent=agent[:_LONGEST_AGENT], created=moment, seen=moment)
        older = [one.id for one in self.all(account)[_MOST - 1 :]]
        with self._database.session() as session:
            session.execute(sa.delete(SignInRow).where(SignInRow.id.in_(older)))
            session.execute(sa.insert(SignInRow).values(**begun.model_dump()))
        return begun

    def saw(self, ids: set[str], moment: datetime) -> None:
        """These were used at that moment."""
        if ids:
            with self._database.session() as session:
                session.execute(sa.update(SignInRow).where(SignInRow.id.in_(ids)).values(seen=moment))

    def end(self, account: str, *, only: str | None = None, but: str | None = None) -> int:
        """End those of an account: all, `only` one, or all `but` one; how many ended."""
        query = sa.delete(SignInRow).where(SignInRow.account == account)
        query = query if only is None else query.where(SignInRow.id == only)
        query = query if but is None else query.where(SignInRow.id != but)
        with self._database.session() as session:
            return int(session.execute(query).rowcount)  # type: ignore[attr-defined]

    def sweep(self) -> None:
        """Forget those that nobody has used for long."""
        with self._database.session() as session:
            session.execute(sa.delete(SignInRow).where(SignInRow.seen <= now() - LASTS))


def _sign_in(row: SignInRow) -> SignIn:
    return SignIn(id=row.id, account=row.account, agent=row.agent, created=in_utc(row.created), seen=in_utc(row.seen))
