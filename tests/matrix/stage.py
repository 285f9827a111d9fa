"""Stage: a running studio, everybody before it, and things of theirs."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import httpx

from studio.people.accounts import Accounts
from studio.people.people import People
from studio.people.remarks import Remarks
from studio.people.room import Asked as Wanted
from studio.people.room import Room
from studio.people.rooms import Rooms
from studio.people.tokens import Tokens
from studio.people.visitor import COMMAND_LINE, Visitor
from studio.settings import Settings
from studio.works.marks import Change
from studio.works.store import Store
from studio.works.tables import JobRow
from studio.works.uploads import Uploads
from studio.works.works import Work, new_id, now
from tests.browser.conftest import Server
from tests.browser.guest import Guest
from tests.matrix.kinds import KINDS, Standing
from tests.studio.works.test_store import keep

PASSWORD = "correct horse battery"
SECRET = "a heliotrope lighthouse"
"""What all things here are called."""
NUMBERS = count(1)
"""Each once: no two things are the same."""


@dataclass(eq=False)
class Person:
    """Somebody, as far as the studio can tell."""

    name: str
    standing: Standing
    http: httpx.Client
    id: str = ""
    """Whose things are theirs."""
    account: str = ""
    cookies: dict[str, str] = field(default_factory=dict)

    def again(self) -> httpx.Client:
        """As they were at first, whatever they were given since."""
        self.http.cookies = httpx.Cookies(self.cookies)
        return self.http


def prepare(home: Path, kind: str) -> None:
    """The owner's account, without which a studio that others reach does not start."""
    if "owner" in KINDS[kind][1]:
        with closing(Store.open(Settings(home=home))) as store:
            Accounts(store.database, store.files.shelf).add("owner", "owner", PASSWORD)


class Stage:
    """Things are made beside the running studio, in its own folder."""

    def __init__(self, kind: str, server: Server) -> None:
        self.kind, self.server = kind, server
        settings = Settings(home=server.home)
        self.store = Store.open(settings)
        shelf = self.store.files.shelf
        self.rooms, self.remarks = Rooms(self.store.database, shelf), Remarks(self.store.database, shelf)
        self.uploads = Uploads(self.store.database, self.store.files, server.home / "passing" / "matrix")
        self.people = People(settings, self.store.database, shelf)
        self.settings = KINDS[kind][0]
        self.tokens = Tokens.of(server.home, self.settings.get("password", ""))
        self.persons: dict[str, Person] = {}
        for name, standing in KINDS[kind][1].items():
            self.persons[name] = self._person(name, standing)

    def _person(self, name: str, standing: Standing) -> Person:
        guest, account = Guest(self.server), ""
        password = self.settings.get("password", "")
        if name == "terminal":
            guest = Guest(self.server, self.tokens.issue(Visitor(COMMAND_LINE, entered=True)))
        elif name == "wrong password":
            guest.http.post("login", data={"username": "owner", "password": "wrong"})
            guest.http.cookies.clear()
        elif "guest" in name or "keeper" in name:
            guest.enter(password)
        elif "member" in name or name == "owner":
            account = self.account(name)
            answer = guest.http.post("login", data={"username": name, "password": PASSWORD})
            assert answer.status_code == 200, answer.text
        cookies = dict(guest.http.cookies)
        if name == "left":
            guest.enter(password)
            guest.http.post("logout")
        if name == "signed-out member":
            guest.http.post("logout")
            # A browser that kept what it was given before.
            guest.http.cookies = httpx.Cookies(cookies)
        if name == "removed member":
            self.persons["owner"].http.post(f"people/{account}/remove").raise_for_status()
            account = ""
        id, cookies = self._id(guest, account, name), dict(guest.http.cookies)
        return Person(name, standing, guest.http, id, account, cookies)

    def _id(self, guest: Guest, account: str, name: str) -> str:
        if name == "terminal":
            return COMMAND_LINE
        held = next(filter(None, map(self.tokens.read, guest.http.cookies.values())), None)
        return account or (held.id if held else "")

    def account(self, name: str) -> str:
        """The id of an account that is there from now on; the owner's is already."""
        accounts = self.people.accounts
        return (accounts.called(name) if name == "owner" else accounts.add(name, "member", PASSWORD)).id

    def close(self) -> None:
        for person in self.persons.values():
            person.http.close()
        self.store.close()

    def work(self, owner: str, binned: bool = False) -> Work:
        work = keep(self.store, f"{SECRET} {(number := next(NUMBERS))}", seed=number, owner=owner)
        if binned:
            self.store.library.mark(owner, [work.id], Change(bin=True))
        return work

    def upload(self, owner: str) -> str:
        return self.uploads.of_work(self.work(owner), owner).id

    def room(self, owner: str, **asked: Any) -> tuple[Room, str]:
        room, token = self.rooms.add(Wanted(title=SECRET, recipe=True, **asked), [self.work(owner).id], owner)
        # A second version, for what compares two.
        return self.rooms.add_version(room.id, owner, room.terms.items[0].id, self.work(owner).id), token

    def job(self, owner: str) -> JobRow:
        """One that has ended."""
        return self._ended(owner, "image", {"prompt": f"{SECRET} {next(NUMBERS)}", "size": 512})

    def speaking(self, owner: str) -> JobRow:
        """One that has ended, and would speak for a while if it were tried again."""
        return self._ended(owner, "narrate", {"prompt": f"There is {SECRET} by the sea. " * 12})

    def _ended(self, owner: str, mode: str, params: dict[str, Any]) -> JobRow:
        row = JobRow(id=new_id(), owner=owner, mode=mode, params=params, parents=[], state="done", created=now())
        row.ended = row.created
        with self.store.database.session() as session:
            session.add(row)
        return row

    def session(self, person: Person) -> str:
        """A session of gradio's that somebody began."""
        name = f"session-{next(NUMBERS)}"
        sent = {"fn_index": self.event(), "data": [""], "session_hash": name}
        person.http.post("gradio_api/queue/join", json=sent).raise_for_status()
        return name

    def event(self) -> int:
        """An event that takes one value and does nothing to anybody."""
        config = self.persons["terminal"].http.get("config").json()
        ids = {one["props"].get("elem_id"): one["id"] for one in config["components"]}
        return next(one["id"] for one in config["dependencies"] if [ids["music-source"], "change"] in one["targets"])

    def call(self, person: Person) -> str:
        """A call of the API that somebody made."""
        answer = person.http.post("gradio_api/call/works", json={"data": ["", 1]})
        return str(answer.raise_for_status().json()["event_id"])
