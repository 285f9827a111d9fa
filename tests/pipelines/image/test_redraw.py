"""Redraw: as far from the picture as is wished, as large as it, and stopped at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from pipelines.image.ask_picture import ChangeParams
from pipelines.image.modes import IMAGE
from pipelines.image.redraw import Redraw
from studio.errors import BadInput, ModelAbsent
from studio.jobs.engine import Host
from studio.models.catalog import Catalog, ModelSpec
from tests import contract
from tests.contract import Bench, Processor
from tests.pipelines.image.pictures import PICTURE, PROMPT, bench, calls, keep, of, pixels, scene, spec

PARAMS = ChangeParams(prompt=PROMPT, picture=PICTURE, negative_prompt="snow")
MODELS = {
    "stable_diffusion": spec("sd-1.5"),
    "sdxl": spec("sdxl"),
    "flux": spec("flux1", "FluxPipeline"),
    "z_image": spec("z-image", "ZImagePipeline"),
}


@pytest.fixture
def sd(checkpoints: dict[str, Path], tmp_path: Path) -> Bench:
    keep(tmp_path, scene())
    return bench(Redraw(), PARAMS, MODELS["stable_diffusion"], checkpoints["stable_diffusion"], tmp_path)


@pytest.mark.parametrize("name", MODELS)
def test_every_family_keeps_the_contract(name: str, checkpoints: dict[str, Path], tmp_path: Path) -> None:
    keep(tmp_path, scene())
    one = bench(Redraw(), PARAMS, MODELS[name], checkpoints[name], tmp_path)
    contract.check_progress(one)
    contract.check_previews(one)
    contract.check_recipe(one)
    contract.check_seed(one)
    contract.check_cancel(one)
    assert of(one.first[0][0]).size == (96, 80)


def test_at_strength_nought_it_is_the_picture_itself_and_no_model_works(sd: Bench) -> None:
    (made,), count = calls(sd, sd.context(), strength=0.0)
    assert made.files[0].data == (sd.scratch / f"{PICTURE}.png").read_bytes()
    assert count == 0 and made.notes


def test_the_stronger_the_farther(sd: Bench) -> None:
    before = pixels(scene())
    far = [np.abs(pixels(of(sd.run(strength=strength)[0][0])) - before).mean() for strength in (0.05, 0.5, 1.0)]
    assert far[0] < far[1] < far[2]


def test_another_picture_gives_another_one(sd: Bench) -> None:
    first = pixels(of(sd.run()[0][0]))
    keep(sd.scratch, scene(seed=2))
    assert np.abs(pixels(of(sd.run()[0][0])) - first).mean() > 2


def test_a_model_of_few_steps_takes_them_all(sd: Bench) -> None:
    """Half of two steps would be one, and a blur."""
    _, ctx = sd.run(steps=2, strength=0.5)
    assert max(step.total for step in ctx.steps) == 2
    _, ctx = sd.run(steps=20, strength=0.5)
    assert max(step.total for step in ctx.steps) == 10


def test_several_share_one_bar_and_get_the_next_seeds(sd: Bench) -> None:
    pieces, ctx = sd.run(count=2)
    assert [made.facts.seed for made in pieces] == [7, 8]
    assert pieces[1].files[0].data == sd.run(8)[0][0].files[0].data
    steps = [step.step for step in ctx.steps if step.phase == "painting"]
    assert steps == list(range(1, len(steps) + 1))


def test_what_can_be_seen_through_stays_so(sd: Bench) -> None:
    picture = keep(sd.scratch, scene(mode="RGBA"))
    made = of(sd.run()[0][0])
    assert made.mode == "RGBA" and made.getchannel("A").tobytes() == picture.getchannel("A").tobytes()


@pytest.mark.parametrize(
    ("size", "painted"),
    [
        ((400, 300), "80 x 64"),
        ((30, 20), "80 x 64"),
        ((16, 100), "64 x 160"),
        ((70, 64), "64 x 64"),
        ((64, 72), "64 x 64"),
    ],
)
def test_it_is_painted_at_the_models_own_size(size: tuple[int, int], painted: str, sd: Bench) -> None:
    keep(sd.scratch, scene(*size))
    made = sd.run()[0][0]
    facts: Any = made.facts
    assert of(made).size == size and facts.painted == painted


@pytest.mark.parametrize("size", [(1, 1), (1, 4096), (4096, 1), (15, 400), (20, 200)])
def test_a_picture_of_no_use_is_refused_before_the_model_is_loaded(size: tuple[int, int], sd: Bench) -> None:
    keep(sd.scratch, Image.new("RGB", size))
    with pytest.raises(BadInput, match=f"{size[0]} x {size[1]}"):
        sd.run()
    assert not sd.cache.residents()


def test_only_families_that_can_are_choices() -> None:
    known = [spec("sd-1.5"), spec("flux2-klein", "Flux2KleinPipeline"), spec("sdxl")]
    keys = [choice.name for choice in Redraw().choices(Host(Catalog(known), Processor()))]
    assert keys == ["sd-1.5", "sdxl"]


def test_without_a_model_it_says_which_is_the_smallest(tmp_path: Path) -> None:
    large = {"repo": "owner/large", "revision": "0" * 40, "weights_mb": 9000}
    known = [spec("sdxl", **large), spec("sd-1.5", **{**large, "repo": "owner/small", "weights_mb": 2560})]
    mode = next(mode for mode in IMAGE if mode.key == "change")
    with pytest.raises(ModelAbsent, match=r"Sd-1.5 \(2.5 GB, licence Apache-2.0\)"):
        mode.choose(PARAMS, Host(Catalog(known, tmp_path), Processor()))


def test_a_slow_model_steps_forward_where_no_quick_one_is_here(tmp_path: Path) -> None:
    here = {"package": "studio", "path": "models"}
    slow, quick = spec("sdxl", **here), spec("sd-1.5", cpu=True, **here)
    absent = spec("sd-1.5", key="absent", cpu=True, repo="owner/absent", revision="0" * 40)
    for_own_use = spec("sd-1.5", key="own", cpu=True, commercial="no", **here)
    mode = next(mode for mode in IMAGE if mode.key == "change")

    def taken(*known: ModelSpec) -> str:
        return mode.choose(PARAMS, Host(Catalog(known, tmp_path), Processor())).name

    assert taken(for_own_use, slow, absent) == "sdxl"
    assert taken(for_own_use, slow, absent, quick) == "sd-1.5"
