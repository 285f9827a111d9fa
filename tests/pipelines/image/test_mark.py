"""The mark in what our own engines make, and in photos: a few in each run, hundreds before the judge."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from importlib.resources import files
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from pipelines.registry import MODES
from studio.media.mark import is_marked, marked
from tests.pipelines.image.desk import Desk, opened, pixels

Change = Callable[[Image.Image], Image.Image]
SUBJECTS = (
    "a fox in a snowy forest under the moon",
    "three sailboats on the sea at dawn",
    "a city street at night in the rain",
    "a bowl of fruit on a table",
    "abstract, white and pale grey, minimal",
    "a dark cave at night",
    "a castle on a hill at sunset",
    "an empty desert at noon",
)
FINISHES = ("flat", "ink", "watercolour", "oil", "pixel", "paper-cut", "mosaic")
ICONS = ("a fox", "a rocket", "a cup", "a house", "a tree", "a fish")
PHOTOS = ("cheetah1.jpg", "tower.jpg", "groot.jpeg")
"""They come with the page's library."""


def drawn(desk: Desk, count: int) -> Iterator[Image.Image]:
    """Every finish and both styles of drawing, from 512 to 2048 pixels."""
    for number in range(count):
        values = {
            "prompt": SUBJECTS[number % len(SUBJECTS)],
            "finish": FINISHES[number % len(FINISHES)],
            "style": ("flat", "noto")[number // 7 % 2],
            "size": (512, 768, 1024, 640, 2048)[number % 5] if count > 50 else (512, 768)[number % 2],
            "aspect": ("1:1", "4:3", "9:16", "3:2")[number % 4],
            "seed": number,
        }
        yield _made(desk, values | {"model": "illustrator"})


def icons(desk: Desk, count: int) -> Iterator[Image.Image]:
    """Tiny and large, every second one with its white ground taken away."""
    for number in range(count):
        look, side = ("3d", "flat")[number % 2], ("128", "512")[number // 2 % 2]
        values = {"prompt": f"an icon of {ICONS[number % len(ICONS)]}", "icon_look": look, "icon_size": side}
        icon = _made(desk, values | {"model": "icon-painter", "seed": number})
        if number % 2:
            icon.putalpha(Image.fromarray(np.clip((255 - pixels(icon).min(2)) * 4, 0, 255).astype(np.uint8)))
        yield icon


def photos(count: int) -> Iterator[Image.Image]:
    """Parts of photos at many sizes, with grain and in the dark."""
    dice = random.Random(3)
    for number in range(count):
        data = (files("gradio") / "media_assets" / "images" / PHOTOS[number % len(PHOTOS)]).read_bytes()
        side = dice.choice((128, 256, 512, 1024, 1600))
        part = _part(Image.open(BytesIO(data)).convert("RGB"), dice)
        part.thumbnail((side, side))
        grain = np.random.default_rng(number).normal(0, (0, 6, 12)[number % 3], (part.height, part.width, 3))
        lit = (pixels(part) + grain) * (1.0, 0.4)[number // 3 % 2]
        yield Image.fromarray(np.clip(lit, 0, 255).astype(np.uint8))


def _made(desk: Desk, values: dict[str, Any]) -> Image.Image:
    [made] = desk.pieces(MODES["image"].ask(values, desk.host))
    return opened(made)


def _part(picture: Image.Image, dice: random.Random) -> Image.Image:
    """Between four and ten tenths of each side."""
    width, height = (round(side * dice.uniform(0.4, 1.0)) for side in picture.size)
    left, top = dice.randint(0, picture.width - width), dice.randint(0, picture.height - height)
    return picture.crop((left, top, left + width, top + height))


def on_white(picture: Image.Image) -> Image.Image:
    sheet = Image.new("RGBA", picture.size, "white")
    sheet.alpha_composite(picture.convert("RGBA"))
    return sheet.convert("RGB")


def saved(form: str) -> Change:
    def save(picture: Image.Image) -> Image.Image:
        stream = BytesIO()
        (on_white(picture) if form == "JPEG" else picture).save(stream, form, quality=80)
        return Image.open(stream)

    return save


def smaller(picture: Image.Image) -> Image.Image:
    return picture.resize((picture.width * 3 // 4, picture.height * 3 // 4), Image.Resampling.LANCZOS)


def smaller_and_back(picture: Image.Image) -> Image.Image:
    return smaller(picture).resize(picture.size, Image.Resampling.BICUBIC)


CHANGES: dict[str, Change] = {
    "JPEG 80": saved("JPEG"),
    "WebP 80": saved("WEBP"),
    "0.75": smaller,
    "0.75 and back": smaller_and_back,
}


def decibels(one: Image.Image, other: Image.Image) -> float:
    """Peak signal to noise of what is seen on white."""
    apart = (pixels(on_white(one)) - pixels(on_white(other))).astype(float)
    return float(10 * np.log10(255**2 / max((apart**2).mean(), 1e-9)))


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> tuple[Image.Image, ...]:
    desk = Desk(tmp_path_factory.mktemp("few"))
    return (*drawn(desk, 14), *icons(desk, 4), *photos(6))


def test_it_is_kept_through_saving_and_scaling(few: tuple[Image.Image, ...]) -> None:
    lost = []
    for picture in map(marked, few):
        lost += [(name, picture.size) for name, change in CHANGES.items() if not is_marked(change(picture))]
    assert len(few) == 24 and len(lost) <= 2, lost


def test_nobody_sees_it_and_nobody_is_accused(few: tuple[Image.Image, ...]) -> None:
    assert min(decibels(picture, marked(picture)) for picture in few) >= 40
    assert not any(map(is_marked, few))


@pytest.mark.judge
def test_the_mark_in_many_pictures(tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    kept = dict.fromkeys(CHANGES, 0)
    noise, falsely, unmarked, dice = list[float](), 0, 0, random.Random(7)
    desk = Desk(tmp_path)
    for picture in chain(drawn(desk, 120), icons(desk, 40), photos(40)):
        changed = marked(picture)
        noise.append(decibels(picture, changed))
        for name, change in CHANGES.items():
            kept[name] += is_marked(change(changed))
        for other in (picture, *(_part(picture, dice) for _ in range(4))):
            falsely += is_marked(other)
            unmarked += 1
    record_property("pictures", len(noise))
    record_property("kept", {name: round(count / len(noise), 3) for name, count in kept.items()})
    record_property("dB at least, median", [round(min(noise), 1), round(float(np.median(noise)), 1)])
    record_property("unmarked, taken for marked", [unmarked, falsely])
    assert min(kept.values()) >= 0.95 * len(noise) and min(noise) >= 40
    assert (len(noise), unmarked) == (200, 1000) and falsely == 0
