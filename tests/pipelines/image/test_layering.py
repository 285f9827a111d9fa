"""Layering: layers as large as the picture, which lie on each other as the work shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from pipelines.image.ask_picture import LayersParams
from pipelines.image.layering import Layering
from studio.errors import BadInput
from studio.jobs.engine import Host
from studio.models.catalog import Catalog
from studio.works.facts import PictureFacts
from tests import contract, tiny_families
from tests.contract import Bench
from tests.pipelines.image.pictures import PICTURE, bench, keep, of, scene, spec
from tests.tiny_adapters import lora

MODEL = spec("qwen-image-layered", "QwenImageLayeredPipeline", "layering", defaults={"steps": 2, "side": 64})


@pytest.fixture(scope="session")
def checkpoint(tmp_path_factory: pytest.TempPathFactory, checkpoints: dict[str, Path]) -> Path:
    return tiny_families.qwen_layered(tmp_path_factory.mktemp("layers"))


@pytest.fixture
def desk(checkpoint: Path, tmp_path: Path) -> Bench:
    keep(tmp_path, scene())
    return bench(Layering(), LayersParams(picture=PICTURE, layers=2), MODEL, checkpoint, tmp_path)


def test_its_layers_lie_on_each_other(desk: Bench) -> None:
    contract.check_progress(desk)
    contract.check_previews(desk)
    contract.check_recipe(desk)
    ((made,), _) = desk.first
    assert [file.role for file in made.files] == ["main", "layer-1", "layer-2"]
    layers = [of(made, f"layer-{number}") for number in (1, 2)]
    assert {(layer.mode, layer.size) for layer in layers} == {("RGBA", (96, 80))}
    together = Image.alpha_composite(layers[0], layers[1])
    assert of(made).tobytes() == together.tobytes()
    assert layers[0].tobytes() != layers[1].tobytes()


def test_a_lora_changes_the_layers_and_leaves_none_behind(desk: Bench) -> None:
    before = of(desk.run()[0][0]).tobytes()
    with desk.cache.lease(desk.case.spec) as pipe:
        lora(desk.scratch / "loras", pipe)
    desk.host = Host(Catalog([desk.case.spec]), desk.host.device, desk.scratch)
    made = desk.run(loras="lora-0:0.8")[0][0]
    assert isinstance(made.facts, PictureFacts) and made.facts.loras == ("lora-0:0.8",)
    assert of(made).tobytes() != before == of(desk.run()[0][0]).tobytes()


@pytest.mark.parametrize("size", [(1, 1), (1, 4096), (30, 400)])
def test_a_picture_of_no_use_is_refused(size: tuple[int, int], desk: Bench) -> None:
    keep(desk.scratch, Image.new("RGB", size))
    with pytest.raises(BadInput):
        desk.run()
    assert not desk.cache.residents()
