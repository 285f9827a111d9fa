"""A visit is calm and light: nothing moves when something arrives, and little is sent. `python -m benchmarks vitals`
measures the rest, and all tabs."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route

from benchmarks.browser import DESKTOP, PHONE, PROFILES
from benchmarks.start import served
from benchmarks.vitals import SENT, SHIFT, come_back, first_load, made, watched
from tests.browser.conftest import ROOT, Server

pytestmark = pytest.mark.alone

PLACES = """selectors => {
  window.places = selectors.map(() => new Set());
  const look = () => {
    selectors.map(one => document.querySelector(one)).forEach((one, at) => {
      if (!one?.checkVisibility({visibilityProperty: true})) return;
      const {top, height} = one.getBoundingClientRect();
      places[at].add(`${height} at ${top + scrollY}`);
    });
    requestAnimationFrame(look);
  };
  look();
}"""
"""The page remembers each place in which the first of each selector is to be seen."""
TOLD = "places.map(each => [...each])"


@pytest.mark.parametrize("profile", PROFILES)
def test_nothing_moves_when_a_result_comes_nor_when_one_comes_back(
    browser: Browser, server: Server, profile: str
) -> None:
    context = browser.new_context(**PROFILES[profile])
    page = watched(context)
    shifts = {
        "a first visit and its result": made(page, server.url, "image"),
        "a visitor comes back": come_back(page, server.url, "image"),
        "the library": come_back(page, server.url, "library"),
    }
    context.close()
    assert {what: shift for what, shift in shifts.items() if shift >= SHIFT} == {}


def _slowly(route: Route) -> None:
    time.sleep(0.4)
    route.continue_()


@pytest.mark.parametrize("late", ["HTML-*.js", "Index-*.js"])
def test_what_is_seen_of_a_form_stays_where_it_is(browser: Browser, server: Server, late: str) -> None:
    page = browser.new_context(**PHONE).new_page()
    page.route(f"**/{late}", _slowly)
    page.add_init_script(f"({PLACES})(['#image-prompt label span', '#image-stage .stage-top'])")
    page.goto(server.url)
    page.locator("#image-make").wait_for()
    page.wait_for_timeout(1000)
    assert [len(places) for places in page.evaluate(TOLD)] == [1, 1], page.evaluate(TOLD)
    page.context.close()


def test_a_first_work_comes_where_its_place_was_kept(browser: Browser, server: Server) -> None:
    page = browser.new_context(**PHONE).new_page()
    page.goto(server.url)
    page.locator("#image-prompt textarea").fill("three birds over the sea at dawn")
    page.keyboard.press("Control+Enter")
    page.locator("#image-stage ink-progress").wait_for()
    page.evaluate(PLACES, ["#image-stage .stage-frame"])
    page.locator("#image-stage .result").wait_for()
    page.locator("#image-stage .stage-line").wait_for()
    assert [len(places) for places in page.evaluate(TOLD)] == [1], page.evaluate(TOLD)
    page.context.close()


def test_a_first_load_sends_about_what_a_bare_page_does(browser: Browser, server: Server, tmp_path: Path) -> None:
    with served("benchmarks/bare_page.py", str(tmp_path), ROOT) as bare:
        sent = {
            name: first_load(browser, DESKTOP, url).sent for name, url in (("bare", bare.url), ("ours", server.url))
        }
    assert sent["ours"] <= SENT * sent["bare"], sent
