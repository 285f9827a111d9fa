"""Signing in by the hub: with a provider that answers, and with answers that are forged, stale, or somebody else's."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc.jwk import RSAKey
from starlette.testclient import TestClient

from studio.house import House
from tests.openid import Provider, providing
from tests.studio.web.conftest import OpenDoor, OpenHouse

HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def served() -> Iterator[Provider]:
    with providing() as provider:
        yield provider


@pytest.fixture
def hub(served: Provider) -> Provider:
    served.sub, served.name, served.claims, served.signs_with, served.algorithm = "1001", "ann", {}, None, "RS256"
    return served


@pytest.fixture
def house(open_house: OpenHouse, hub: Provider) -> House:
    return open_house(
        public_demo=True,
        owners="Ann",
        OAUTH_CLIENT_ID=hub.client,
        OAUTH_CLIENT_SECRET=hub.secret,
        OPENID_PROVIDER_URL=hub.url,
    )


def to_hub(door: TestClient, query: str = "") -> str:
    """The address at which the studio is called back."""
    answer = door.get(f"/login/hub{query}")
    assert answer.status_code == 303, answer.text
    back = httpx.get(answer.headers["location"]).headers["location"]
    assert back.startswith("http://127.0.0.1:7860/login/hub/back?")
    return back.removeprefix("http://127.0.0.1:7860")


def through(door: TestClient, query: str = "") -> Any:
    return door.get(to_hub(door, query), headers=HTML)


def test_a_keeper_comes_in_by_the_hub(house: House, open_door: OpenDoor) -> None:
    door = open_door(house)
    assert "Hugging Face" in door.get("/login", headers=HTML).text
    answer = through(door)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    me = door.get("/me").json()
    assert (me["name"], me["role"], me["has_password"]) == ("ann", "owner", False)
    assert through(open_door(house)).status_code == 303 and len(house.people.accounts.all()) == 1


def test_whoever_is_not_invited_stays_a_guest(house: House, open_door: OpenDoor, hub: Provider) -> None:
    hub.sub, hub.name = "2002", "bob"
    door = open_door(house)
    guest = door.get("/").json()["visitor"]
    answer = through(door)
    assert answer.status_code == 403 and "bob" in answer.text and house.people.accounts.all() == []
    assert door.get("/").json()["visitor"] == guest and door.get("/me").json()["role"] == "guest"
    _, token = house.people.invitations.make("member")
    assert "Hugging Face" in door.get(f"/join/{token}", headers=HTML).text
    assert through(door, f"?join={token}").status_code == 303
    assert door.get("/me").json() | {"name": "bob", "role": "member"} == door.get("/me").json()
    assert house.people.invitations.open() == []


FORGED: dict[str, dict[str, Any]] = {
    "another issuer": {"iss": "https://evil.example"},
    "for another client": {"aud": "another", "azp": None},
    "for another client, by name of ours": {"aud": "another", "azp": "studio"},
    "for two clients": {"aud": ["studio", "another"], "azp": "another"},
    "of another visit": {"nonce": "x"},
    "without a nonce": {"nonce": None},
    "of yesterday": {"exp": int(time.time()) - 86_400, "iat": int(time.time()) - 90_000},
    "without an end": {"exp": None},
    "without a person": {"sub": None},
    "of somebody else": {"userinfo_sub": "9999"},
}


@pytest.mark.parametrize("what", FORGED)
def test_a_token_that_is_not_for_this_visit_lets_nobody_in(
    house: House, open_door: OpenDoor, hub: Provider, what: str
) -> None:
    hub.claims = FORGED[what]
    refused(house, open_door(house))


def refused(house: House, door: TestClient, back: str = "") -> None:
    answer = door.get(back or to_hub(door), headers=HTML)
    assert answer.status_code == 403 and "did not work" in answer.text and "evil" not in answer.text
    assert house.people.accounts.all() == [] and house.tokens.cookie + "=" not in answer.headers.get("set-cookie", "")


def test_a_token_with_another_key_lets_nobody_in(house: House, open_door: OpenDoor, hub: Provider) -> None:
    hub.signs_with = RSAKey.generate_key(2048, {"kid": "one"}, private=True)
    refused(house, open_door(house))


@pytest.mark.parametrize("algorithm", ["HS256", "none"])
def test_a_token_that_is_not_signed_with_a_key_of_the_providers_lets_nobody_in(
    house: House, open_door: OpenDoor, hub: Provider, algorithm: str
) -> None:
    hub.algorithm = algorithm
    refused(house, open_door(house))


def test_an_answer_counts_for_the_browser_that_asked_alone(house: House, open_door: OpenDoor) -> None:
    asked, victim = open_door(house), open_door(house)
    back = to_hub(asked)
    refused(house, victim, back)
    to_hub(victim)
    refused(house, victim, back)
    assert asked.get(back, headers=HTML).status_code == 303


def test_an_answer_counts_once(house: House, open_door: OpenDoor) -> None:
    door = open_door(house)
    back = to_hub(door)
    assert door.get(back, headers=HTML).status_code == 303
    assert door.get(back, headers=HTML).status_code == 403


@pytest.mark.parametrize("query", ["", "?code=x", "?state=x", "?code=x&state=x", "?error=access_denied&state={state}"])
def test_an_answer_to_no_question_is_refused(house: House, open_door: OpenDoor, query: str) -> None:
    door = open_door(house)
    state = parse_qs(urlsplit(to_hub(door)).query)["state"][0]
    refused(house, door, "/login/hub/back" + query.format(state=state))


def test_one_may_not_stay_at_the_hub_for_ever(
    house: House, open_door: OpenDoor, monkeypatch: pytest.MonkeyPatch
) -> None:
    door = open_door(house)
    back, later = to_hub(door), time.time() + 601
    monkeypatch.setattr(time, "time", lambda: later)
    refused(house, door, back)


def test_nothing_that_is_sent_leads_elsewhere(house: House, open_door: OpenDoor) -> None:
    door = open_door(house)
    for query in ("?next=https://evil.example", "?join=..%2F..", "?join=https://evil.example", "?redirect_uri=//evil"):
        answer = door.get(f"/login/hub{query}")
        assert "evil" not in answer.headers.get("location", "") + answer.text
    assert through(door, "?next=//evil.example").headers["location"] == "/"


def test_a_hub_that_is_silent_is_told(open_house: OpenHouse, open_door: OpenDoor) -> None:
    house = open_house(public_demo=True, OAUTH_CLIENT_ID="x", OPENID_PROVIDER_URL="http://127.0.0.1:9")
    answer = open_door(house).get("/login/hub", headers=HTML)
    assert answer.status_code == 403 and "did not work" in answer.text


def test_without_an_application_at_the_hub_there_is_no_such_way(open_house: OpenHouse, open_door: OpenDoor) -> None:
    door = open_door(open_house(password="sesame"))
    assert "Hugging Face" not in door.get("/login", headers=HTML).text
    assert door.get("/login/hub").headers["location"] == "/"
