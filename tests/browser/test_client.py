"""A client with the link of a room, in a clean browser as narrow as a phone: with scripts and without."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Server
from tests.browser.guest import Guest
from tests.browser.screens import WORKS
from tests.browser.walk import AXE, FAULTS, LOOKS

PHONE = {"width": 380, "height": 760}
Come = Callable[..., Page]


class Owner:
    """Somebody who has made a picture, a piece of music and a poem, and shares them."""

    def __init__(self, server: Server) -> None:
        self.http = Guest(server).enter().http
        guest = Guest(server)
        guest.http = self.http
        offered = self.http.get("gradio_api/info").json()["named_endpoints"]
        for mode in ("image", "music", "poem"):
            fields = offered[f"/{mode}"]["parameters"]
            guest.call(mode, [WORKS[mode].get(one["parameter_name"], one.get("parameter_default")) for one in fields])
        cards = self.http.get("library").json()["cards"]
        self.works = {card["kind"]: card["id"] for card in cards}
        self.second = next(
            card["id"] for card in cards if card["kind"] == "image" and card["id"] != self.works["image"]
        )

    def share(self, **terms: Any) -> dict[str, Any]:
        """A room with all of them, the picture first."""
        works = [self.works[kind] for kind in ("image", "music", "poem")]
        asked = {"works": works, "title": "Posters for the harbour", "name": "Ann Brush", "accent": "#1d6f63", **terms}
        answer = self.http.post("rooms", json=asked)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def remarks(self, room: dict[str, Any]) -> list[dict[str, Any]]:
        return list(self.http.get(f"rooms/{room['room']['id']}").json()["remarks"])

    def revoke(self, room: dict[str, Any]) -> None:
        assert self.http.post(f"rooms/{room['room']['id']}/revoke", json={}).status_code == 200


@pytest.fixture(scope="module")
def owner(server: Server) -> Owner:
    return Owner(server)


@pytest.fixture
def come(browser: Browser, server: Server) -> Iterator[Come]:
    """A clean browser before a room."""
    contexts: list[BrowserContext] = []

    def came(room: dict[str, Any], **settings: Any) -> Page:
        context = browser.new_context(viewport=PHONE, **settings)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{server.url}{room['link']}")
        return page

    yield came
    for context in contexts:
        context.close()


def fits(page: Page) -> bool:
    """Whether nothing is wider than the screen."""
    box = page.locator("main").bounding_box()
    return bool(page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"] and box)


def test_a_client_sees_comments_on_a_place_and_approves_without_scripts(owner: Owner, come: Come) -> None:
    room = owner.share(password="tea and rain", views=3)
    page = come(room, java_script_enabled=False)
    page.get_by_label("Password").fill("tea and rain")
    page.get_by_role("button", name="Come in").click()
    expect(page.get_by_role("heading", name="Posters for the harbour")).to_be_visible()
    expect(page.locator(".room-work")).to_have_count(3)
    assert "visit=" not in page.url
    page.get_by_role("link", name="Open and comment").first.click()
    page.get_by_text("Comment on a place in the picture").click()
    page.locator("input[type=image]").click(position={"x": 80, "y": 40})
    expect(page.locator(".pin-new")).to_be_visible()
    page.get_by_label("Your name").fill("Cleo")
    page.get_by_label("Comment", exact=True).fill("Warmer here, please")
    page.get_by_role("button", name="Send comment").click()
    expect(page.locator(".remark")).to_contain_text("Warmer here, please")
    expect(page.get_by_text("As Cleo")).to_be_visible()
    page.get_by_role("button", name="Approve").click()
    expect(page.locator(".room-title .room-badge")).to_have_text("Approved")
    said, approved = owner.remarks(room)
    assert (said["name"], said["text"], approved["kind"]) == ("Cleo", "Warmer here, please", "approval")
    assert abs(said["place"]["x"] - 80 / 320) < 0.01 and said["place"]["y"] > 0
    owner.revoke(room)
    page.reload()
    expect(page.get_by_role("heading", name="This link leads nowhere")).to_be_visible()


def test_with_scripts_a_touch_marks_a_place_and_a_moment(owner: Owner, come: Come) -> None:
    room = owner.share()
    page = come(room)
    page.get_by_role("link", name="Open and comment").first.click()
    stage = page.locator(".room-stage")
    box = stage.bounding_box()
    assert box and fits(page)
    stage.click(position={"x": box["width"] * 0.75, "y": box["height"] * 0.25})
    expect(page.get_by_text("About the place that is marked.")).to_be_visible()
    page.get_by_label("Comment", exact=True).fill("A gull too many")
    page.get_by_role("button", name="Ask for changes").click()
    expect(page.locator(".pins a")).to_have_count(1)
    expect(page.locator(".room-title .room-badge")).to_have_text("Changes asked for")
    page.keyboard.press("ArrowRight")
    expect(page.locator("audio")).to_be_visible()
    page.evaluate("document.querySelector('audio').currentTime = 1.5")
    page.get_by_role("button", name="Mark this moment").click()
    expect(page.get_by_label("At second")).to_have_value("1.5")
    page.get_by_label("Comment", exact=True).fill("Softer")
    page.get_by_role("button", name="Send comment").click()
    page.locator(".remark-second").click()
    page.wait_for_function("document.querySelector('audio').currentTime >= 1.5")
    page.keyboard.press("Escape")
    expect(page.locator(".room-work")).to_have_count(3)
    drawn, heard = owner.remarks(room)
    assert abs(drawn["place"]["x"] - 0.75) < 0.02 and abs(drawn["place"]["y"] - 0.25) < 0.02
    assert heard["place"] == {"second": 1.5}


def test_two_versions_lie_over_each_other(owner: Owner, come: Come) -> None:
    room = owner.share()
    item = room["room"]["items"][0]["id"]
    answer = owner.http.post(f"rooms/{room['room']['id']}/version", json={"item": item, "work": owner.second})
    assert answer.status_code == 200
    page = come(room)
    page.get_by_role("link", name="Open and comment").first.click()
    page.get_by_role("link", name="Compare").click()
    slider = page.get_by_label("Between version 1 and version 2")
    slider.fill("20")
    upper = page.locator(".room-pair figure").last
    expect(upper).to_have_attribute("style", "clip-path: inset(0px 0px 0px 20%);")
    assert fits(page)


@pytest.mark.parametrize("language", ["en-GB", "zh-CN"])
def test_no_page_of_a_room_has_a_serious_fault(owner: Owner, come: Come, language: str) -> None:
    room = owner.share(recipe=True, downloads=True, note="Three of them")
    locked = owner.share(password="tea and rain")
    for item in room["room"]["items"]:
        owner.http.post(f"rooms/{room['room']['id']}/answer", json={"item": item["id"], "text": "Mind the left"})
    first = room["room"]["items"][0]["id"]
    owner.http.post(f"rooms/{room['room']['id']}/version", json={"item": first, "work": owner.second})
    page = come(room, locale=language)
    place = page.url
    faults = []
    asked = [
        place,
        *(f"{place}/{item['id']}" for item in room["room"]["items"]),
        place.replace(room["link"], locked["link"]),
    ]
    for address in (*asked, f"{place}/{first}/compare", f"{place}x"):
        page.goto(address)
        page.evaluate(AXE)
        for look, rules in LOOKS.items():
            page.emulate_media(color_scheme=look)  # type: ignore[arg-type]
            faults += [f"{look} {address.removeprefix(place)} {fault}" for fault in page.evaluate(FAULTS, rules)]
        assert fits(page), address
    assert faults == []
