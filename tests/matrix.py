"""Who stands before a running studio, and how each address is rightly asked: what the matrix of access is made of.

A line of `studio/web/access.py` needs its probe here.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any, Literal

import httpx
from PIL import Image

from studio.people.accounts import Accounts
from studio.people.invitations import Invitations
from studio.people.people import People
from studio.people.remarks import Answer, Remarks, Said
from studio.people.room import Asked as Wanted
from studio.people.room import Room
from studio.people.rooms import Rooms
from studio.people.tokens import Tokens
from studio.people.visitor import COMMAND_LINE, Visitor
from studio.safety.aside import Aside, Piece
from studio.safety.levels import Finding
from studio.safety.reviews import Reviews
from studio.settings import Settings
from studio.web.access import LINES, RANKS, Line
from studio.works.boards import Naming
from studio.works.marks import Change
from studio.works.shelf import Shelf
from studio.works.store import Store
from studio.works.tables import JobRow
from studio.works.uploads import Uploads
from studio.works.works import Work, new_id, now
from tests.browser.conftest import Server
from tests.browser.guest import Guest
from tests.fakes import a_sketch
from tests.studio.works.test_store import keep

Standing = Literal["out", "nameless", "guest", "member", "owner"]
"""out: asked to come in first; nameless: nobody yet."""
KINDS: dict[str, tuple[dict[str, str], dict[str, Standing]]] = {
    "private": ({}, {"anonymous": "nameless", "guest": "owner", "other guest": "owner", "terminal": "owner"}),
    "guarded": (
        {"password": "sesame"},
        {
            "anonymous": "out",
            "wrong password": "out",
            "keeper": "owner",
            "other keeper": "owner",
            "left": "out",
            "terminal": "owner",
        },
    ),
    "demo": (
        {"public_demo": "1", "hosts": "studio.example"},
        {
            "anonymous": "nameless",
            "wrong password": "nameless",
            "guest": "guest",
            "other guest": "guest",
            "member": "member",
            "other member": "member",
            "owner": "owner",
            "signed-out member": "guest",
            "removed member": "guest",
            "terminal": "owner",
        },
    ),
    "accounts": (
        {"hosts": "studio.example"},
        {
            "anonymous": "out",
            "wrong password": "out",
            "member": "member",
            "other member": "member",
            "owner": "owner",
            "signed-out member": "out",
            "removed member": "out",
            "terminal": "owner",
        },
    ),
}
"""Studios by their settings, and who stands before each."""
OWNERS = {"private": ("guest",), "guarded": ("keeper",), "demo": ("guest", "member"), "accounts": ("member",)}
"""Whose things are asked for."""
PASSWORD = "correct horse battery"
_NUMBERS = count(1)


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


@dataclass
class Asked:
    """A request. `whose`: the one person whose it is; empty where it is everybody's who may ask at all."""

    path: str
    whose: str = ""
    nameless: bool = False
    """Whether who has no name yet may ask it."""
    account: bool = False
    """Whether an account is needed."""
    yes: Callable[[httpx.Response], bool] = lambda answer: answer.status_code in (200, 201, 303)
    sent: dict[str, Any] = field(default_factory=dict)
    stream: bool = False
    heavy: bool = False
    """Whether it takes so long that one of those who stand alike is enough."""


def prepare(home: Path, kind: str) -> None:
    """The owner's account, without which a studio that others reach does not start."""
    if "owner" in KINDS[kind][1]:
        with closing(Store.open(Settings(home=home))) as store:
            Accounts(store.database, store.files.shelf).add("owner", "owner", PASSWORD)


class Stage:
    """A running studio, everybody before it, and things of theirs: made beside it, in its own folder."""

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
        work = keep(self.store, f"{SECRET} {(number := next(_NUMBERS))}", seed=number, owner=owner)
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
        params = {"prompt": f"{SECRET} {next(_NUMBERS)}", "size": 512}
        row = JobRow(id=new_id(), owner=owner, mode="image", params=params, parents=[], state="done", created=now())
        row.ended = row.created
        with self.store.database.session() as session:
            session.add(row)
        return row

    def session(self, person: Person) -> str:
        """A session of gradio's that somebody began."""
        name = f"session-{next(_NUMBERS)}"
        number = self.event()
        sent = {"fn_index": number, "data": [""], "session_hash": name}
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


