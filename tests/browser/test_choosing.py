"""Choosing by looking: a first visit's examples, and choices with a picture or a sound."""

from __future__ import annotations

import re
from typing import get_args

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from pipelines.scene.options import DRAWN_LOOKS, Finish
from scripts.prepare_swatches import FOLDED
from studio.web.assets import FOLDER
from studio.web.examples import example
from tests.browser.conftest import Server, facts, made, open_tab, visit

TABS = ("image", "writing", "music", "voice", "animation")
SOUNDING = ".is-on:is(.swatch-sound, .example-play)"


@pytest.fixture
def page(visitor: BrowserContext, server: Server) -> Page:
    # What sounds and moves may begin at once, as it does for whoever has clicked before.
    page = visitor.new_page()
    page.set_viewport_size({"width": 1280, "height": 900})
    visit(page, server)
    return page


def test_an_example_fills_the_form_and_is_made_again(page: Page) -> None:
    page.locator("[data-example=fox] .example-like").click()
    expect(page.locator("#image-prompt textarea")).to_have_value("a fox under the full moon in a snowy forest")
    expect(page.locator("#image-finish input[value=watercolour]")).to_be_checked()
    expect(page.locator("#image-aspect input[value='4:3']")).to_be_checked()
    page.locator("#image-make").click()
    assert facts(page, made(page, "image"))["seed"] == example("fox").values["seed"]


@pytest.mark.alone
def test_every_tab_shows_finished_works_and_moves_nothing(page: Page) -> None:
    for tab in TABS:
        page.locator(f"#nav-{tab}").click()
        cards = page.locator(f"ink-examples[tab={tab}] .example")
        expect(cards.first).to_be_visible()
        assert cards.count() in (4, 6)
        for picture in cards.locator("img").all():
            assert int(picture.get_attribute("width") or 0) and int(picture.get_attribute("height") or 0)
    shifted = page.evaluate(
        """() => new Promise(done => new PerformanceObserver(list =>
             done(list.getEntries().reduce((sum, entry) => sum + entry.value, 0)))
           .observe({type: 'layout-shift', buffered: true}) || setTimeout(() => done(0), 500))"""
    )
    assert shifted < 0.05


def test_only_what_is_looked_at_is_loaded(visitor: BrowserContext, server: Server) -> None:
    page, loaded = visitor.new_page(), set()
    page.on(
        "response", lambda answer: loaded.add(answer.url.rsplit("/", 1)[-1]) if "/examples/" in answer.url else None
    )
    visit(page, server)
    page.wait_for_function("document.querySelector('[data-example=sailboats] img').naturalWidth > 0")
    page.wait_for_timeout(500)
    assert "sailboats.webp" in loaded
    assert not [name for name in loaded if name.startswith(("dusk", "jig"))]
    for tab, name in (("Music", "jig"), ("Animation", "dusk")):
        open_tab(page, tab)
        page.wait_for_function(
            "name => document.querySelector(`[data-example=${name}] img`)?.naturalWidth > 0", arg=name
        )
        page.wait_for_timeout(500)
    assert {"jig.webp", "dusk.webp"} <= loaded
    assert not [name for name in loaded if name.endswith((".mp3", ".mp4"))], "nobody asked to hear or see it yet"


def test_arrow_keys_lead_through_the_pictures(page: Page) -> None:
    page.locator("#image-finish input:checked").focus()
    for wanted in ("flat", "ink", "watercolour"):
        page.keyboard.press("ArrowRight")
        expect(page.locator("#image-finish input:checked")).to_have_value(wanted)
        expect(page.locator(f"#image-finish input[value={wanted}]")).to_be_focused()


def test_each_choice_shows_its_own_part_of_the_sheet(page: Page) -> None:
    parts = page.locator("#image-finish label").evaluate_all(
        "labels => labels.map(label => { const style = getComputedStyle(label, '::before');"
        " return style.backgroundImage + style.backgroundPositionX; })"
    )
    assert len(set(parts)) == len(parts) == len(get_args(Finish)) + len(DRAWN_LOOKS) + 1, "and auto"
    assert all(re.search(r"swatches/finish(-more)?\.webp", part) for part in parts)
    open_tab(page, "Animation")
    film = "#animation-finish label:has(> [value=chalk])"
    sheet = page.locator(film).evaluate("label => getComputedStyle(label, '::before').backgroundImage")
    assert "finish-more.webp" in sheet, "by the choice, although it is among the first of a shorter field"


def test_a_long_choice_is_unfolded_when_all_of_it_is_asked_for(page: Page) -> None:
    labels, button = page.locator("#image-finish label:visible"), page.locator("#image-finish .swatches-all")
    sheets: list[str] = []
    page.on("request", lambda request: sheets.append(request.url) if "finish-more" in request.url else None)
    expect(labels).to_have_count(FOLDED["finish"])
    assert not sheets
    button.click()
    expect(button).to_have_count(0)
    expect(labels).to_have_count(len(get_args(Finish)) + len(DRAWN_LOOKS) + 1)
    page.locator("#image-prompt textarea").fill("a fox")
    page.locator("#image-finish input[value=tapestry]").check()
    page.locator("#image-make").click()
    assert "tapestry" in str(facts(page, made(page, "image"))).lower()
    assert sheets


def test_one_sound_is_heard_at_a_time_and_chooses_nothing(page: Page) -> None:
    open_tab(page, "Music")
    page.locator("#music-genre label:has([value=jazz]) .swatch-sound").click()
    expect(page.locator(SOUNDING)).to_have_count(1)
    expect(page.locator("#music-genre input:checked")).to_have_value("auto")
    page.locator("[data-example=jig] .example-play").click()
    expect(page.locator("[data-example=jig] .is-on")).to_have_count(1)
    # At once: the first would soon have ended by itself.
    assert page.locator(SOUNDING).count() == 1


def test_what_is_chosen_can_be_heard_without_a_pointer(page: Page) -> None:
    open_tab(page, "Music")
    page.locator("#music-genre input[value=folk]").check()
    page.locator("#music-genre .swatches-listen").press("Enter")
    expect(page.locator("#music-genre label:has([value=folk]) .is-on")).to_have_count(1)


def test_every_icon_that_is_shown_is_in_the_sprite(page: Page) -> None:
    known = set(re.findall(r'<symbol id="([^"]+)"', (FOLDER / "icons.svg").read_text(encoding="utf-8")))
    for tab in (*TABS, "library", "system"):
        page.locator(f"#nav-{tab}").click()
        page.wait_for_timeout(300)
        shown = page.locator("use").evaluate_all("uses => uses.map(use => use.getAttribute('href').split('#')[1])")
        assert shown and set(shown) <= known
