"""The cutter: made scenes whose subjects are known, edges without blocks or halos, and pictures of all sorts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import resvg_py
from PIL import Image

from studio.errors import BadInput, Cancelled
from studio.models.catalog import STARTER
from tests.pipelines.image.desk import Desk, opened, pixels

NAMES = (
    "fox", "red-apple", "rocket", "dog", "cat", "teapot", "guitar", "bicycle", "tulip", "tiger",
    "penguin", "sailboat", "cactus", "lion", "owl", "horse", "umbrella", "strawberry", "butterfly", "robot",
)  # fmt: skip
SIZE = (480, 360)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def drawing(name: str, side: int) -> Image.Image:
    with zipfile.ZipFile(STARTER / "drawings" / "noto.zip") as pack:
        svg = pack.read(f"{name}.svg").decode()
    data: Any = resvg_py.svg_to_bytes(svg_string=svg, width=side, height=side)
    return Image.open(io.BytesIO(bytes(data))).convert("RGBA")


def ground(kind: int, dice: np.random.Generator) -> Image.Image:
    """One colour, a gradient, noise, blots of colour, or stripes."""
    across, down = SIZE
    one, other = dice.integers(60, 230, 3), dice.integers(60, 230, 3)
    share = np.linspace(0, 1, down)[:, None, None]
    found = np.broadcast_to(one * (1 - share) + (one if kind == 0 else other) * share, (down, across, 3)).copy()
    if kind == 2:
        found += dice.normal(0, 14, (down, across, 1))
    if kind == 3:
        blots = Image.fromarray(dice.integers(50, 210, (6, 8, 3), np.uint8))
        found = np.asarray(blots.resize(SIZE, Image.Resampling.BICUBIC)).astype(float)
    if kind == 4:
        found += 18 * np.sign(np.sin(np.arange(across) / 23))[None, :, None]
    return Image.fromarray(found.clip(0, 255).astype(np.uint8))


def scene(number: int) -> tuple[Image.Image, Any]:
    """A drawing somewhere on a ground, and where it is, (rows, columns) of 0 to 1."""
    dice = np.random.default_rng(number)
    side = int(SIZE[1] * dice.uniform(0.45, 0.85))
    thing, at = drawing(NAMES[number], side), [int(dice.uniform(0.1, 0.9) * (length - side)) for length in SIZE]
    layer = Image.new("RGBA", SIZE)
    layer.paste(thing, (at[0], at[1]))
    picture = Image.alpha_composite(ground(number % 5, dice).convert("RGBA"), layer).convert("RGB")
    return picture, pixels(layer.getchannel("A")) / 255


def alpha(picture: Image.Image) -> Any:
    return pixels(picture.getchannel("A")) / 255


def overlap(found: Any, truth: Any) -> float:
    """Intersection over union."""
    one, other = found >= 0.5, truth >= 0.5
    return float((one & other).sum() / (one | other).sum())


@pytest.mark.parametrize("scenes", [6, pytest.param(len(NAMES), marks=pytest.mark.judge)])
def test_made_scenes_are_cut_out_as_they_were_made(desk: Desk, scenes: int) -> None:
    found = []
    for number in range(scenes):
        picture, truth = scene(number)
        found.append(overlap(alpha(opened(desk.make("cutout", picture))), truth))
    assert np.mean(found) >= 0.9, dict(zip(NAMES, np.round(found, 2), strict=False))


def test_a_small_subject_is_looked_at_more_closely(desk: Desk) -> None:
    """Of this one the network sees some thirty pixels the first time, and gets a quarter wrong."""
    thing, picture = drawing("fox", 170), Image.new("RGB", (1600, 1200), (205, 215, 190))
    picture.paste(thing, (1100, 700), thing)
    truth = Image.new("L", picture.size)
    truth.paste(thing.getchannel("A"), (1100, 700))
    assert overlap(alpha(opened(desk.make("cutout", picture))), pixels(truth) / 255) > 0.95


def disc(size: int, colour: Any, behind: Any) -> tuple[Image.Image, Any]:
    """A disc with a soft edge, drawn at four times its size, and its mask."""
    mask = Image.new("L", (4 * size, 4 * size))
    rows, columns = np.mgrid[: 4 * size, : 4 * size] - 2 * size
    mask = Image.fromarray((255 * (np.hypot(rows, columns) < 1.2 * size)).astype(np.uint8)).resize((size, size))
    picture = Image.new("RGB", (size, size), behind)
    picture.paste(Image.new("RGB", (size, size), colour), mask=mask)
    return picture, pixels(mask) / 255


def test_an_edge_is_as_fine_as_the_picture_and_not_as_the_network_sees(desk: Desk) -> None:
    picture, truth = disc(1600, (220, 60, 40), (60, 110, 160))
    found = alpha(opened(desk.make("cutout", picture)))
    # The network's own pixel is five of these.
    half_seen = ((found > 0.1) & (found < 0.9)).sum() / (2 * np.pi * 480)
    assert half_seen < 2.5 and overlap(found, truth) > 0.99


def test_on_another_ground_there_is_no_halo_of_the_old_one(desk: Desk) -> None:
    picture, _ = disc(640, (230, 200, 40), (20, 40, 230))
    found = pixels(opened(desk.make("cutout", picture)))
    edge = (found[..., 3] > 60) & (found[..., 3] < 200)
    assert edge.sum() > 100
    assert (found[edge][:, 2] < 110).mean() > 0.95, "blue of the old ground shines through"
    assert (pixels(picture)[edge][:, 2] < 110).mean() < 0.8, "it does in the picture itself"


@pytest.mark.parametrize("soften", [0.0, 1.0])
def test_what_is_cut_away_is_not_in_the_file(soften: float, desk: Desk) -> None:
    found = pixels(opened(desk.make("cutout", scene(3)[0], soften=soften)))
    assert (found[..., 3] == 0).any() and not found[found[..., 3] == 0].any()


@pytest.mark.parametrize(
    ("values", "corner"),
    [
        ({"background": "white"}, (255, 255, 255)),
        ({"background": "black"}, (0, 0, 0)),
        ({"background": "colour", "colour": "#1A73E8"}, (26, 115, 232)),
    ],
)
def test_it_is_laid_on_a_colour(values: dict[str, str], corner: Any, desk: Desk) -> None:
    picture, truth = scene(1)
    found = opened(desk.make("cutout", picture, **values))
    assert found.mode == "RGB" and found.getpixel((2, 2)) == corner
    solid = truth > 0.99
    assert np.abs(pixels(found)[solid] - pixels(picture)[solid]).mean() < 6


def test_its_own_ground_out_of_focus_has_no_ghost_of_it(desk: Desk) -> None:
    picture, truth = disc(400, (230, 30, 30), (60, 110, 60))
    found = pixels(opened(desk.make("cutout", picture, background="blurred")))
    assert np.abs(found[truth < 0.01] - (60, 110, 60)).max() < 14


def test_a_softer_edge_is_wider(desk: Desk) -> None:
    picture, _ = disc(600, (220, 60, 40), (60, 110, 160))
    hard, soft = (alpha(opened(desk.make("cutout", picture, soften=amount))) for amount in (0.0, 1.0))
    assert ((soft > 0) & (soft < 1)).sum() > 2 * ((hard > 0) & (hard < 1)).sum()
    assert (soft <= hard).all(), "only inwards"


def test_of_two_things_the_larger_one_can_be_kept_alone(desk: Desk) -> None:
    picture = Image.new("RGB", (480, 320), (150, 190, 220))
    for name, side, at in (("fox", 240, (20, 40)), ("red-apple", 110, (350, 120))):
        thing = drawing(name, side)
        picture.paste(thing, at, thing)
    both, one = (alpha(opened(desk.make("cutout", picture, largest=largest))) for largest in (False, True))
    assert both[:, 340:].max() > 0.5 and one[:, 340:].max() == 0
    assert (one[:, :270] >= 0.5).sum() == pytest.approx((both[:, :270] >= 0.5).sum(), rel=0.01)


def test_where_nothing_stands_out_it_says_so_and_cuts_nothing(desk: Desk) -> None:
    made = desk.make("cutout", Image.new("RGB", (300, 200), (90, 120, 200)))
    assert "whole" in str(made.notes[-1])
    assert (alpha(opened(made)) == 1).all()


def test_what_is_cut_out_already_stays_as_it_is(desk: Desk) -> None:
    sticker = drawing("fox", 300)
    made = desk.make("cutout", sticker)
    assert "already" in str(made.notes[-1])
    assert (alpha(opened(made)) == alpha(sticker)).all()


@pytest.mark.parametrize("size", [(1, 1), (3, 700), (700, 2), (40, 37), (257, 513)])
def test_pictures_of_any_shape(size: tuple[int, int], desk: Desk) -> None:
    assert opened(desk.make("cutout", scene(0)[0].resize(size))).size == size


def test_the_same_picture_gives_the_same_bytes(desk: Desk) -> None:
    first, again = (desk.make("cutout", scene(5)[0]).files[0].data for _ in range(2))
    assert first == again


def test_it_stops_between_two_strips(desk: Desk) -> None:
    with pytest.raises(Cancelled):
        desk.make("cutout", scene(0)[0].resize((600, 1200)), stop_at=("cutting_subject", 2))
    assert [step.step for step in desk.recorder.steps if step.phase == "cutting_subject"] == [1, 2]


@pytest.mark.parametrize("colour", ["red", "#12345", "#12345g", "url(x)", ""])
def test_a_colour_that_is_none_is_refused(colour: str, desk: Desk) -> None:
    with pytest.raises(BadInput, match="#1a73e8"):
        desk.ask("cutout", Image.new("RGB", (8, 8)), background="colour", colour=colour)


@pytest.fixture(autouse=True)
def _nothing_left(tmp_path: Path) -> Iterator[None]:
    """Only what was brought lies in the folder afterwards."""
    yield
    assert all(file.suffix == ".png" for file in tmp_path.iterdir())
