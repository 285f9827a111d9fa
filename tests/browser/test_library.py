"""The library in a browser: what one has is found, opened, compared, marked, gathered, thrown away and brought back."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from tests.browser.conftest import Server, made, make, visit
from tests.browser.guest import Guest

COLOURS = ("firebrick", "seagreen", "royalblue", "goldenrod")
NAMES = ("Fox", "Boat", "Lantern", "Pine")


def picture(name: str, colour: str, size: tuple[int, int] = (96, 72)) -> dict[str, Any]:
    """A file as it is chosen in a browser."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return {"name": f"{name}.png", "mimeType": "image/png", "buffer": out.getvalue()}


def bring(page: Page, *files: dict[str, Any]) -> None:
    page.locator("ink-library input[type=file]").set_input_files(list(files))


def tiles(page: Page) -> Locator:
    return page.locator("ink-library .tile")


def opener(page: Page, title: str) -> Locator:
    return page.locator(".tile-open", has=page.get_by_text(title, exact=True))


@pytest.fixture
def empty(page: Page, server: Server) -> Page:
    """The library of somebody who has nothing yet."""
    page.goto(f"{server.url}#library")
    expect(page.locator("ink-library .library-empty")).to_be_visible()
    return page


@pytest.fixture
def library(empty: Page) -> Page:
    """The same with four pictures of one's own."""
    bring(empty, *map(picture, NAMES, COLOURS))
    expect(tiles(empty)).to_have_count(4)
    return empty


@pytest.fixture(scope="module")
def collector(server: Server) -> Any:
    """The cookies of somebody who has four pictures, for those who only look at them."""
    guest = Guest(server).enter()
    for name, colour in zip(NAMES, COLOURS, strict=True):
        file = picture(name, colour)
        sent = {"file": (file["name"], file["buffer"], file["mimeType"])}
        upload = guest.http.post("uploads", files=sent).json()["id"]
        guest.http.post("library/import", json={"upload": upload}).raise_for_status()
    return [{"name": name, "value": value, "url": server.url} for name, value in guest.http.cookies.items()]


@pytest.fixture
def looked_at(visitor: BrowserContext, server: Server, collector: Any) -> Page:
    """Their library."""
    visitor.add_cookies(collector)
    page = visitor.new_page()
    page.goto(f"{server.url}#library")
    expect(tiles(page)).to_have_count(4)
    return page


def test_files_are_brought_in_and_the_one_that_cannot_be_is_named(empty: Page) -> None:
    bring(empty, picture("Fox", "firebrick"), {"name": "noise.xyz", "mimeType": "", "buffer": b"\0\1\2"})
    expect(tiles(empty)).to_have_count(1)
    expect(empty.locator(".importing [role=alert]")).to_contain_text("noise.xyz")
    expect(opener(empty, "Fox")).to_be_visible()


def test_a_title_is_text_whatever_it_says(empty: Page) -> None:
    bring(empty, picture("<img src=x onerror='window.struck=1'>", "teal"))
    opener(empty, "<img src=x onerror='window.struck=1'>").click()
    expect(empty.locator(".workview-title")).to_contain_text("onerror")
    assert empty.evaluate("window.struck") is None


def test_a_search_narrows_and_is_taken_back(looked_at: Page) -> None:
    looked_at.keyboard.press("/")
    looked_at.keyboard.type("lant")
    expect(tiles(looked_at)).to_have_count(1)
    expect(looked_at.locator(".library-count")).to_have_text("1 work")
    looked_at.locator(".chip", has_text="lant").click()
    expect(tiles(looked_at)).to_have_count(4)
    looked_at.keyboard.press("/")
    looked_at.keyboard.type("nothing of the kind")
    looked_at.locator(".library-empty").get_by_role("button").click()
    expect(tiles(looked_at)).to_have_count(4)


def test_a_work_opens_in_sight_and_gives_the_focus_back(looked_at: Page) -> None:
    card = opener(looked_at, "Boat")
    card.focus()
    looked_at.keyboard.press("Enter")
    shown = looked_at.locator(".opened .media-picture")
    expect(shown).to_be_in_viewport(ratio=0.9)
    looked_at.locator(".opened").get_by_role("button", name="Next work").click()
    expect(looked_at.locator(".opened .workview-title")).to_have_text("Fox")
    looked_at.keyboard.press("Escape")
    expect(looked_at.locator(".opened")).to_be_hidden()
    expect(opener(looked_at, "Fox")).to_be_focused()
    card.click()
    expect(shown).to_be_visible()
    looked_at.go_back()
    expect(looked_at.locator(".opened")).to_be_hidden()
    expect(tiles(looked_at)).to_have_count(4)


