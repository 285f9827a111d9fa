"""A studio as a stranger starts it: app.py in its own process and folder, and a real browser in front of it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Playwright, expect, sync_playwright

if TYPE_CHECKING:
    from tests.browser.walk import Walk

ROOT = Path(__file__).parents[2]
PATIENCE = 120_000
"""Milliseconds: the tests say what must happen, the benchmarks how fast."""
expect.set_options(timeout=PATIENCE)


WalkIn = Callable[[str], "Walk"]


@dataclass
class Server:
    """A running studio."""

    url: str
    home: Path
    process: subprocess.Popen[str]


def start(home: Path, **settings: str) -> Server:
    """Start app.py on a free port with settings of its own, and wait until it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    named = {f"INKSTONE_{name.upper()}": value for name, value in settings.items()}
    environment = {**os.environ, "INKSTONE_HOME": str(home), "INKSTONE_PORT": str(port), **named}
    process = subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, env=environment, text=True)
    url = f"http://127.0.0.1:{port}/"
    for _ in range(600):
        try:
            if httpx.get(url, timeout=5).status_code in (200, 401):
                return Server(url, home, process)
        except httpx.TransportError:
            assert process.poll() is None, "the studio stopped while starting"
            time.sleep(0.1)
    raise AssertionError("the studio did not answer within a minute")


def until(true: Callable[[], Any], seconds: float = 60) -> Any:
    """Wait for something that happens in another process."""
    end = time.monotonic() + seconds
    while not (found := true()):
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)
    return found


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = start(tmp_path_factory.mktemp("home"))
    yield server
    server.process.terminate()
    server.process.wait(20)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(
        executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
        args=[
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
        ],
    )
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def walk_in(browser: Browser, server: Server) -> WalkIn:
    """A walk past all screens in a language. It takes a while, so each is gone once."""
    from tests.browser.screens import furnished
    from tests.browser.walk import walk

    cookies = cache(lambda: furnished(server))
    return cache(lambda language: walk(browser, server, language, cookies()))


@pytest.fixture(scope="session")
def profile(browser: Browser) -> Iterator[BrowserContext]:
    """One for all visitors: what it keeps of the page's files is what makes each visit short."""
    context = browser.new_context(viewport={"width": 1100, "height": 900}, accept_downloads=True)
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def visitor(profile: BrowserContext, server: Server) -> Iterator[BrowserContext]:
    """Another visitor: nothing that a page can find tells of those before."""
    yield profile
    for page in profile.pages:
        page.goto(f"{server.url}robots.txt")
        page.evaluate("localStorage.clear()")
        page.close()
    profile.clear_cookies()


@pytest.fixture
def page(visitor: BrowserContext, server: Server) -> Page:
    page = visitor.new_page()
    visit(page, server)
    return page


def visit(page: Page, server: Server) -> None:
    """Open the studio and wait until the visitor has a name and the tabs have said what they are ready for."""
    page.goto(server.url)
    expect(page.locator("#image-stage .stage-line")).not_to_be_empty()


def open_tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name).click()


def choose_mode(page: Page, mode: str, key: str = "image") -> None:
    """Choose what a tab with many modes makes."""
    button = page.locator(f"ink-modes[tab={key}] .modes-button")
    button.click()
    page.locator(f".modes-tile[data-mode={mode}]").click()
    expect(button).to_have_attribute("data-mode", mode)


def open_options(page: Page, key: str) -> None:
    page.locator(f"[data-options={key}]").click()


def make(page: Page, key: str, prompt: str) -> None:
    page.locator(f"#{key}-prompt textarea").fill(prompt)
    page.locator(f"#{key}-make").click()


def made(page: Page, key: str) -> Locator:
    """What came of it, once it is there."""
    result = page.locator(f"#{key}-stage .result[data-work-id]").first
    expect(result).to_be_visible()
    expect(page.locator(f"#{key}-stage ink-progress")).to_be_hidden()
    return result


def download(page: Page, key: str) -> bytes:
    """The work that is on the stage, as one takes it home."""
    with page.expect_download() as coming:
        made(page, key).hover()
        page.locator(f"#{key}-stage .result a[download]").first.click()
    return Path(coming.value.path()).read_bytes()


def facts(page: Page, work: Locator) -> dict[str, Any]:
    """What the studio says of a work."""
    id = work.get_attribute("data-work-id")
    found: dict[str, Any] = page.evaluate("async id => (await fetch(`works/${id}`)).json()", id)
    return found
