"""Oneself, who has an account here, what was held back, and what concerns everybody: the machine and its models."""

from __future__ import annotations

import io
from typing import Any
from zipfile import ZipFile

import httpx

from studio.people.invitations import Invitations
from studio.safety.aside import Aside, Piece
from studio.safety.levels import Finding
from studio.safety.reviews import Reviews
from studio.works.shelf import Shelf
from studio.works.works import new_id
from tests.fakes import a_sketch
from tests.matrix.asked import Asked, Probe, Probes, gives, just
from tests.matrix.stage import NUMBERS, PASSWORD, SECRET, Person, Stage

PROBES = Probes()
PROBES |= {
    "GET /machine": just("machine"),
    "GET /models": just("models"),
    "GET /me": just("me"),
    "GET /me/preferences": just("me/preferences"),
    "POST /me/preferences": just("me/preferences", sent={"json": {"name": "Ann"}}),
    "GET /people": just("people"),
    "POST /people/invite": just("people/invite", sent={"json": {"role": "member"}}),
    "POST /machine/free": just("machine/free"),
    "POST /machine/doctor": just("machine/doctor", heavy=True),
    "GET /models/{key}": just("models/sd-turbo"),
    # Of what comes with the studio there is nothing to download or to remove, which only a keeper is told.
    "POST /models/{key}/get": just("models/minilm/get", yes=gives(400)),
    "POST /models/{key}/stop": just("models/sd-turbo/stop"),
    "POST /models/{key}/remove": just("models/minilm/remove", yes=gives(400)),
    "POST /models/token": just("models/token", sent={"json": {"token": ""}}),
    "POST /me/password": just("me/password", account=True, sent={"json": {"old": PASSWORD, "new": PASSWORD}}),
    "POST /me/take": just("me/take", account=True),
    "POST /me/sign-ins/end": just("me/sign-ins/end", account=True),
}


@PROBES.of("POST /me/export")
def _(stage: Stage, owner: Person) -> Asked:
    id = stage.work(owner.id).id

    def yes(answer: httpx.Response) -> bool:
        if answer.status_code != 200:
            return False
        with ZipFile(io.BytesIO(answer.content)) as archive:
            return any(id.encode() in archive.read(name) or id in name for name in archive.namelist())

    return Asked("me/export", owner.id, yes=yes)


@PROBES.of("POST /me/forget")
def _(stage: Stage, owner: Person) -> Asked:
    # What it does is tried elsewhere: here it is asked of everybody, and nobody is to lose what is theirs.
    def yes(answer: httpx.Response) -> bool:
        return answer.status_code == 422 and "delete" in answer.text

    return Asked("me/forget", yes=yes, sent={"json": {"confirm": "no"}})


@PROBES.of("POST /me/sign-ins/{id}/end")
def _(stage: Stage, owner: Person) -> Asked:
    sign_in = stage.people.sign_ins.begin(owner.account or "nobody", "another browser")
    return Asked(f"me/sign-ins/{sign_in.id}/end", owner.id, account=True)


@PROBES.of("POST /people/invitations/{id}/withdraw")
def _(stage: Stage, owner: Person) -> Asked:
    # Each of those who may withdraws one of their own: the second finds it gone.
    made = Invitations(stage.store.database).make("member")[0]
    return Asked(f"people/invitations/{made.id}/withdraw", yes=gives(200, 404))


def _about(deed: str, **sent: Any) -> Probe:
    def asked(stage: Stage, owner: Person) -> Asked:
        # With an account nobody who only sits at the machine would keep it.
        person = new_id() if stage.kind == "private" else stage.account(f"person {next(NUMBERS)}")
        # Whoever comes second finds nobody there any more.
        return Asked(f"people/{person}/{deed}", yes=gives(200, 404), sent={"json": sent})

    return asked


PROBES |= {f"POST /people/{{id}}/{deed}": _about(deed, role="member") for deed in ("role", "end", "remove")}


def _held(stage: Stage, owner: Person, path: str, **asked: Any) -> Asked:
    reviews = Reviews(stage.store.database, Aside(Shelf(stage.server.home / "held")))
    piece = Piece(a_sketch(SECRET), stage.work(owner.id).recipe, ())
    finding = Finding("picture", "sexual", 0.9)
    id = reviews.hold(owner.id, job := new_id(), finding, "usual", piece)
    return Asked(path.format(id=id, job=job), **asked)


def _decided(answer: httpx.Response) -> bool:
    # Whoever comes second finds that it is decided.
    return answer.status_code == 200 or (answer.status_code == 403 and "decided" in answer.text)


PROBES |= {
    "GET /reviews": just("reviews"),
    "GET /reviews/{id}/picture": lambda stage, owner: _held(stage, owner, "reviews/{id}/picture"),
    "POST /reviews/{id}/allow": lambda stage, owner: _held(stage, owner, "reviews/{id}/allow", yes=_decided),
    "POST /reviews/{id}/uphold": lambda stage, owner: _held(stage, owner, "reviews/{id}/uphold", yes=_decided),
    "POST /jobs/{id}/appeal": lambda stage, owner: _held(stage, owner, "jobs/{job}/appeal", whose=owner.id),
}
