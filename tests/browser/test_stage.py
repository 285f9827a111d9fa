"""The stage tells the truth: through a reload, a lost connection, two pages, several jobs, a stop and another try."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.conftest import Server, made, make, open_tab, until, visit

FILM = "a balloon floats over a meadow"


def stage(page: Page, key: str) -> Locator:
    return page.locator(f"#{key}-stage")


def film(page: Page) -> Locator:
    return stage(page, "animation").locator(".result video")


def told(page: Page) -> list[dict[str, Any]]:
    """The jobs that the studio tells this visitor of."""
    return list(page.evaluate("async () => (await fetch('now')).json()")["jobs"])


def held(page: Page) -> str:
    """Keep the studio at work, so that what is asked for next waits behind it: a film that takes a while."""
    open_tab(page, "Animation")
    make(page, "animation", FILM)
    expect(stage(page, "animation").get_by_role("progressbar")).to_be_visible()
    # The stage shows that something was asked for before the studio has told of it.
    return str(until(lambda: told(page))[0]["id"])


@pytest.fixture
def watched(page: Page) -> Iterator[Any]:
    """How far things have moved by themselves, and where the first work that was still being made had its place."""
    # What moves while gradio lays out the page is another test's.
    expect(page.locator("#image-make")).to_be_visible()
    expect(page.locator("#image-aspect")).to_be_visible()
    page.wait_for_timeout(300)
    page.evaluate(
        """() => {
          window.seen = {moved: 0};
          new PerformanceObserver(list => {
            for (const one of list.getEntries()) if (!one.hadRecentInput) window.seen.moved += one.value;
          }).observe({type: 'layout-shift'});
          new MutationObserver((_, watcher) => {
            const place = document.querySelector('#image-stage .pending');
            if (!place) return;
            window.seen.place = place.getBoundingClientRect().toJSON();
            watcher.disconnect();
          }).observe(document.body, {childList: true, subtree: true});
        }"""
    )
    yield lambda: page.evaluate("window.seen")


@pytest.mark.alone
def test_nothing_moves_while_a_work_is_made(page: Page, watched: Any) -> None:
    make(page, "image", "three birds over the sea at dawn")
    picture = made(page, "image").locator(".result-open").bounding_box()
    expect(stage(page, "image").locator(".stage-notes")).to_contain_text("Illustrator")
    seen = watched()
    assert picture == pytest.approx({name: seen["place"][name] for name in ("x", "y", "width", "height")}, abs=1)
    assert seen["moved"] < 0.05


def test_long_words_move_nothing_on_a_phone(browser: Browser, server: Server) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    visit(page, server)
    page.locator("#nav-animation").click()
    make(page, "animation", FILM)
    expect(stage(page, "animation").get_by_role("progressbar")).to_be_visible()
    sizes = """async words => {
      const of = selector => document.querySelector(`#animation-stage ${selector}`);
      // The studio goes on to write its own words: what is looked at is a copy of them.
      const head = of('.progress-head').cloneNode(true);
      of('.progress-head').replaceWith(head);
      for (const name of ['phase', 'left']) head.querySelector(`.progress-${name}`).textContent = words;
      return [head.getBoundingClientRect().height, of('.stage-top').getBoundingClientRect().height];
    }"""
    short = page.evaluate(sizes, "drawing")
    assert page.evaluate(sizes, "putting all the frames together, one after the other") == short
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    # The stage shows that something was asked for before the studio has told of it.
    job = until(lambda: told(page))[0]["id"]
    page.evaluate("async id => fetch(`jobs/${id}/cancel`, {method: 'POST'})", job)
    context.close()


def test_the_wait_is_one_figure(page: Page) -> None:
    line = stage(page, "image").locator(".stage-line").inner_text()
    assert line.count(" s.") == 1 and "second" not in line


def test_a_page_that_is_loaded_anew_and_another_one_go_on_with_the_job(
    page: Page, visitor: BrowserContext, server: Server
) -> None:
    other = visitor.new_page()
    asked: list[str] = []
    for one in (page, other):
        one.on("request", lambda request: asked.append(request.url) if "/now?" in request.url else None)
    visit(other, server)
    open_tab(other, "Animation")
    job = held(page)
    expect(stage(other, "animation").get_by_role("progressbar")).to_be_visible()
    page.reload()
    expect(stage(page, "animation").get_by_role("progressbar").or_(film(page))).to_be_visible()
    for one in (page, other):
        expect(film(one)).to_be_visible()
        assert [known["id"] for known in told(one)] == [job]
    by = [url.partition("page=")[2] for url in asked]
    assert len(set(by)) == 3, (
        "a browser holds back what it has asked for already, so each page asks by a name of its own"
    )


@pytest.mark.parametrize("gone", [4_000, pytest.param(30_000, marks=pytest.mark.soak)])
def test_a_lost_connection_is_told_of_and_caught_up_with(page: Page, visitor: BrowserContext, gone: int) -> None:
    held(page)
    visitor.set_offline(True)
    expect(stage(page, "animation").get_by_role("alert")).to_contain_text("No connection")
    page.wait_for_timeout(gone)
    expect(film(page)).to_have_count(0)
    visitor.set_offline(False)
    expect(film(page)).to_be_visible()
    expect(stage(page, "animation").get_by_role("alert")).to_be_hidden()


def test_stop_and_try_again(page: Page) -> None:
    held(page)
    stage(page, "animation").get_by_role("button", name="Stop").click()
    status = stage(page, "animation").locator(".stage-alert")
    expect(status).to_contain_text("Stopped")
    status.get_by_role("button", name="Try again").click()
    expect(film(page)).to_be_visible()
    expect(status).to_be_hidden()
    states = [one["state"] for one in told(page)]
    assert states == ["done", "cancelled"]


def test_several_wait_their_turn_and_are_seen_from_any_tab(page: Page) -> None:
    held(page)
    open_tab(page, "Image")
    for prompt in ("a red boat", "an old mill"):
        make(page, "image", prompt)
        until(lambda prompt=prompt: prompt in [one["prompt"] for one in told(page)])
        expect(page.locator("#image-make")).to_be_enabled()
    button = page.locator(".queue-button")
    expect(button).to_have_accessible_name("Your queue: 3 at work or waiting")
    button.press("Enter")
    rows = page.locator(".queue-row")
    expect(rows.locator(".queue-prompt")).to_have_text([FILM, "a red boat", "an old mill"])
    expect(rows.nth(1)).to_contain_text("Before it: 1")
    rows.nth(1).get_by_role("button", name="Stop").click()
    expect(rows.nth(1)).to_contain_text("an old mill")
    page.keyboard.press("Escape")
    expect(page.locator(".queue-panel")).to_be_hidden()
    expect(button).to_be_focused()
    toast = page.locator(".toast")
    expect(toast).to_contain_text(FILM)
    toast.get_by_role("button", name="See it").click()
    expect(film(page)).to_be_visible()
    open_tab(page, "Image")
    made(page, "image")
    assert [(one["prompt"], one["state"]) for one in told(page)] == [
        ("an old mill", "done"), ("a red boat", "cancelled"), (FILM, "done"),
    ]  # fmt: skip


def test_a_work_is_varied_deleted_and_brought_back(page: Page) -> None:
    """What is deleted is what is shown, and not what it was made from."""
    make(page, "image", "a lighthouse on a hill at night")
    first = made(page, "image").get_attribute("data-work-id")
    menu_of(page, "Vary")
    expect(stage(page, "image").locator(".strip-tile[role=option]")).to_have_count(2)
    expect(stage(page, "image").locator(f".result[data-work-id='{first}']")).to_have_count(0)
    varied = made(page, "image").get_attribute("data-work-id")
    menu_of(page, "Move to the bin")
    expect(stage(page, "image").locator(f".result[data-work-id='{varied}']")).to_have_count(0)
    expect(stage(page, "image").locator(f".result[data-work-id='{first}']")).to_be_visible()
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(stage(page, "image").locator(".strip-tile")).to_have_count(2)


def menu_of(page: Page, item: str) -> None:
    made(page, "image").hover()
    stage(page, "image").get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name=item).click()


def test_the_strip_leads_through_what_was_made_by_arrow_keys(page: Page) -> None:
    for prompt in ("a red boat", "an old mill"):
        make(page, "image", prompt)
        expect(stage(page, "image").locator(".strip-tile img")).to_have_count(1 if prompt == "a red boat" else 2)
    newest = made(page, "image").get_attribute("data-work-id")
    tiles = stage(page, "image").locator(".strip-tile")
    expect(tiles.first).to_have_attribute("aria-selected", "true")
    tiles.first.focus()
    page.keyboard.press("ArrowDown")
    expect(tiles.nth(1)).to_be_focused()
    expect(tiles.nth(1)).to_have_attribute("aria-selected", "true")
    expect(stage(page, "image").locator(f".result[data-work-id='{newest}']")).to_have_count(0)
