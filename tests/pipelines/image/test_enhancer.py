"""The enhancer: what each control does to a picture, and that it does nothing else."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageEnhance

from pipelines.image.enhancer.making import enhanced
from pipelines.image.enhancer.tone import Tone, wanted
from pipelines.image.light import from_lab, to_lab
from studio.errors import Cancelled


class Watcher:
    """The part of a job's context that is used here."""

    def __init__(self, stop_at: int = 10**9) -> None:
        self.steps = 0
        self._stop_at = stop_at

    def progress(self, phase: str, step: int = 0, total: int = 0, **values: Any) -> None:
        self.steps += 1
        if self.steps >= self._stop_at:
            raise Cancelled


def scene(width: int = 320, height: int = 200, seed: int = 1) -> Image.Image:
    """Soft hills of colour with some fine grain, as photographs have."""
    dice = np.random.default_rng(seed)
    small = Image.fromarray(dice.integers(40, 215, (5, 8, 3), np.uint8))
    pixels = np.asarray(small.resize((width, height), Image.Resampling.BICUBIC)).astype(float)
    return Image.fromarray(np.clip(pixels + dice.normal(0, 3, pixels.shape), 0, 255).astype(np.uint8))


def lab(picture: Image.Image) -> NDArray[np.float32]:
    return to_lab(np.asarray(picture.convert("RGB")))


def lightness(picture: Image.Image) -> float:
    return float(lab(picture)[..., 0].mean())


def spread(picture: Image.Image) -> float:
    return float(lab(picture)[..., 0].std())


def chroma(picture: Image.Image) -> float:
    return float(np.hypot(lab(picture)[..., 1], lab(picture)[..., 2]).mean())


def fineness(picture: Image.Image) -> float:
    return float(np.abs(np.diff(lab(picture)[..., 0], axis=1)).mean())


def turned(picture: Image.Image, **amounts: float) -> Image.Image:
    return enhanced(picture, Tone(**amounts), Watcher())  # type: ignore[arg-type]


def test_every_colour_of_a_screen_comes_back_as_it_was() -> None:
    grid = np.stack(np.meshgrid(*[np.arange(0, 256, 5, np.uint8)] * 3), -1)
    assert np.abs(from_lab(to_lab(grid)).astype(int) - grid).max() <= 1


def test_nothing_turned_changes_nothing() -> None:
    picture = scene()
    assert np.abs(np.asarray(turned(picture)).astype(int) - np.asarray(picture)).max() <= 1


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(
    ("name", "measure"),
    [
        ("exposure", lightness),
        ("contrast", spread),
        ("clarity", spread),
        ("colour", chroma),
        ("sharpen", fineness),
    ],
)
def test_each_control_turns_what_it_says(name: str, measure: Any, seed: int) -> None:
    picture = scene(seed=seed)
    before, more = measure(picture), [measure(turned(picture, **{name: amount})) for amount in (0.3, 0.8)]
    assert before < more[0] < more[1]
    if name != "sharpen":
        assert measure(turned(picture, **{name: -0.5})) < before


def test_a_stop_is_twice_the_light() -> None:
    grey = Image.new("RGB", (64, 64), (90, 90, 90))
    linear = ((np.asarray(turned(grey, exposure=1.0))[0, 0, 0] / 255 + 0.055) / 1.055) ** 2.4
    assert linear == pytest.approx(2 * ((90 / 255 + 0.055) / 1.055) ** 2.4, rel=0.03)


def test_highlights_keep_their_shape() -> None:
    ramp = Image.fromarray(np.repeat(np.linspace(150, 255, 200).astype(np.uint8)[None, :, None], 3, 2).repeat(40, 0))
    bright = np.asarray(turned(ramp, exposure=1.0))[20, :, 0].astype(int)
    assert (np.diff(bright) >= 0).all() and len(set(bright)) > 20 and (bright == 255).mean() < 0.1


def test_no_colour_is_grey() -> None:
    assert chroma(turned(scene(), colour=-1.0)) < 0.002


def test_clarity_leaves_no_halo_at_an_edge() -> None:
    pixels = np.full((120, 240, 3), 70, np.uint8)
    pixels[:, 120:] = 180
    edge = np.asarray(turned(Image.fromarray(pixels), clarity=1.0))[60, :, 0].astype(int)
    assert np.ptp(edge[:118]) <= 12 and np.ptp(edge[122:]) <= 12


@pytest.mark.parametrize("factor", [0.3, 0.5, 0.7])
def test_a_dull_picture_comes_nearer_to_what_it_was(factor: float) -> None:
    picture = turned(scene(seed=4), contrast=0.8, exposure=0.3, colour=0.2)
    dull: Image.Image = picture
    for change in (ImageEnhance.Brightness, ImageEnhance.Contrast, ImageEnhance.Color):
        dull = change(dull).enhance(factor)
    found = lab(dull)
    better = enhanced(dull, wanted(found[..., 0], np.hypot(found[..., 1], found[..., 2])), Watcher())  # type: ignore[arg-type]
    for measure in (lightness, spread, chroma):
        assert abs(measure(better) - measure(picture)) < abs(measure(dull) - measure(picture)), measure.__name__


def test_what_is_grey_stays_grey() -> None:
    grey = scene().convert("L").convert("RGB")
    found = lab(grey)
    better = enhanced(grey, wanted(found[..., 0], np.hypot(found[..., 1], found[..., 2])), Watcher())  # type: ignore[arg-type]
    assert chroma(better) < 0.004


def test_what_is_seen_through_stays_so() -> None:
    picture = scene()
    picture.putalpha(Image.linear_gradient("L").resize(picture.size))
    found = turned(picture, exposure=0.5)
    assert found.mode == "RGBA" and found.getchannel("A").tobytes() == picture.getchannel("A").tobytes()


@pytest.mark.parametrize("size", [(1, 1), (2, 700), (700, 1), (257, 513)])
def test_pictures_of_any_shape(size: tuple[int, int]) -> None:
    assert turned(scene(*size), exposure=0.3, clarity=0.5, sharpen=0.5, colour=0.2).size == size


def test_it_stops_between_two_strips() -> None:
    with pytest.raises(Cancelled):
        enhanced(scene(64, 2000), Tone(exposure=1), Watcher(stop_at=5))  # type: ignore[arg-type]
