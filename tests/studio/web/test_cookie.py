"""Who is known by what: the cookie, a program's token, and both wherever the page is."""

from __future__ import annotations

import pytest

from studio.people.tokens import Tokens
from studio.people.visitor import COMMAND_LINE, Visitor
from tests.studio.web.conftest import OpenDoor, OpenHouse

START = ["/", "/config", "/config/"]


@pytest.mark.parametrize("path", START)
def test_a_first_visit_gets_a_name_and_keeps_it(open_door: OpenDoor, path: str) -> None:
    door = open_door()
    first = door.get(path)
    assert len(first.json()["visitor"]) == 32 and first.headers["cache-control"] == "no-store"
    assert door.get("/gradio_api/info").json()["visitor"] == first.json()["visitor"]


@pytest.mark.parametrize("path", START)
@pytest.mark.parametrize("query", ["page=x", "page=%00", "deep_link=x", "a", "=", "\xff"])
def test_a_query_asks_for_no_other_page(open_door: OpenDoor, path: str, query: str) -> None:
    assert open_door().get(f"{path}?{query}").json()["url"] == f"http://127.0.0.1:7860{path}"


@pytest.mark.parametrize("path", ["/gradio_api/info", "/gradio_api/queue/data?session_hash=x"])
def test_nowhere_else_is_a_name_given(open_door: OpenDoor, path: str) -> None:
    """What is made without a cookie would belong to somebody who never comes back."""
    answer = open_door().get(path)
    assert answer.json()["visitor"] is None and "set-cookie" not in answer.headers


ATTRIBUTES = [
    ({}, "http", "/", {"HttpOnly", "SameSite=Lax"}),
    ({}, "https", "/", {"HttpOnly", "SameSite=Lax", "Secure"}),
    ({"root_path": "/studio"}, "https", "/studio/", {"HttpOnly", "SameSite=Lax", "Secure"}),
    ({"embed": "https://huggingface.co"}, "https", "/", {"HttpOnly", "SameSite=None", "Secure", "Partitioned"}),
]


@pytest.mark.parametrize(("changes", "scheme", "path", "attributes"), ATTRIBUTES)
def test_the_cookie_is_out_of_reach(
    open_door: OpenDoor, changes: dict[str, str], scheme: str, path: str, attributes: set[str]
) -> None:
    door = open_door(peer="10.0.0.1", proxies="10.0.0.1", **changes)
    cookie = door.get("/", headers={"X-Forwarded-Proto": scheme}).headers["set-cookie"]
    name, *rest = cookie.split("; ")
    assert name.startswith("inkstone-")
    assert set(rest) - {"Max-Age=31536000"} == attributes | {f"Path={path}"}


def test_two_studios_on_one_machine_do_not_take_each_others_cookie(
    open_door: OpenDoor, open_house: OpenHouse, tmp_path: object
) -> None:
    here, there = open_door(), open_door(home=f"{tmp_path}/other")
    name = here.get("/").json()["visitor"]
    there.cookies.update(here.cookies)
    other = there.get("/").json()["visitor"]
    here.cookies.update(there.cookies)
    assert here.get("/").json()["visitor"] == name != other


def test_a_cookie_that_another_page_of_the_host_set_is_passed_over(open_door: OpenDoor) -> None:
    door = open_door()
    name = door.get("/").json()["visitor"]
    ((cookie, token),) = door.cookies.items()
    door.cookies.clear()
    for held in (
        f"{cookie}=evil; {cookie}={token}",
        f"x=y;{cookie}={token};{cookie}=evil",
        f"{cookie};{cookie}={token}",
    ):
        assert door.get("/gradio_api/info", headers={"Cookie": held}).json()["visitor"] == name


@pytest.mark.parametrize("held", ["{0}=", "{0}", "{0}=a.b", "{0}=;;;", "=;=", "\xff={0}", "{0}={0}", "visitor=ann"])
def test_any_other_cookie_is_nobody(open_door: OpenDoor, held: str) -> None:
    door = open_door()
    door.get("/")
    (cookie,) = door.cookies.keys()
    door.cookies.clear()
    sent = held.format(cookie).encode("latin-1")
    assert door.get("/gradio_api/info", headers=[(b"cookie", sent)]).json()["visitor"] is None


def test_a_program_sends_its_token(open_door: OpenDoor) -> None:
    door = open_door()
    answer = door.post("/visitor")
    assert "set-cookie" not in answer.headers and answer.headers["cache-control"] == "no-store"
    headers = {"Authorization": f"Bearer {answer.json()['token']}"}
    name = door.get("/gradio_api/info", headers=headers).json()["visitor"]
    assert len(name) == 32
    begun = door.get("/config", headers=headers)
    assert begun.json()["visitor"] == name and "set-cookie" not in begun.headers
    assert door.post("/visitor", headers=headers).json()["token"] == answer.json()["token"]


def test_a_token_counts_before_the_cookie_and_a_foreign_one_not_at_all(open_door: OpenDoor) -> None:
    """gradio_client sends a token of its own to a page on Hugging Face."""
    door = open_door()
    name = door.get("/").json()["visitor"]
    program = door.post("/visitor", headers={"Cookie": ""}).json()["token"]
    for kind, known in (
        (f"bearer {program}", False),
        ("Bearer hf_abcdef", True),
        ("Basic YTpi", True),
        ("Bearer", True),
    ):
        seen = door.get("/gradio_api/info", headers={"Authorization": kind}).json()["visitor"]
        assert (seen == name) == known and seen


def test_the_terminals_token_is_the_terminals(open_door: OpenDoor, open_house: OpenHouse) -> None:
    house = open_house()
    headers = {"Authorization": f"Bearer {house.tokens.issue(Visitor(COMMAND_LINE))}"}
    assert open_door(house).get("/", headers=headers).json()["visitor"] == COMMAND_LINE


@pytest.mark.parametrize("key", ["0" * 64, "f" * 64, COMMAND_LINE * 6])
def test_a_name_of_anothers_making_is_nobodys(open_door: OpenDoor, key: str) -> None:
    forged = Tokens(key).issue(Visitor(COMMAND_LINE))
    for headers in ({"Authorization": f"Bearer {forged}"}, {"Authorization": f"Bearer {COMMAND_LINE}"}):
        assert open_door().get("/gradio_api/info", headers=headers).json()["visitor"] is None
