"""What came of it: beside what it was made from, several at a glance, sent on; and what was asked for before."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import choose_mode, made, make, open_tab
from tests.browser.test_brought import a_photo, bring


def cut(page: Page) -> str:
    """How far the slider stands, as the picture shows it."""
    return str(page.locator("#image-stage .over").evaluate("e => e.style.getPropertyValue('--cut')"))


def enhanced(page: Page) -> None:
    choose_mode(page, "enhance")
    bring(page, "image-picture", a_photo())
    expect(page.locator("#image-picture [data-part=name]")).to_be_visible()
    page.locator("#image-make").click()
    made(page, "image")


def test_before_and_after_by_pointer_and_by_keys(page: Page) -> None:
    enhanced(page)
    stage = page.locator("#image-stage")
    over = stage.locator(".over")
    expect(over).to_be_visible()
    expect(over).to_contain_text("Before")
    box = over.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.8, box["y"] + 60, steps=4)
    page.mouse.up()
    assert 75 < float(cut(page).rstrip("%")) < 85
    stage.locator(".over-range").press("Home")
    assert cut(page) == "0%"
    stage.locator(".over-range").press("ArrowRight")
    assert cut(page) == "1%"


def test_it_is_turned_off_for_the_next_one_too(page: Page) -> None:
    enhanced(page)
    stage = page.locator("#image-stage")
    made(page, "image").hover()
    stage.get_by_role("button", name="Before and after").click()
    expect(stage.locator(".over")).to_have_count(0)
    expect(stage.locator(".result-open img")).to_be_visible()
    page.reload()
    expect(stage.locator(".result-open img")).to_be_visible()
    expect(stage.locator(".before-toggle")).to_have_attribute("aria-pressed", "false")
    expect(stage.locator(".over")).to_have_count(0)


def test_in_the_lightbox_and_in_the_library(page: Page) -> None:
    enhanced(page)
    made(page, "image").hover()
    page.locator("#image-stage").get_by_role("button", name="Open large").click()
    lightbox = page.locator("dialog.lightbox")
    lightbox.get_by_role("button", name="Before and after").click()
    expect(page.locator("dialog.compare .over")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    open_tab(page, "Library")
    page.locator(".tile-open").first.click()
    expect(page.locator("dialog.opened .over")).to_be_visible()


def test_a_picture_from_words_has_no_before(page: Page) -> None:
    make(page, "image", "a red boat")
    made(page, "image").hover()
    expect(page.locator("#image-stage").get_by_role("button", name="Open large")).to_be_visible()
    expect(page.locator("#image-stage .before-toggle")).to_have_count(0)


def test_several_are_seen_at_a_glance_and_gone_through_by_keys(page: Page) -> None:
    page.locator("#image-count input[type=number]").fill("6")
    make(page, "image", "a red boat")
    results = page.locator("#image-stage .result[data-work-id]")
    expect(results).to_have_count(6)
    tops = [box["y"] for box in (one.bounding_box() for one in results.all()) if box]
    assert len(set(map(round, tops))) == 2, "two rows of three"
    bottom = results.last.bounding_box()
    window = page.viewport_size
    assert bottom and window and bottom["y"] + bottom["height"] <= window["height"], "all of them in one look"
    opens = page.locator("#image-stage .result-open")
    opens.first.focus()
    page.keyboard.press("ArrowRight")
    expect(opens.nth(1)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(opens.nth(4)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".lightbox-count")).to_have_text("5 of 6")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".lightbox-count")).to_have_text("6 of 6")
    page.keyboard.press("Escape")
    expect(page.locator("dialog.lightbox")).to_have_count(0)


def test_a_result_is_dragged_into_a_field(page: Page) -> None:
    make(page, "image", "a red boat")
    made(page, "image")
    choose_mode(page, "enhance")
    page.locator("#image-stage .strip-tile").first.drag_to(page.locator("#image-picture [data-part=drop]"))
    expect(page.locator("#image-picture [data-part=name]")).to_have_text("a red boat")


def test_a_result_is_sent_on(page: Page) -> None:
    make(page, "image", "a red boat")
    made(page, "image").hover()
    page.locator("#image-stage").get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Send to").click()
    page.get_by_role("menuitem", name="Enhance a picture").click()
    expect(page.locator("ink-modes[tab=image] .modes-button")).to_have_attribute("data-mode", "enhance")
    expect(page.locator("#image-picture [data-part=name]")).to_have_text("a red boat")


def test_what_was_asked_for_before_is_taken_up_again(page: Page) -> None:
    box = page.locator("#image-prompt textarea")
    for prompt in ("a red boat", "an old mill"):
        make(page, "image", prompt)
        expect(page.locator("#image-stage .strip-tile img")).to_have_count(1 if prompt == "a red boat" else 2)
    page.locator("ink-prompts[tab=image]").get_by_role("button", name="Earlier prompts").click()
    expect(page.locator(".prompts-list").get_by_role("menuitem")).to_have_text(["an old mill", "a red boat"])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(box).to_have_value("a red boat")
    box.fill("")
    box.press("ArrowUp")
    expect(box).to_have_value("an old mill")
    box.press("ArrowUp")
    expect(box).to_have_value("a red boat")
    box.press("ArrowDown")
    expect(box).to_have_value("an old mill")
    box.press_sequentially(" in the rain")
    box.press("ArrowUp")
    expect(box).to_have_value("an old mill in the rain")


def test_only_what_may_be_sold_is_offered_if_one_likes(page: Page) -> None:
    page.locator("[data-options=image]").click()

    def offered() -> str:
        page.locator("#image-model input").click()
        options = page.get_by_role("listbox").inner_text()
        page.keyboard.press("Escape")
        return options

    assert "SDXL Turbo" in offered()
    page.locator("#image-sold input").check()
    page.wait_for_function("localStorage.getItem('inkstone_sale') === 'yes'")
    page.wait_for_timeout(1000)
    narrow = offered()
    assert "SDXL Turbo" not in narrow and "Illustrator" in narrow
    page.reload()
    page.locator("#image-sold input:checked").wait_for(state="attached")
    page.wait_for_timeout(1000)
    assert "SDXL Turbo" not in offered()
