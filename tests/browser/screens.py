"""Screens: everything of the page that there is to look at, one after the other, for tests that look at all of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import httpx
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Server
from tests.browser.guest import Guest

MAKERS = ("image", "writing", "music", "voice", "animation")
WORKS: dict[str, dict[str, Any]] = {
    "image": {"prompt": "three birds over the sea at dawn", "size": 512, "count": 2, "seed": 1},
    "poem": {"prompt": "a frozen pond", "form": "haiku", "seed": 1},
    "music": {"prompt": "a calm waltz for piano", "seconds": 10, "seed": 1},
    "narrate": {"prompt": "A frozen pond."},
    "animation": {"prompt": "a balloon floats over a meadow", "seconds": 2, "size": 512, "fps": 12, "seed": 1},
}
"""What the visitor of these screens has made, small of its kind."""


def furnished(server: Server) -> list[dict[str, Any]]:
    """A visitor who has made something in each tab and shown it to a client: the cookies that a browser has to have
    to be that visitor."""
    guest = Guest(server).enter()
    offered = guest.http.get("gradio_api/info").json()["named_endpoints"]
    for mode, values in WORKS.items():
        fields = offered[f"/{mode}"]["parameters"]
        guest.call(mode, [values.get(one["parameter_name"], one.get("parameter_default")) for one in fields])
    _heard(guest, server)
    return [{"name": one.name, "value": one.value or "", "url": server.url} for one in guest.http.cookies.jar]


def _heard(guest: Guest, server: Server) -> None:
    """A room with all that they made, in which a client has said something of each."""
    cards = guest.http.get("library").json()["cards"]
    # Words that are the works' own, whatever the language of the page.
    asked = {"works": [card["id"] for card in cards], "title": cards[0]["title"], "views": 9}
    made = guest.http.post("rooms", json=asked).json()
    with httpx.Client(base_url=server.url, follow_redirects=True) as client:
        link = made["link"]
        client.post(f"{link}/enter").raise_for_status()
        for card, item in zip(cards, made["room"]["items"], strict=True):
            place = {"second": 0.5} if card["seconds"] else {"x": 0.4, "y": 0.3}
            said = {"kind": "changes", "text": card["title"], **place}
            client.post(f"{link}/{item['id']}/remark", data=said).raise_for_status()


def with_icon(place: Locator | Page, name: str, tag: str = "button") -> Locator:
    """A button by its picture, which is the same in every language."""
    return place.locator(f"{tag}:has(use[href$='#{name}'])")


def show(page: Page, tab: str) -> None:
    page.locator(f".masthead [data-tab={tab}]").click()
    expect(page.locator(f".masthead [data-tab={tab}]")).to_have_attribute("aria-selected", "true")


def screens(page: Page) -> Iterator[str]:
    """Goes to each screen of a furnished visitor's page, and gives its name."""
    for way in (_makers, _results, _pictures, _library, _works, _clients, _others, _sheets):
        yield from way(page)


def _makers(page: Page) -> Iterator[str]:
    for tab in MAKERS:
        show(page, tab)
        page.locator(f"ink-stage[tab={tab}] .result").first.wait_for()
        page.locator(f"[data-options={tab}]").click()
        yield tab


def _results(page: Page) -> Iterator[str]:
    show(page, "image")
    stage = page.locator("ink-stage[tab=image]")
    yield from _opened(page, "lightbox", lambda: stage.locator(".result-open").first.click(), "dialog.lightbox")
    yield from _opened(page, "compare", with_icon(stage, "columns-2").first.click, "dialog.compare")
    yield from _opened(page, "work menu", with_icon(stage, "ellipsis").first.click, ".result-menu")


