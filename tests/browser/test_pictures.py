"""What one does with a picture and a real model: paint a part anew, see it before the end, stop it; LoRAs; recipes."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from pipelines.runtimes import compat
from tests import tiny
from tests.browser.conftest import (
    PATIENCE,
    Server,
    choose_mode,
    download,
    facts,
    made,
    make,
    open_options,
    start,
    visit,
)
from tests.browser.test_brought import bring
from tests.browser.test_brush import a_picture, done, mask, stroke

REVISION = "0123456789abcdef0123456789abcdef01234567"
SIDE, STEPS = 128, 12
ENTRY = f"""
[tiny]
title = "Tiny"
task = "text-to-image"
runtime = "diffusers"
base = "sd-1.5"
repo = "tests/tiny"
revision = "{REVISION}"
dtype = "float32"
weights_mb = 1
working_mb = 1
licence = "Apache-2.0"
commercial = "yes"
defaults = {{ steps = {STEPS}, guidance_scale = 2.0, side = {SIDE} }}
"""


def a_lora(base: str) -> bytes:
    """A file of weights that says of which family it is, and with which words it comes out."""
    said = {"ss_base_model_version": base, "modelspec.trigger_phrase": "inkwash style"}
    tensor = {"dtype": "F32", "shape": [2, 2], "data_offsets": [0, 16]}
    header = json.dumps({"__metadata__": said, "lora_unet_mid_block.lora_down.weight": tensor}).encode()
    return len(header).to_bytes(8, "little") + header + bytes(16)


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A studio with a tiny checkpoint of Stable Diffusion, and a LoRA of another family."""
    home: Path = tmp_path_factory.mktemp("home")
    place = home / "hub" / "models--tests--tiny" / "snapshots" / REVISION
    place.mkdir(parents=True)
    compat.prepare()
    tiny.stable_diffusion(place)
    (home / "catalog").mkdir()
    (home / "catalog" / "tiny.toml").write_text(ENTRY)
    (home / "loras").mkdir()
    (home / "loras" / "wash.safetensors").write_bytes(a_lora("sdxl_base_v1-0"))
    server = start(home, hub_cache=str(home / "hub"))
    yield server
    server.process.terminate()
    server.process.wait(20)


@pytest.fixture
def page(browser: Browser, studio: Server) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    visit(page, studio)
    yield page
    context.close()


def take_tiny(page: Page) -> None:
    """The tiny model makes it."""
    if not page.locator("#image-model").is_visible():
        open_options(page, "image")
    page.locator("#image-model input").click()
    page.get_by_role("option", name="Tiny").click()


def pixels(data: bytes) -> Any:
    with Image.open(io.BytesIO(data)) as picture:
        return np.asarray(picture.convert("RGB"))


def test_what_is_painted_over_is_made_anew_and_nothing_else(page: Page) -> None:
    choose_mode(page, "repaint")
    picture = a_picture(192, 128)
    bring(page, "image-picture", picture, "boat.png")
    page.locator("#image-mask [data-do=paint]").click()
    stroke(page, (0.3, 0.5), (0.5, 0.5))
    done(page)
    painted = np.asarray(mask(page)) > 0
    assert 0.01 < painted.mean() < 0.5
    make(page, "image", "a red hat")
    result, before = pixels(download(page, "image")), pixels(picture)
    assert (result[~painted] == before[~painted]).all()
    assert (result[painted] != before[painted]).any()
    expect(page.locator("#image-stage .result .over")).to_be_visible()


def test_it_is_seen_before_the_end_and_can_be_stopped(page: Page) -> None:
    take_tiny(page)
    page.locator("#image-steps").get_by_role("textbox").fill("60")
    page.locator("#image-size input[type=number]").fill("768")
    make(page, "image", "a red fox")
    stage = page.locator("#image-stage")
    expect(stage.locator(".pending-picture")).to_be_visible()
    expect(stage.locator(".result[data-work-id]")).to_have_count(0)
    stage.get_by_role("button", name="Stop").click()
    expect(stage.locator(".stage-alert")).to_contain_text("Stopped")
    expect(stage.get_by_role("progressbar")).to_be_hidden()


def test_a_lora_of_another_family_is_refused_beside_its_field(page: Page) -> None:
    take_tiny(page)
    chip = page.locator("#image-loras .lora", has_text="wash")
    chip.get_by_role("button").click()
    expect(chip).to_contain_text("inkwash style")
    expect(page.locator("#image-loras").get_by_role("textbox")).to_have_value("wash:0.8")
    chip.get_by_role("slider").fill("0.5")
    expect(page.locator("#image-loras").get_by_role("textbox")).to_have_value("wash:0.5")
    make(page, "image", "a red fox")
    expect(page.locator("#image-loras .field-error")).to_contain_text("sdxl")
    assert page.evaluate("async () => (await (await fetch('now')).json()).jobs") == []


def test_a_picture_that_is_dropped_back_in_fills_the_form(page: Page, browser: Browser, studio: Server) -> None:
    take_tiny(page)
    make(page, "image", "a green frog")
    kept = download(page, "image")
    seed = facts(page, made(page, "image"))["seed"]
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    other = context.new_page()
    visit(other, studio)
    other.locator("#image-fill").get_by_text("Fill in from a file").click()
    bring(other, "image-source", kept, "frog.png")
    expect(other.locator("#image-prompt textarea")).to_have_value("a green frog")
    open_options(other, "image")
    expect(other.locator("#image-model input")).to_have_value("Tiny, ready")
    expect(other.locator("#image-seed").get_by_role("textbox")).to_have_value(str(seed))
    context.close()
