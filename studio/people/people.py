"""People: who has an account here and is signed in where. What each request needs of it is kept in memory, so that
nothing waits for the database; what another process has changed counts within seconds."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from studio.errors import InkstoneError, NotAllowed, NotFound
from studio.people.account import Account, AccountRole
from studio.people.accounts import Accounts
from studio.people.invitations import Invitations
from studio.people.passwords import matches
from studio.people.sign_ins import SignIns
from studio.people.tries import Tries
from studio.people.visitor import COMMAND_LINE, Role, Visitor
from studio.settings import Settings
from studio.words import say
from studio.works.database import Database
from studio.works.shelf import Shelf
from studio.works.works import now

log = logging.getLogger(__name__)
_FRESH = 2.0
"""Seconds after which the database is read again."""
_WHOLE = 60.0
"""Seconds after which all sign-ins are read again, though none was begun and none ended: some end by their age."""
_SEEN = timedelta(minutes=1)
"""How exact it is known when a sign-in was used."""


@dataclass(frozen=True)
class _Known:
    accounts: dict[str, Account] = field(default_factory=dict)
    sign_ins: dict[str, str] = field(default_factory=dict)
    """Accounts by the ids of their sign-ins."""
    seen: dict[str, datetime] = field(default_factory=dict)
    turn: tuple[int, datetime | None] | None = None
    """Of the sign-ins, as they were read at `whole`."""
    at: float = float("-inf")
    whole: float = float("-inf")


class People:
    """Everybody who is known. Safe to use from several threads."""

    def __init__(self, settings: Settings, database: Database, shelf: Shelf) -> None:
        self.accounts = Accounts(database, shelf)
        self.sign_ins = SignIns(database)
        self.invitations = Invitations(database)
        self.tries = Tries()
        self._settings = settings
        self._known = _Known()
        self._used: set[str] = set()
        self._reading = threading.Lock()

    @property
    def asks(self) -> bool:
        """Whether one has to come in by a password, an account or the hub."""
        return not (self._settings.public_demo or self.is_private)

    @property
    def is_private(self) -> bool:
        """Whether whoever sits at this machine keeps the studio, and nobody else comes in."""
        return self._settings.is_private and not self._known.accounts

    @property
    def has_accounts(self) -> bool:
        return bool(self._known.accounts)

    @property
    def is_fresh(self) -> bool:
        """Whether what is in memory may be gone by."""
        return time.monotonic() - self._known.at < _FRESH

    def refresh(self, at_once: bool = False) -> None:
        """Read the database where that was long ago. What cannot be read now stays as it was known; who finds another
        one reading goes on with that."""
        if not self._reading.acquire(blocking=at_once):
            return
        try:
            if at_once or not self.is_fresh:
                self._known = self._read(at_once)
                self._write_seen()
        except InkstoneError:
            log.warning("Who is signed in could not be read.")
            self._known = replace(self._known, at=time.monotonic())
        finally:
            self._reading.release()

    def visitor(self, held: Visitor) -> Visitor:
        """Who somebody is, of whom a token tells: their account where they are signed in, with its role."""
        account = self._known.accounts.get(self._known.sign_ins.get(held.sign_in, ""))
        if account is None:
            return replace(held, sign_in="", role=self.role_of(held))
        self._used.add(held.sign_in)
        known = {"id": account.id, "account": account.id, "name": account.name, "guest": held.id}
        return replace(held, **known, entered=False, role=account.role)

    def role_of(self, visitor: Visitor) -> Role:
        """Whoever sits at the machine and whoever gave its password keep it; others by their account."""
        if visitor.account:
            known = self._known.accounts.get(visitor.account)
            return known.role if known else "guest"
        is_here = visitor.id == COMMAND_LINE and (visitor.entered or not self._settings.secret)
        return "owner" if is_here or visitor.entered or self.is_private else "guest"

    def is_let_in(self, visitor: Visitor | None) -> bool:
        """Whether somebody may come in here at all."""
        return not self.asks or (visitor is not None and (bool(visitor.account) or self.role_of(visitor) == "owner"))

    def sign_in(self, account: Account, agent: str) -> str:
        """Begin a sign-in; its id."""
        begun = self.sign_ins.begin(account.id, agent)
        self.refresh(at_once=True)
        return begun.id

    def end(self, account: str, *, only: str | None = None, but: str | None = None) -> int:
        """End sign-ins of an account, at once; how many."""
        ended = self.sign_ins.end(account, only=only, but=but)
        self.refresh(at_once=True)
        return ended

    def known_by_password(self, name: str, password: str) -> Account | None:
        """The account of a name, where that is its password. It takes as long where there is no such name."""
        id, hash = self.accounts.hash_of(name)
        return self.accounts.one(id) if matches(hash, password) and id else None

    def join(self, token: str, name: str, password: str = "", hub: str = "") -> Account:
        """Make the account that an invitation is for. Raises NotFound for one that is over, BadInput for what cannot
        be its name or password; it can be taken up still then."""
        invitation = self.invitations.find(token)
        account = self.accounts.add(
            name,
            invitation.role,
            password,
            hub,
            within=lambda session, id: self.invitations.take_up(session, token, id),
        )
        self.refresh(at_once=True)
        return account

    def come_from_hub(self, hub: str, name: str, invitation: str = "") -> Account:
        """The account of somebody whom the hub knows: the one they have; else that of a keeper of this studio, or of an
        invitation. Raises NotAllowed for others."""
        account = self.accounts.of_hub(hub)
        is_keeper = name.casefold() in {keeper.casefold() for keeper in self._settings.keepers}
        if account is None and is_keeper:
            account = self.accounts.add(self._free_name(name), "owner", hub=hub)
        elif account is None and invitation:
            account = self.join(invitation, self._free_name(name), hub=hub)
        if account is None:
            raise NotAllowed(say("people.not_invited", name=name))
        if is_keeper and account.role != "owner":
            account = self.accounts.set_role(account.id, "owner")
        self.refresh(at_once=True)
        return account

    def set_role(self, id: str, role: AccountRole) -> None:
        """Raises NotFound, or NotAllowed for the only owner."""
        self.accounts.set_role(id, role)
        self.refresh(at_once=True)

    def remove(self, id: str) -> None:
        """Raises NotFound, or NotAllowed for the only owner."""
        self.accounts.check_kept(without=id)
        self.accounts.remove(id)
        self.refresh(at_once=True)

    def sweep(self) -> None:
        """Forget sign-ins and invitations that are over."""
        self.sign_ins.sweep()
        self.invitations.sweep()

    def _free_name(self, name: str) -> str:
        """A name of the hub's, with a number where somebody else here has it."""
        for candidate in (name, *(f"{name}-{number}" for number in range(2, 100))):
            try:
                self.accounts.called(candidate)
            except NotFound:
                return candidate
        return name

    def _write_seen(self) -> None:
        """When sign-ins were used last, to a minute."""
        (used, self._used), moment, seen = (self._used, set()), now(), self._known.seen
        again = {id for id in used if moment - seen.get(id, moment) > _SEEN}
        self.sign_ins.saw(again, moment)
        seen.update(dict.fromkeys(again, moment))

    def _read(self, whole: bool) -> _Known:
        """`whole`: sign-ins too where none seems to have been begun or ended. Of them there may be many, of accounts
        there are few."""
        # The turn first: what is begun meanwhile makes another one.
        turn, moment, known = self.sign_ins.turn(), time.monotonic(), self._known
        accounts = {account.id: account for account in self.accounts.all()}
        if not whole and turn == known.turn and moment - known.whole < _WHOLE:
            return replace(known, accounts=accounts, at=moment)
        sign_ins = self.sign_ins.all()
        return _Known(
            accounts=accounts,
            sign_ins={one.id: one.account for one in sign_ins},
            seen={one.id: one.seen for one in sign_ins},
            turn=turn,
            at=moment,
            whole=moment,
        )
