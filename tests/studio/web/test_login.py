"""The login: guessing ends, leaving ends this browser's visit alone, and nothing is open before it."""

from __future__ import annotations

import hmac
import time
from collections.abc import Iterator
from urllib.parse import quote

import anyio
import httpx
import pytest
from starlette.testclient import TestClient

from studio.people import tries
from tests.studio.web.conftest import OpenDoor, OpenHouse

HTML = {"Accept": "text/html,application/xhtml+xml"}
CLOSED = [
    ("GET", "/"),
    ("HEAD", "/"),
    ("GET", "/config"),
    ("GET", "/gradio_api/info"),
    ("GET", "/gradio_api/queue/data?session_hash=x"),
    ("GET", "/gradio_api/heartbeat/x"),
    ("GET", "/works/x/main"),
    ("POST", "/gradio_api/queue/join"),
    ("POST", "/gradio_api/call/sketch"),
    ("POST", "/visitor"),
    ("POST", "/uploads"),
]


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time that the limits see."""
    now = [time.time()]
    monkeypatch.setattr(time, "time", lambda: now[0])
    return now


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is made to wait for the answer to a wrong try; tests of the tries say for how long they would be."""
    monkeypatch.setattr(tries, "_SLOWEST", 0.0)


def enter(door: TestClient, password: str = "sesame", **headers: str) -> httpx.Response:
    return door.post("/login", data={"username": "studio", "password": password}, headers=headers)


def test_everything_but_the_question_is_closed(open_door: OpenDoor) -> None:
    door = open_door(password="sesame")
    for method, path in CLOSED:
        program, person = door.request(method, path), door.request(method, path, headers=HTML)
        assert (program.status_code, person.status_code) == (401, 401), path
        assert "set-cookie" not in program.headers | person.headers
        if method != "HEAD":
            assert "Password" in person.text and "password" in program.json()["detail"]["error"].lower()
    assert door.get("/login", headers=HTML).status_code == 401
    assert door.get("/theme.css").status_code == 200


def test_the_right_password_opens_this_browser_only(open_door: OpenDoor, open_house: OpenHouse) -> None:
    house = open_house(password="sesame")
    first, second = open_door(house), open_door(house)
    answer = enter(first, **HTML)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert first.get("/").json()["entered"] is True
    assert second.get("/").status_code == 401
    assert enter(second).json() == {"success": True}
    assert second.get("/").json()["visitor"] != first.get("/").json()["visitor"]


def test_leaving_ends_this_browsers_visit_and_keeps_its_name(open_door: OpenDoor, open_house: OpenHouse) -> None:
    house = open_house(password="sesame")
    first, second = open_door(house), open_door(house)
    enter(first)
    enter(second)
    name = first.get("/").json()["visitor"]
    assert first.post("/logout", headers=HTML).headers["location"] == "/"
    assert (first.get("/").status_code, second.get("/").status_code) == (401, 200)
    enter(first)
    assert first.get("/").json()["visitor"] == name


def test_a_new_password_ends_every_visit(open_door: OpenDoor, open_house: OpenHouse) -> None:
    door = open_door(password="sesame")
    enter(door)
    after = open_door(password="another")
    after.cookies.update(door.cookies)
    assert after.get("/").status_code == 401
    assert enter(after, "another").json() == {"success": True}


def test_without_a_password_the_question_leads_to_the_page(open_door: OpenDoor) -> None:
    door = open_door(root_path="/studio")
    for answer in (door.get("/login"), enter(door, "anything")):
        assert (answer.status_code, answer.headers["location"]) == (303, "/studio/")
    assert door.get("/").json()["entered"] is False


def wrong() -> Iterator[object]:
    yield from ("", "Sesame", "sesame ", " sesame", "sesam", "sesames", "\0", "é" * 2000, "sesame\0")


@pytest.mark.parametrize("password", wrong())
def test_any_other_password_is_wrong(open_door: OpenDoor, password: str) -> None:
    door = open_door(password="sesame")
    assert enter(door, password, **HTML).status_code == 401
    assert door.get("/").status_code == 401


