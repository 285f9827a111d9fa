"""Bad input in the page: a clear message, and the visitor's words stay."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from pipelines.registry import WINGS
from studio.words import spoken
from tests.browser.conftest import Server, facts, made, make, open_options, open_tab, visit


@pytest.mark.parametrize(
    ("prompt", "says"),
    [
        ("   ", "it is empty"),
        ("x" * 100_000, "at most 2,000"),
        ("a cat\x00", "control character"),
    ],
)
def test_a_bad_prompt_is_told_and_kept(page: Page, prompt: str, says: str) -> None:
    make(page, "image", prompt)
    box = page.locator("#image-prompt textarea")
    expect(page.locator("#image-prompt .field-error")).to_contain_text(says)
    expect(box).to_have_value(prompt)
    expect(box).to_have_attribute("aria-invalid", "true")
    expect(box).to_be_focused()
    box.fill("a cat")
    expect(page.locator("#image-prompt .field-error")).to_have_count(0)


@pytest.mark.parametrize("seed", ["seven", "4294967296"])
def test_a_bad_seed_is_told(page: Page, seed: str) -> None:
    open_options(page, "image")
    box = page.locator("#image-seed").get_by_role("textbox")
    expect(box).to_be_visible()
    # The panel is still being put together; a person is not as fast, and what is typed now would be lost.
    page.wait_for_timeout(500)
    box.fill(seed)
    make(page, "image", "a cat")
    expect(page.locator("#image-seed .field-error")).to_contain_text("whole number")


@pytest.mark.parametrize("prompt", ["🦊 under 🌙", "قطة تحت القمر", "三只鸟在海上"])
def test_any_script_makes_a_picture(page: Page, prompt: str) -> None:
    make(page, "image", prompt)
    expect(made(page, "image").locator("img")).to_be_visible()


def test_a_language_the_model_lacks_is_refused_with_advice(page: Page) -> None:
    open_tab(page, "Poem & story")
    make(page, "writing", "Ein Gedicht über den Herbst und den Wind")
    expect(page.locator("#writing-stage .stage-alert")).to_contain_text("English")


def test_hidden_heads_that_do_not_fit_are_told_before_the_poem_is_queued(page: Page) -> None:
    open_tab(page, "Poem & story")
    page.locator("#writing-kind").get_by_label("Chinese poem").check()
    open_options(page, "writing")
    heads = page.locator("#writing-heads").get_by_role("textbox")
    expect(heads).to_be_visible()
    page.wait_for_timeout(500)
    heads.fill("生日快")
    make(page, "writing", "生日")
    expect(page.locator("#writing-stage .stage-alert")).to_contain_text("4 heads; you gave 3")


def test_markup_in_a_prompt_stays_text(page: Page) -> None:
    make(page, "image", "<img src=x onerror=\"document.title='pwned'\"> a cat")
    made(page, "image")
    open_tab(page, "Library")
    expect(page.locator("ink-library .tile")).to_have_count(1)
    assert page.title() == "Inkstone"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_fits_a_phone(browser: object, server: Server, scheme: str) -> None:
    context = browser.new_context(viewport={"width": 380, "height": 800}, color_scheme=scheme)  # type: ignore[attr-defined]
    page = context.new_page()
    visit(page, server)
    for name in (*WINGS, "library", "system"):
        tab = page.locator(f"#nav-{name}")
        box = tab.bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= 380, "every tab is in reach"
        tab.click()
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 380, f"{name} is {width} px wide"
    context.close()


NAMELESS = """() => [...document.querySelectorAll('input, textarea, button, select')]
  .filter(e => e.offsetParent && !e.getAttribute('aria-label') && !e.getAttribute('aria-labelledby') && !e.title
               && ![...(e.labels || [])].some(label => label.textContent.trim()) && !e.textContent.trim())
  .map(e => e.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("key", list(WINGS))
def test_every_control_has_its_name(page: Page, key: str) -> None:
    open_tab(page, spoken(f"wing.{key}.title"))
    open_options(page, key)
    panel = page.locator(f"#tab-{key}")
    form = WINGS[key][0].form
    for name in form.model_fields:
        field = page.locator(f"#{key}-{name.replace('_', '-')}")
        if field.count() and field.is_visible():
            expect(field).to_contain_text(str(form.title_of(name)))
    expect(panel.get_by_label("Seed")).to_be_visible()
    assert page.evaluate(NAMELESS) == []


def test_the_keyboard_makes(page: Page) -> None:
    box = page.locator("#image-prompt textarea")
    box.fill("a snail in the rain")
    box.press("Shift+Enter")
    assert facts(page, made(page, "image"))["card"]["prompt"] == "a snail in the rain"


def test_fields_that_nothing_reads_are_hidden(page: Page) -> None:
    open_tab(page, "Poem & story")
    expect(page.locator("#writing-form")).to_be_visible()
    page.locator("#writing-kind").get_by_label("Story").check()
    expect(page.locator("#writing-form")).to_be_hidden()
    page.locator("#writing-kind").get_by_label("Poem", exact=True).check()
    expect(page.locator("#writing-form")).to_be_visible()
    open_tab(page, "Image")
    open_options(page, "image")
    expect(page.locator("#image-finish")).to_be_visible()
    expect(page.locator("#image-steps")).to_be_hidden()


def test_words_from_right_to_left_are_set_so(page: Page) -> None:
    words = "قطة تحت القمر"
    make(page, "image", words)
    id = made(page, "image").get_attribute("data-work-id")
    open_tab(page, "Library")
    page.locator(".tile-open").first.click()
    opened = page.locator("dialog.opened")
    places = [
        page.locator("#image-prompt textarea"),
        page.locator("ink-library .tile-title").first,
        opened.locator(".workview-title"),
        opened.locator(".workview-prompt p"),
    ]
    assert id and [place.evaluate("e => e.value || e.textContent") for place in places] == [words] * 4
    assert [place.evaluate("e => getComputedStyle(e).direction") for place in places] == ["rtl"] * 4


def test_back_and_forward_lead_through_the_tabs(page: Page) -> None:
    for name in ("Music", "Library", "System"):
        open_tab(page, name)
    for step, tab in (
        ("back", "library"),
        ("back", "music"),
        ("back", "image"),
        ("forward", "music"),
        ("back", "image"),
    ):
        page.go_back() if step == "back" else page.go_forward()
        expect(page.locator(f"#nav-{tab}")).to_have_attribute("aria-selected", "true")
        expect(page.locator("#tab-library")).to_be_visible(visible=tab == "library")
    expect(page.locator("#image-prompt textarea")).to_be_visible()
