"""The mark in pictures: unseen, kept through what happens to a picture on its way, and found in nothing else."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageOps

from studio.media.mark import FOUND, MODES, SMALLEST, is_marked, mark_strength, marked
from tests.pipelines.image.pictures import pixels, scene


@pytest.fixture(scope="module")
def hills() -> Image.Image:
    return scene(640, 480)


@pytest.mark.parametrize("mode", MODES)
def test_mode_size_and_transparency_stay(mode: str, hills: Image.Image) -> None:
    picture = hills.convert(mode)
    if "A" in mode:
        picture.putalpha(Image.linear_gradient("L").resize(picture.size))
    changed = marked(picture)
    assert (changed.mode, changed.size) == (mode, picture.size) and is_marked(changed) and not is_marked(picture)
    if "A" in mode:
        assert np.array_equal(pixels(changed.getchannel("A")), pixels(picture.getchannel("A")))


def test_a_picture_is_changed_in_one_way_alone(hills: Image.Image) -> None:
    before = hills.tobytes()
    assert marked(hills).tobytes() == marked(hills).tobytes() != before == hills.tobytes()


def test_what_belongs_to_a_picture_stays_with_it(hills: Image.Image) -> None:
    picture = hills.copy()
    picture.info["icc_profile"] = b"profile"
    assert marked(picture).info["icc_profile"] == b"profile"


@pytest.mark.parametrize(
    "picture", [scene(640, 480).quantize(16), Image.new("1", (300, 300)), scene(SMALLEST - 1, 300)]
)
def test_what_cannot_be_marked_is_left_alone(picture: Image.Image) -> None:
    assert marked(picture) is picture


def test_it_is_known_mirrored_turned_stretched_and_scaled(hills: Image.Image) -> None:
    changed = marked(hills)
    for moved in (
        ImageOps.mirror(changed),
        ImageOps.flip(changed),
        changed.transpose(Image.Transpose.ROTATE_90),
        changed.transpose(Image.Transpose.TRANSVERSE),
        changed.resize((700, 400)),
        changed.reduce(3),
    ):
        assert mark_strength(moved) >= FOUND


def test_a_crop_takes_it_off(hills: Image.Image) -> None:
    """What the documents say of it."""
    assert not is_marked(marked(hills).crop((60, 50, 640, 480)))


@pytest.mark.parametrize("side", [1, 31, 32, 4000])
def test_any_size_is_looked_at(side: int) -> None:
    assert not is_marked(Image.new("RGB", (side, 40), "teal"))


def test_plain_surfaces_of_any_shade_carry_it_unseen() -> None:
    for shade in (0, 1, 127, 254, 255):
        plain = Image.new("RGB", (512, 512), (shade, shade, shade))
        changed = marked(plain)
        assert is_marked(changed) and np.abs(pixels(changed) - shade).max() <= 3
