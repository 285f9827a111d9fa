"""LoRAs, style readers and controls on real pipelines: on for a lease, and after it the same bytes as before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipelines.runtimes.diffusers import Diffusers
from pipelines.runtimes.families import turned
from studio.errors import LoadFailed
from studio.models.adapter import Adapter
from studio.models.cache import ModelCache
from studio.models.ladder import Rung
from studio.models.memory import Memory
from studio.models.runtime import Runtimes
from tests.fakes import a_spec
from tests.pipelines.runtimes.conftest import Apart, painted
from tests.tiny_adapters import STYLE_FILE, controlnet, ip_adapter, lora

SPEC = a_spec("painting", dtype="float32")


@pytest.fixture(scope="module")
def cache(checkpoints: dict[str, Path]) -> ModelCache:
    budget = Memory(2**40, 2**40)
    return ModelCache(Apart(), Runtimes([Diffusers()]), lambda spec: checkpoints["stable_diffusion"], budget)


@pytest.fixture(scope="module")
def bare(cache: ModelCache) -> bytes:
    return with_adapters(cache)


@pytest.fixture(autouse=True)
def _as_before(cache: ModelCache, bare: bytes) -> Iterator[None]:
    """After each test the model paints the bytes that it painted before there was an adapter."""
    yield
    assert with_adapters(cache) == bare


@pytest.fixture(scope="module")
def files(cache: ModelCache, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two LoRAs of the model."""
    with cache.lease(SPEC) as pipe:
        return [lora(tmp_path_factory.mktemp("loras"), pipe, seed) for seed in (1, 2)]


def with_adapters(cache: ModelCache, *adapters: Adapter, **more: Any) -> bytes:
    with cache.lease(SPEC, adapters=adapters) as pipe:
        return painted(pipe, **more)


def test_a_lora_changes_the_picture_and_leaves_the_model_as_it_was(
    cache: ModelCache, bare: bytes, files: list[Path]
) -> None:
    ink = Adapter("lora", "ink.v1", files[0])
    changed = with_adapters(cache, ink)
    assert changed != bare
    assert with_adapters(cache) == bare
    assert with_adapters(cache, ink) == changed


def test_two_loras_work_together_each_by_its_weight(cache: ModelCache, bare: bytes, files: list[Path]) -> None:
    ink, oil = (Adapter("lora", name, file) for name, file in zip(("ink", "oil"), files, strict=True))
    none, half = Adapter("lora", "oil", files[1], 0.0), Adapter("lora", "oil", files[1], 0.5)
    made = [with_adapters(cache, *both) for both in ((ink,), (ink, oil), (ink, half), (ink, none))]
    assert made[3] == made[0], "with a weight of nothing it is as if it were not there"
    assert len(set(made)) == 3
    assert with_adapters(cache, none) == bare


def test_a_lora_of_another_model_is_refused_and_leaves_nothing(
    cache: ModelCache, files: list[Path], tmp_path: Path
) -> None:
    import torch
    from safetensors.torch import load_file, save_file

    wide = {name: torch.cat([value, value], -1) for name, value in load_file(files[0]).items()}
    save_file(wide, tmp_path / "wide.safetensors", metadata={"format": "pt"})
    with pytest.raises(LoadFailed, match="“wide” does not fit Painting"):
        with_adapters(cache, Adapter("lora", "wide", tmp_path / "wide.safetensors"))
    strange = {name.replace("unet", "transformer"): value for name, value in load_file(files[0]).items()}
    save_file(strange, tmp_path / "strange.safetensors", metadata={"format": "pt"})
    with pytest.raises(LoadFailed, match="“strange” does not fit Painting"):
        with_adapters(cache, Adapter("lora", "strange", tmp_path / "strange.safetensors"))


@pytest.mark.parametrize("data", [b"", b"no weights at all", (2**60).to_bytes(8, "little")])
def test_a_file_that_is_none_of_weights_is_refused(cache: ModelCache, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "odd.safetensors").write_bytes(data)
    with pytest.raises(LoadFailed, match="odd"):
        with_adapters(cache, Adapter("lora", "odd", tmp_path / "odd.safetensors"))


def test_a_pickle_is_refused_by_its_name(cache: ModelCache, tmp_path: Path) -> None:
    (tmp_path / "odd.bin").write_bytes(b"\x80\x04.")
    with pytest.raises(LoadFailed, match="cannot be read as weights"):
        with_adapters(cache, Adapter("lora", "odd", tmp_path / "odd.bin"))


def test_a_control_is_handed_to_a_pipeline_that_takes_one(cache: ModelCache, bare: bytes, tmp_path: Path) -> None:
    from PIL import Image

    edges = Adapter("control", "edges", controlnet(tmp_path / "edges"))
    with cache.lease(SPEC, adapters=[edges]) as pipe:
        guided = turned(pipe, "StableDiffusionControlNetPipeline", controlnet=pipe.controls["edges"])
        white, black = (painted(guided, image=Image.new("RGB", (64, 64), grey)) for grey in ("white", "black"))
    assert white != black
    with cache.lease(SPEC) as pipe:
        assert pipe.controls == {}


def test_what_is_no_control_is_refused(cache: ModelCache, checkpoints: dict[str, Path]) -> None:
    with pytest.raises(LoadFailed, match="does not fit"):
        with_adapters(cache, Adapter("control", "edges", checkpoints["stable_diffusion"] / "unet"))


def test_a_style_reader_sees_a_picture(cache: ModelCache, bare: bytes, tmp_path: Path) -> None:
    from PIL import Image

    file = ip_adapter(tmp_path / "style") / STYLE_FILE
    red, blue = (Image.new("RGB", (32, 32), colour) for colour in ("red", "blue"))
    style, weak = Adapter("style", "reader", file), Adapter("style", "reader", file, 0.2)
    seen = [
        with_adapters(cache, one, ip_adapter_image=look) for one, look in ((style, red), (style, blue), (weak, red))
    ]
    assert len({*seen, bare}) == 4
    assert style.size > file.stat().st_size, "what looks at the picture counts as well"


@pytest.mark.parametrize("rung", ["int8", "nf4", "groups"])
def test_a_lora_works_on_rounded_and_streamed_weights_as_well(
    checkpoints: dict[str, Path], tmp_path: Path, rung: Rung
) -> None:
    runtime = Diffusers()
    pipe = runtime.load_on(rung, SPEC, checkpoints["z_image"], Apart())
    before = painted(pipe)
    ink = (Adapter("lora", "ink", lora(tmp_path, pipe)),)
    runtime.attach(SPEC, pipe, ink)
    assert painted(pipe) != before
    runtime.detach(SPEC, pipe, ink)
    assert painted(pipe) == before
