"""A visit is calm and light: nothing moves when something arrives, and little is sent. `python -m benchmarks vitals`
measures the rest, and all tabs."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from benchmarks.browser import DESKTOP, PROFILES
from benchmarks.start import served
from benchmarks.vitals import SENT, SHIFT, come_back, first_load, made, watched
from tests.browser.conftest import ROOT, Server


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


def test_a_first_load_sends_about_what_a_bare_page_does(browser: Browser, server: Server, tmp_path: Path) -> None:
    with served("benchmarks/bare_page.py", str(tmp_path), ROOT) as bare:
        sent = {
            name: first_load(browser, DESKTOP, url).sent for name, url in (("bare", bare.url), ("ours", server.url))
        }
    assert sent["ours"] <= SENT * sent["bare"], sent
