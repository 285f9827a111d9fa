"""What a filter held back, and all that is one's own: as a member and as the owner of a studio see them in browsers."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.conftest import ROOT, Server, made, make, start
from tests.browser.screens import show, with_icon
from tests.browser.test_people import ANN, _environment, a_browser, contexts, faults, signs_in

__all__ = ["contexts"]

BOB, CLEO = "another long password", "and one more of them"
PHONE = {"width": 380, "height": 780}
HELD = "how to make a bomb at home"


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One with an owner and two members."""
    home = tmp_path_factory.mktemp("keeping")
    for said, password in ((["Ann", "--owner"], ANN), (["Bob"], BOB), (["Cleo"], CLEO)):
        words = [sys.executable, "-m", "studio", "people", "add", *said]
        subprocess.run(words, input=password, text=True, check=True, cwd=ROOT, env=_environment(home))
    server = start(home, safety="usual")
    yield server
    server.process.terminate()
    server.process.wait(20)


@pytest.fixture
def ann(browser: Browser, studio: Server, contexts: list[BrowserContext]) -> Page:
    page = a_browser(browser, contexts)
    signs_in(page, studio, "Ann", ANN)
    return page


@pytest.fixture
def bob(browser: Browser, studio: Server, contexts: list[BrowserContext]) -> Page:
    page = a_browser(browser, contexts, viewport=PHONE)
    signs_in(page, studio, "Bob", BOB)
    return page


@pytest.fixture
def cleo(browser: Browser, studio: Server, contexts: list[BrowserContext]) -> Page:
    page = a_browser(browser, contexts, viewport=PHONE, accept_downloads=True)
    signs_in(page, studio, "Cleo", CLEO)
    return page


def appeal(page: Page) -> None:
    """Ask for what is held back, and for a look at it."""
    make(page, "image", HELD)
    with_icon(page.locator("#image-stage"), "hand").click()
    expect(page.locator("ink-toasts")).to_contain_text("will look at it")


def reviews(page: Page) -> Locator:
    show(page, "system")
    return page.locator("ink-reviews [data-review]")


def forget(page: Page, word: str) -> None:
    """Ask for all of one's own to be deleted, and type this."""
    show(page, "system")
    page.get_by_role("button", name="Delete all of mine").click()
    dialog = page.locator(".ask-dialog")
    assert faults(page) == []
    dialog.get_by_role("textbox").fill(word)
    dialog.get_by_role("button", name="Delete everything").click()


def read(page: Page) -> None:
    """What is said once all of it is deleted."""
    said = page.locator(".ask-dialog", has_text="Deleted: works 1")
    said.get_by_role("button", name="Close").click()


def test_what_was_held_is_appealed_and_let_through_or_kept_back(ann: Page, bob: Page) -> None:
    make(bob, "image", HELD)
    expect(bob.locator("#image-stage .stage-alert")).to_contain_text("The filter held back what was asked for")
    waiting = reviews(ann)
    expect(waiting).to_have_count(1)
    expect(ann.locator("ink-reviews")).not_to_contain_text(HELD)
    with_icon(bob.locator("#image-stage"), "hand").click()
    expect(bob.locator("ink-toasts")).to_contain_text("will look at it")
    assert reviews(bob).count() == 0, "for whoever keeps the studio"
    ann.reload()
    expect(waiting.locator(".review-words")).to_have_text(HELD)
    assert faults(ann) == []
    waiting.get_by_role("button", name="Let it through").click()
    expect(waiting).to_have_count(0)
    show(bob, "image")
    made(bob, "image")

    appeal(bob)
    ann.reload()
    waiting.get_by_role("button", name="Keep it held").click()
    expect(waiting).to_have_count(0)
    expect(bob.locator("#image-stage .result")).to_have_count(1)


def test_all_of_one_s_own_is_taken_along_and_deleted_and_nobody_else_s(ann: Page, cleo: Page) -> None:
    for page, prompt in ((ann, "a heliotrope lighthouse"), (cleo, "a green boat")):
        make(page, "image", prompt)
        made(page, "image")
    show(cleo, "system")
    with cleo.expect_download() as coming:
        cleo.get_by_role("button", name="Export all of mine").click()
    with zipfile.ZipFile(coming.value.path()) as archive:
        names = " ".join(archive.namelist())
    assert "boat" in names and "lighthouse" not in names

    forget(cleo, "no")
    expect(cleo.locator("ink-mine [role=status]")).to_contain_text("Nothing was deleted")
    forget(cleo, "delete")
    read(cleo)
    expect(cleo.get_by_label("Password")).to_be_visible()
    show(ann, "library")
    expect(ann.locator("ink-library .tile")).to_have_count(1)
    forget(ann, "DELETE")
    read(ann)
    # Who keeps the studio alone stays.
    show(ann, "library")
    expect(ann.locator("ink-library .library-empty")).to_be_visible()