SECRET = "a heliotrope lighthouse"
Probe = Callable[[Stage, Person], Asked]
PROBES: dict[str, Probe] = {}


def probe(*lines: str) -> Callable[[Probe], Probe]:
    """How these lines are asked, about a thing of somebody's."""

    def known(made: Probe) -> Probe:
        PROBES.update(dict.fromkeys(lines, made))
        return made

    return known


def _just(path: str, **asked: Any) -> Probe:
    return lambda stage, owner: Asked(path, **asked)


def expected(line: Line, asked: Asked, person: Person) -> bool:
    """Whether somebody may do what a line is for."""
    if line.who not in RANKS:
        return True
    if person.standing == "out":
        return False
    if person.standing == "nameless":
        return asked.nameless
    if RANKS.index(person.standing) < RANKS.index(line.who) or (asked.account and not person.account):
        return False
    return asked.whose in ("", person.id)


def people_for(line: Line, asked: Asked, stage: Stage) -> list[Person]:
    """Whoever tries. Those who have no right to it come first: what they did would be missed by those who have."""
    people = sorted(stage.persons.values(), key=lambda person: expected(line, asked, person))
    alike = {(person.standing, person.id == asked.whose, bool(person.account)): person for person in people}
    return [person for person in people if not asked.heavy or person in alike.values()]


def ask(person: Person, line: Line, asked: Asked) -> bool:
    """Whether somebody gets what a line is for."""
    http = person.again()
    if line.who == "world":
        http.cookies.clear()  # Nobody is to be signed out, or somebody else.
    if not asked.stream:
        return asked.yes(http.request(line.method, asked.path, **asked.sent))
    with http.stream(line.method, asked.path, **asked.sent) as answer:
        return answer.status_code == 200


def key_of(line: Line) -> str:
    return f"{line.method} {line.path}"


def _shows(text: str) -> Callable[[httpx.Response], bool]:
    return lambda answer: answer.status_code == 200 and text in answer.text


# What is the same for everybody. What is missing is asked for too: that nothing is in the way of it is what counts.
for _line in LINES:
    if _line.who == "static":
        PROBES[key_of(_line)] = _just(
            _line.path.lstrip("/").replace("{path:path}", "x.js").replace("{digest}", "0" * 12)
            .replace("{name:path}", "main.js").replace("{colour}", "b83a23"),
            yes=lambda answer: answer.status_code in (200, 404),
        )  # fmt: skip
PROBES |= {
    "GET /gradio_api/startup-events": _just("gradio_api/startup-events"),
    "GET /privacy": _just("privacy"),
    "GET /login": _just("login", yes=lambda answer: answer.status_code in (303, 401)),
    "GET /login/hub": _just("login/hub", yes=lambda answer: answer.status_code in (303, 404)),
    "GET /login/hub/back": _just("login/hub/back", yes=lambda answer: answer.status_code in (303, 400, 403, 404)),
    # Whoever is asked, is told of no way in that is theirs alone.
    "POST /login": _just("login", yes=lambda answer: answer.status_code in (303, 401, 429)),
}
# What everybody who was let in may ask for, each of what is theirs.
PROBES |= {
    "GET /": _just("", nameless=True),
    "GET /config": _just("config", nameless=True),
    "GET /config/": _just("config/", nameless=True),
    "GET /gradio_api/info": _just("gradio_api/info", nameless=True),
    "GET /gradio_api/info/": _just("gradio_api/info/", nameless=True),
    "GET /gradio_api/app_id": _just("gradio_api/app_id", nameless=True),
    "GET /check": _just("check", nameless=True),
    "POST /visitor": _just("visitor", nameless=True),
    # Which there are is told to whoever comes: a name is to be had by looking.
    "GET /loras": _just("loras", nameless=True),
    "GET /machine": _just("machine"),
    "GET /models": _just("models"),
    "GET /me": _just("me"),
    "GET /me/preferences": _just("me/preferences"),
    "POST /me/preferences": _just("me/preferences", sent={"json": {"name": "Ann"}}),
    "POST /boards": _just("boards", sent={"json": {"name": "Sea"}}),
}
# What concerns everybody here.
PROBES |= {
    "GET /people": _just("people"),
    "POST /people/invite": _just("people/invite", sent={"json": {"role": "member"}}),
    "POST /machine/free": _just("machine/free"),
    "POST /machine/doctor": _just("machine/doctor", heavy=True),
    "GET /models/{key}": _just("models/sd-turbo"),
    # Of what comes with the studio there is nothing to download or to remove, which only a keeper is told.
    "POST /models/{key}/get": _just("models/minilm/get", yes=lambda answer: answer.status_code == 400),
    "POST /models/{key}/stop": _just("models/sd-turbo/stop"),
    "POST /models/{key}/remove": _just("models/minilm/remove", yes=lambda answer: answer.status_code == 400),
    "POST /models/token": _just("models/token", sent={"json": {"token": ""}}),
}


