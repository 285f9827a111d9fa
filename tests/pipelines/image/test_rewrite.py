"""Rewrite: each picture that is brought counts, and the result is as large as the first."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from pipelines.image.ask_picture import EditParams
from pipelines.image.rewrite import Rewrite
from studio.errors import BadInput
from studio.jobs.engine import Host
from studio.models.catalog import Catalog
from tests import contract, tiny_families
from tests.contract import Bench, Processor
from tests.pipelines.image.pictures import MORE, PICTURE, PROMPT, bench, keep, of, pixels, scene, spec

PARAMS = EditParams(prompt=PROMPT, picture=PICTURE)
KLEIN = spec("flux2-klein", "Flux2KleinPipeline")
QWEN = spec("qwen-image-edit", "QwenImageEditPlusPipeline", "editing")


@pytest.fixture
def klein(checkpoints: dict[str, Path], tmp_path: Path) -> Bench:
    keep(tmp_path, scene())
    for number, id in enumerate(MORE, start=2):
        keep(tmp_path, scene(64, 48, seed=number), id)
    return bench(Rewrite(), PARAMS, KLEIN, checkpoints["flux2_klein"], tmp_path)


@pytest.fixture(scope="session")
def qwen_edit(tmp_path_factory: pytest.TempPathFactory, checkpoints: dict[str, Path]) -> Path:
    return tiny_families.qwen_edit(tmp_path_factory.mktemp("qwen"))


def test_klein_keeps_the_contract(klein: Bench) -> None:
    contract.check_progress(klein)
    contract.check_previews(klein)
    contract.check_recipe(klein)
    assert of(klein.first[0][0]).size == (96, 80)
    contract.check_seed(klein)
    contract.check_cancel(klein)


def test_qwen_is_guided_by_two_prompts(qwen_edit: Path, tmp_path: Path) -> None:
    keep(tmp_path, scene())
    one = bench(Rewrite(), PARAMS, QWEN, qwen_edit, tmp_path)
    facts: Any = one.first[0][0].facts
    assert facts.guidance_scale == 4.0
    assert of(one.run(guidance=1.0)[0][0]).tobytes() != of(one.first[0][0]).tobytes()


@pytest.mark.parametrize("changed", [PICTURE, *MORE])
def test_each_of_four_pictures_counts(changed: str, klein: Bench) -> None:
    four = {"reference_2": MORE[0], "reference_3": MORE[1], "reference_4": MORE[2]}
    first = pixels(of(klein.run(**four)[0][0]))
    keep(klein.scratch, scene(96, 80, seed=9) if changed == PICTURE else scene(64, 48, seed=9), changed)
    assert np.abs(pixels(of(klein.run(**four)[0][0])) - first).max() > 0


def test_more_pictures_change_the_result(klein: Bench) -> None:
    assert of(klein.run()[0][0]).tobytes() != of(klein.run(reference_2=MORE[0])[0][0]).tobytes()


def test_a_picture_that_can_be_seen_through_lies_on_white(klein: Bench) -> None:
    keep(klein.scratch, scene(mode="RGBA"))
    assert of(klein.run()[0][0]).mode == "RGB"


@pytest.mark.parametrize("id", [PICTURE, MORE[0]])
@pytest.mark.parametrize("size", [(1, 1), (1, 4096)])
def test_a_picture_of_no_use_is_refused(id: str, size: tuple[int, int], klein: Bench) -> None:
    keep(klein.scratch, Image.new("RGB", size), id)
    with pytest.raises(BadInput):
        klein.run(reference_2=MORE[0])
    assert not klein.cache.residents()


def test_only_models_that_edit_are_choices() -> None:
    host = Host(Catalog([spec("sd-1.5"), KLEIN, QWEN, spec("sdxl")]), Processor())
    assert [choice.name for choice in Rewrite().choices(host)] == ["flux2-klein", "qwen-image-edit"]
