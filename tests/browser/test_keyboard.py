"""Everything without a mouse: the keys alone make, open, compare, favourite, put on a board, delete and undo."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PATIENCE, Server, until


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    """A first visit, with nothing but a keyboard."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(server.url)
    expect(page.locator("ink-stage[tab=image] .stage-line")).to_contain_text("Ready")
    yield page
    context.close()


def tab_to(page: Page, selector: str, limit: int = 60) -> None:
    """Press Tab until the focus is there, and can be seen to be."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            shown = page.evaluate("getComputedStyle(document.activeElement).outlineStyle !== 'none'")
            assert shown, f"{selector} has the focus and does not show it"
            return
    raise AssertionError(f"Tab does not come to {selector}")


def told(page: Page, path: str) -> Any:
    """What a route says, asked by the page itself."""
    return page.evaluate("async path => (await fetch(path)).json()", path)


def make(page: Page, prompt: str, count: int) -> None:
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type(prompt)
    page.keyboard.press("Control+Enter")
    until(lambda: told(page, "library")["total"] == count)


def test_a_picture_from_the_first_key_to_the_bin_and_back(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#image-prompt textarea")).to_be_focused()
    make(page, "a red fox under the moon", 1)
    expect(page.locator("ink-stage[tab=image] .result")).to_have_count(1)
    make(page, "a green snail", 2)

    page.keyboard.press("Alt+6")
    tiles = page.locator("ink-library .tile")
    expect(tiles).to_have_count(2)
    tab_to(page, ".tile-open")
    page.keyboard.press("Enter")
    expect(page.locator("dialog.opened")).to_contain_text("a green snail")
    page.keyboard.press("Escape")
    expect(page.locator("dialog.opened")).to_be_hidden()
    expect(tiles.first.locator(".tile-open")).to_be_focused()

    page.keyboard.press("f")
    until(lambda: told(page, "library?favourite=1")["total"] == 1)

    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    tab_to(page, ".selection button:has(use[href$='#columns-2'])")
    page.keyboard.press("Enter")
    expect(page.locator("dialog.compare")).to_contain_text("a red fox under the moon")
    page.keyboard.press("Escape")
    expect(page.locator("dialog.compare")).to_have_count(0)

    tab_to(page, ".selection summary")
    page.keyboard.press("Enter")
    tab_to(page, ".selection .menu-list button:last-child")
    page.keyboard.press("Enter")
    expect(page.locator("dialog.ask-dialog input[name=name]")).to_be_focused()
    page.keyboard.type("Winter")
    page.keyboard.press("Enter")
    expect(page.locator(".rail")).to_contain_text("Winter")
    until(lambda: [board["count"] for board in told(page, "boards")["boards"]] == [2])

    tab_to(page, ".tile-open")
    page.keyboard.press("Escape")
    expect(page.locator(".selection")).to_be_hidden()
    page.keyboard.press("Delete")
    expect(tiles).to_have_count(1)
    tab_to(page, ".toast:last-child .btn.small")
    page.keyboard.press("Enter")
    expect(tiles).to_have_count(2)
    assert told(page, "library")["total"] == 2 and told(page, "library?bin=1")["total"] == 0


def test_arrows_lead_from_tab_to_tab(page: Page) -> None:
    tab_to(page, "[role=tab][aria-selected=true]")
    for key, tab in (("ArrowRight", "writing"), ("End", "system"), ("ArrowRight", "image"), ("ArrowLeft", "system")):
        page.keyboard.press(key)
        expect(page.locator(f"[role=tab][data-tab={tab}]")).to_be_focused()
        expect(page.locator(f"[role=tab][data-tab={tab}]")).to_have_attribute("aria-selected", "true")
    expect(page.locator("ink-system")).to_be_visible()
    page.go_back()
    expect(page.locator("[role=tab][data-tab=image]")).to_have_attribute("aria-selected", "true")
    expect(page.locator("#image-prompt")).to_be_visible()


def test_a_question_mark_lists_the_keys_but_not_while_one_writes(page: Page) -> None:
    page.locator("#image-prompt textarea").focus()
    page.keyboard.type("is it raining?")
    expect(page.locator("dialog.keys")).to_have_count(0)
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    expect(page.locator("dialog.keys")).to_contain_text("Ctrl")
    page.keyboard.press("Escape")
    expect(page.locator("dialog.keys")).to_have_count(0)


def test_a_field_that_is_wrong_says_so_and_has_the_focus(page: Page) -> None:
    page.locator("#image-prompt textarea").focus()
    page.keyboard.press("Control+Enter")
    wrong = page.locator("#image-prompt textarea[aria-invalid=true]")
    expect(wrong).to_be_focused()
    reason = wrong.get_attribute("aria-describedby")
    expect(page.locator(f"#{reason}")).to_contain_text("it is empty")
    page.keyboard.type("a")
    expect(page.locator("[aria-invalid=true]")).to_have_count(0)
