"""Accounts: everybody who has a name here, in the database and in records beside the works."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from studio.errors import BadInput, NotAllowed, NotFound
from studio.people.account import Account, AccountRole, key_of, named
from studio.people.passwords import check as check_password
from studio.people.passwords import hashed
from studio.settings import Settings
from studio.words import say
from studio.works.database import Database
from studio.works.records import Records
from studio.works.shelf import Shelf
from studio.works.tables import AccountRow, SignInRow
from studio.works.works import in_utc, new_id, now

MOST = 1000


class Accounts:
    """All accounts. Safe to use from several threads and processes."""

    def __init__(self, database: Database, shelf: Shelf) -> None:
        self._database = database
        self._records = Records(shelf, "accounts", Account)

    def all(self) -> list[Account]:
        """By name."""
        with self._database.reading() as session:
            return [_account(row) for row in session.scalars(sa.select(AccountRow).order_by(AccountRow.name_key))]

    def one(self, id: str) -> Account:
        """Raises NotFound."""
        return self._found(AccountRow.id == id)

    def called(self, name: str) -> Account:
        """Raises NotFound."""
        return self._found(AccountRow.name_key == key_of(name))

    def of_hub(self, hub: str) -> Account | None:
        """The account of somebody at the hub."""
        with self._database.reading() as session:
            row = session.scalar(sa.select(AccountRow).where(AccountRow.hub == hub))
            return _account(row) if row and hub else None

    def hash_of(self, name: str) -> tuple[str, str]:
        """Id and password's hash of a name; empty texts where there is no such account, or none with a password."""
        query = sa.select(AccountRow.id, AccountRow.password).where(AccountRow.name_key == key_of(name))
        with self._database.session() as session:
            found = session.execute(query).first()
            return (found.id, found.password) if found else ("", "")

    def add(
        self,
        name: str,
        role: AccountRole,
        password: str = "",
        hub: str = "",
        within: Callable[[Session, str], None] | None = None,
    ) -> Account:
        """Make an account. `password`: empty for one who comes in by the hub; `within`: what has to be done in the same
        transaction, which an error of it ends. Raises BadInput for a name that is taken or that nobody can have, and
        for a bad password."""
        shown, key = named(name)
        if password or not hub:
            check_password(password, shown)
        account = Account(id=new_id(), name=shown, role=role, hub=hub[:100], created=now())
        values = {**account.model_dump(), "name_key": key, "password": hashed(password) if password else ""}
        with self._database.session() as session:
            if (session.scalar(sa.select(sa.func.count()).select_from(AccountRow)) or 0) >= MOST:
                raise BadInput(say("people.too_many", limit=MOST))
            if within:
                within(session, account.id)
            try:
                session.execute(sa.insert(AccountRow).values(**values))
            except IntegrityError:
                raise BadInput(say("people.name_taken", name=shown)) from None
            self._records.write(account)
        return account

    def set_role(self, id: str, role: AccountRole) -> Account:
        """Raises NotFound; NotAllowed where nobody would be left to keep the studio."""
        account = self.one(id)
        if role == "member":
            self.check_kept(without=id)
        changed = account.model_copy(update={"role": role})
        self._records.write(changed)
        self._change(id, role=role)
        return changed

    def set_password(self, id: str, password: str) -> None:
        """Raises NotFound or BadInput."""
        check_password(password, self.one(id).name)
        self._change(id, password=hashed(password))

    def remove(self, id: str) -> None:
        """Forget an account, and whoever is signed in to it. Its works stay. Raises NotFound."""
        self.one(id)
        # The record first: without its row it would bring the account back.
        self._records.remove(id)
        with self._database.session() as session:
            session.execute(sa.delete(AccountRow).where(AccountRow.id == id))
            session.execute(sa.delete(SignInRow).where(SignInRow.account == id))

    def check_kept(self, without: str) -> None:
        """Raises NotAllowed where this is the only owner."""
        if [one.id for one in self.all() if one.role == "owner"] == [without]:
            raise NotAllowed(say("people.last_owner"))

    def restore(self) -> None:
        """Write the rows that the database lost. Their passwords are lost with it: each is set anew at a terminal."""
        with self._database.session() as session:
            known = set(session.scalars(sa.select(AccountRow.id)))
        for id in self._records.ids() - known:
            account = self._records.read(id)
            if account:
                values = {**account.model_dump(), "name_key": key_of(account.name), "password": ""}
                # Another one may have the name by now.
                with self._database.session() as session, suppress(IntegrityError):
                    session.execute(sa.insert(AccountRow).values(**values))

    def _found(self, where: sa.ColumnElement[bool]) -> Account:
        with self._database.reading() as session:
            row = session.scalar(sa.select(AccountRow).where(where))
            if row is None:
                raise NotFound(say("people.unknown"))
            return _account(row)

    def _change(self, id: str, **values: str) -> None:
        with self._database.session() as session:
            session.execute(sa.update(AccountRow).where(AccountRow.id == id).values(**values))


def has_owner(settings: Settings) -> bool:
    """Whether somebody keeps the studio by an account. Raises StoreDamaged, NotWritable, DiskFull or BadInput."""
    database = Database(settings.database)
    try:
        with database.session() as session:
            return bool(session.scalar(sa.select(sa.exists().where(AccountRow.role == "owner"))))
    finally:
        database.close()


def _account(row: AccountRow) -> Account:
    return Account.model_validate(
        {"id": row.id, "name": row.name, "role": row.role, "hub": row.hub, "created": in_utc(row.created)}
    )
