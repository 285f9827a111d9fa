"""A wish is spoken instead of typed: a microphone beside the prompt, and its words in the prompt."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from playwright.sync_api import Page, Playwright, expect

from tests.browser.conftest import PATIENCE, Server, open_tab, visit

WISH = Path(__file__).parents[1] / "studio" / "web" / "wish.ogg"


@pytest.fixture
def speaker(playwright: Playwright, server: Server, tmp_path: Path) -> Iterator[Page]:
    """A page whose microphone hears the wish, then silence."""
    sound, rate = soundfile.read(WISH)
    soundfile.write(tmp_path / "wish.wav", np.pad(sound, (rate // 2, rate * 20)), rate)
    browser = playwright.chromium.launch(
        executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
        args=[
            "--no-sandbox",
            "--disable-gpu",
            "--use-fake-ui-for-media-stream",
            "--use-fake-device-for-media-stream",
            f"--use-file-for-fake-audio-capture={tmp_path / 'wish.wav'}%noloop",
        ],
    )
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.set_default_timeout(PATIENCE)
    visit(page, server)
    yield page
    browser.close()


def test_what_is_spoken_is_written_behind_what_stands_there(speaker: Page) -> None:
    place, box = speaker.locator("ink-speak[tab=image]"), speaker.locator("#image-prompt textarea")
    box.fill("watercolour,")
    place.get_by_role("button", name="Speak instead of typing").focus()
    speaker.keyboard.press("Enter")
    stop = place.get_by_role("button", name="Stop and write it down")
    expect(stop).to_be_focused()
    # Nothing lies over it.
    stop.click(trial=True)
    expect(place.locator(".speak-time")).to_contain_text("of 60 seconds")
    # What is loud is seen.
    speaker.wait_for_function("document.querySelector('ink-speak[tab=image] meter').value > 0.4")
    expect(place.locator(".speak-time")).to_contain_text("Recording: 5 of")
    speaker.keyboard.press("Enter")
    expect(box).to_have_value("watercolour, A red boat on a quiet lake at sunrise.")
    expect(box).to_be_focused()
    expect(place.get_by_role("status")).to_have_text("Written down: A red boat on a quiet lake at sunrise.")
    expect(place.locator(".speak-panel")).to_be_hidden()
    open_tab(speaker, "Library")
    expect(speaker.locator("ink-library .tile")).to_have_count(0)


def test_what_is_thrown_away_is_not_sent(speaker: Page) -> None:
    asked: list[str] = []
    speaker.on("request", lambda request: asked.append(request.url))
    place = speaker.locator("ink-speak[tab=image]")
    place.get_by_role("button", name="Speak instead of typing").click()
    expect(place.locator(".speak-panel")).to_be_visible()
    speaker.keyboard.press("Escape")
    expect(place.locator(".speak-panel")).to_be_hidden()
    expect(place.get_by_role("button", name="Speak instead of typing")).to_be_focused()
    assert not [url for url in asked if url.endswith("/speak")]


def test_without_a_microphone_it_says_so_beside_the_prompt(page: Page) -> None:
    place = page.locator("ink-speak[tab=image]")
    place.get_by_role("button", name="Speak instead of typing").click()
    expect(place.get_by_role("status")).to_contain_text("no microphone")
    page.locator("#image-prompt textarea").fill("a boat")
    expect(place.get_by_role("status")).to_be_hidden()