@probe("POST /logout")
def _(stage: Stage, owner: Person) -> Asked:
    return Asked("logout")


@probe("GET /join/{token}")
def _(stage: Stage, owner: Person) -> Asked:
    return Asked(f"join/{Invitations(stage.store.database).make('member')[1]}")


@probe("POST /join/{token}")
def _(stage: Stage, owner: Person) -> Asked:
    token = Invitations(stage.store.database).make("member")[1]
    # One that is taken up is over: a name that nobody can have leaves it as it is.
    return Asked(
        f"join/{token}", yes=lambda answer: answer.status_code == 422, sent={"data": {"username": "", "password": ""}}
    )


@probe("GET /works/{id}")
def _(stage: Stage, owner: Person) -> Asked:
    return Asked(f"works/{stage.work(owner.id).id}", owner.id)


@probe("GET /works/{id}/{role}")
def _(stage: Stage, owner: Person) -> Asked:
    return Asked(f"works/{stage.work(owner.id).id}/main", owner.id)


@probe("GET /works/{id}/{role}/{name}")
def _(stage: Stage, owner: Person) -> Asked:
    return Asked(f"works/{stage.work(owner.id).id}/main/a.png?thumb=1", owner.id)


@probe("GET /uploads/{id}")
def _(stage: Stage, owner: Person) -> Asked:
    return Asked(f"uploads/{stage.upload(owner.id)}", owner.id)


@probe("POST /uploads/{id}/delete")
def _(stage: Stage, owner: Person) -> Asked:
    return Asked(f"uploads/{stage.upload(owner.id)}/delete", owner.id)


def _with_file(path: str) -> Probe:
    picture = io.BytesIO()
    Image.new("RGB", (16, 16), "teal").save(picture, "PNG")
    return _just(path, heavy=True, sent={"files": {"file": ("x.png", picture.getvalue(), "image/png")}})


PROBES |= {f"POST /{path}": _with_file(path) for path in ("uploads", "check")}


@probe("GET /library")
def _(stage: Stage, owner: Person) -> Asked:
    return Asked("library", owner.id, yes=_shows(stage.work(owner.id).id))


@probe("GET /boards")
def _(stage: Stage, owner: Person) -> Asked:
    board = stage.store.boards.add(Naming(name="Sea"), owner.id)
    return Asked("boards", owner.id, yes=_shows(board.id))


@probe("POST /boards/{id}")
def _(stage: Stage, owner: Person) -> Asked:
    board = stage.store.boards.add(Naming(name="Sea"), owner.id)
    return Asked(f"boards/{board.id}", owner.id, sent={"json": {"name": "Shore"}})


@probe("POST /boards/{id}/delete")
def _(stage: Stage, owner: Person) -> Asked:
    board = stage.store.boards.add(Naming(name="Sea"), owner.id)
    return Asked(f"boards/{board.id}/delete", owner.id, sent={"json": {}})


@probe("GET /prompts")
def _(stage: Stage, owner: Person) -> Asked:
    prompt = stage.job(owner.id).params["prompt"]
    return Asked("prompts?tab=image", owner.id, yes=lambda answer: f'"{prompt}"' in answer.text)