def _pictures(page: Page) -> Iterator[str]:
    """What is asked of a picture: the panel of kinds, and where to work on one."""
    button = page.locator("ink-modes[tab=image] .modes-button")
    yield from _opened(page, "kinds", button.click, "#image-modes")
    earlier = page.locator("ink-prompts[tab=image] .prompts-button")
    yield from _opened(page, "earlier prompts", earlier.click, "ink-prompts[tab=image] .prompts-list")
    button.click()
    page.locator(".modes-tile[data-mode=repaint]").click()
    page.locator("#image-picture [data-do=works]").click()
    page.locator(".choosing [data-pick]").first.click()
    yield "repaint"
    yield from _opened(page, "painting", page.locator("#image-mask [data-do=paint]").click, "dialog.painting")
    button.click()
    page.locator(".modes-tile[data-mode=image]").click()
    page.locator("#image-prompt textarea").wait_for()


def _library(page: Page) -> Iterator[str]:
    show(page, "library")
    library = page.locator("ink-library")
    expect(library.locator(".tile")).to_have_count(len(WORKS) + 1)
    with_icon(library.locator(".library-tools"), "sliders-horizontal").click()
    library.locator(".tile-open").first.press("Space")
    yield "library, filters and selection"
    yield from _opened(page, "share", with_icon(library.locator(".selection"), "users").click, "dialog.share-room form")
    page.keyboard.press("Escape")
    yield from _opened(page, "new board", library.locator(".rail-new").click, "dialog.ask-dialog")
    with_icon(library.locator(".rail"), "trash-2").click()
    library.locator(".library-empty").wait_for()
    yield "empty bin"
    with_icon(library.locator(".rail"), "layers").click()


def _works(page: Page) -> Iterator[str]:
    tiles = page.locator("ink-library .tile")
    expect(tiles).to_have_count(len(WORKS) + 1)
    for kind in ("image", "poem", "music", "speech", "animation"):
        tile = page.locator(f"ink-library .tile-{kind} .tile-open").first
        yield from _opened(page, f"opened {kind}", tile.click, "dialog.opened .workview")


def _clients(page: Page) -> Iterator[str]:
    show(page, "clients")
    page.locator(".room-card").wait_for()
    yield "clients"
    page.locator(".clients-head [data-key='to remarks']").click()
    page.locator(".tasks .remark").first.wait_for()
    yield "comments"
    page.locator(".task-about").first.click()
    page.locator(".room-item .remark").first.wait_for()
    yield "room"
    ways = page.locator(".room-ways")
    yield from _opened(page, "terms of a room", with_icon(ways, "pen-line").click, "dialog.share-room form")
    yield from _opened(page, "picking works", with_icon(ways, "image-plus").click, ".picking-list:not([aria-busy])")


def _others(page: Page) -> Iterator[str]:
    show(page, "system")
    page.locator("ink-system .model-row").first.wait_for()
    yield "system"
    yield from _opened(page, "queue", page.locator(".queue-button").click, "#queue-panel")
    yield from _opened(page, "keys", page.locator("#keys").click, "dialog.keys")
    yield from _opened(page, "account", page.locator("ink-account button").click, ".account-dialog")
    yield from _opened(page, "languages", page.locator("#languages summary").click, "#languages .menu-list")
    show(page, "image")
    page.locator("#image-prompt textarea").fill("")
    page.locator("#image-make").click()
    page.locator("#image-prompt [aria-invalid=true]").wait_for()
    yield "error"


def _sheets(page: Page) -> Iterator[str]:
    """Pages that stand by themselves."""
    studio = page.url.partition("#")[0]
    work = page.request.get(f"{studio}library").json()["cards"][0]["id"]
    file = page.request.get(f"{studio}works/{work}/main").body()
    page.goto(f"{studio}privacy")
    yield "privacy"
    page.goto(f"{studio}check")
    yield "check"
    page.locator("[name=file]").set_input_files(
        {"name": "1.bin", "mimeType": "application/octet-stream", "buffer": file}
    )
    page.locator("button.primary").click()
    page.locator(".verdict").wait_for()
    yield "checked"


def _opened(page: Page, name: str, open: Callable[[], None], selector: str) -> Iterator[str]:
    """Something that opens over the page, and closes with Esc."""
    open()
    page.locator(selector).wait_for()
    yield name
    page.keyboard.press("Escape")
    page.locator(selector).wait_for(state="hidden")
