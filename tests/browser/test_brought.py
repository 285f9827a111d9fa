"""Files of one's own in the page: dropped, pasted, photographed, chosen among works; forms filled in from one."""

from __future__ import annotations

import base64
import io

import pytest
from PIL import Image, PngImagePlugin
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Server, choose_mode, download, facts, made, make, open_tab, visit

_DROP = """([selector, base64]) => {
  const bytes = Uint8Array.from(atob(base64), c => c.charCodeAt(0));
  const data = new DataTransfer();
  data.items.add(new File([bytes], 'dropped.png', {type: 'image/png'}));
  document.querySelector(selector).dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true}));
}"""
_PASTE = """base64 => {
  const bytes = Uint8Array.from(atob(base64), c => c.charCodeAt(0));
  const data = new DataTransfer();
  data.items.add(new File([bytes], 'pasted.png', {type: 'image/png'}));
  document.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, cancelable: true}));
}"""


def a_photo() -> bytes:
    """Dim, lying on its side, with the orientation that puts it upright."""
    picture = Image.linear_gradient("L").resize((120, 80)).convert("RGB").point(lambda value: value // 2)
    exif = Image.Exif()
    exif[0x0112] = 6
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


def a_png(text: str = "") -> bytes:
    info = PngImagePlugin.PngInfo()
    if text:
        info.add_text("parameters", text)
    out = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").save(out, "PNG", pnginfo=info)
    return out.getvalue()


@pytest.fixture
def enhancing(page: Page) -> Page:
    choose_mode(page, "enhance")
    expect(page.locator("#image-picture [data-part=drop]")).to_be_visible()
    expect(page.locator("#image-prompt")).to_be_hidden()
    return page


def bring(page: Page, key: str, data: bytes, name: str = "photo.jpg") -> None:
    page.locator(f"#{key} input[type=file]").set_input_files({"name": name, "mimeType": "image/png", "buffer": data})


def test_a_photo_is_brought_and_made_better(enhancing: Page) -> None:
    page = enhancing
    bring(page, "image-picture", a_photo())
    expect(page.locator("#image-picture [data-part=name]")).to_have_text("photo.jpg")
    page.locator("#image-make").click()
    with Image.open(io.BytesIO(download(page, "image"))) as found:
        assert found.size == (80, 120), "upright now"
        assert found.convert("L").resize((1, 1)).getpixel((0, 0)) > 70, "and lighter"
    told = facts(page, made(page, "image"))
    assert "what it was made from" in [file["label"] for file in told["files"]]
    assert told["seed"] is None and not told["vary"], "chance has no part in it"


@pytest.mark.parametrize("way", ["drop", "paste"])
def test_other_ways_in(enhancing: Page, way: str) -> None:
    data = base64.b64encode(a_png()).decode()
    if way == "drop":
        enhancing.evaluate(_DROP, ["#image-picture [data-part=drop]", data])
    else:
        enhancing.evaluate(_PASTE, data)
    expect(enhancing.locator("#image-picture [data-part=name]")).to_contain_text("ed.png")
    enhancing.locator("#image-picture [data-do=remove]").click()
    expect(enhancing.locator("#image-picture [data-part=drop]")).to_be_visible()


def test_a_pasted_picture_goes_to_one_field(enhancing: Page) -> None:
    enhancing.locator("#image-fill").get_by_text("Fill in from a file").click()
    expect(enhancing.locator("#image-source [data-part=drop]")).to_be_visible()
    enhancing.evaluate(_PASTE, base64.b64encode(a_png()).decode())
    expect(enhancing.locator("[data-part=name]").filter(has_text="pasted.png")).to_have_count(1)


def test_one_of_ones_works(page: Page) -> None:
    make(page, "image", "a red boat")
    made(page, "image")
    choose_mode(page, "enhance")
    page.locator("#image-picture [data-do=works]").click()
    page.locator(".choosing [data-pick]").first.click()
    expect(page.locator("#image-picture [data-part=name]")).to_have_text("a red boat")
    page.locator("#image-make").click()
    expect(page.locator("#image-stage .made-by")).to_contain_text("enhancer")


def test_a_file_that_is_none_is_told_beside_the_field(enhancing: Page) -> None:
    bring(enhancing, "image-picture", b"just some words", "words.png")
    expect(enhancing.locator("#image-picture [data-part=said]")).to_contain_text("That is a text")
    expect(enhancing.locator("#image-picture [data-part=drop]")).to_be_visible()
    enhancing.locator("#image-make").click()
    expect(enhancing.locator("#image-picture .field-error")).to_contain_text("bring a file first")


def test_the_camera(browser: Browser, server: Server) -> None:
    """Without one, a sentence; the keys reach everything."""
    context = browser.new_context()
    page = context.new_page()
    visit(page, server)
    choose_mode(page, "enhance")
    page.locator("#image-picture [data-do=camera]").click()
    expect(page.locator("#image-picture [data-part=said]")).to_contain_text("camera")
    context.close()


def test_a_work_fills_in_the_form_of_its_tab(page: Page) -> None:
    make(page, "image", "a green frog")
    kept = download(page, "image")
    page.reload()
    open_tab(page, "Music")
    page.locator("#music-fill").get_by_text("Fill in from a file").click()
    bring(page, "music-source", kept, "frog.png")
    expect(page.locator("ink-toasts")).to_contain_text("filled in from frog.png")
    expect(page.locator("#image-prompt textarea")).to_have_value("a green frog")
    expect(page.get_by_role("tab", name="Image")).to_have_attribute("aria-selected", "true")


def test_a_picture_of_another_program_does_too(page: Page) -> None:
    page.locator("#image-fill").get_by_text("Fill in from a file").click()
    text = "a fox in snow\nNegative prompt: people\nSteps: 20, Seed: 1234, Size: 1024x576, Model: dream"
    bring(page, "image-source", a_png(text), "fox.png")
    expect(page.locator("ink-toasts")).to_contain_text("dream, which is not here")
    expect(page.locator("#image-prompt textarea")).to_have_value("a fox in snow")
    page.locator("#image-make").click()
    told = facts(page, made(page, "image"))
    assert "1024 × 576" in told["facts"] and told["seed"] == 1234


def test_one_without_a_recipe_says_so(page: Page) -> None:
    page.locator("#image-fill").get_by_text("Fill in from a file").click()
    bring(page, "image-source", a_png(), "plain.png")
    expect(page.locator("#image-stage .stage-alert")).to_contain_text("does not say how it was made")


def test_a_work_gives_its_prompt_though_the_form_shows_another_kind(page: Page) -> None:
    make(page, "image", "a red boat")
    result = made(page, "image")
    choose_mode(page, "enhance")
    expect(page.locator("#image-prompt")).to_be_hidden()
    result.hover()
    result.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Use the prompt").click()
    expect(page.locator("#image-prompt textarea")).to_have_value("a red boat")
    expect(page.locator("ink-modes[tab=image] .modes-button")).to_have_attribute("data-mode", "image")