@probe("GET /now")
def _(stage: Stage, owner: Person) -> Asked:
    return Asked("now", owner.id, yes=_shows(stage.job(owner.id).id))


@probe("POST /library/mark")
def _(stage: Stage, owner: Person) -> Asked:
    sent = {"ids": [stage.work(owner.id).id], "favourite": True, "note": "mine"}
    return Asked("library/mark", owner.id, sent={"json": sent})


@probe("POST /library/forget")
def _(stage: Stage, owner: Person) -> Asked:
    return Asked("library/forget", owner.id, sent={"json": {"ids": [stage.work(owner.id, binned=True).id]}})


@probe("POST /library/zip")
def _(stage: Stage, owner: Person) -> Asked:
    return Asked("library/zip", owner.id, sent={"data": {"ids": stage.work(owner.id).id}})


@probe("POST /library/import")
def _(stage: Stage, owner: Person) -> Asked:
    return Asked("library/import", owner.id, sent={"json": {"upload": stage.upload(owner.id)}})


@probe("POST /jobs/again")
def _(stage: Stage, owner: Person) -> Asked:
    work = stage.work(owner.id)
    recipe = work.recipe.model_copy(update={"mode": "image", "params": {"prompt": SECRET, "size": 512}})
    stage.store.rows.replace(work.model_copy(update={"recipe": recipe}))
    return Asked("jobs/again", owner.id, sent={"json": {"work": work.id, "vary": False}})


@probe("POST /jobs/{id}/retry")
def _(stage: Stage, owner: Person) -> Asked:
    return Asked(f"jobs/{stage.job(owner.id).id}/retry", owner.id)


@probe("POST /jobs/{id}/cancel")
def _(stage: Stage, owner: Person) -> Asked:
    begun = owner.http.post(f"jobs/{stage.job(owner.id).id}/retry").raise_for_status().json()
    return Asked(f"jobs/{begun['job']['id']}/cancel", owner.id)


@probe("POST /me/export")
def _(stage: Stage, owner: Person) -> Asked:
    work = stage.work(owner.id)
    return Asked(
        "me/export", owner.id, yes=lambda answer: answer.status_code == 200 and work.id.encode() in answer.content
    )


@probe("POST /me/forget")
def _(stage: Stage, owner: Person) -> Asked:
    # What it does is tried elsewhere: here it is asked of everybody, and nobody is to lose what is theirs.
    def yes(answer: httpx.Response) -> bool:
        return answer.status_code == 422 and "delete" in answer.text

    return Asked("me/forget", yes=yes, sent={"json": {"confirm": "no"}})


@probe("POST /me/password")
def _(stage: Stage, owner: Person) -> Asked:
    return Asked("me/password", account=True, sent={"json": {"old": PASSWORD, "new": PASSWORD}})


@probe("POST /me/take")
def _(stage: Stage, owner: Person) -> Asked:
    return Asked("me/take", account=True)


@probe("POST /me/sign-ins/end")
def _(stage: Stage, owner: Person) -> Asked:
    return Asked("me/sign-ins/end", account=True)


@probe("POST /me/sign-ins/{id}/end")
def _(stage: Stage, owner: Person) -> Asked:
    sign_in = stage.people.sign_ins.begin(owner.account or "nobody", "another browser")
    return Asked(f"me/sign-ins/{sign_in.id}/end", owner.id, account=True)


@probe("POST /people/invitations/{id}/withdraw")
def _(stage: Stage, owner: Person) -> Asked:
    # Each of those who may withdraws one of their own: the second finds it gone.
    made = Invitations(stage.store.database).make("member")[0]
    return Asked(f"people/invitations/{made.id}/withdraw", yes=lambda answer: answer.status_code in (200, 404))


def _about(deed: str, **sent: Any) -> Probe:
    def asked(stage: Stage, owner: Person) -> Asked:
        # With an account nobody who only sits at the machine would keep it.
        person = new_id() if stage.kind == "private" else stage.account(f"person {next(_NUMBERS)}")
        # Whoever comes second finds nobody there any more.
        return Asked(
            f"people/{person}/{deed}", yes=lambda answer: answer.status_code in (200, 404), sent={"json": sent}
        )

    return asked


