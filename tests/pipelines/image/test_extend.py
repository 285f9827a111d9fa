"""Extend: what was there stays, the rest goes on from it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pipelines.image.ask_picture import ExtendParams
from pipelines.image.extend import Extend
from pipelines.image.outside import Sides, grown, new_part
from studio.errors import BadInput
from tests import contract
from tests.contract import Bench
from tests.pipelines.image.pictures import PICTURE, PROMPT, bench, keep, of, pixels, scene, spec

PARAMS = ExtendParams(prompt=PROMPT, picture=PICTURE, left=25, right=50, above=0, below=10)
MODELS = {
    "stable_diffusion": spec("sd-1.5"),
    "sdxl": spec("sdxl"),
    "flux": spec("flux1", "FluxPipeline"),
    "flux2_klein": spec("flux2-klein", "Flux2KleinPipeline"),
    "z_image": spec("z-image", "ZImagePipeline"),
}


@pytest.fixture
def sd(checkpoints: dict[str, Path], tmp_path: Path) -> Bench:
    keep(tmp_path, scene(80, 60))
    return bench(Extend(), PARAMS, MODELS["stable_diffusion"], checkpoints["stable_diffusion"], tmp_path)


@pytest.mark.parametrize("name", MODELS)
def test_every_family_keeps_what_was_there(name: str, checkpoints: dict[str, Path], tmp_path: Path) -> None:
    picture = keep(tmp_path, scene(80, 60))
    one = bench(Extend(), PARAMS, MODELS[name], checkpoints[name], tmp_path)
    contract.check_progress(one)
    contract.check_previews(one)
    contract.check_recipe(one)
    made = of(one.first[0][0])
    assert made.size == (80 + 20 + 40, 66)
    assert made.crop((20, 0, 100, 60)).tobytes() == picture.tobytes()
    filled = pixels(grown(picture, Sides(20, 40, 0, 6)))
    assert np.abs(pixels(made) - filled)[:, 110:].mean() > 3, "painted, and not only mirrored"
    contract.check_seed(one)
    contract.check_cancel(one)


def test_what_can_be_seen_through_stays_so_and_the_rest_is_whole(sd: Bench) -> None:
    picture = keep(sd.scratch, scene(80, 60, mode="RGBA"))
    made = of(sd.run()[0][0])
    assert made.crop((20, 0, 100, 60)).tobytes() == picture.tobytes()
    assert made.getchannel("A").crop((0, 0, 20, 66)).getextrema() == (255, 255)


def test_the_new_part_begins_as_the_picture_ends() -> None:
    picture = scene(80, 60)
    larger = pixels(grown(picture, Sides(20, 40, 10, 60)))
    assert (larger[10:70, 20:100] == pixels(picture)).all()
    for beside, edge in ((larger[10:70, 19], larger[10:70, 20]), (larger[9, 20:100], larger[10, 20:100])):
        assert np.abs(beside - edge).mean() < 4
    # Far from it there is no second picture, only its colours.
    assert np.abs(np.diff(larger[115:, 30:90], axis=0)).mean() < np.abs(np.diff(pixels(picture), axis=0)).mean() / 2


def test_the_mask_is_what_is_new() -> None:
    mask = pixels(new_part((80, 60), Sides(20, 40, 10, 0)))
    assert mask.shape == (70, 140) and not mask[10:, 20:100].any()
    assert (mask[:10] == 255).all() and (mask[:, :20] == 255).all() and (mask[:, 100:] == 255).all()


def test_a_large_picture_is_painted_small_and_stays_as_large(sd: Bench) -> None:
    picture = keep(sd.scratch, scene(1200, 800))
    made = sd.run()[0][0]
    assert of(made).size == (2100, 880)
    assert of(made).crop((300, 0, 1500, 800)).tobytes() == picture.tobytes()
    assert any("enlarged" in str(note) for note in made.notes)


def test_nothing_to_add_is_refused(sd: Bench) -> None:
    with pytest.raises(BadInput, match="Nothing is to be added"):
        sd.run(left=0, right=0, below=0)


@pytest.mark.parametrize("size", [(1, 1), (1, 4096), (3000, 16)])
def test_a_picture_of_no_use_is_refused(size: tuple[int, int], sd: Bench) -> None:
    keep(sd.scratch, Image.new("RGB", size))
    with pytest.raises(BadInput):
        sd.run()
    assert not sd.cache.residents()


def test_a_result_that_is_too_large_is_refused_before_it_is_made(sd: Bench) -> None:
    keep(sd.scratch, Image.new("RGB", (4096, 4096)))
    with pytest.raises(BadInput, match="8,192"):
        sd.run(left=100, right=100, above=100, below=100)
