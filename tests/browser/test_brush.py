"""Where to work on a picture: painted by mouse, finger and figures, kept as a picture of its own."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Server, choose_mode, make, open_tab, visit
from tests.browser.test_brought import a_png, bring

WIDTH, HEIGHT = 300, 200


def a_picture(width: int = WIDTH, height: int = HEIGHT) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(out, "PNG")
    return out.getvalue()


def paint_in(page: Page, picture: bytes) -> None:
    """Bring a picture and open the brush over it."""
    choose_mode(page, "repaint")
    bring(page, "image-picture", picture, "boat.png")
    page.locator("#image-mask [data-do=paint]").click()
    expect(page.locator(".painting-sheet")).to_be_visible()


def at(page: Page, across: float, down: float) -> tuple[float, float]:
    """A point of the picture as the window has it."""
    box = page.locator(".painting-sheet").bounding_box()
    assert box
    return box["x"] + across * box["width"], box["y"] + down * box["height"]


def stroke(page: Page, *points: tuple[float, float]) -> None:
    page.mouse.move(*at(page, *points[0]))
    page.mouse.down()
    for point in points[1:]:
        page.mouse.move(*at(page, *point), steps=5)
    page.mouse.up()


def done(page: Page) -> None:
    page.locator(".painting-done").click()
    expect(page.locator("dialog.painting")).to_have_count(0)


def mask(page: Page) -> Image.Image:
    """What the field holds now, as the studio has it."""
    shown = page.locator("#image-mask .brush-mask")
    expect(shown).to_be_visible()
    source = str(shown.get_attribute("src")).partition("?")[0]
    data = page.evaluate("async url => [...new Uint8Array(await (await fetch(url)).arrayBuffer())]", source)
    return Image.open(io.BytesIO(bytes(data))).convert("L")


@pytest.fixture
def painting(page: Page) -> Page:
    paint_in(page, a_picture())
    return page


def test_a_stroke_becomes_a_mask_as_large_as_the_picture(painting: Page) -> None:
    stroke(painting, (0.2, 0.5), (0.8, 0.5))
    done(painting)
    found = mask(painting)
    assert found.size == (WIDTH, HEIGHT)
    assert found.getpixel((WIDTH // 2, HEIGHT // 2)) == 255 and found.getpixel((5, 5)) == 0
    assert 0.02 < sum(found.histogram()[128:]) / (WIDTH * HEIGHT) < 0.5


def test_deeds_are_undone_done_again_taken_away_and_turned_round(painting: Page) -> None:
    said = painting.locator(".painting-said")
    painting.get_by_role("button", name="The whole picture").click()
    expect(said).to_have_text("100% painted")
    painting.keyboard.press("Control+z")
    expect(said).to_have_text("0% painted")
    painting.keyboard.press("Control+y")
    expect(said).to_have_text("100% painted")
    painting.keyboard.press("e")
    painting.keyboard.press("]")
    stroke(painting, (0.5, 0.2), (0.5, 0.8))
    expect(said).not_to_have_text("100% painted")
    painting.get_by_role("button", name="Swap painted and unpainted").click()
    done(painting)
    found = mask(painting)
    assert found.getpixel((WIDTH // 2, HEIGHT // 2)) == 255 and found.getpixel((2, 2)) == 0


def test_figures_paint_without_a_pointer(painting: Page) -> None:
    painting.locator(".painting-figures summary").press("Enter")
    for edge, value in (("Left edge", "50"), ("Top edge", "0"), ("Right edge", "100"), ("Bottom edge", "100")):
        painting.get_by_label(edge).fill(value)
    painting.get_by_role("button", name="Paint it").first.press("Enter")
    expect(painting.locator(".painting-said")).to_have_text("50% painted")
    painting.keyboard.press("Escape")
    done(painting)
    found = mask(painting)
    assert found.getpixel((WIDTH // 2 + 2, 3)) == 255 and found.getpixel((WIDTH // 2 - 3, 3)) == 0


def test_it_stays_through_another_tab_and_goes_with_another_picture(painting: Page) -> None:
    stroke(painting, (0.3, 0.3), (0.6, 0.6))
    done(painting)
    before = mask(painting).tobytes()
    open_tab(painting, "Music")
    open_tab(painting, "Image")
    assert mask(painting).tobytes() == before
    painting.locator("#image-mask [data-do=paint]").click()
    stroke(painting, (0.1, 0.9), (0.9, 0.9))
    done(painting)
    expect(painting.locator("#image-mask .brush-mask")).to_be_visible()
    painting.wait_for_function("before => document.querySelector('.brush-mask').src !== before", arg="")
    painting.locator("#image-picture [data-do=remove]").click()
    expect(painting.locator("#image-mask")).to_contain_text("Bring the picture first")
    bring(painting, "image-picture", a_png(), "other.png")
    expect(painting.locator("#image-mask")).to_contain_text("Paint where to work")
    expect(painting.locator("#image-mask .brush-mask")).to_have_count(0)


def test_nothing_painted_is_no_mask(painting: Page) -> None:
    stroke(painting, (0.3, 0.3), (0.6, 0.6))
    painting.get_by_role("button", name="Clear").click()
    done(painting)
    make(painting, "image", "a red hat")
    expect(painting.locator("#image-mask .field-error")).to_contain_text("paint over the part")


def test_a_large_picture_has_a_mask_of_its_size(page: Page) -> None:
    paint_in(page, a_picture(3600, 2400))
    stroke(page, (0.4, 0.5), (0.6, 0.5))
    assert page.evaluate("document.querySelector('.painting-mask').width") == 2048
    done(page)
    assert mask(page).size == (3600, 2400)


@pytest.fixture
def phone(browser: Browser, server: Server) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    visit(page, server)
    paint_in(page, a_picture(400, 600))
    yield page
    context.close()


def test_a_finger_paints_two_enlarge_and_the_page_stays(phone: Page) -> None:
    session = phone.context.new_cdp_session(phone)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        fingers = [{"x": x, "y": y, "id": id} for id, (x, y) in enumerate(points)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers})

    finish = phone.locator(".painting-done").bounding_box()
    assert finish and finish["x"] + finish["width"] <= 390 - 4, "nothing is cut off"
    place = phone.evaluate("scrollY")
    x, y = at(phone, 0.5, 0.3)
    touch("touchStart", (x, y))
    for step in range(10):
        touch("touchMove", (x, y + 20 * step))
    touch("touchEnd")
    said = phone.locator(".painting-said")
    expect(said).not_to_have_text("0% painted")
    share, scale = said.inner_text(), "document.querySelector('.painting-sheet').getBoundingClientRect().width"
    before = phone.evaluate(scale)
    touch("touchStart", (150, 400))
    touch("touchStart", (150, 400), (240, 400))
    for step in range(10):
        touch("touchMove", (150 - 5 * step, 400), (240 + 5 * step, 400))
    touch("touchEnd")
    assert phone.evaluate(scale) > 1.5 * before
    assert said.inner_text() == share, "two fingers paint nothing"
    assert phone.evaluate("scrollY") == place
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    done(phone)
    assert mask(phone).getpixel((200, 300)) == 255