PROBES |= {f"POST /people/{{id}}/{deed}": _about(deed, role="member") for deed in ("role", "end", "remove")}


@probe("GET /rooms")
def _(stage: Stage, owner: Person) -> Asked:
    return Asked("rooms", owner.id, yes=_shows(stage.room(owner.id)[0].id))


@probe("GET /rooms/remarks")
def _(stage: Stage, owner: Person) -> Asked:
    remark = stage.remarks.hear(stage.room(owner.id)[0], Said(text="Nice"))
    return Asked("rooms/remarks", owner.id, yes=_shows(remark.id))


@probe("GET /rooms/{id}")
def _(stage: Stage, owner: Person) -> Asked:
    return Asked(f"rooms/{stage.room(owner.id)[0].id}", owner.id)


@probe("POST /rooms")
def _(stage: Stage, owner: Person) -> Asked:
    return Asked("rooms", owner.id, sent={"json": {"works": [stage.work(owner.id).id], "title": "Room"}})


def _room_deed(deed: str) -> Probe:
    def asked(stage: Stage, owner: Person) -> Asked:
        room, _ = stage.room(owner.id)
        item, more = room.terms.items[0].id, stage.work(owner.id).id
        remark = stage.remarks.hear(room, Said(text="Nice"), item)
        sent: dict[str, Any] = {
            "": {"title": "Another"},
            "add": {"works": [more]},
            "remove": {"item": item},
            "version": {"item": item, "work": more},
            "answer": Answer(remark=remark.id, text="Thanks").model_dump(),
            "done": {"remark": remark.id, "done": True},
        }
        return Asked(f"rooms/{room.id}/{deed}".rstrip("/"), owner.id, sent={"json": sent.get(deed, {})})

    return asked


PROBES["POST /rooms/{id}"] = _room_deed("")
PROBES |= {
    f"POST /rooms/{{id}}/{deed}": _room_deed(deed)
    for deed in ("add", "remove", "version", "answer", "done", "seen", "link", "revoke", "delete")
}


@probe("POST /gradio_api/queue/join")
def _(stage: Stage, owner: Person) -> Asked:
    sent = {"fn_index": stage.event(), "data": [""], "session_hash": stage.session(owner)}
    return Asked("gradio_api/queue/join", owner.id, sent={"json": sent})


@probe("GET /gradio_api/queue/data")
def _(stage: Stage, owner: Person) -> Asked:
    return Asked(f"gradio_api/queue/data?session_hash={stage.session(owner)}", owner.id, stream=True)


@probe("GET /gradio_api/heartbeat/{session_hash}")
def _(stage: Stage, owner: Person) -> Asked:
    return Asked(f"gradio_api/heartbeat/{stage.session(owner)}", owner.id, stream=True)


@probe("POST /gradio_api/call/{api_name}")
def _(stage: Stage, owner: Person) -> Asked:
    return Asked("gradio_api/call/works", sent={"json": {"data": ["", 1]}}, nameless=True)


@probe("GET /gradio_api/call/{api_name}/{event_id}")
def _(stage: Stage, owner: Person) -> Asked:
    # What the call tells is its maker's, whoever reads it.
    return Asked(f"gradio_api/call/works/{stage.call(owner)}", owner.id, stream=True)


@probe("POST /gradio_api/cancel")
def _(stage: Stage, owner: Person) -> Asked:
    sent = {"session_hash": stage.session(owner), "fn_index": 0, "event_id": "x"}
    return Asked("gradio_api/cancel", owner.id, sent={"json": sent})


@probe("POST /gradio_api/reset")
def _(stage: Stage, owner: Person) -> Asked:
    return Asked("gradio_api/reset", owner.id, sent={"json": {"event_id": "x", "session_hash": stage.session(owner)}})