def test_a_phone_opens_it_over_the_whole_screen(looked_at: Page) -> None:
    looked_at.set_viewport_size({"width": 380, "height": 720})
    opener(looked_at, "Fox").click()
    box = looked_at.locator(".opened").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 380, "height": 720}
    assert looked_at.evaluate("document.documentElement.scrollWidth") <= 380


def test_what_is_deleted_is_what_is_shown(page: Page) -> None:
    make(page, "image", "a lighthouse on a hill at night")
    first = made(page, "image").get_attribute("data-work-id")
    page.get_by_role("tab", name="Library").click()
    tiles(page).first.locator(".tile-open").click()
    page.locator(".opened").get_by_role("button", name="Vary").click()
    expect(tiles(page)).to_have_count(2)
    expect(page.locator(".opened .workview")).to_have_attribute("data-work", first or "")
    page.locator(".opened").get_by_role("button", name="Move to the bin").click()
    expect(tiles(page)).to_have_count(1)
    expect(page.locator(f".tile[data-id='{first}']")).to_have_count(0)
    page.locator("ink-toasts").get_by_role("button", name="Undo").click()
    expect(page.locator(f".tile[data-id='{first}']")).to_be_visible()


def test_what_one_writes_to_a_work_is_there_the_next_time(library: Page, server: Server) -> None:
    opener(library, "Pine").click()
    panel = library.locator(".opened")
    panel.get_by_label("Add a tag").fill("winter")
    library.keyboard.press("Enter")
    expect(panel.locator(".chip", has_text="winter")).to_be_visible()
    panel.locator(".note-text").fill("for the cover")
    panel.locator(".workview-title").click()
    expect(panel.locator(".note-said")).to_have_text("Saved")
    panel.get_by_role("button", name="Favourite").click()
    expect(panel.get_by_role("button", name="Favourite")).to_have_attribute("aria-pressed", "true")
    library.reload()
    library.get_by_role("button", name="Favourites").click()
    expect(tiles(library)).to_have_count(1)
    opener(library, "Pine").click()
    expect(panel.locator(".note-text")).to_have_value("for the cover")
    expect(panel.locator(".chip", has_text="winter")).to_be_visible()


def test_a_board_gathers_works_and_goes_without_them(library: Page) -> None:
    library.get_by_role("button", name="New board").click()
    library.get_by_label("Name", exact=True).fill("Covers")
    library.get_by_label("Project").fill("Book")
    library.get_by_role("button", name="Create").click()
    place = library.locator(".rail-place", has_text="Covers")
    opener(library, "Fox").drag_to(place)
    expect(place).to_contain_text("1")
    opener(library, "Boat").focus()
    library.keyboard.press("Space")
    library.locator(".selection summary").click()
    library.locator(".selection").get_by_role("button", name="Covers").click()
    expect(place).to_contain_text("2")
    place.click()
    expect(tiles(library)).to_have_count(2)
    library.get_by_role("button", name="Delete board").click()
    library.locator("dialog").get_by_role("button", name="Delete board").click()
    expect(place).to_have_count(0)
    expect(tiles(library)).to_have_count(4)


def test_the_bin_gives_back_and_forgets(library: Page) -> None:
    opener(library, "Fox").focus()
    library.keyboard.press("Delete")
    expect(tiles(library)).to_have_count(3)
    opener(library, "Boat").focus()
    library.keyboard.press("Delete")
    expect(tiles(library)).to_have_count(2)
    library.locator(".rail-place", has_text="Bin").click()
    expect(tiles(library)).to_have_count(2)
    opener(library, "Fox").focus()
    library.keyboard.press("Space")
    library.get_by_role("button", name="Put back").click()
    expect(tiles(library)).to_have_count(1)
    library.get_by_role("button", name="Empty the bin").click()
    library.locator("dialog").get_by_role("button", name="Delete for ever").click()
    expect(library.locator(".library-empty")).to_be_visible()
    library.locator(".rail-place", has_text="All works").click()
    expect(tiles(library)).to_have_count(3)


def test_two_are_compared_by_keyboard_alone(looked_at: Page) -> None:
    opener(looked_at, "Pine").focus()
    for key in ("Space", "ArrowRight", "Space"):
        looked_at.keyboard.press(key)
    expect(looked_at.locator(".selection-count")).to_have_text("2 selected")
    looked_at.get_by_role("button", name="Compare").press("Enter")
    slider = looked_at.locator(".compare").get_by_role("slider")
    slider.focus()
    before = looked_at.locator(".over").get_attribute("style")
    looked_at.keyboard.press("ArrowRight")
    assert looked_at.locator(".over").get_attribute("style") != before
    looked_at.get_by_role("button", name="Side by side").press("Enter")
    expect(looked_at.locator(".compare .pair img")).to_have_count(2)
    looked_at.keyboard.press("Escape")
    expect(looked_at.locator(".compare")).to_have_count(0)
    looked_at.keyboard.press("Escape")
    expect(looked_at.locator(".selection")).to_be_hidden()


