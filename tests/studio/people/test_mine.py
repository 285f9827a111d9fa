"""All that is somebody's own: every table is known, all of it is taken along, and all of it can go."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from PIL import Image
from sqlalchemy.orm import Session

from studio.house import House
from studio.people.mine import Mine, rows_of
from studio.people.remarks import Remark
from studio.people.retention import Retention
from studio.people.room import Asked
from studio.safety.aside import Piece
from studio.safety.levels import Finding
from studio.settings import Settings
from studio.works.boards import Naming
from studio.works.marks import Change
from studio.works.tables import Base, JobRow, KinRow, RemarkRow, RoomRow, WorkRow
from studio.works.works import Work, new_id, now
from tests.fakes import a_sketch
from tests.studio.web.conftest import open_house  # noqa: F401
from tests.studio.works.test_store import keep

OWNERS = {"owner", "account"}
WORD = "heliotrope"
"""Stands in everything of Ann's."""


class Person:
    """Somebody with one of everything."""

    def __init__(self, house: House, name: str, role: Any) -> None:
        self.house, self.name = house, name
        self.id = house.people.accounts.add(name, role, "correct horse battery").id
        store = house.store
        self.works = [keep(store, f"{WORD} {name} {seed}", seed=seed, owner=self.id) for seed in (1, 2)]
        self.board = store.boards.add(Naming(name=f"{WORD} board"), self.id)
        store.library.mark(self.id, [self.works[0].id], Change(note=WORD, board=self.board.id, favourite=True))
        picture = io.BytesIO()
        Image.new("RGB", (20, ord(name[0])), "teal").save(picture, "PNG")
        self.upload = house.uploads.take(io.BytesIO(picture.getvalue()), self.id, ("picture",), f"{WORD}.png")
        self.room, self.token = house.rooms.add(
            Asked(title=f"{WORD} room", password="sesame"), [self.works[0].id], self.id
        )
        self.remark = Remark(id=new_id(), room=self.room.id, kind="comment", author="client", text=WORD, created=now())
        house.remarks._keep(self.remark)
        house.preferences.choose(self.id, {"name": WORD})
        house.people.sign_in(house.people.accounts.one(self.id), f"{WORD} browser")
        house.people.join(house.people.invitations.make("member")[1], f"friend of {name}", "correct horse battery")
        piece = Piece(a_sketch(f"{WORD} {name} held"), self.works[0].recipe, ())
        house.reviews.hold(self.id, "job", Finding("picture", "sexual", 0.9), "usual", piece)
        with store.database.session() as session:
            session.add(JobRow(id=new_id(), owner=self.id, mode="sketch", params={"prompt": WORD}, parents=[],
                               state="done", created=now(), ended=now()))  # fmt: skip
            session.add(KinRow(child=self.works[1].id, parent=self.works[0].id))

    def rows(self) -> dict[str, int]:
        """How many rows each table has of theirs, a few of which are of works and rooms that are gone."""
        works, rooms = [work.id for work in self.works], [self.room.id]
        conditions = rows_of(self.id) | {KinRow: KinRow.child.in_(works), RemarkRow: RemarkRow.room.in_(rooms)}
        with self.house.store.database.session() as session:
            return {table.__tablename__: count(session, table, mine) for table, mine in conditions.items()}


def count(session: Session, table: type[Base], mine: sa.ColumnElement[bool]) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(table).where(mine)) or 0


@pytest.fixture
def house(open_house: Any) -> House:  # noqa: F811
    built: House = open_house(hosts="studio.example")
    return built


@pytest.fixture
def ann(house: House) -> Person:
    return Person(house, "Ann", "member")


@pytest.fixture
def bob(house: House) -> Person:
    return Person(house, "Bob", "owner")


@pytest.fixture
def mine(house: House) -> Mine:
    return house.mine


def exported(mine: Mine, person: Person) -> dict[str, bytes]:
    whole = io.BytesIO(b"".join(mine.export(person.id, person.house.copies.path)))
    with zipfile.ZipFile(whole) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_every_table_is_known() -> None:
    """One that is not here keeps what somebody wanted to be gone, and is missing from what they take along."""
    assert {table.__tablename__ for table in rows_of("ann")} == set(Base.metadata.tables)


def test_all_of_it_is_taken_along(mine: Mine, ann: Person, bob: Person) -> None:
    files = exported(mine, ann)
    for name in Base.metadata.tables:
        assert json.loads(files[f"data/{name}.json"]) or name == "invitations", name
    for work in ann.works:
        folder = [name for name in files if name.startswith(f"works/{work.id}/")]
        assert len(folder) == len(work.files) + 1
        assert json.loads(files[f"works/{work.id}/recipe.json"])["params"]["prompt"] == work.recipe.params["prompt"]
    assert files[f"uploads/{ann.upload.id}.png"] == ann.house.uploads.path(ann.upload).read_bytes()
    told = b"".join(files.values())
    assert WORD.encode() in told and bob.id.encode() not in told and b"Bob" not in told


