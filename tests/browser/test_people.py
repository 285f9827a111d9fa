"""People in browsers: an owner invites, somebody joins and has works of their own, is removed and is out."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.conftest import ROOT, Server, made, make, start

ANN, CAROL = "correct horse battery", "staple of a long one"


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One that has an owner, made at a terminal."""
    home = tmp_path_factory.mktemp("people")
    words = [sys.executable, "-m", "studio", "people", "add", "Ann", "--owner"]
    subprocess.run(words, input=ANN, text=True, check=True, cwd=ROOT, env=_environment(home))
    server = start(home)
    yield server
    server.process.terminate()
    server.process.wait(20)


def _environment(home: Path) -> dict[str, str]:
    return {**os.environ, "INKSTONE_HOME": str(home)}


@pytest.fixture
def contexts(browser: Browser) -> Iterator[list[BrowserContext]]:
    """Closed at the end, whatever happens."""
    opened: list[BrowserContext] = []
    yield opened
    for context in opened:
        context.close()


def a_browser(browser: Browser, contexts: list[BrowserContext], **how: object) -> Page:
    context = browser.new_context(**{"locale": "en", **how})  # type: ignore[arg-type]
    context.set_default_timeout(60_000)
    contexts.append(context)
    return context.new_page()


def signs_in(page: Page, studio: Server, name: str, password: str) -> None:
    page.goto(studio.url)
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.keyboard.press("Enter")
    expect(page.locator("#image-stage .stage-line")).not_to_be_empty()


def account(page: Page) -> Locator:
    """The account's dialog, opened by keyboard."""
    page.locator("ink-account button").focus()
    page.keyboard.press("Enter")
    dialog = page.locator(".account-dialog")
    expect(dialog).to_be_visible()
    return dialog


def faults(page: Page) -> list[str]:
    """Serious ones, as axe-core finds them."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['help']}" for one in found if one["impact"] in ("serious", "critical")]


def test_somebody_is_invited_joins_and_is_removed(
    browser: Browser, studio: Server, contexts: list[BrowserContext]
) -> None:
    ann = a_browser(browser, contexts)
    ann.goto(f"{studio.url}login")
    assert faults(ann) == []
    signs_in(ann, studio, "Ann", ANN)
    make(ann, "image", "a heliotrope lighthouse")
    made(ann, "image")
    ann.goto(f"{studio.url}#system")
    people = ann.locator("ink-people")
    people.get_by_label("Whom it is for").fill("Carol")
    people.get_by_role("button", name="Invite").click()
    link = people.locator(".people-link code").inner_text()
    assert faults(ann) == []

    carol = a_browser(browser, contexts, viewport={"width": 380, "height": 780}, java_script_enabled=False)
    carol.goto(link)
    carol.get_by_label("Name").fill("Carol")
    carol.get_by_label("Password").fill(CAROL)
    carol.get_by_role("button", name="Join").click()
    expect(carol).to_have_url(studio.url)

    phone = a_browser(browser, contexts, viewport={"width": 380, "height": 780})
    phone.goto(link)
    expect(phone.get_by_role("alert")).to_contain_text("This invitation is over")
    assert faults(phone) == []
    signs_in(phone, studio, "Carol", CAROL)
    dialog = account(phone)
    expect(dialog).to_contain_text("Member")
    expect(dialog.get_by_role("button", name="End", exact=True)).to_have_count(1)
    assert faults(phone) == []
    box = dialog.bounding_box()
    assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= 380
    phone.keyboard.press("Escape")
    phone.goto(f"{studio.url}#library")
    expect(phone.locator("ink-library")).not_to_contain_text("heliotrope")
    phone.goto(f"{studio.url}#system")
    expect(phone.locator("#system-doctor")).to_be_visible()
    expect(phone.locator("ink-people")).to_have_count(0)

    ann.reload()
    row = people.locator("li", has_text="Carol")
    row.get_by_role("button", name="Remove Carol").click()
    ann.locator(".ask-dialog").get_by_role("button", name="Remove").click()
    expect(row).to_have_count(0)
    phone.reload()
    expect(phone.get_by_label("Password")).to_be_visible()


@pytest.mark.parametrize("language", ["en-GB", "zh-CN"])
def test_no_page_at_the_door_has_a_serious_fault(
    browser: Browser, studio: Server, contexts: list[BrowserContext], language: str
) -> None:
    page = a_browser(browser, contexts, locale=language, viewport={"width": 380, "height": 780})
    found: list[str] = []

    def look(screen: str) -> None:
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found.extend(f"{screen}, {scheme}: {fault}" for fault in faults(page))
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{screen}: wider than the window")

    def enter(name: str, password: str) -> None:
        page.locator("[name=username]").fill(name)
        page.locator("[name=password]").fill(password)
        page.keyboard.press("Enter")

    page.goto(f"{studio.url}login")
    look("login")
    enter("Ann", "not the password")
    page.get_by_role("alert").wait_for()
    look("login, wrong")
    enter("Ann", ANN)
    account(page).locator("summary").click()
    look("account")
    page.keyboard.press("Escape")
    page.goto(f"{studio.url}#system")
    page.locator(".people-invite button").click()
    link = page.locator(".people-link code").inner_text()
    look("people")
    page.goto(link)
    look("join")
    enter("Ann", CAROL)
    page.get_by_role("alert").wait_for()
    look("join, refused")
    page.goto(f"{studio.url}join/{'x' * 43}")
    look("join, over")
    assert found == []


def test_one_leaves_and_is_asked_again(browser: Browser, studio: Server, contexts: list[BrowserContext]) -> None:
    page = a_browser(browser, contexts)
    signs_in(page, studio, "Ann", ANN)
    account(page).get_by_role("button", name="Sign out").click()
    expect(page.get_by_label("Password")).to_be_visible()


def test_a_guest_sees_what_is_left_before_it_is_used_up(
    browser: Browser, contexts: list[BrowserContext], tmp_path: Path
) -> None:
    server = start(tmp_path, public_demo="1", guest_jobs="2")
    page = a_browser(browser, contexts)
    page.goto(server.url)
    line = page.locator("#image-stage .stage-line")
    expect(line).to_contain_text("0 of 2 works this hour")
    for used in (1, 2):
        make(page, "image", "three birds")
        expect(line).to_contain_text(f"{used} of 2 works this hour" if used == 1 else "2 works an hour")
    make(page, "image", "a third one")
    expect(page.locator("#image-stage .stage-alert:visible")).to_contain_text(re.compile("2 works an hour.*minutes"))
    expect(page.locator("#image-prompt textarea")).to_have_value("a third one")
    page.locator(".queue-button").click()
    expect(page.locator(".queue-panel")).to_contain_text("2 of 2 works this hour")
    server.process.terminate()
    server.process.wait(20)