def test_the_lightbox_goes_through_what_is_listed(looked_at: Page) -> None:
    opener(looked_at, "Pine").click()
    looked_at.locator(".media-open").click()
    box = looked_at.locator(".lightbox")
    expect(box.locator(".lightbox-caption")).to_contain_text("Pine")
    looked_at.keyboard.press("ArrowRight")
    expect(box.locator(".lightbox-caption")).to_contain_text("Lantern")
    expect(box.locator(".lightbox-count")).to_have_text("2 of 4")
    looked_at.go_back()
    expect(box).to_have_count(0)
    expect(looked_at.locator(".opened")).to_be_visible()


def test_chosen_works_are_taken_along_with_their_recipes(looked_at: Page) -> None:
    opener(looked_at, "Fox").focus()
    looked_at.keyboard.press("Control+a")
    expect(looked_at.locator(".selection-count")).to_have_text("4 selected")
    with looked_at.expect_download() as coming:
        looked_at.locator(".selection").get_by_role("button", name="Download").click()
    names = zipfile.ZipFile(Path(coming.value.path())).namelist()
    assert sorted(Path(name).suffix for name in names) == [".json"] * 4 + [".png"] * 4


def many(count: int) -> list[dict[str, Any]]:
    """Cards as the studio tells of them."""
    shape = {
        "prompt": "",
        "mode": "image",
        "engine": "illustrator",
        "engine_title": "Illustrator",
        "thumb": "",
        "main": "x",
    }
    rest = {"suffix": ".png", "roll": "", "excerpt": "", "alt": "", "sale": "yes", "favourite": False, "note": ""}
    lists: dict[str, Any] = {"tags": [], "boards": [], "binned": None, "seconds": None}
    return [
        {"id": f"{number:032x}", "kind": "image", "title": "A fox under the moon", "colour": "#886644", "width": 4}
        | {"height": 3 + number % 4, "created": "2026-11-26T10:00:00+00:00"}
        | shape | rest | lists
        for number in range(count)
    ]  # fmt: skip


def test_only_what_is_in_sight_is_in_the_page(page: Page) -> None:
    cards = many(2000)

    def answer(route: Route) -> None:
        after = int(dict(parse_qsl(urlsplit(route.request.url).query)).get("after", 0))
        told = {"cards": cards[after : after + 100], "next": str(after + 100) if after < 1900 else "", "total": 2000}
        facets = {"kinds": [], "engines": [], "colours": [], "tags": [], "boards": [], "bin": 0, "favourites": 0}
        route.fulfill(body=json.dumps(told | {"facets": facets}), content_type="application/json")

    page.route("**/library?*", answer)
    page.get_by_role("tab", name="Library").click()
    expect(page.locator(".library-count")).to_have_text("2,000 works")
    loaded = "document.querySelector('ink-library').grid.cards.length"
    most = 0
    for _ in range(200):
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        page.wait_for_timeout(30)
        most = max(most, tiles(page).count())
        if page.evaluate(loaded) == 2000:
            break
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(page.locator(".tile[aria-posinset='2000']")).to_be_in_viewport()
    assert 0 < most < 120, "as many nodes as a window has room for, and not one for each work"
    names = page.locator(".tile-open").evaluate_all("all => all.map(one => one.ariaLabel)")
    assert len(names) == len(set(names)) > 5, "no two are called the same"
    place = page.evaluate("scrollY")
    # A click of the test's own would scroll the row of tabs into its view.
    for tab in ("system", "library"):
        page.evaluate(f"document.querySelector('[data-tab={tab}]').click()")
    expect(page.locator(".tile[aria-posinset='2000']")).to_be_in_viewport()
    assert page.evaluate("scrollY") == pytest.approx(place, abs=2)


def test_the_arrows_go_where_they_point(looked_at: Page) -> None:
    opener(looked_at, "Pine").focus()
    before = opener(looked_at, "Pine").bounding_box()
    looked_at.keyboard.press("ArrowRight")
    after = looked_at.locator(".tile-open:focus").bounding_box()
    assert before and after
    assert after["x"] > before["x"] + before["width"] and abs(after["y"] - before["y"]) < 2


def test_nobody_sees_anothers_works(looked_at: Page, browser: Any, server: Server) -> None:
    context = browser.new_context()
    stranger = context.new_page()
    visit(stranger, server)
    stranger.get_by_role("tab", name="Library").click()
    expect(stranger.locator("ink-library .library-empty")).to_be_visible()
    context.close()
