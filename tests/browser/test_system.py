"""System in a browser: what the machine should get, models that come and go, its memory as it changes, the doctor."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from benchmarks.browser import DESKTOP, PHONE
from tests import hub as hubs
from tests.browser.conftest import PATIENCE, Server, make, start, until
from tests.browser.guest import Guest
from tests.fakes import TENSORS
from tests.hub import REVISION, Hub, Repo

ENTRY = """
["{key}"]
title = "{title}"
task = "text-to-image"
runtime = "diffusers"
repo = "o/{key}"
revision = "{revision}"
class = "StableDiffusionPipeline"
files = ["config.json", "*.safetensors"]
weights_mb = 100
working_mb = 100
licence = "{licence}"
commercial = "{sale}"
gated = {gated}
cpu = true
"""
MODELS = (("slow", "Slow", "MIT", "yes"), ("small", "Small", "MIT", "yes"), ("closed", "Closed", "Sealed", "no"))


@pytest.fixture(scope="module")
def hub() -> Iterator[Hub]:
    with hubs.serving() as hub:
        for key, *_ in MODELS:
            hub.repos[f"o/{key}"] = Repo({"config.json": b"{}", "model.safetensors": TENSORS}, gated=key == "closed")
        hub.repos["o/slow"].files["model.safetensors"] = os.urandom(400_000)
        yield hub


@pytest.fixture(scope="module")
def studio(hub: Hub, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A studio with a hub of its own, and three more models."""
    home = tmp_path_factory.mktemp("system")
    server = start(_catalog(home), hub_url=hub.url, hub_cache=str(home / "hub"))
    yield server
    server.process.terminate()
    server.process.wait(20)


def _catalog(home: Path) -> Path:
    (home / "catalog").mkdir(parents=True)
    entries = (
        ENTRY.format(
            key=key, title=title, licence=licence, sale=sale, revision=REVISION, gated=str(key == "closed").lower()
        )
        for key, title, licence, sale in MODELS
    )
    (home / "catalog" / "own.toml").write_text("".join(entries))
    return home


@pytest.fixture
def page(browser: Browser, studio: Server, hub: Hub) -> Iterator[Page]:
    hub.pause = 0.0
    context = browser.new_context(**DESKTOP, locale="en", permissions=["clipboard-read", "clipboard-write"])
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"{studio.url}#system")
    row(page, "slow").wait_for()
    yield page
    context.close()


def row(page: Page, key: str) -> Locator:
    return page.locator(f"ink-models [data-model={key}]")


def button(page: Page, key: str) -> Locator:
    return row(page, key).locator("ink-model button")


def state(page: Page, key: str) -> Locator:
    return row(page, key).locator(".model-state")


def yes(page: Page) -> None:
    page.locator("dialog[open] button.primary").click()


def test_a_model_is_downloaded_and_removed_with_one_button(page: Page) -> None:
    expect(state(page, "small")).to_have_text("not here")
    expect(button(page, "small")).to_have_text("Download")
    button(page, "small").click()
    asked = page.locator("dialog[open]")
    expect(asked).to_contain_text("MIT (may be sold)")
    expect(asked).to_contain_text("Free on the disk")
    yes(page)
    expect(state(page, "small")).to_have_text("here")
    expect(button(page, "small")).to_have_text("Remove")
    expect(button(page, "small")).to_be_focused()
    button(page, "small").click()
    page.keyboard.press("Escape")
    expect(state(page, "small")).to_have_text("here")
    button(page, "small").click()
    yes(page)
    expect(state(page, "small")).to_have_text("not here")


def test_a_download_shows_how_far_it_is_and_goes_on_after_a_stop(page: Page, hub: Hub) -> None:
    hub.pause = 0.05
    button(page, "slow").click()
    yes(page)
    bar = row(page, "slow").get_by_role("progressbar")
    expect(bar).to_be_visible()
    expect(row(page, "slow").locator(".model-way")).to_contain_text("a second")
    expect(button(page, "slow")).to_have_text("Cancel")
    page.wait_for_function("Number(document.querySelector('[data-model=slow] [role=progressbar]').ariaValueNow) > 10")
    button(page, "slow").click()
    expect(state(page, "slow")).to_contain_text("begun, ")
    expect(bar).to_be_hidden()
    button(page, "slow").click()
    hub.pause = 0.0
    yes(page)
    # What came is no model, as its own header tells.
    expect(row(page, "slow").get_by_role("alert")).to_contain_text("is not whole")
    assert any(one for one in hub.ranges() if one != "bytes=0-")


def test_a_gated_model_asks_for_a_token_and_says_where(page: Page, hub: Hub, studio: Server) -> None:
    button(page, "closed").click()
    asked = page.locator("dialog[open]")
    expect(asked.get_by_role("link")).to_have_attribute("href", f"{hub.url}/o/closed")
    asked.locator("input[type=password]").fill("hf_somebody_elses_token")
    yes(page)
    expect(row(page, "closed").get_by_role("alert")).to_contain_text("has not accepted the terms")
    button(page, "closed").click()
    asked.locator("input[type=password]").fill(hub.token)
    yes(page)
    expect(state(page, "closed")).to_have_text("here")
    assert hub.token not in page.content() and (studio.home / "hub.token").read_text() == hub.token
    page.get_by_role("button", name="Forget the token").click()
    expect(page.get_by_role("button", name="Forget the token")).to_be_hidden()
    assert not (studio.home / "hub.token").exists()


