"""Repaint: only what the mask covers changes, in every family; masks of any size, and those that are none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from pipelines.image.ask_picture import RepaintParams
from pipelines.image.canvas import around
from pipelines.image.mask import cells, read_mask, softened
from pipelines.image.repaint import Repaint
from studio.errors import BadInput
from tests import contract
from tests.contract import Bench
from tests.pipelines.image.pictures import MASK, PICTURE, PROMPT, bench, keep, mask, of, pixels, scene, spec

PARAMS = RepaintParams(prompt=PROMPT, picture=PICTURE, mask=MASK)
MODELS = {
    "stable_diffusion": spec("sd-1.5"),
    "sdxl": spec("sdxl"),
    "flux": spec("flux1", "FluxPipeline"),
    "flux2_klein": spec("flux2-klein", "Flux2KleinPipeline"),
    "z_image": spec("z-image", "ZImagePipeline"),
}
SIZE, BOX = (96, 80), (30, 20, 60, 50)


@pytest.fixture
def sd(checkpoints: dict[str, Path], tmp_path: Path) -> Bench:
    keep(tmp_path, scene(*SIZE))
    keep(tmp_path, mask(SIZE, BOX), MASK)
    return bench(Repaint(), PARAMS, MODELS["stable_diffusion"], checkpoints["stable_diffusion"], tmp_path)


def changed(before: Image.Image, after: Image.Image) -> Any:
    """Where any channel differs."""
    assert before.mode == after.mode and before.size == after.size
    return (pixels(before) != pixels(after)).any(-1)


def inside(size: tuple[int, int], *boxes: tuple[int, int, int, int]) -> Any:
    return pixels(mask(size, *boxes))[..., 0] > 0


@pytest.mark.parametrize("name", MODELS)
def test_every_family_changes_only_what_the_mask_covers(
    name: str, checkpoints: dict[str, Path], tmp_path: Path
) -> None:
    picture = keep(tmp_path, scene(*SIZE))
    keep(tmp_path, mask(SIZE, BOX), MASK)
    one = bench(Repaint(), PARAMS, MODELS[name], checkpoints[name], tmp_path)
    contract.check_progress(one)
    contract.check_previews(one)
    contract.check_recipe(one)
    where = changed(picture, of(one.first[0][0]))
    assert not where[~inside(SIZE, BOX)].any()
    assert where[inside(SIZE, BOX)].mean() > 0.9
    contract.check_seed(one)
    contract.check_cancel(one)


@pytest.mark.parametrize("box", [(0, 0, 1, 1), (95, 0, 96, 80), (40, 10, 42, 70), (0, 0, 96, 80), (0, 79, 96, 80)])
def test_a_mask_of_any_shape(box: tuple[int, int, int, int], sd: Bench) -> None:
    keep(sd.scratch, mask(SIZE, box), MASK)
    where = changed(scene(*SIZE), of(sd.run()[0][0]))
    assert not where[~inside(SIZE, box)].any() and where[inside(SIZE, box)].mean() > 0.5


def test_what_can_be_seen_through_stays_so_outside_the_mask(sd: Bench) -> None:
    picture = keep(sd.scratch, scene(*SIZE, mode="RGBA"))
    made = of(sd.run()[0][0])
    assert not changed(picture, made)[~inside(SIZE, BOX)].any()
    assert made.getpixel((45, 35))[3] == 255  # type: ignore[index]


def test_the_edge_of_the_part_is_soft_inside_of_it_alone() -> None:
    soft = pixels(softened(mask((200, 100), (50, 20, 150, 80)).convert("L"), 8))
    assert not soft[~inside((200, 100), (50, 20, 150, 80))].any()
    row = soft[50, 50:100]
    assert (np.diff(row) >= 0).all() and 0 < row[0] < 60 and row[8] == 255
    # A part at the picture's border is whole there.
    assert pixels(softened(mask((200, 100), (0, 0, 60, 100)).convert("L"), 8))[50, 0] == 255
    thin = pixels(softened(mask((200, 100), (50, 20, 53, 80)).convert("L"), 8))
    assert thin.max() == 255


def test_a_small_part_of_a_large_picture_is_painted_at_the_models_own_size(sd: Bench) -> None:
    size, box = (900, 700), (400, 300, 430, 330)
    picture = keep(sd.scratch, scene(*size))
    keep(sd.scratch, mask(size, box), MASK)
    made = sd.run()[0][0]
    facts: Any = made.facts
    assert of(made).size == size and facts.painted == "64 x 64"
    assert not changed(picture, of(made))[~inside(size, box)].any()
    window = around(box, size, 64 * 64)
    left, _, right, _ = window.box
    assert left < 380 and right > 450 and right - left < 140, "with something around it, and not much"


def test_the_model_sees_every_cell_that_the_mask_touches() -> None:
    line = mask((128, 64), (60, 0, 61, 64)).convert("L")
    window = around((60, 0, 61, 64), (128, 64), 128 * 64)
    seen = pixels(cells(line, window))
    assert set(np.unique(seen)) == {0, 255} and (seen > 0).any()
    assert seen.shape == (window.canvas.height, window.canvas.width)
    cell = seen.reshape(seen.shape[0] // 16, 16, -1, 16)
    assert (cell.min((1, 3)) == cell.max((1, 3))).all()


@pytest.mark.parametrize("mode", ["1", "L", "RGB", "RGBA", "P", "LA"])
def test_a_mask_of_any_colours(mode: str, tmp_path: Path) -> None:
    keep(tmp_path, mask(SIZE, BOX).convert(mode), MASK)
    assert read_mask(tmp_path / f"{MASK}.png", SIZE).getbbox() == BOX


def test_a_mask_that_is_clear_where_nothing_was_painted(tmp_path: Path) -> None:
    strokes = Image.new("RGBA", SIZE, (255, 255, 255, 0))
    strokes.paste("white", BOX)
    keep(tmp_path, strokes, MASK)
    assert read_mask(tmp_path / f"{MASK}.png", SIZE).getbbox() == BOX


@pytest.mark.parametrize("size", [(192, 160), (48, 40), (97, 80), (600, 500)])
def test_a_mask_of_another_size_and_the_same_shape_is_resized(size: tuple[int, int], sd: Bench) -> None:
    across, down = size[0] / SIZE[0], size[1] / SIZE[1]
    keep(sd.scratch, mask(size, (0, 0, round(48 * across), round(80 * down))), MASK)
    where = changed(scene(*SIZE), of(sd.run()[0][0]))
    assert where[:, :46].mean() > 0.8 and not where[:, 50:].any()


@pytest.mark.parametrize("size", [(80, 96), (96, 90), (1, 1), (4096, 1)])
def test_a_mask_of_another_shape_is_refused(size: tuple[int, int], sd: Bench) -> None:
    keep(sd.scratch, mask(size, (0, 0, *size)), MASK)
    with pytest.raises(BadInput, match=f"{size[0]} x {size[1]}") as refused:
        sd.run()
    assert "mask" in refused.value.fields and not sd.cache.residents()


def test_an_empty_mask_is_refused(sd: Bench) -> None:
    keep(sd.scratch, Image.new("L", SIZE, 100), MASK)
    with pytest.raises(BadInput, match="No part"):
        sd.run()