def test_nothing_that_lets_somebody_in_is_taken_along(mine: Mine, ann: Person) -> None:
    told = b"".join(exported(mine, ann).values())
    with ann.house.store.database.session() as session:
        room = session.get_one(RoomRow, ann.room.id)
    assert b"argon2" not in told and room.token.encode() not in told


def test_all_of_it_is_gone_and_nothing_of_anybody_else(mine: Mine, ann: Person, bob: Person) -> None:
    same = ann.house.store.files.read(ann.works[0].main)
    shared = ann.house.store.files.add("main", ".png", same)
    theirs = bob.rows()
    for person in (ann, bob):
        thumb = person.house.store.files.thumbs
        thumb.make(person.works[0].main.sha256, person.house.store.path(person.works[0].main), ".png")
    assert min(number for name, number in ann.rows().items() if name != "invitations") >= 1
    gone = mine.forget(ann.id)
    assert (gone.works, gone.uploads, gone.rooms, gone.account) == (2, 1, 1, True)
    assert set(ann.rows().values()) == {0}
    assert bob.rows() == theirs
    # In the pages of the database that are free now, too.
    left = b"".join(path.read_bytes() for path in files_of(ann.house))
    assert len([*(ann.house.settings.home / "held").glob("*.zip")]) == 1, "what was held of Bob's"
    assert ann.id.encode() not in left and bob.id.encode() in left
    assert f"{WORD} Ann".encode() not in left and f"{WORD} Bob".encode() in left
    assert not ann.house.store.files.has(shared) and ann.house.store.files.has(bob.works[0].main)
    assert ann.house.store.files.thumbs.read(ann.works[0].main.sha256) is None
    assert not ann.house.store.files.has(ann.upload.file)
    assert mine.forget(ann.id).works == 0, "it can be done again"


def files_of(house: House) -> Iterator[Any]:
    return (path for path in house.settings.home.rglob("*") if path.is_file())


def test_a_file_that_somebody_else_has_too_stays(mine: Mine, ann: Person, bob: Person) -> None:
    data = ann.house.store.files.read(ann.works[0].main)
    file = ann.house.store.files.add("main", ".png", data)
    ann.house.store.record(bob.works[0].model_copy(update={"id": new_id(), "files": (file,)}))
    mine.forget(ann.id)
    assert ann.house.store.files.read(file) == data


def test_what_is_gone_does_not_come_back_from_the_records(mine: Mine, ann: Person, bob: Person) -> None:
    mine.forget(ann.id)
    house = ann.house
    house.store.boards.restore()
    house.rooms.restore()
    house.remarks.restore()
    house.people.accounts.restore()
    assert set(ann.rows().values()) == {0}
    assert not house.store.records.has(ann.works[0].id) and not house.store.marks.has(ann.works[0].id)


def test_the_only_one_who_keeps_the_studio_stays_its_keeper(mine: Mine, bob: Person) -> None:
    gone = mine.forget(bob.id)
    assert gone.works == 2 and not gone.account
    assert {name for name, number in bob.rows().items() if number} == {"accounts", "sign_ins"}


DAYS = 10


@pytest.fixture
def aged(house: House) -> dict[str, Work]:
    """Works that are as old as their names say, in days."""
    ages = {"guest": 8, "young guest": 6, "kept": 11, "young": 9, "favourite": 11, "shown": 11, "guest's favourite": 8}
    works = {}
    for name, days in ages.items():
        work = keep(house.store, name, owner="guest-1" if "guest" in name else "a" * 32, seed=len(name))
        house.store.rows.remove(work.id)
        works[name] = work.model_copy(update={"created": now() - timedelta(days=days)})
        house.store.record(works[name])
        if "favourite" in name:
            house.store.library.mark(work.owner, [work.id], Change(favourite=True))
    house.rooms.add(Asked(title="room"), [works["shown"].id], "a" * 32)
    return works


@pytest.mark.parametrize(
    ("days", "left"),
    [
        (None, {"young guest", "kept", "young", "favourite", "shown"}),
        (DAYS, {"young guest", "young", "favourite", "shown"}),
        (5, {"favourite", "shown"}),
    ],
)
def test_what_has_stayed_its_time_goes(house: House, aged: dict[str, Work], days: int | None, left: set[str]) -> None:
    settings: Settings = house.settings.model_copy(update={"keep_days": days, "guest_days": 7})
    with house.store.database.session() as session:
        for name, work in aged.items():
            session.add(JobRow(id=work.id, owner=work.owner, mode="sketch", params={"prompt": name}, parents=[],
                               state="done", created=work.created, ended=work.created))  # fmt: skip
    gone = Retention(settings, house.store, house.rooms).sweep()
    with house.store.database.session() as session:
        works, jobs = (set(session.scalars(sa.select(column))) for column in (WorkRow.id, JobRow.id))
    assert {name for name, work in aged.items() if work.id in works} == left
    assert gone == len(aged) - len(left)
    # What was asked for is kept no longer, whatever became of it.
    assert not any(id in jobs for name, id in ((n, w.id) for n, w in aged.items()) if name not in left)
    assert not house.store.records.ids() - works
