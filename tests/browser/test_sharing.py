"""Works go to a client and what the client says comes back: rooms in a browser, from the side of their owner."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.conftest import PATIENCE, Server, start
from tests.browser.guest import Guest
from tests.browser.screens import show, with_icon
from tests.browser.test_library import COLOURS, NAMES, bring, picture, tiles


@pytest.fixture
def painter(server: Server) -> Guest:
    """Somebody with four pictures."""
    guest = Guest(server).enter()
    for name, colour in zip(NAMES, COLOURS, strict=True):
        file = picture(name, colour)
        sent = {"file": (file["name"], file["buffer"], file["mimeType"])}
        upload = guest.http.post("uploads", files=sent).json()["id"]
        guest.http.post("library/import", json={"upload": upload}).raise_for_status()
    return guest


@pytest.fixture
def studio(visitor: BrowserContext, server: Server, painter: Guest) -> Page:
    """Their page, at the library."""
    visitor.add_cookies(
        [{"name": one.name, "value": one.value or "", "url": server.url} for one in painter.http.cookies.jar]
    )
    page = visitor.new_page()
    page.goto(f"{server.url}#library")
    expect(tiles(page)).to_have_count(len(NAMES))
    return page


@pytest.fixture
def client(browser: Browser) -> Iterator[Page]:
    """A browser that knows nothing of the studio, on a phone, without scripts."""
    context = browser.new_context(viewport={"width": 380, "height": 760}, java_script_enabled=False)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def room_of(painter: Guest, *names: str, **terms: Any) -> dict[str, Any]:
    """A room with some of their pictures: what the studio answers."""
    cards = {card["title"]: card["id"] for card in painter.http.get("library?limit=100").json()["cards"]}
    asked = {"title": "For you", **terms, "works": [cards[name] for name in names]}
    answer = painter.http.post("rooms", json=asked)
    answer.raise_for_status()
    return dict(answer.json())


def share(page: Page, *titles: str) -> Locator:
    """The dialog that shares works of the library."""
    for title in titles:
        page.locator(".tile", has=page.get_by_text(title, exact=True)).locator(".tile-open").press("Space")
    with_icon(page.locator(".selection"), "users").click()
    dialog = page.locator("dialog.share-room")
    expect(dialog.locator("[name=title]")).to_be_visible()
    return dialog


def said(client: Page, text: str, kind: str = "comment") -> None:
    client.locator("textarea[name=text]").fill(text)
    client.locator(f"button[value={kind}]").click()


def order(place: Locator | Page) -> list[str]:
    return place.locator(".order-place").evaluate_all("all => all.map(one => one.title)")


def test_what_a_client_says_of_two_works_reaches_their_owner_and_is_worked_off(studio: Page, client: Page) -> None:
    dialog = share(studio, "Fox", "Boat")
    dialog.locator("[name=title]").fill("Two animals")
    dialog.locator("button[type=submit]").click()
    link = dialog.locator(".room-link-box").input_value()
    studio.keyboard.press("Escape")

    client.goto(link)
    client.locator("main a[href*='/r/']").first.click()
    said(client, "Softer, please.")
    count = studio.locator("#nav-clients .tab-count")
    expect(count).to_contain_text("1")

    show(studio, "clients")
    studio.locator(".room-card-open", has_text="Two animals").click()
    remark = studio.locator(".remark", has_text="Softer, please.")
    expect(remark).to_have_attribute("data-new", "true")
    expect(count).to_have_count(0)
    with_icon(remark, "reply").click()
    remark.locator("textarea").fill("It is softer now.")
    remark.locator("button[type=submit]").click()
    expect(remark.locator(".answers .remark-text")).to_have_text("It is softer now.")
    with_icon(remark, "check").click()
    expect(remark).to_have_attribute("data-done", "true")
    client.reload()
    expect(client.locator(".remark", has_text="It is softer now.").first).to_be_visible()

    studio.get_by_role("button", name="All rooms").click()
    studio.get_by_role("button", name="All comments").click()
    expect(studio.locator(".clients > .room-quiet")).to_be_visible()
    studio.get_by_role("button", name="Done 1").click()
    expect(studio.locator(".tasks .remark-text").first).to_have_text("Softer, please.")


def test_a_work_gives_way_to_a_newer_version_and_a_link_to_nothing(
    studio: Page, painter: Guest, server: Server, client: Page
) -> None:
    made = room_of(painter, "Fox", "Boat")
    link, id = f"{server.url}{made['link']}", made["room"]["id"]
    studio.goto(f"{server.url}#clients/{id}")
    first = studio.locator(".room-item").first
    first.locator("summary").click()
    with_icon(first, "replace").click()
    studio.locator(".picking-list button", has_text="Pine").click()
    studio.locator("dialog.share-room button[type=submit]").click()
    expect(first.locator("h3")).to_have_text("Pine")
    first.get_by_role("button", name="Version 1").click()
    expect(first.locator(".media-picture")).to_have_attribute("alt", "Fox")
    assert client.goto(link).status == 200  # type: ignore[union-attr]

    studio.locator(".room-ways summary").click()
    with_icon(studio.locator(".room-ways"), "circle-x").click()
    studio.locator(".ask-dialog button[type=submit]").click()
    expect(studio.locator(".room-head .is-revoked")).to_be_visible()
    gone = client.goto(link)
    assert gone and gone.status == 404


def test_works_are_put_in_order_by_keys_and_by_hand_and_stay_so(studio: Page, painter: Guest) -> None:
    dialog = share(studio, "Fox", "Boat", "Pine")
    assert order(dialog) == ["Fox", "Boat", "Pine"]
    dialog.get_by_role("button", name="Move: Pine").press("ArrowLeft")
    expect(dialog.get_by_role("button", name="Move: Pine")).to_be_focused()
    expect(dialog.locator(".order-frame [role=status]")).to_have_text("Pine: place 2 of 3")
    dialog.locator("button[type=submit]").click()
    dialog.get_by_role("button", name="See the room").click()
    room = studio.locator(".room")
    expect(room.locator(".room-item h3")).to_have_text(["Fox", "Pine", "Boat"])
    room.get_by_role("button", name="Move: Boat").hover()
    studio.mouse.down()
    room.get_by_role("button", name="Move: Fox").hover()
    studio.mouse.up()
    expect(room.locator(".room-item h3")).to_have_text(["Boat", "Fox", "Pine"])
    studio.reload()
    expect(room.locator(".room-item h3")).to_have_text(["Boat", "Fox", "Pine"])
    kept = painter.http.get("rooms").json()["rooms"][0]["items"]
    assert [item["versions"][0]["title"] for item in kept] == ["Boat", "Fox", "Pine"]


def test_a_work_joins_a_room_or_becomes_a_version_there_and_what_one_writes_is_text(
    studio: Page, painter: Guest
) -> None:
    room_of(painter, "Fox", title="<img src=x onerror='window.struck=1'>", note="<b>bold</b>")
    dialog = share(studio, "Pine")
    dialog.get_by_role("button", name="A newer version").click()
    dialog.locator("button[type=submit]").click()
    studio.locator("ink-toasts").get_by_role("button", name="See it").click()
    expect(studio.locator(".room-head h2")).to_have_text("<img src=x onerror='window.struck=1'>")
    expect(studio.locator(".room-versions button")).to_have_count(2)
    show(studio, "library")
    studio.keyboard.press("Escape")
    dialog = share(studio, "Boat")
    dialog.get_by_role("button", name="A room that there is").click()
    dialog.locator("button[type=submit]").click()
    studio.locator("ink-toasts").get_by_role("button", name="See it").click()
    expect(studio.locator(".room-item")).to_have_count(2)
    assert studio.evaluate("window.struck") is None


def test_what_one_has_begun_to_write_outlasts_what_a_client_says_meanwhile(
    studio: Page, painter: Guest, server: Server, client: Page
) -> None:
    made = room_of(painter, "Fox")
    studio.goto(f"{server.url}#clients/{made['room']['id']}")
    whole = studio.locator(".room-whole")
    with_icon(whole, "message-square").click()
    studio.keyboard.type("Dear cl")
    client.goto(f"{server.url}{made['link']}")
    said(client, "Hello.")
    expect(studio.locator("#nav-clients .tab-count")).to_have_count(0)
    studio.keyboard.type("ient,")
    expect(whole.locator("textarea")).to_have_value("Dear client,")
    whole.locator("button[type=submit]").click()
    expect(whole.locator(".remark-text")).to_have_text(["Hello.", "Dear client,"])


def test_a_guest_is_told_why_sharing_is_not_for_them(browser: Browser, tmp_path: Path) -> None:
    demo = start(tmp_path, public_demo="1")
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"{demo.url}#clients")
    expect(page.locator(".clients .library-empty h3")).to_have_text("Sharing needs an account")
    show(page, "library")
    bring(page, picture("Fox", "teal"))
    expect(tiles(page)).to_have_count(1)
    tiles(page).locator(".tile-open").press("Space")
    with_icon(page.locator(".selection"), "users").click()
    expect(page.locator("dialog .ask-text")).not_to_be_empty()
    expect(page.locator("dialog form")).to_have_count(0)
    context.close()
    demo.process.terminate()
    demo.process.wait(20)
