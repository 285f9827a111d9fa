"""The many modes of music and voice: what is brought to each, how a piece leads on, and what can be taken along."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from pipelines.registry import WINGS
from tests.browser.conftest import PATIENCE, Server, choose_mode, facts, made, make, open_tab, visit

WIDE = "document.documentElement.scrollWidth"


@pytest.fixture
def phone(browser: Browser, server: Server) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 380, "height": 760})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    visit(page, server)
    yield page
    context.close()


def test_each_mode_is_opened_on_a_phone_and_says_what_to_do(phone: Page) -> None:
    open_tab(phone, "Music")
    for mode in [*WINGS["music"][1:], WINGS["music"][0]]:
        choose_mode(phone, mode.key, "music")
        title = "Composed here, from a description" if mode.key == "music" else str(mode.title)
        expect(phone.locator("#music-stage h2")).to_have_text(title)
        assert phone.evaluate(WIDE) <= 380, f"{mode.key} scrolls sideways"


def test_what_chooses_the_kind_stays_above_a_prompt_that_comes_and_goes(phone: Page) -> None:
    open_tab(phone, "Voice")
    kind = phone.locator("#voice-kind")
    expect(phone.get_by_label("Text", exact=True)).to_be_visible()
    above = kind.bounding_box()
    kind.get_by_label("Words from a sound").click()
    expect(phone.locator("#voice-sound").get_by_role("button", name="Record")).to_be_visible()
    expect(phone.locator("#voice-prompt")).to_be_hidden()
    assert kind.bounding_box() == above
    assert phone.evaluate(WIDE) <= 380


def test_what_a_mode_begins_with_is_told_and_can_be_recorded(page: Page) -> None:
    open_tab(page, "Music")
    page.locator("ink-modes[tab=music] .modes-button").click()
    expect(page.locator("#music-modes h3")).to_have_text(
        ["From words", "From a piece of yours", "From a sound of yours"]
    )
    assert "false" not in page.locator("#music-modes").inner_text()
    page.locator(".modes-tile[data-mode=transcribe]").click()
    sound = page.locator("#music-bench ink-brought:visible").first
    expect(sound.locator("[data-part=drop]")).to_have_text(
        "Drop a sound or a MIDI file here, paste it, or choose a file"
    )
    expect(sound.get_by_role("button", name="Record")).to_be_visible()
    choose_mode(page, "mix", "music")
    expect(page.locator("#music-bench .brought-title:visible")).to_have_text(["First sound", "Second sound"])
    choose_mode(page, "cover", "music")
    expect(page.locator("ink-modes[tab=music] .modes-lack")).to_contain_text("“From a tune” plays its melody")
    expect(page.get_by_placeholder("Say how it should sound instead.")).to_be_visible()
    page.get_by_role("button", name="heavy metal with a choir").click()
    expect(page.locator("#music-prompt textarea")).to_have_value("heavy metal with a choir")


def test_a_piece_is_changed_from_its_menu_and_all_its_forms_can_be_taken_along(page: Page) -> None:
    open_tab(page, "Music")
    page.locator("#music-seconds input[type=number]").fill("10")
    make(page, "music", "a waltz for piano and flute")
    first = made(page, "music")
    files = first.locator(".result-files a")
    expect(files).to_have_text(["WAV", "MIDI", "MusicXML", "MusicXML lead sheet", "sheet music (PDF)"])
    first.locator(".leaves summary").click()
    expect(first.get_by_alt_text("Sheet music of", exact=False).first).to_be_visible()
    first.hover()
    page.locator("#music-stage").get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Send to").click()
    page.get_by_role("menuitem", name="Change a piece").click()
    expect(page.locator("#music-piece [data-part=name]")).to_contain_text("waltz")
    page.locator("#music-mute").get_by_role("textbox").fill("flute")
    before = str(first.get_attribute("data-work-id"))
    page.locator("#music-make").click()
    expect(page.locator(f"#music-stage .result:not([data-work-id='{before}'])")).to_be_visible()
    assert "flute" in facts(page, made(page, "music"))["notes"][0]
