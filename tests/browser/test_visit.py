"""What a visitor does in each tab, in a real browser."""

from __future__ import annotations

import io
import json
from urllib.parse import urlsplit

import av
import numpy as np
import psutil
import soundfile
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Server, facts, made, make, open_tab, visit


def fetch(page: Page, selector: str, attribute: str = "src") -> bytes:
    """The bytes that an element of the page shows, through the browser's own session."""
    element = page.locator(selector).first
    element.wait_for(state="attached")
    address = element.get_attribute(attribute)
    assert address
    answer = page.request.get(page.url.split("#")[0] + address)
    assert answer.ok, f"{address} answered {answer.status}"
    return answer.body()


def test_a_picture(page: Page) -> None:
    make(page, "image", "three birds over the sea at dawn")
    work = made(page, "image")
    picture = Image.open(io.BytesIO(fetch(page, "#image-stage .result img")))
    assert picture.size == (1024, 1024)
    assert np.asarray(picture.convert("RGB")).std() > 10
    assert json.loads(picture.info["inkstone"])["params"]["prompt"] == "three birds over the sea at dawn"
    svg = next(file["url"] for file in facts(page, work)["files"] if file["role"] == "svg")
    assert b"<svg" in page.request.get(page.url.split("#")[0] + svg).body()


def test_a_word_without_a_drawing_is_named(page: Page) -> None:
    make(page, "image", "a cat and a flumbergast under a tree")
    expect(page.locator("#image-stage .notes")).to_contain_text("flumbergast")


def test_a_poem_streams_and_is_kept(page: Page) -> None:
    open_tab(page, "Poem & story")
    page.locator("#writing-form").get_by_label("Haiku").check()
    make(page, "writing", "a frozen pond")
    lines = [line for line in facts(page, made(page, "writing"))["text"].splitlines() if line.strip()]
    assert len(lines) == 3


def test_a_chinese_poem_in_a_form_of_its_own(page: Page) -> None:
    open_tab(page, "Poem & story")
    expect(page.locator("#writing-verse")).to_be_hidden()
    page.locator("#writing-kind").get_by_label("Chinese poem").check()
    expect(page.locator("#writing-verse")).to_be_visible()
    expect(page.locator("#writing-tone")).to_be_hidden()
    make(page, "writing", "在秋日的黄昏，一片金色的落叶，在风中飘舞")
    lines = [line for line in facts(page, made(page, "writing"))["text"].splitlines() if line.strip()]
    expect(page.locator("#writing-stage .made-by")).to_contain_text("Chinese poet")
    assert [len(line.strip("，。 ")) for line in lines] == [7] * 4


def test_music_plays(page: Page) -> None:
    open_tab(page, "Music")
    make(page, "music", "a calm waltz for piano in D minor")
    expect(made(page, "music").locator(".player-play")).to_be_visible()
    sound, rate = soundfile.read(io.BytesIO(fetch(page, "#music-stage audio")))
    assert rate == 44100
    assert sound.shape[1] == 2
    assert 25 < len(sound) / rate < 36
    assert float(np.sqrt(np.mean(sound**2))) > 0.02
    assert float(np.abs(sound).max()) <= 1.0
    duration = page.locator("#music-stage audio").evaluate(
        """async a => {
          a.preload = 'metadata';
          if (!(a.duration > 0)) await new Promise(done => a.addEventListener('loadedmetadata', done));
          return a.duration;
        }"""
    )
    assert 25 < duration < 36


def test_an_animation_plays(page: Page) -> None:
    open_tab(page, "Animation")
    make(page, "animation", "a sailing boat bobs on the sea under drifting clouds")
    expect(made(page, "animation").locator("video")).to_be_visible()
    with av.open(io.BytesIO(fetch(page, "#animation-stage video"))) as movie:
        frames = [frame.to_ndarray(format="rgb24") for frame in movie.decode(video=0)]
    assert len(frames) == 96
    assert np.abs(frames[0].astype(int) - frames[48]).mean() > 0.5
    moved = page.locator("#animation-stage video").evaluate(
        "async v => { await v.play(); await new Promise(r => setTimeout(r, 800)); return v.currentTime }"
    )
    assert moved > 0


def test_a_visit_asks_no_other_address(visitor: BrowserContext, server: Server) -> None:
    asked: list[str] = []
    visitor.on("request", lambda request: asked.append(request.url))
    page = visitor.new_page()
    visit(page, server)
    make(page, "image", "a fox under the moon")
    made(page, "image")
    for name in ("Library", "System"):
        open_tab(page, name)
    outside = {
        u for u in asked if urlsplit(u).scheme in ("http", "https", "ws", "wss") and urlsplit(u).hostname != "127.0.0.1"
    }
    assert len(asked) > 20
    assert not outside
    # The server's side of the same promise: no connection to anything but this machine.
    peers = [c.raddr.ip for c in psutil.Process(server.process.pid).net_connections() if c.raddr]
    assert all(peer in ("127.0.0.1", "::1", "::ffff:127.0.0.1") for peer in peers)


def test_a_result_is_there_after_the_page_was_closed(visitor: BrowserContext, server: Server) -> None:
    page = visitor.new_page()
    visit(page, server)
    open_tab(page, "Animation")
    make(page, "animation", "a balloon floats over a meadow")
    expect(page.locator("#animation-stage [role=progressbar]")).to_be_visible()
    page.close()
    page = visitor.new_page()
    visit(page, server)
    open_tab(page, "Animation")
    expect(page.locator("#animation-prompt textarea")).to_have_value("a balloon floats over a meadow")
    expect(page.locator("#animation-stage video")).to_be_visible()


def test_stop_takes_effect_and_keeps_the_words(page: Page) -> None:
    open_tab(page, "Poem & story")
    page.locator("#writing-kind").get_by_label("Story").check()
    make(page, "writing", "a little robot who is afraid of the rain")
    expect(page.locator("#writing-stage .unfinished p")).not_to_be_empty()
    page.locator("#writing-stage .progress-cancel").click()
    expect(page.locator("#writing-stage .stage-alert")).to_contain_text("Stopped")
    expect(page.locator("#writing-stage .stage-frame .paper")).not_to_be_empty()
    expect(page.locator("#writing-make")).to_be_enabled()


def test_one_visitor_does_not_see_anothers_works(page: Page, browser: object, server: Server) -> None:
    make(page, "image", "a red house")
    made(page, "image")
    stranger = browser.new_context().new_page()  # type: ignore[attr-defined]
    visit(stranger, server)
    open_tab(stranger, "Library")
    expect(stranger.locator("ink-library .library-empty")).to_be_visible()
    expect(stranger.locator("ink-library .tile")).to_have_count(0)
    stranger.context.close()
