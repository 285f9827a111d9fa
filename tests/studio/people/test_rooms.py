"""Rooms and what is said in them: counted, bounded, and brought back when the database is lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa

from studio.errors import BadInput, NotFound
from studio.people import remarks as remarks_module
from studio.people.passwords import matches
from studio.people.preferences import Chosen, Preferences
from studio.people.remarks import Answer, Remarks, Said, verdict
from studio.people.room import Asked, Room, digest
from studio.people.rooms import Rooms, passed
from studio.works.store import Store
from studio.works.tables import RemarkRow, RoomRow

ANN, BOB = "a" * 32, "b" * 32
FOX, HERON, TIDE = "1" * 32, "2" * 32, "3" * 32


@pytest.fixture
def rooms(store: Store) -> Rooms:
    return Rooms(store.database, store.files.shelf)


@pytest.fixture
def remarks(store: Store) -> Remarks:
    return Remarks(store.database, store.files.shelf)


def a_room(rooms: Rooms, **asked: object) -> tuple[Room, str]:
    return rooms.add(Asked.read({"title": "Posters", **asked}), [FOX, HERON], ANN)


def test_of_a_link_only_the_hash_is_kept(rooms: Rooms, store: Store, tmp_path: Path) -> None:
    room, token = a_room(rooms)
    assert len(token) == 43 and rooms.find(token) == room and room.token == digest(token)
    kept = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert kept and not any(token.encode() in data for data in kept)


def test_another_link_ends_the_one_before(rooms: Rooms) -> None:
    room, first = a_room(rooms)
    renewed, second = rooms.renew(room.id, ANN)
    assert rooms.find(first) is None and rooms.find(second) == renewed


def test_another_link_counts_its_own_visits(rooms: Rooms) -> None:
    room, _ = a_room(rooms, views=1)
    assert rooms.enter(room) and not rooms.enter(room)
    rooms.revoke(room.id, ANN)
    renewed, _ = rooms.renew(room.id, ANN)
    assert renewed.state(datetime.now(timezone.utc)) == "open" and rooms.enter(renewed)


def test_rooms_go_with_their_works_to_another_owner(rooms: Rooms) -> None:
    room, token = a_room(rooms)
    rooms.hand_over(ANN, BOB)
    assert rooms.of(ANN) == [] and rooms.one(room.id, BOB) == rooms.find(token)


def test_a_room_is_its_owners_alone(rooms: Rooms) -> None:
    room, _ = a_room(rooms)
    for deed in (
        lambda: rooms.one(room.id, BOB),
        lambda: rooms.change(room.id, BOB, Asked.read({"title": "Mine"})),
        lambda: rooms.add_works(room.id, BOB, [TIDE]),
        lambda: rooms.renew(room.id, BOB),
        lambda: rooms.revoke(room.id, BOB),
        lambda: rooms.delete(room.id, BOB),
    ):
        with pytest.raises(NotFound):
            deed()
    assert rooms.one(room.id, ANN) == room and rooms.of(BOB) == []


def test_what_is_not_named_stays(rooms: Rooms) -> None:
    room, _ = a_room(rooms, note="Three of them", password="sesame", views=5, downloads=True, accent="#1D6F63")
    changed = rooms.change(room.id, ANN, Asked.read({"title": "Cards", "views": 7})).terms
    assert (changed.title, changed.limit, changed.note, changed.accent) == ("Cards", 7, "Three of them", "#1d6f63")
    assert changed.downloads and matches(changed.password, "sesame")
    assert not rooms.change(room.id, ANN, Asked.read({"password": ""})).terms.password


def test_works_are_put_in_order_added_removed_and_replaced(rooms: Rooms) -> None:
    room, _ = a_room(rooms)
    fox, heron = (item.id for item in room.terms.items)
    room = rooms.change(room.id, ANN, Asked.read({"items": [heron, fox]}))
    assert room.works == [HERON, FOX]
    room = rooms.add_works(room.id, ANN, [TIDE, FOX])
    assert room.works == [HERON, FOX, TIDE], "each once"
    room = rooms.add_version(room.id, ANN, fox, "4" * 32)
    assert room.works == [HERON, FOX, "4" * 32, TIDE]
    assert rooms.remove(room.id, ANN, fox).works == [HERON, TIDE]
    with pytest.raises(BadInput):
        rooms.change(room.id, ANN, Asked.read({"items": [heron]}))


@pytest.mark.parametrize(
    "asked",
    [
        {"title": "x" * 121}, {"views": -1}, {"views": True}, {"views": 10**6}, {"expires": "soon"}, {"accent": "red"},
        {"expires": 20270101}, {"password": "abc"}, {"note": "x" * 2001}, {"downloads": "yes"}, {"owner": BOB},
        {"items": "all"}, {"name": "x" * 61}, {"title": None},
    ],
    ids=str,
)  # fmt: skip
def test_what_cannot_be_is_refused(asked: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        Asked.read(asked)


def test_a_room_is_open_until_its_last_day_is_over_everywhere(rooms: Rooms) -> None:
    room, _ = a_room(rooms, expires="2026-12-31")
    last = datetime(2027, 1, 1, 12, tzinfo=timezone.utc)
    assert room.state(last - timedelta(minutes=1)) == "open" and room.state(last) == "expired"
    assert room.terms.expires == date(2026, 12, 31) and passed(room, last) and not passed(room, last - timedelta(1))


def test_no_more_come_in_than_may_however_many_come_at_once(rooms: Rooms) -> None:
    room, token = a_room(rooms, views=7)
    with ThreadPoolExecutor(20) as pool:
        let_in = [*pool.map(lambda _: rooms.enter(room), range(20))]
    found = rooms.find(token)
    assert sum(let_in) == 7 and found and found.views == 7 and found.state(datetime.now(timezone.utc)) == "exhausted"
    assert not rooms.enter(room)


def test_nobody_comes_in_by_a_link_that_has_just_ended(rooms: Rooms) -> None:
    room, _ = a_room(rooms)
    rooms.renew(room.id, ANN)
    assert not rooms.enter(room)


def test_a_lost_database_gets_rooms_and_remarks_back(rooms: Rooms, remarks: Remarks, store: Store) -> None:
    room, token = a_room(rooms, password="sesame", views=9)
    rooms.enter(room)
    remark = remarks.hear(room, Said(kind="changes", text="Warmer"), room.terms.items[0].id)
    gone, _ = a_room(rooms)
    remarks.hear(gone, Said(text="Bye"))
    rooms.delete(gone.id, ANN)
    with store.database.session() as session:
        session.execute(sa.delete(RoomRow))
        session.execute(sa.delete(RemarkRow))
    rooms.restore()
    remarks.restore()
    found = rooms.find(token)
    assert found and found.views == 1 and found.terms.password and rooms.of(ANN) == [found]
    assert remarks.of([room.id]) == [remark] and remarks.of([gone.id]) == []
    assert not any("remarks" in name and remark.id not in name for name in store.files.shelf.names("remarks"))


def test_a_room_takes_no_more_remarks_than_it_may(
    rooms: Rooms, remarks: Remarks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remarks_module, "MOST", 5)
    room, _ = a_room(rooms)

    def say(number: int) -> bool:
        try:
            return bool(remarks.hear(room, Said(text=f"{number}")))
        except BadInput:
            return False

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(say, range(20))) == 5
    assert len(remarks.of([room.id])) == 5


def test_what_is_unseen_is_counted_and_told_of(rooms: Rooms, remarks: Remarks) -> None:
    room, _ = a_room(rooms)
    turn = remarks.turn(ANN)
    remarks.hear(room, Said(text="Lovely"))
    assert (remarks.unseen(ANN), remarks.unseen(BOB)) == (1, 0) and remarks.turn(ANN) != turn
    turn = remarks.turn(ANN)
    remarks.see(room)
    assert remarks.unseen(ANN) == 0 and remarks.turn(ANN) != turn
    remarks.answer(room, Answer(text="Thank you"))
    assert remarks.unseen(ANN) == 0, "one's own are no news"


def test_an_answer_stands_below_what_it_answers(rooms: Rooms, remarks: Remarks) -> None:
    room, _ = a_room(rooms)
    item = room.terms.items[1].id
    asked = remarks.hear(room, Said(text="Which red?", x=0.25, y=0.5), item)
    answer = remarks.answer(room, Answer(remark=asked.id, text="Vermilion"))
    more = remarks.answer(room, Answer(remark=answer.id, text="Or carmine"))
    assert (answer.item, answer.answers, more.answers, asked.place) == (item, asked.id, asked.id, {"x": 0.25, "y": 0.5})
    other, _ = a_room(rooms)
    for wrong in (Answer(remark=asked.id, text="No"), Answer(item=item, text="No")):
        with pytest.raises(NotFound):
            remarks.answer(other, wrong)


def test_a_verdict_is_about_the_version_that_was_seen(rooms: Rooms, remarks: Remarks) -> None:
    room, _ = a_room(rooms)
    item = room.terms.items[0].id

    def verdicts() -> list[str]:
        return [verdict(remarks.of([room.id]), item, version) for version in (1, 2)]

    remarks.hear(room, Said(kind="changes", text="Warmer"), item)
    room = rooms.add_version(room.id, ANN, item, TIDE)
    assert verdicts() == ["changes", ""]
    remarks.hear(room, Said(kind="approval", version=1), item)
    assert verdicts() == ["approval", ""], "the page that was open showed the first"
    remarks.hear(room, Said(kind="approval", version=9), item)
    assert verdicts() == ["approval", "approval"]


@pytest.mark.parametrize(
    "said",
    [
        {"text": ""}, {"kind": "changes"}, {"kind": "answer", "text": "x"}, {"text": "x" * 2001},
        {"text": "x", "x": 1.1},
        {"text": "x", "second": "nan"}, {"text": "x", "y": -0.1}, {"text": "x\0"}, {"text": "x", "author": "owner"},
        {"text": "x", "name": "n" * 61},
    ],
    ids=str,
)  # fmt: skip
def test_what_is_no_remark_is_refused(said: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        Said.read(said)


def test_rooms_that_show_a_work_are_found(rooms: Rooms) -> None:
    room, _ = a_room(rooms)
    assert rooms.showing([HERON, TIDE]) == [room] and rooms.showing([TIDE]) == []


def test_preferences_are_each_owners_own(store: Store) -> None:
    preferences = Preferences(store.database)
    assert preferences.of(ANN) == Chosen()
    preferences.choose(ANN, {"name": " Ann  Brush ", "accent": "1D6F63"})
    assert preferences.choose(ANN, {"copyright": "© Ann"}) == Chosen(
        name="Ann Brush", accent="#1d6f63", copyright="© Ann"
    )
    assert preferences.of(BOB) == Chosen()
    with pytest.raises(BadInput):
        preferences.choose(ANN, {"accent": "url(x)"})
