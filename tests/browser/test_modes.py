"""The panel of a tab with many modes: by pointer and by keys, and what of it needs a model."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from pipelines.registry import WINGS
from tests.browser.conftest import Server, choose_mode, make, open_tab, visit
from tests.browser.test_brought import a_photo, bring


@pytest.fixture
def button(page: Page) -> Locator:
    return page.locator("ink-modes[tab=image] .modes-button")


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.dataset.mode"))


def chosen(page: Page) -> str:
    """What the form itself holds."""
    return str(page.locator("#image-kind input:checked").get_attribute("value"))


def test_by_keys(page: Page, button: Locator) -> None:
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".modes-tile")).to_have_count(len(WINGS["image"]))
    assert focused(page) == "image", "one begins where one is"
    page.keyboard.press("End")
    last = focused(page)
    page.keyboard.press("ArrowLeft")
    assert focused(page) not in (last, "image")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    below = focused(page)
    assert below not in (last, "image")
    page.keyboard.press("Escape")
    expect(page.locator("#image-modes")).to_be_hidden()
    expect(button).to_be_focused()
    assert chosen(page) == "image", "nothing is chosen by looking"
    page.keyboard.press("ArrowDown")
    page.locator(".modes-tile[data-mode=enhance]").focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("data-mode", "enhance")
    expect(button).to_be_focused()
    expect(page.locator("#image-picture")).to_be_visible()
    expect(page.locator("#image-prompt")).to_be_hidden()
    assert chosen(page) == "enhance"


def test_the_two_groups_are_what_one_begins_with(page: Page, button: Locator) -> None:
    button.click()
    expect(page.locator("#image-modes section")).to_have_count(2)
    words, picture = page.locator("#image-modes section").all()
    expect(words).to_contain_text("From words")
    expect(words.locator("[data-mode=image]")).to_be_visible()
    expect(picture.locator("[data-mode=enhance]")).to_be_visible()


def test_a_mode_without_a_model_can_be_looked_at_and_leads_to_system(page: Page, button: Locator) -> None:
    button.click()
    expect(page.locator("[data-mode=enhance] .modes-needs")).to_have_count(0)
    expect(page.locator("[data-mode=repaint] .modes-needs")).to_be_visible()
    page.locator("[data-mode=repaint].modes-tile").click()
    expect(page.locator("#image-mask")).to_be_visible()
    expect(page.locator("#image-stage .stage-line")).not_to_contain_text("Ready")
    page.locator(".modes-lack a").click()
    expect(page.locator("#nav-system")).to_have_attribute("aria-selected", "true")


def test_what_is_said_above_the_stage_is_about_the_chosen_mode(page: Page) -> None:
    line = page.locator("#image-stage .stage-line")
    expect(line).to_contain_text("illustrator")
    choose_mode(page, "enhance")
    expect(line).to_contain_text("enhancer")


def test_a_tab_with_few_modes_shows_them_in_a_row(page: Page) -> None:
    open_tab(page, "Poem & story")
    expect(page.locator("#writing-kind").get_by_label("Story")).to_be_visible()
    expect(page.locator("ink-modes[tab=writing]")).to_have_count(0)


def test_what_is_called_the_same_in_two_modes_is_kept_apart(page: Page) -> None:
    choose_mode(page, "change")
    expect(page.locator("#image-strength")).to_be_visible()
    choose_mode(page, "style")
    expect(page.locator("#image-strength-style")).to_be_visible()
    expect(page.locator("#image-strength")).to_be_hidden()


def test_it_fits_a_phone(browser: Browser, server: Server) -> None:
    context = browser.new_context(viewport={"width": 380, "height": 760})
    page = context.new_page()
    visit(page, server)
    page.locator("ink-modes[tab=image] .modes-button").click()
    panel = page.locator("#image-modes")
    box = panel.bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 380 and box["y"] + box["height"] <= 760
    last = page.locator(".modes-tile").last
    last.scroll_into_view_if_needed()
    last.click()
    expect(panel).to_be_hidden()
    context.close()


def test_on_a_phone_a_refusal_comes_into_view(browser: Browser, server: Server) -> None:
    context = browser.new_context(viewport={"width": 380, "height": 760})
    page = context.new_page()
    visit(page, server)
    choose_mode(page, "change")
    bring(page, "image-picture", a_photo())
    expect(page.locator("#image-picture [data-part=name]")).to_be_visible()
    make(page, "image", "a red hat")
    alert = page.locator("#image-stage .stage-alert")
    expect(alert).to_contain_text("needs an image model")
    expect(alert).to_be_in_viewport()
    context.close()
