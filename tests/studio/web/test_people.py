"""People over HTTP: coming in, guessing, invitations, sign-ins that end, roles that count, what a guest takes along."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from starlette.testclient import TestClient

from studio.house import House
from studio.people import tries
from studio.people.visitor import Visitor, is_guest
from tests.shelf import Shelf
from tests.studio.web.conftest import OpenDoor, OpenHouse

LONG, OTHER = "correct horse battery", "staple of a long one"
HTML = {"Accept": "text/html"}
OpenStudio = Callable[..., House]


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch, quick_hashes: None) -> None:
    monkeypatch.setattr(tries, "_SLOWEST", 0.0)


@pytest.fixture
def studio(open_house: OpenHouse) -> House:
    """Open to others, with two accounts."""
    house = open_house(hosts="studio.example", public_demo=False)
    house.people.accounts.add("Ann", "owner", LONG)
    house.people.accounts.add("Bob", "member", OTHER)
    house.people.refresh(at_once=True)
    return house


def enter(door: TestClient, name: str, password: str, **headers: str) -> httpx.Response:
    return door.post("/login", data={"username": name, "password": password}, headers=headers)


def signed_in(door: TestClient, name: str = "Ann", password: str = LONG) -> TestClient:
    assert enter(door, name, password).json() == {"success": True}
    return door


def test_nothing_is_told_before_one_has_come_in(studio: House, open_door: OpenDoor) -> None:
    door = open_door(studio)
    for path in ("/", "/config", "/library", "/me", "/people", "/now", "/machine"):
        assert door.get(path).status_code == 401, path
    page = door.get("/", headers=HTML)
    assert page.status_code == 401 and 'name="username"' in page.text and "Hugging Face" not in page.text
    assert enter(door, "Ann", LONG, **HTML).headers["location"] == "/"
    assert door.get("/me").json()["name"] == "Ann" and door.get("/").status_code == 200


def test_one_account_is_one_owner_in_every_browser(studio: House, open_door: OpenDoor) -> None:
    work = Shelf(studio.store).keep("a lighthouse", owner=studio.people.accounts.called("Ann").id)
    for _ in range(2):
        assert work.id in signed_in(open_door(studio)).get("/library").text
    assert work.id not in signed_in(open_door(studio), "Bob", OTHER).get("/library").text


@pytest.mark.parametrize(("name", "password"), [("Ann", OTHER), ("ann", ""), ("", LONG), ("Eve", LONG), ("\0", "\0")])
def test_a_wrong_pair_lets_nobody_in_and_says_nothing(
    studio: House, open_door: OpenDoor, name: str, password: str
) -> None:
    door = open_door(studio)
    answer, unknown = enter(door, name, password), enter(door, "Nobody", "whatever it is")
    assert (answer.status_code, answer.text) == (401, unknown.text)
    assert "set-cookie" not in answer.headers and door.get("/").status_code == 401


def test_guessing_ends_for_a_name_and_not_for_its_owner(studio: House, open_door: OpenDoor) -> None:
    def of(address: str) -> TestClient:
        return open_door(studio, peer=address)

    home = of("203.0.113.7")
    signed_in(home)
    for number in range(4):
        guesser = of(f"192.0.2.{number}")
        statuses = [enter(guesser, ("Ann", " aNN")[guess % 2], f"guess {guess}").status_code for guess in range(12)]
        assert statuses.count(401) <= 10 and statuses[-1] == 429
    late = of("192.0.2.99")
    assert [enter(late, "Ann", "guess").status_code for _ in range(3)] == [401, 429, 429]
    assert enter(late, "Ann", LONG).status_code == 429
    assert signed_in(home) and signed_in(of("198.51.100.1")), "she is not locked out, here or elsewhere"
    assert signed_in(late, "Bob", OTHER)


def test_a_sign_in_that_has_ended_is_out_at_the_next_request(studio: House, open_door: OpenDoor) -> None:
    here, there = signed_in(open_door(studio)), signed_in(open_door(studio))
    told = here.get("/me").json()["sign_ins"]
    assert len(told) == 2 and sum(one["here"] for one in told) == 1 and told[0]["agent"] == "testclient"
    other = next(one["id"] for one in told if not one["here"])
    bob = signed_in(open_door(studio), "Bob", OTHER)
    assert bob.post(f"/me/sign-ins/{other}/end").status_code == 404
    assert there.get("/me").status_code == 200
    assert here.post(f"/me/sign-ins/{other}/end").status_code == 200
    assert (there.get("/me").status_code, here.get("/me").status_code, bob.get("/me").status_code) == (401, 200, 200)


def test_leaving_ends_the_sign_in_wherever_its_cookie_is(studio: House, open_door: OpenDoor) -> None:
    door, thief = signed_in(open_door(studio)), open_door(studio)
    thief.cookies.update(door.cookies)
    program = door.post("/visitor").json()["token"]
    assert thief.get("/me").status_code == 200
    assert door.post("/logout").json() == {"success": True}
    assert (door.get("/me").status_code, thief.get("/me").status_code) == (401, 401)
    assert open_door(studio).get("/me", headers={"Authorization": f"Bearer {program}"}).status_code == 401


def test_another_password_ends_all_other_sign_ins(studio: House, open_door: OpenDoor) -> None:
    here, there = signed_in(open_door(studio)), signed_in(open_door(studio))
    for sent in ({"old": "wrong", "new": OTHER}, {"old": LONG, "new": "short"}, {"old": 1, "new": OTHER}, {}):
        assert here.post("/me/password", json=sent).status_code == 422
    assert there.get("/me").status_code == 200
    assert here.post("/me/password", json={"old": LONG, "new": OTHER}).status_code == 200
    assert (here.get("/me").status_code, there.get("/me").status_code) == (200, 401)
    assert enter(there, "Ann", LONG).status_code == 401 and signed_in(there, "Ann", OTHER)


def test_the_old_password_cannot_be_guessed(studio: House, open_door: OpenDoor) -> None:
    door = signed_in(open_door(studio))
    statuses = [door.post("/me/password", json={"old": "guess", "new": OTHER}).status_code for _ in range(12)]
    assert statuses == [422] * 10 + [403] * 2


def test_an_invitation_is_taken_up_once(studio: House, open_door: OpenDoor) -> None:
    ann, guest, late = signed_in(open_door(studio)), open_door(studio), open_door(studio)
    link = ann.post("/people/invite", json={"role": "member", "note": "Carol"}).json()["link"]
    assert "link" not in ann.get("/people").json() and link.split("/")[1] not in ann.get("/people").text
    page = guest.get(f"/{link}", headers=HTML)
    assert page.status_code == 200 and "set-cookie" not in page.headers and "<script" not in page.text
    refused = guest.post(f"/{link}", data={"username": "<b>Carol</b>", "password": "short"}, headers=HTML)
    assert refused.status_code == 422 and "<b>Carol" not in refused.text and "&lt;b&gt;Carol" in refused.text
    assert guest.post(f"/{link}", data={"username": "Ann", "password": LONG}).status_code == 422
    assert guest.post(f"/{link}", data={"username": "Carol", "password": LONG}, headers=HTML).status_code == 303
    assert guest.get("/me").json() | {"name": "Carol", "role": "member"} == guest.get("/me").json()
    assert late.get(f"/{link}").status_code == 404
    assert late.post(f"/{link}", data={"username": "Eve", "password": LONG}).status_code == 404
    assert [one["name"] for one in ann.get("/people").json()["people"]] == ["Ann", "Bob", "Carol"]


def test_links_that_do_not_work_are_answered_alike(studio: House, open_door: OpenDoor) -> None:
    ann, door = signed_in(open_door(studio)), open_door(studio)
    told = ann.post("/people/invite", json={"role": "owner"}).json()
    ann.post(f"/people/invitations/{told['invitations'][0]['id']}/withdraw").raise_for_status()
    answers = [door.get(f"/{path}", headers=HTML) for path in (told["link"], "join/" + "x" * 43)]
    assert answers[0].status_code == 404 and len({answer.text for answer in answers}) == 1
    statuses = [door.get(f"/join/{'x' * 30}{number}").status_code for number in range(20)]
    assert set(statuses) == {404} and "Too many" in door.get(f"/join/{'y' * 43}").text


def test_members_keep_no_people(studio: House, open_door: OpenDoor) -> None:
    bob = signed_in(open_door(studio), "Bob", OTHER)
    ann = studio.people.accounts.called("Ann").id
    assert bob.get("/people").status_code == 403
    for path in ("invite", f"{ann}/role", f"{ann}/remove", f"{ann}/end", "invitations/x/withdraw"):
        assert bob.post(f"/people/{path}", json={"role": "owner"}).status_code == 403, path
    assert [one.role for one in studio.people.accounts.all()] == ["owner", "member"]


def test_roles_and_removal_count_at_once(studio: House, open_door: OpenDoor) -> None:
    ann, bob = signed_in(open_door(studio)), signed_in(open_door(studio), "Bob", OTHER)
    id = studio.people.accounts.called("Bob").id
    assert bob.post("/machine/free").status_code == 403
    assert ann.post(f"/people/{id}/role", json={"role": "owner"}).status_code == 200
    assert bob.post("/machine/free").status_code == 200
    assert ann.post(f"/people/{id}/role", json={"role": "member"}).status_code == 200
    assert bob.post("/machine/free").status_code == 403
    for sent in ({"role": "guest"}, {"role": 1}, {}):
        assert ann.post(f"/people/{id}/role", json=sent).status_code == 422
    assert ann.post(f"/people/{id}/end").status_code == 200 and bob.get("/me").status_code == 401
    signed_in(bob, "Bob", OTHER)
    assert ann.post(f"/people/{id}/remove").status_code == 200
    assert bob.get("/me").status_code == 401 and enter(bob, "Bob", OTHER).status_code == 401
    me = studio.people.accounts.called("Ann").id
    assert (
        ann.post(f"/people/{me}/remove").status_code
        == ann.post(f"/people/{me}/role", json={"role": "member"}).status_code
        == 403
    )
    assert ann.post("/people/gone/remove").status_code == 404


def test_the_studios_own_password_is_still_a_way_in(open_house: OpenHouse, open_door: OpenDoor) -> None:
    house = open_house(password="sesame")
    house.people.accounts.add("Bob", "member", OTHER)
    house.people.refresh(at_once=True)
    keeper, bob = open_door(house), open_door(house)
    assert enter(keeper, "", "sesame").status_code == enter(bob, "Bob", OTHER).status_code == 200
    assert (keeper.get("/people").status_code, bob.get("/people").status_code) == (200, 403)
    assert keeper.post("/me/password", json={"old": "", "new": LONG}).status_code == 403, "there is no account"
    assert enter(open_door(house), "Bob", "sesame").status_code == 401


def test_whoever_gave_the_only_password_has_nothing_left_to_sign_in_with(
    open_house: OpenHouse, open_door: OpenDoor
) -> None:
    house = open_house(password="sesame")
    keeper = open_door(house)
    enter(keeper, "", "sesame")
    assert keeper.get("/me").json()["may_sign_in"] is False
    house.people.accounts.add("Bob", "member", OTHER)
    house.people.refresh(at_once=True)
    assert keeper.get("/me").json()["may_sign_in"] is True


def test_in_a_public_demo_guests_come_in_and_owners_sign_in(open_house: OpenHouse, open_door: OpenDoor) -> None:
    house = open_house(public_demo=True, password="sesame")
    guest, keeper = open_door(house), open_door(house)
    name = guest.get("/").json()["visitor"]
    assert is_guest(name) and guest.get("/me").json()["role"] == "guest"
    assert [guest.get(path).status_code for path in ("/people", "/models/x")] == [403, 403]
    assert guest.post("/rooms", json={}).status_code == 403, "for members"
    keeper.get("/")
    assert enter(keeper, "", "sesame").status_code == 200
    told = keeper.get("/").json()
    assert told["entered"] and not is_guest(told["visitor"]), "what they make stays"
    assert keeper.get("/people").status_code == 200
    assert guest.post("/me/take").status_code == guest.post("/me/password", json={}).status_code == 403


def test_what_a_guest_made_can_be_taken_over(open_house: OpenHouse, open_door: OpenDoor) -> None:
    house = open_house(public_demo=True)
    account = house.people.accounts.add("Ann", "owner", LONG)
    house.people.refresh(at_once=True)
    door = open_door(house)
    guest = door.get("/").json()["visitor"]
    board = door.post("/boards", json={"name": "Sea"}).json()["board"]["id"]
    work = Shelf(house.store).keep("a lighthouse", owner=guest)
    door.post("/library/mark", json={"ids": [work.id], "favourite": True, "board": board}).raise_for_status()
    signed_in(door)
    assert work.id not in door.get("/library").text and door.get("/me").json()["left"] == 1
    assert door.post("/me/take").json() == {"taken": 1}
    card = door.get("/library").json()["cards"][0]
    assert card["id"] == work.id and card["favourite"] and board in door.get("/boards").text
    assert house.store.records.read(work.id).owner == account.id  # type: ignore[union-attr]
    assert door.post("/me/take").json() == {"taken": 0} and door.get("/me").json()["left"] == 0
    door.post("/logout")
    assert door.get("/").json()["visitor"] == guest and work.id not in door.get("/library").text


def test_a_token_alone_is_nobodys_account(studio: House, open_door: OpenDoor) -> None:
    """Even one that this studio has signed: an account is known by a sign-in that has not ended."""
    ann = studio.people.accounts.called("Ann")
    for forged in (Visitor(ann.id), Visitor(ann.id, sign_in="0" * 32), Visitor("x", sign_in=ann.id)):
        token = studio.tokens.issue(forged)
        assert open_door(studio).get("/me", headers={"Authorization": f"Bearer {token}"}).status_code == 401


def test_a_guests_jobs_are_counted_at_every_door(open_house: OpenHouse, open_door: OpenDoor) -> None:
    house = open_house(public_demo=True, guest_jobs=2)
    door = open_door(house)
    guest = door.get("/").json()["visitor"]
    assert door.get("/now").json()["quota"]["said"][-1] == "kept for 7 days"
    work = Shelf(house.store).keep("a lighthouse", owner=guest)
    assert [door.post("/jobs/again", json={"work": work.id}).status_code for _ in range(3)] == [200, 200, 429]
    job = house.worker.log.jobs(owner=guest)[0].id
    answer = door.post(f"/jobs/{job}/retry")
    assert answer.status_code == 429 and "minutes" in answer.text
    told = door.get("/now").json()["quota"]
    assert told["part"] == 1.0 and told["said"][0] == "2 of 2 works this hour" and "minutes" in told["refusal"]
    assert len(house.worker.log.jobs(owner=guest)) == 2


def test_whoever_keeps_the_studio_is_told_of_no_quota(studio: House, open_door: OpenDoor) -> None:
    assert signed_in(open_door(studio), "Bob", OTHER).get("/now").json()["quota"] is None


def test_no_password_is_anywhere_but_in_its_hash(
    studio: House, open_door: OpenDoor, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    door = signed_in(open_door(studio))
    enter(door, "Ann", "a wrong secret word")
    assert LONG not in caplog.text and "a wrong secret word" not in caplog.text
    kept = b"".join(path.read_bytes() for path in Path(studio.settings.home).rglob("*") if path.is_file())
    assert re.search(rb"argon2id", kept) and LONG.encode() not in kept and b"a wrong secret word" not in kept
