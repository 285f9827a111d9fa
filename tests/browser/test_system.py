"""System in a browser: what the machine should get, its memory as it changes, and the doctor."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from benchmarks.browser import DESKTOP, PHONE
from tests.browser.conftest import PATIENCE, Server, start


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    context = browser.new_context(**DESKTOP, locale="en", permissions=["clipboard-read", "clipboard-write"])
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"{server.url}#system")
    yield page
    context.close()


def test_the_doctor_finds_everything_in_order(page: Page) -> None:
    page.locator("[data-deed=doctor]").click()
    expect(page.locator("[data-part=findings]")).to_contain_text("GFLOP/s")
    expect(page.locator(".findings .bad")).to_have_count(0)
    expect(page.locator("[data-deed=doctor]")).to_be_focused()


def test_a_command_is_copied(page: Page) -> None:
    command = page.locator("ink-system .command").first
    command.locator("[data-deed=copy]").click()
    expect(command.locator("[data-deed=copy]")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == command.locator("code").inner_text() and copied.startswith("hf download")


def test_what_is_open_stays_open_while_the_figures_change(page: Page) -> None:
    page.locator(".models summary").first.click()
    with page.expect_response("**/machine?live=1"):
        page.locator("[data-deed=free]").click()
    expect(page.locator("[data-part=memory]")).to_contain_text("No model is in memory.")
    expect(page.locator(".models details[open]")).to_have_count(1)
    page.locator(".masthead [data-tab=library]").click()
    with page.expect_response("**/machine"):
        page.locator(".masthead [data-tab=system]").click()
    page.wait_for_timeout(300)
    expect(page.locator(".models details[open]")).to_have_count(1)


def test_on_a_phone_every_fact_of_a_model_is_in_sight(browser: Browser, server: Server) -> None:
    page = browser.new_context(**PHONE).new_page()
    page.goto(f"{server.url}#system")
    page.locator(".models td").first.wait_for()
    beyond = page.locator(".models td").evaluate_all(
        "cells => cells.filter(cell => cell.getBoundingClientRect().right > innerWidth).length"
    )
    page.context.close()
    assert beyond == 0


def test_who_may_not_is_told_so(browser: Browser, tmp_path: object) -> None:
    server = start(tmp_path, hosts="studio.example")  # type: ignore[arg-type]
    page = browser.new_page(locale="en")
    page.goto(f"{server.url}#system")
    page.locator("[data-deed=free]").click()
    expect(page.locator("ink-system [role=alert]")).to_contain_text("Only whoever keeps this studio may do that")
    page.close()
    server.process.terminate()
    server.process.wait(20)