def test_only_what_may_be_used_commercially_is_remembered(page: Page) -> None:
    only = page.get_by_role("switch")
    only.click()
    expect(row(page, "closed")).to_be_hidden()
    expect(row(page, "slow")).to_be_visible()
    page.reload()
    expect(page.get_by_role("switch")).to_be_checked()
    expect(row(page, "slow")).to_be_visible()
    expect(row(page, "closed")).to_be_hidden()
    page.get_by_role("switch").click()
    expect(row(page, "closed")).to_be_visible()


def test_who_misses_a_model_is_led_to_it(page: Page, studio: Server) -> None:
    """Chosen in a form though it is not here."""
    page.locator(".masthead [data-tab=image]").click()
    page.locator("[data-options=image]").click()
    page.locator("#image-model input").click()
    page.get_by_role("option", name="Small, not on this machine").click()
    make(page, "image", "three birds")
    link = page.locator("#image-stage .stage-alert").get_by_role("link", name="Get it")
    expect(page.locator("#image-stage .stage-alert")).to_contain_text("The files of Small")
    link.click()
    expect(row(page, "small")).to_have_class("model-row away marked")
    expect(row(page, "small").locator("summary")).to_be_focused()
    assert page.url.endswith("#system/small")


def test_the_doctor_finds_everything_in_order(browser: Browser, server: Server) -> None:
    page = browser.new_page(locale="en")
    page.goto(f"{server.url}#system")
    page.locator("[data-deed=doctor]").click()
    expect(page.locator("[data-part=findings]")).to_contain_text("GFLOP/s")
    expect(page.locator(".findings .bad")).to_have_count(0)
    expect(page.locator("[data-deed=doctor]")).to_be_focused()
    page.close()


def test_a_command_is_copied(page: Page) -> None:
    row(page, "small").locator("summary").click()
    command = row(page, "small").locator(".command")
    command.locator("[data-deed=copy]").click()
    expect(command.locator("[data-deed=copy]")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == command.locator("code").inner_text() == "python -m studio models get small"


def test_what_is_open_stays_open_while_the_figures_change(page: Page) -> None:
    row(page, "small").locator("summary").click()
    with page.expect_response("**/machine?live=1"):
        page.locator("[data-deed=free]").click()
    expect(page.locator("[data-part=memory]")).to_contain_text("No model is in memory.")
    expect(page.locator("ink-models details[open]")).to_have_count(1)
    page.locator(".masthead [data-tab=library]").click()
    with page.expect_response("**/models"):
        page.locator(".masthead [data-tab=system]").click()
    page.wait_for_timeout(300)
    expect(page.locator("ink-models details[open]")).to_have_count(1)
    expect(row(page, "small").locator(".model-about")).to_be_visible()


def test_on_a_phone_every_fact_of_a_model_is_in_sight(browser: Browser, studio: Server) -> None:
    page = browser.new_context(**PHONE).new_page()
    page.goto(f"{studio.url}#system")
    row(page, "slow").locator("summary").click()
    beyond = page.locator("ink-models :is(summary, button, span, dd, pre)").evaluate_all(
        "parts => parts.filter(part => part.offsetParent && part.getBoundingClientRect().right > innerWidth).length"
    )
    heights = page.locator("ink-models :is(summary, button)").evaluate_all(
        "parts => parts.filter(part => part.offsetParent).map(part => part.getBoundingClientRect().height)"
    )
    page.context.close()
    assert beyond == 0 and min(heights) >= 40


def test_who_may_not_sees_states_and_no_buttons(browser: Browser, tmp_path: Path) -> None:
    server = start(_catalog(tmp_path), public_demo="1", hub_cache=str(tmp_path / "hub"))
    page = browser.new_page(locale="en")
    page.goto(f"{server.url}#system")
    expect(state(page, "small")).to_have_text("not here")
    expect(page.locator("ink-model button:visible")).to_have_count(0)
    page.locator("[data-deed=free]").click()
    expect(page.locator("ink-system [role=alert]")).to_contain_text("Only whoever keeps this studio may do that")
    page.close()
    server.process.terminate()
    server.process.wait(20)


def test_a_killed_studio_goes_on_with_its_downloads(hub: Hub, tmp_path: Path) -> None:
    home, cache = _catalog(tmp_path / "home"), tmp_path / "hub"
    begun = cache / "models--o--slow" / "begun" / REVISION / "model.safetensors"
    hub.pause = 0.05
    first = start(home, hub_url=hub.url, hub_cache=str(cache))
    Guest(first).enter().http.post("models/slow/get").raise_for_status()
    until(lambda: begun.exists() and begun.stat().st_size > 50_000)
    first.process.kill()
    first.process.wait()
    until(lambda: _at_rest(begun))
    kept, hub.pause = begun.stat().st_size, 0.0
    second = start(home, hub_url=hub.url, hub_cache=str(cache))
    until(lambda: not begun.exists())
    second.process.terminate()
    second.process.wait(20)
    assert f"bytes={kept}-" in hub.ranges()
    assert len(list((cache / "models--o--slow" / "snapshots" / REVISION).iterdir())) == 2


def _at_rest(file: Path) -> bool:
    """Nobody writes to it any more."""
    before = file.stat().st_size
    time.sleep(0.3)
    return file.stat().st_size == before
