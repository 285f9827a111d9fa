"""Each finish looks like its name, judged by what such a picture has and others lack."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image
from scipy import ndimage

from pipelines.scene.drawings import Drawings
from pipelines.scene.finish.finish import FINISHES, Finish, finish, named_finish
from pipelines.scene.paint.compose import compose
from pipelines.scene.paint.render import raster, render
from pipelines.scene.scene import Brief, Scene, Subject

SIDE = 512


@cache
def scene() -> Scene:
    brief = Brief("a house", (Subject("house", "house"), Subject("balloon", "balloon")), setting="meadow")
    return compose(brief, SIDE, SIDE, 6, "flat", Drawings.load())


@cache
def plain() -> Image.Image:
    return render(scene(), SIDE, SIDE)


@cache
def finished(name: Finish, seed: int = 6) -> npt.NDArray[np.float32]:
    return np.asarray(finish(plain(), scene(), name, seed)).astype(np.float32)


def detail(picture: npt.NDArray[np.float32]) -> float:
    """Mean difference of neighbours."""
    return float(np.abs(np.diff(picture, axis=1)).mean())


@pytest.mark.parametrize("name", FINISHES)
def test_a_finish_keeps_size_and_motif(name: Finish) -> None:
    picture = finished(name)
    assert picture.shape == (SIDE, SIDE, 3)
    soft, flat = (
        ndimage.zoom(p.mean(axis=2), 1 / 16, order=1, mode="nearest")
        for p in (ndimage.uniform_filter(picture, (16, 16, 0)), ndimage.uniform_filter(finished("flat"), (16, 16, 0)))
    )
    inside = (slice(3, -3), slice(3, -3))
    assert np.corrcoef(soft[inside].ravel(), flat[inside].ravel())[0, 1] > 0.6


def test_all_finishes_differ() -> None:
    for i, one in enumerate(FINISHES):
        for two in FINISHES[i + 1 :]:
            assert np.abs(finished(one) - finished(two)).mean() > 5, (one, two)


@pytest.mark.parametrize("name", FINISHES)
def test_the_same_seed_gives_the_same_pixels(name: Finish) -> None:
    again = np.asarray(finish(plain(), scene(), name, 6)).astype(np.float32)
    assert np.array_equal(again, finished(name))


def test_pixel_art_is_made_of_squares_of_few_colours() -> None:
    picture = finished("pixel")
    assert len(np.unique(picture.reshape(-1, 3), axis=0)) <= 40
    rows = np.nonzero(np.abs(np.diff(picture, axis=0)).max(axis=(1, 2)))[0] + 1
    # Colours change only at the borders of a grid of squares at least four pixels wide.
    assert np.diff(rows).min() >= 3


def test_ink_has_pen_lines_on_light_paper() -> None:
    grey = finished("ink").mean(axis=2)
    assert np.median(grey) > 150
    assert 0.01 < (grey < 70).mean() < 0.35
    saturation = lambda p: float((p.max(axis=2) - p.min(axis=2)).mean())  # noqa: E731
    assert saturation(finished("ink")) < 0.75 * saturation(finished("flat"))


def test_watercolour_leaves_the_border_of_the_paper_white() -> None:
    picture = finished("watercolour")
    border = np.concatenate([picture[:4].reshape(-1, 3), picture[-4:].reshape(-1, 3), picture[:, :4].reshape(-1, 3)])
    assert border.mean() > 225
    assert picture[SIDE // 2, 40:-40].mean() < border.mean() - 20


def test_oil_shows_strokes_everywhere_even_in_the_empty_sky() -> None:
    blocks = [(slice(y, y + 32), slice(x, x + 32)) for y in range(0, 224, 32) for x in range(0, SIDE, 32)]
    empty = [block for block in blocks if detail(finished("flat")[block]) < 0.5]
    assert len(empty) > 20
    assert min(detail(finished("oil")[block]) for block in empty) > 2


def test_paper_cut_has_shadows_below_and_to_the_right_of_its_shapes() -> None:
    # Without the light that lies over other pictures: paper has none.
    bare = compose(scene().brief, SIDE, SIDE, 6, "flat", Drawings.load(), detail="simple")
    flat = np.asarray(render(bare, SIDE, SIDE)).astype(np.float32)
    cut = np.asarray(finish(render(bare, SIDE, SIDE), bare, "paper-cut", 6)).astype(np.float32)
    balloon = next(layer for layer in bare.layers if layer.name == "balloon")
    things = np.asarray(raster(bare, balloon.svg, SIDE, SIDE))[..., 3] > 200
    near = ndimage.binary_dilation(things, iterations=2)
    below, above = (np.roll(things, (step, step), axis=(0, 1)) & ~near for step in (6, -6))
    darker = flat.mean(axis=2) - cut.mean(axis=2)
    assert darker[below].mean() > darker[above].mean() + 4.5


def test_mosaic_is_made_of_stones_of_one_colour() -> None:
    """Between the joints the picture is flat: most neighbours are nearly equal, the rest jump."""
    step = np.abs(np.diff(finished("mosaic"), axis=1)).max(axis=2)
    assert (step > 25).mean() > 0.08
    assert np.median(step) < 12


@pytest.mark.parametrize(
    ("prompt", "name"),
    [
        ("a fox in the snow, watercolour", "watercolour"),
        ("Watercolor of two boats", "watercolour"),
        ("an oil painting of a horse", "oil"),
        ("boats at dusk, oil", "oil"),
        ("an ink drawing of a heron", "ink"),
        ("pixel art castle", "pixel"),
        ("a papercut owl", "paper-cut"),
        ("a mosaic of a fish", "mosaic"),
        ("水墨的山", "ink"),
        ("剪纸的兔子", "paper-cut"),
        ("a cat on a hill", "flat"),
        ("a pink boiling drink in a pot of foil", "flat"),
    ],
)
def test_a_prompt_may_name_its_finish(prompt: str, name: str) -> None:
    assert named_finish(prompt) == name
