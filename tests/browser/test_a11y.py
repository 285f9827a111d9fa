"""No screen has a serious fault for whoever sees it badly, hears it read, or uses no mouse: axe-core looks at all."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Server
from tests.browser.walk import AXE, FAULTS, LOOKS, opened


@pytest.mark.parametrize(
    ("fault", "spoil"),
    [
        ("color-contrast", "document.querySelector('#nav-library').style.color = '#e0dcd4'"),
        ("button-name", "document.querySelector('#keys').removeAttribute('aria-label'); keys.removeAttribute('title')"),
        ("aria-required-children", "document.querySelector('[role=tablist]').innerHTML = '<p role=option>x</p>'"),
    ],
)
def test_a_fault_is_found(browser: Browser, server: Server, fault: str, spoil: str) -> None:
    page = opened(browser, server, "en")
    page.evaluate(AXE)
    page.evaluate(spoil)
    found = page.evaluate(FAULTS)
    page.context.close()
    assert any(one.startswith(fault) for one in found), found


def test_the_look_follows_the_system_and_one_s_own_choice_lasts(browser: Browser, server: Server) -> None:
    page = opened(browser, server, "en")
    for look in LOOKS:
        page.emulate_media(color_scheme=look)  # type: ignore[arg-type]
        expect(page.locator("html.dark")).to_have_count(int(look == "dark"))
    page.locator("#look").click()
    expect(page.locator("html.dark")).to_have_count(0)
    page.reload()
    expect(page.locator("html.dark")).to_have_count(0)
    page.context.close()
