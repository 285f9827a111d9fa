"""Line drawings: lines where things end, closed where they are to be coloured in, and the same in pixels and in SVG."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import resvg_py
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter
from scipy import ndimage

from pipelines.image.lining import making
from pipelines.image.lining.drawing import closed, inked, ridges
from pipelines.runtimes.hed import LINES, Hed, edges
from studio.errors import BadInput
from studio.models.catalog import Catalog
from tests.pipelines.image.desk import Desk, opened

CIRCLE, SQUARE = (60, 70, 220, 230), (300, 100, 440, 260)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """It looks at less than it would, so that it takes a quarter of the time."""
    monkeypatch.setattr(making, "LONGEST", 512)
    return Desk(tmp_path)


@cache
def network() -> Hed:
    catalog = Catalog.read()
    path = catalog.locate(catalog[LINES])
    assert path is not None
    return Hed.load(path)


def shapes(size: tuple[int, int] = (512, 320)) -> Image.Image:
    """A ball and a box before a wall, with shades, grain and soft edges as a photo has."""
    picture = Image.new("RGB", (512, 320), "#c9d4dc")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 250, 512, 320), fill="#7d6a54")
    pen.rectangle(SQUARE, fill="#a8442e")
    pen.ellipse(CIRCLE, fill="#2f5d8c")
    soft = np.asarray(picture.filter(ImageFilter.GaussianBlur(1.2)), np.float32)
    grain = np.random.default_rng(1).normal(0, 5, soft.shape)
    return Image.fromarray(np.clip(soft + grain, 0, 255).astype(np.uint8)).resize(size)


@cache
def certain() -> NDArray[np.float32]:
    return edges(network(), shapes())


def test_a_line_is_where_a_thing_ends() -> None:
    truth = Image.new("L", (512, 320), 0)
    pen = ImageDraw.Draw(truth)
    pen.ellipse(CIRCLE, outline=255, width=2)
    pen.rectangle(SQUARE, outline=255, width=2)
    near = ndimage.distance_transform_edt(np.asarray(truth) == 0)
    assert certain()[near == 0].mean() > 0.7
    # The wall, the floor and the insides of things have none, nor has the end of the picture.
    assert certain()[(near > 25)][::7].mean() < 0.06
    assert certain()[20:220, :4].max() < 0.3


def test_a_large_picture_is_looked_at_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.runtimes.hed.LONGEST", 256)
    found = edges(network(), shapes())
    assert found.shape == (320, 512) and found.dtype == np.float32 and found.min() >= 0 and found.max() <= 1


@pytest.mark.parametrize("size", [(1, 1), (3, 200), (65, 33)])
def test_lines_of_any_shape(size: tuple[int, int]) -> None:
    assert edges(network(), shapes().resize(size)).shape == size[::-1]


def areas(lines: NDArray[Any]) -> list[int]:
    """Sizes of the white areas between the lines, largest first."""
    found, _ = ndimage.label(lines > 0.5)
    return sorted(np.bincount(found.ravel())[1:].tolist(), reverse=True)


def test_what_is_to_be_coloured_in_is_closed() -> None:
    """Colour poured into ball or box stays inside."""
    page = inked(closed(ridges(certain(), 0.3, 0.5)), 1)
    found, _ = ndimage.label(page > 0.5)
    ball, box, wall = found[150, 140], found[180, 370], found[30, 280]
    assert len({ball, box, wall}) == 3 and 0 not in (ball, box, wall)
    ball_area, box_area = 3.14 * 80**2, 140 * 160
    assert 0.85 < (found == ball).sum() / ball_area < 1.02
    assert 0.85 < (found == box).sum() / box_area < 1.02


def test_small_gaps_are_closed_and_specks_left_out() -> None:
    lines = np.full((400, 400), -0.2, np.float32)
    lines[100:300, 100:104] = lines[100:300, 296:300] = lines[100:104, 100:300] = lines[296:300, 100:300] = 0.2
    lines[100:104, 200:202] = -0.2
    lines[50:55, 50:55] = 0.2
    page = inked(closed(lines), 1)
    assert len(areas(page)) == 2
    assert page[40:65, 40:65].min() > 0.9


def test_a_wider_line_is_wider_and_more_detail_is_more() -> None:
    def black(detail: float, weight: float) -> float:
        return float((inked(ridges(certain(), detail, weight), 1) < 0.5).mean())

    assert black(0.5, 0) < black(0.5, 0.5) < black(0.5, 1)
    assert black(0, 0.3) < black(0.5, 0.3) < black(1, 0.3)


def test_a_pencil_drawing_has_tones_and_no_colour(desk: Desk) -> None:
    made = desk.make("lines", shapes(), drawn_in="pencil")
    drawn = np.asarray(opened(made))
    assert [file.suffix for file in made.files] == [".png"] and drawn.shape == (320, 512)
    assert drawn.min() > 10 and len(np.unique(drawn)) > 100
    assert drawn[150, 140] < drawn[30, 280]


def rendered(svg: bytes) -> Image.Image:
    return Image.open(io.BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=svg.decode())))).convert("L")


@pytest.mark.parametrize("drawn_in", ["ink", "colouring"])
def test_the_svg_shows_what_the_pixels_show(drawn_in: str, desk: Desk) -> None:
    made = desk.make("lines", shapes(), drawn_in=drawn_in)
    drawing = rendered(made.files[1].data)
    pixels = opened(made).convert("L").resize(drawing.size, Image.Resampling.BOX)
    black, same = np.asarray(drawing) < 128, np.asarray(pixels) < 128
    assert 0.002 < black.mean() < 0.2
    assert (black & same).sum() / (black | same).sum() > 0.75


@pytest.mark.parametrize(("size", "page"), [((512, 320), (3508, 2480)), ((320, 512), (2480, 3508))])
def test_a_colouring_page_is_a4_at_300_dots_an_inch(size: tuple[int, int], page: tuple[int, int], desk: Desk) -> None:
    made = opened(desk.make("lines", shapes().resize(size), drawn_in="colouring"))
    assert made.size == page and made.mode == "L"
    edge = int(11 / 25.4 * 300)
    assert np.asarray(made)[:edge].min() == np.asarray(made)[:, -edge:].min() == 255


def test_a_strip_is_refused(desk: Desk) -> None:
    with pytest.raises(BadInput, match="strip"):
        desk.make("lines", shapes().resize((4, 700)))
