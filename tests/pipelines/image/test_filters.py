"""The enhancer's looks and how it takes noise away."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest
from PIL import Image

from pipelines.image.ask import Filter
from pipelines.image.enhancer.looks import LOOKS
from pipelines.image.enhancer.noise import cleaned, noise_of
from pipelines.image.light import to_lab
from pipelines.image.strips import ROWS
from studio.errors import Cancelled
from tests.pipelines.image.desk import Desk, opened, pixels
from tests.pipelines.image.test_enhancer import Watcher, chroma, lightness, scene

NAMES = [name for name in get_args(Filter) if name != "none"]
PLAIN = {"auto": False}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def smooth(size: int = 256) -> Image.Image:
    """Hills of colour and some straight edges, without noise."""
    dice = np.random.default_rng(3)
    hills = Image.fromarray(dice.integers(40, 215, (4, 5, 3), np.uint8)).resize((size, size), Image.Resampling.BICUBIC)
    found = np.asarray(hills).copy()
    found[size // 3 : size // 2, size // 4 : size // 2] = (220, 60, 40)
    found[:, 3 * size // 4 :: 16] = (20, 30, 60)
    return Image.fromarray(found)


def noisy(picture: Image.Image, amount: float) -> Image.Image:
    dice = np.random.default_rng(5)
    return Image.fromarray(
        (pixels(picture) + dice.normal(0, amount, (*picture.size[::-1], 3))).clip(0, 255).astype(np.uint8)
    )


def likeness(picture: Any, truth: Image.Image) -> float:
    """Peak signal-to-noise ratio in dB."""
    return float(10 * np.log10(255**2 / np.mean((np.asarray(picture, float) - pixels(truth)) ** 2.0)))


def test_every_filter_has_a_look() -> None:
    assert tuple(LOOKS) == get_args(Filter)


def test_each_filter_looks_like_itself(desk: Desk) -> None:
    found = {name: pixels(opened(desk.make("enhance", scene(), filter=name, **PLAIN))) for name in get_args(Filter)}
    for name in NAMES:
        others = [np.abs(found[name] - found[other]).mean() for other in found if other != name]
        assert min(others) > 1.5, name


@pytest.mark.parametrize("name", NAMES)
def test_half_of_a_filter_lies_between_none_and_all_of_it(name: str, desk: Desk) -> None:
    none, half, all_ = (
        to_lab(np.asarray(opened(desk.make("enhance", scene(120, 80), filter=name, filter_strength=amount, **PLAIN))))
        for amount in (0.0, 0.5, 1.0)
    )
    assert np.abs(half - (none + all_) / 2).mean() < 0.004


@pytest.mark.parametrize("name", ["black-and-white", "noir"])
def test_without_colour_there_is_none(name: str, desk: Desk) -> None:
    assert chroma(opened(desk.make("enhance", scene(), filter=name, **PLAIN))) < 0.004


def test_warm_is_yellower_and_cool_is_bluer(desk: Desk) -> None:
    def yellow(name: str) -> float:
        return float(to_lab(np.asarray(opened(desk.make("enhance", scene(), filter=name, **PLAIN))))[..., 2].mean())

    assert yellow("golden") > yellow("warm-film") > yellow("none") > yellow("cool-film")


def test_a_vignette_darkens_corners_and_leaves_the_middle(desk: Desk) -> None:
    grey = Image.new("RGB", (400, 300), (150, 150, 150))
    found = opened(desk.make("enhance", grey, filter="vignette", **PLAIN))
    assert lightness(found.crop((180, 130, 220, 170))) == pytest.approx(lightness(grey), abs=0.005)
    assert lightness(found.crop((0, 0, 20, 20))) < 0.6 * lightness(grey)


@pytest.mark.parametrize("name", ["dream", "grain", "noir"])
def test_strips_leave_no_seam(name: str, desk: Desk) -> None:
    found = pixels(opened(desk.make("enhance", smooth(2 * ROWS + 40), filter=name, **PLAIN)))
    steps = np.abs(np.diff(found, axis=0)).mean(axis=(1, 2))
    for border in (ROWS - 1, 2 * ROWS - 1):
        around = np.delete(steps[border - 20 : border + 21], 20)
        assert steps[border] <= around.mean() + 3 * around.std() + 0.2


def test_what_is_seen_through_stays_so(desk: Desk) -> None:
    picture = scene()
    picture.putalpha(Image.linear_gradient("L").resize(picture.size))
    found = opened(desk.make("enhance", picture, filter="sepia", denoise=0.5, **PLAIN))
    assert found.mode == "RGBA" and found.getchannel("A").tobytes() == picture.getchannel("A").tobytes()


def test_what_was_done_is_said(desk: Desk) -> None:
    said = " ".join(map(str, desk.make("enhance", scene(), filter="noir", denoise=0.4, **PLAIN).notes))
    assert "Noir" in said and "0.40" in said and "Nothing was changed" not in said


@pytest.mark.parametrize("amount", [6, 15])
def test_noise_goes_and_edges_stay(amount: float) -> None:
    truth = smooth()
    before = noisy(truth, amount)
    after = cleaned(np.asarray(before), 0.6, Watcher())  # type: ignore[arg-type]
    assert likeness(after, truth) > likeness(before, truth) + 4
    edge = slice(60, 70)
    kept = np.abs(np.diff(np.asarray(after).astype(int)[90:120, edge], axis=1)).max()
    assert kept > 0.7 * np.abs(np.diff(pixels(truth)[90:120, edge], axis=1)).max()


def test_noise_is_measured_as_it_is() -> None:
    grey = Image.new("RGB", (200, 200), (128, 128, 128))
    few, many = (noise_of(np.asarray(noisy(grey, amount))) for amount in (5, 15))
    assert many == pytest.approx(3 * few, rel=0.15)


def test_strips_of_noise_leave_no_seam(monkeypatch: pytest.MonkeyPatch) -> None:
    from pipelines.image import strips

    before = np.asarray(noisy(smooth(96), 10))
    whole = cleaned(before, 0.6, Watcher())  # type: ignore[arg-type]
    monkeypatch.setattr(strips, "ROWS", 16)
    assert np.abs(cleaned(before, 0.6, Watcher()).astype(int) - whole).max() <= 1  # type: ignore[arg-type]


@pytest.mark.parametrize("size", [(1, 1), (2, 300), (300, 1), (5, 4)])
def test_pictures_of_any_shape(size: tuple[int, int], desk: Desk) -> None:
    assert opened(desk.make("enhance", scene(*size), filter="dream", denoise=1.0)).size == size


@pytest.mark.parametrize("phase", ["denoising", "enhancing"])
def test_it_stops_between_two_strips(phase: str, desk: Desk) -> None:
    with pytest.raises(Cancelled):
        desk.make("enhance", scene(64, 1200), filter="noir", denoise=0.3, stop_at=(phase, 2), **PLAIN)
    assert [step.step for step in desk.recorder.steps if step.phase == phase][-1] == 2
