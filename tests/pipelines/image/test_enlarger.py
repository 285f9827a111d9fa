"""The enlarger: sizes, which network is taken, what is refused, and that it can be stopped."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageFilter

from pipelines.image.enlarging import making
from pipelines.image.enlarging.networks import ROLES
from pipelines.image.material import material_of
from studio.errors import BadInput, Cancelled
from studio.models.catalog import Catalog
from studio.works.upload import Upload
from tests.contract import Recorder
from tests.pipelines.image.desk import Desk, opened, pixels
from tests.pipelines.image.test_cutter import drawing


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def drawn(side: int = 96) -> Image.Image:
    return Image.alpha_composite(Image.new("RGBA", (side, side), "white"), drawing("fox", side)).convert("RGB")


def textured(width: int = 96, height: int = 64, seed: int = 0) -> Image.Image:
    """Detail of every size, as photographs have."""
    dice = np.random.default_rng(seed)
    found = np.zeros((height, width, 3))
    for scale in (1, 2, 4, 8, 16):
        small = dice.normal(0, 6 * scale**0.6, (-(-height // scale), -(-width // scale), 3))
        layer = Image.fromarray((128 + small).clip(0, 255).astype(np.uint8))
        found += pixels(layer.resize((width, height), Image.Resampling.BICUBIC)) - 128
    return Image.fromarray((128 + found).clip(0, 255).astype(np.uint8))


def likeness(picture: Image.Image, truth: Image.Image) -> float:
    """Peak signal-to-noise ratio in dB."""
    return float(10 * np.log10(255**2 / np.mean((pixels(picture) - pixels(truth)) ** 2.0)))


@pytest.mark.parametrize("factor", [2, 4])
def test_a_drawing_is_nearer_to_the_real_one_than_interpolation(factor: int, desk: Desk) -> None:
    truth = drawn(96 * factor)
    small = truth.resize((96, 96), Image.Resampling.LANCZOS)
    found = opened(desk.make("enlarge", small, factor=str(factor)))
    assert found.size == truth.size
    assert likeness(found, truth) > likeness(small.resize(truth.size, Image.Resampling.BICUBIC), truth) + 0.5


def test_it_looks_what_it_is_and_says_so(desk: Desk) -> None:
    assert "drawings" in str(desk.make("enlarge", drawn()).notes[-1])
    assert "photographs" in str(desk.make("enlarge", textured(40, 30)).notes[-1])


def test_what_the_studio_drew_is_a_drawing_whatever_its_texture(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    brought = Recorder.brought

    def drawn_one(self: Recorder, id: str) -> tuple[Upload, Path]:
        upload, path = brought(self, id)
        found = json.dumps({"facts": {"finish": "watercolour"}})
        return upload.model_copy(update={"found": found, "found_is": "recipe"}), path

    monkeypatch.setattr(Recorder, "brought", drawn_one)
    assert "drawings" in str(desk.make("enlarge", textured(40, 30)).notes[-1])


def test_the_first_tiles_are_slow_and_do_not_tell_how_long_the_rest_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nine seconds for each of the first three of 200 tiles, and one for each later one."""
    now = 0.0
    told: list[dict[str, Any]] = []
    monkeypatch.setattr(making, "monotonic", lambda: now)
    ctx = SimpleNamespace(progress=lambda phase, done, tiles, **more: told.append(more))
    tell = making._watched(200, ctx)  # type: ignore[arg-type]
    for number in range(200):
        tell()
        now += 9.0 if number < 3 else 1.0
    assert [more["minutes"] for more in told if more][:2] == [3, 3]
    assert not any(told[:8]) and not any(told[150:])


def test_a_person_who_says_what_it_is_is_believed(desk: Desk) -> None:
    as_drawing, as_photo = (
        desk.make("enlarge", textured(40, 30), material=name).files[0].data for name in ("drawing", "photo")
    )
    assert as_drawing != as_photo


@pytest.mark.parametrize("seed", range(4))
def test_texture_tells_photographs_from_drawings(seed: int) -> None:
    assert material_of(textured(300, 200, seed)) == "photo"
    assert material_of(textured(300, 200, seed).filter(ImageFilter.GaussianBlur(0.7)).resize((900, 600))) == "photo"
    assert material_of(drawn(128 + 150 * seed)) == "drawing"
    assert material_of(Image.linear_gradient("L").convert("RGB")) == "drawing"


def test_the_photographs_network_leaves_no_seam(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipelines.runtimes.upscaling import PhotoUpscaler

    monkeypatch.setattr(PhotoUpscaler, "tile", 36)
    found = pixels(opened(desk.make("enlarge", textured(72, 36), factor="4", material="photo")))
    steps = np.abs(np.diff(found, axis=1)).mean(axis=(0, 2))
    border = steps[36 * 4 - 1]
    around = np.concatenate([steps[36 * 4 - 17 : 36 * 4 - 1], steps[36 * 4 : 36 * 4 + 16]])
    assert border < around.mean() + 3 * around.std()


def test_transparency_grows_with_it(desk: Desk) -> None:
    found = opened(desk.make("enlarge", drawing("fox", 60), factor="2", material="drawing"))
    assert (found.mode, found.size) == ("RGBA", (120, 120))
    assert found.getchannel("A").getextrema() == (0, 255)


@pytest.mark.parametrize(("size", "factor"), [((2049, 8), "4"), ((8, 4097), "2")])
def test_what_would_be_too_large_is_refused_before_it_is_begun(size: Any, factor: str, desk: Desk) -> None:
    with pytest.raises(BadInput, match="8,192") as told:
        desk.make("enlarge", Image.new("RGB", size), factor=factor)
    assert f"{8192 // int(factor):,}" in str(told.value.hint)


def test_a_photograph_that_would_take_very_long_is_refused(desk: Desk) -> None:
    with pytest.raises(BadInput, match="megapixels") as told:
        desk.make("enlarge", Image.new("RGB", (2100, 2100)), factor="2", material="photo")
    assert "A drawing" in str(told.value.hint)


def test_without_a_network_it_interpolates_and_says_so(tmp_path: Path) -> None:
    specs = [
        spec.model_copy(update={"path": "nowhere"}) if spec.key in ROLES.values() else spec for spec in Catalog.read()
    ]
    made = Desk(tmp_path, Catalog(specs)).make("enlarge", textured(40, 30), factor="4")
    assert opened(made).size == (160, 120) and "interpolation" in str(made.notes[-1])


def test_it_stops_between_two_tiles(desk: Desk) -> None:
    with pytest.raises(Cancelled):
        desk.make("enlarge", drawn(500), material="drawing", stop_at=("enlarging", 2))
    assert [step.step for step in desk.recorder.steps if step.phase == "enlarging"] == [1, 2]


@pytest.mark.parametrize("size", [(1, 1), (1, 300), (7, 5)])
@pytest.mark.parametrize("material", ["drawing", "photo"])
def test_pictures_of_any_shape(size: tuple[int, int], material: str, desk: Desk) -> None:
    found = opened(desk.make("enlarge", Image.new("RGB", size, (200, 40, 90)), factor="2", material=material))
    assert found.size == (2 * size[0], 2 * size[1])