def _held(stage: Stage, owner: Person, path: str, **asked: Any) -> Asked:
    reviews = Reviews(stage.store.database, Aside(Shelf(stage.server.home / "held")))
    work = stage.work(owner.id)
    piece = Piece(a_sketch(SECRET), work.recipe, ())
    finding = Finding("picture", "sexual", 0.9)
    id = reviews.hold(owner.id, job := new_id(), finding, "usual", piece)
    return Asked(path.format(id=id, job=job), **asked)


def _decided(answer: httpx.Response) -> bool:
    # Whoever comes second finds that it is decided.
    return answer.status_code == 200 or (answer.status_code == 403 and "decided" in answer.text)


PROBES |= {
    "GET /reviews": _just("reviews"),
    "GET /reviews/{id}/picture": lambda stage, owner: _held(stage, owner, "reviews/{id}/picture"),
    "POST /reviews/{id}/allow": lambda stage, owner: _held(stage, owner, "reviews/{id}/allow", yes=_decided),
    "POST /reviews/{id}/uphold": lambda stage, owner: _held(stage, owner, "reviews/{id}/uphold", yes=_decided),
    "POST /jobs/{id}/appeal": lambda stage, owner: _held(stage, owner, "jobs/{job}/appeal", whose=owner.id),
}


LINKS = ("expired", "revoked", "exhausted", "renewed", "deleted", "unknown", "wrong password", "no password")
"""Links that lead nowhere, and passwords that open nothing."""
ANOTHER = "another room's"
"""A link that leads to another room than the item's."""


@dataclass
class Link:
    """What a client has: a link, and a browser that went as far with it as it leads."""

    token: str
    item: str
    http: httpx.Client


def a_link(stage: Stage, owner: Person, kind: str) -> Link:
    """A link to a room of somebody's; `kind`: what is wrong with it."""
    password = {"password": "sesame"} if "password" in kind else {}
    views = {"views": 1} if kind == "exhausted" else {}
    expires = {"expires": (now() - timedelta(days=3)).date()} if kind == "expired" else {}
    room, token = stage.room(owner.id, downloads=True, **password, **views, **expires)
    http = Guest(stage.server).http
    item = room.terms.items[0].id
    if kind == "revoked":
        stage.rooms.revoke(room.id, owner.id)
    elif kind == "renewed":
        stage.rooms.renew(room.id, owner.id)
    elif kind == "deleted":
        stage.rooms.delete(room.id, owner.id)
    elif kind == "exhausted":
        assert stage.rooms.enter(room)
    elif kind == "unknown":
        token = "x" * len(token)
    elif kind == ANOTHER:
        token = stage.room(owner.id, downloads=True)[1]
    elif kind == "wrong password":
        http.post(f"r/{token}/enter", data={"password": "wrong"})
    http.get(f"r/{token}")
    return Link(token, item, http)


CLIENT: dict[str, tuple[str, dict[str, Any]]] = {
    "GET /r/{token}": ("r/{token}", {}),
    "GET /r/{token}/{item}": ("r/{token}/{item}", {}),
    "GET /r/{token}/{item}/compare": ("r/{token}/{item}/compare", {}),
    "GET /r/{token}/{item}/{version}/{role}": ("r/{token}/{item}/1/main", {}),
    "POST /r/{token}/enter": ("r/{token}/enter", {"data": {"language": "en"}}),
    "POST /r/{token}/remark": ("r/{token}/remark", {"data": {"text": "Nice", "name": "Eve"}}),
    "POST /r/{token}/{item}/remark": ("r/{token}/{item}/remark", {"data": {"text": "Nice", "name": "Eve"}}),
}
"""How a client asks each line."""


def gets_in(line: Line, link: Link) -> bool:
    """Whether a link gives what a line is for: the item, its file, or a remark that was taken."""
    path, sent = CLIENT[key_of(line)]
    answer = link.http.request(line.method, path.format(token=link.token, item=link.item), **sent)
    if line.method == "POST":
        return answer.status_code == 303
    is_file = line.path.endswith("{role}")
    return answer.status_code == 200 and (is_file or link.item in answer.text)


PROBES |= dict.fromkeys(CLIENT, _just(""))
"""Tried by link, not by person."""
