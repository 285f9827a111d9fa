"""A long text is heard from its first sentence on, while the rest of it is still spoken."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.conftest import Server, make, open_tab, until

SENTENCES = ("The old lamp stood by the window all night.", "Nobody came down the road.", "The sea was still.")
WATCHED = """() => {
  window.starts = [];
  const start = AudioBufferSourceNode.prototype.start;
  AudioBufferSourceNode.prototype.start = function (at) {
    const loudest = this.buffer.getChannelData(0).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    starts.push({at, seconds: this.buffer.duration, rate: this.buffer.sampleRate, loudest});
    return start.call(this, at);
  };
}"""
NOW = "async () => (await (await fetch('now')).json()).jobs[0]"
HEARD = "#voice-stage ink-heard"
AT = f"document.querySelector('{HEARD}').currentTime"


def told(page: Page) -> dict[str, Any]:
    """The newest job, as the page is told of it."""
    job: dict[str, Any] = page.evaluate(NOW)
    return job


def count(page: Page) -> int:
    return int((told(page)["heard"] or {"count": 0})["count"])


def test_a_long_text_is_heard_before_it_is_done_and_on_in_what_became_of_it(page: Page, server: Server) -> None:
    page.evaluate(WATCHED)
    open_tab(page, "Voice")
    make(page, "voice", " ".join(SENTENCES * 20))
    button = page.locator(f"{HEARD} .player-play")
    expect(button).to_have_accessible_name("Play what there is so far")
    expect(page.locator(f"{HEARD} .player-time")).to_have_text(re.compile(r"Sound so far: 0:\d\d"))
    until(lambda: count(page) >= 3)
    assert page.evaluate("starts") == [] and page.evaluate(AT) == 0, "it does not begin by itself"

    button.click()
    page.wait_for_function(f"{AT} > 0.5")
    assert told(page)["state"] == "running" and page.locator("#voice-stage .result").count() == 0
    until(lambda: len(page.evaluate("starts")) >= 3)
    first, second, third = page.evaluate("starts")[:3]
    assert (
        abs(first["at"] + first["seconds"] - second["at"]) < 1e-6 > abs(second["at"] + second["seconds"] - third["at"])
    )
    assert min(one["loudest"] for one in (first, second, third)) > 0.1 and first["rate"] == 24_000

    button.click()
    expect(button).to_have_accessible_name("Play what there is so far")
    held = page.evaluate(AT)
    page.wait_for_timeout(400)
    assert page.evaluate(AT) == held, "a pause holds it"
    button.click()
    page.wait_for_function(f"{AT} > {held} + 0.2")

    page.locator("#voice-stage .progress-cancel").click()
    before = page.evaluate(AT)
    player = page.locator("#voice-stage .result .player audio")
    player.wait_for(state="attached")
    page.wait_for_function("at => document.querySelector('#voice-stage .player audio').currentTime > at", arg=before)
    expect(page.locator(HEARD)).to_have_count(0)
    assert not player.evaluate("audio => audio.paused")
    assert list((server.home / "passing" / "jobs").rglob("heard-*")) == []