@pytest.mark.parametrize("password", ["pässwört", "密码", "🔑", "with space", "a&b=c+d%"])
def test_a_password_may_be_in_any_script(open_door: OpenDoor, password: str) -> None:
    assert enter(open_door(password=password), password).json() == {"success": True}


FORM = "multipart/form-data; boundary=x"
BROKEN = [
    ("application/x-www-form-urlencoded", b"\xff\xfe%zz=&&&==;password"),
    ("application/x-www-form-urlencoded", b"password=sesam&password=x"),
    (FORM, b"no boundary"),
    (FORM, b"--x\r\n\r\n\r\n--x--"),
    (FORM, b'--x\r\nContent-Disposition: form-data; name="password"; filename="f"\r\n\r\nsesame\r\n--x--\r\n'),
    (FORM, b"--x\r\nContent-Disposition: \xff\xff\r\n\r\nsesame\r\n--x--\r\n"),
    ("multipart/form-data", b"sesame"),
    ("multipart/form-data; boundary=", b"sesame"),
    ("application/json", b'{"password": "sesame"}'),
    ("", b"sesame"),
    (FORM, b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n' * 1100 + b"--x--\r\n"),
]


@pytest.mark.parametrize(("kind", "body"), BROKEN)
def test_a_form_that_is_broken_opens_nothing(open_door: OpenDoor, kind: str, body: bytes) -> None:
    for headers in ({"Content-Type": kind}, {"Content-Type": kind, **HTML}):
        assert open_door(password="sesame").post("/login", content=body, headers=headers).status_code in (400, 401)


def test_guessing_ends_for_an_address_but_not_for_others(open_door: OpenDoor, now: list[float]) -> None:
    house = open_door(password="sesame").app  # the same house for both
    guesser = TestClient(house, "http://127.0.0.1:7860", client=("192.0.2.1", 1))
    other = TestClient(house, "http://127.0.0.1:7860", client=("192.0.2.2", 1))
    assert [enter(guesser, "x").status_code for _ in range(10)] == [401] * 10
    for headers in ({}, HTML, {"X-Forwarded-For": "192.0.2.77"}, {"X-Real-IP": "192.0.2.77"}):
        assert enter(guesser, **headers).status_code == 429, "not even the right one"
    assert enter(other).status_code == 200
    now[0] += 301
    assert enter(guesser).status_code == 200


def test_many_guesses_at_once_are_no_more_than_one_after_the_other(open_door: OpenDoor) -> None:
    """All were let try before the first was counted, when their bodies came slowly."""
    door = open_door(password="sesame")
    statuses: list[int] = []

    async def guess(all_sent: anyio.Event, client: httpx.AsyncClient) -> None:
        async def slowly() -> object:
            yield b"password="
            await all_sent.wait()
            yield quote("x").encode()

        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        statuses.append((await client.post("/login", content=slowly(), headers=headers)).status_code)

    async def all_at_once() -> None:
        all_sent = anyio.Event()
        transport = httpx.ASGITransport(door.app, client=("192.0.2.1", 1))
        client = httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:7860")
        async with client, anyio.create_task_group() as group:
            for _ in range(40):
                group.start_soon(guess, all_sent, client)
            await anyio.wait_all_tasks_blocked()
            all_sent.set()

    anyio.run(all_at_once)
    assert (statuses.count(401), statuses.count(429)) == (10, 30)


def test_the_comparison_takes_as_long_for_a_near_guess(open_door: OpenDoor, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[bytes, bytes]] = []
    real = hmac.compare_digest
    door = open_door(password="sesame")
    monkeypatch.setattr(hmac, "compare_digest", lambda *pair: asked.append(pair) or real(*pair))
    for given in ("sesamE", "xesame", "x" * 9999):
        assert enter(door, given).status_code == 401
    assert [pair[0].decode() for pair in asked if pair[1] == b"sesame"] == ["sesamE", "xesame", "x" * 9999]
