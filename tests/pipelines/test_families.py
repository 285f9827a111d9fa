"""Every family of image models, on a tiny real checkpoint, by every mode that it serves; and the table itself."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator
from fnmatch import fnmatch
from io import BytesIO
from typing import Any, get_args

import numpy as np
import pytest
from PIL import Image

from pipelines.runtimes.compat import prepare
from pipelines.runtimes.families import FAMILIES, Use, class_for, turned, uses_of
from pipelines.runtimes.latents import raw_latents
from scripts.list_models import PAINTS, TARGET, written
from studio.errors import InkstoneError
from studio.models.catalog import Catalog, ModelSpec
from tests.pipelines.family_bench import PROMPT, REFUSED, SERVED, SIDE, STEPS, FamilyBench, opened, spec_of
from tests.tiny import at_work
from tests.tiny_adapters import controlnet
from tests.tiny_families import TINY

PAINTERS = [spec for spec in Catalog.read() if spec.task in PAINTS and spec.repo]
SETTINGS = ("config.json", "scheduler_config.json", "tokenizer_config.json", "preprocessor_config.json")
WEIGHTS = tuple(
    f"{name}{ending}.safetensors"
    for name in ("model", "diffusion_pytorch_model")
    for ending in ("", ".fp16", "-00001-of-00002", "-00001-of-00002.fp16", ".fp16-00001-of-00002")
)
"""What weights are called on the hub, whole and in halves."""


def last_latents(pipe: Any) -> tuple[Any, Any]:
    """The latents of the last step of a pipeline, and its picture: (rows, columns, 3) from 0 to 1."""
    import torch

    kept: list[Any] = []
    known = inspect.signature(pipe.__call__).parameters
    options: dict[str, Any] = {"prompt": PROMPT, "width": SIDE, "height": SIDE, "num_inference_steps": 2}
    if "use_resolution_binning" in known:
        options["use_resolution_binning"] = False
    if "callback_on_step_end" in known:
        options["callback_on_step_end"] = lambda pipe, step, timestep, tensors: kept.append(tensors["latents"]) or {}
    else:
        options["callback"] = lambda step, timestep, latents: kept.append(latents)
    made = pipe(**options, generator=torch.Generator().manual_seed(1), output_type="np")
    return kept[-1], made.images[0]


TURNS = [
    (base, use, name)
    for base, uses in FAMILIES.items()
    for use, name in uses.items()
    if "text" in uses and use not in ("text", "edit")
]


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FamilyBench]:
    """One for all tests: models are loaded once, as in the studio."""
    with at_work():
        yield FamilyBench(tmp_path_factory.mktemp("families"))


def test_every_model_of_the_catalog_that_paints_is_of_a_known_family() -> None:
    for spec in PAINTERS:
        assert uses_of(spec), spec.key
        assert spec.class_name in ("", *FAMILIES[spec.base].values())


def test_every_family_has_a_tiny_checkpoint() -> None:
    assert TINY.keys() == FAMILIES.keys()


@pytest.mark.parametrize("base", FAMILIES)
def test_a_family_names_classes_that_there_are(base: str) -> None:
    prepare()
    import diffusers

    for use, name in FAMILIES[base].items():
        assert use in get_args(Use)
        assert issubclass(getattr(diffusers, name), diffusers.DiffusionPipeline)


def test_a_model_of_no_family_paints_by_the_class_of_its_entry() -> None:
    own = spec_of("sdxl").model_copy(update={"base": "mine"})
    assert class_for(own, "text") == "StableDiffusionXLPipeline"
    assert class_for(own, "repaint") is None
    assert uses_of(own) == ("text",)


@pytest.mark.parametrize(("base", "use", "name"), TURNS, ids=lambda value: value)
def test_a_pipeline_of_another_class_has_the_same_parts(
    bench: FamilyBench, base: str, use: Use, name: str, tmp_path: Any
) -> None:
    import diffusers

    more = {}
    if use == "control":
        folder = controlnet(tmp_path, bench.checkpoint(base))
        more = {"controlnet": diffusers.AutoModel.from_pretrained(str(folder))}
    bench.checkpoint(base)
    bench.host.catalog.refresh()
    with bench.cache.lease(spec_of(base)) as pipe:
        other = turned(pipe, name, **more)
        assert type(other).__name__ == name
        for part, module in pipe.components.items():
            assert module is None or getattr(other, part) is module


@pytest.mark.parametrize(("mode", "base"), SERVED)
def test_it_is_shown_while_it_is_made(bench: FamilyBench, mode: str, base: str) -> None:
    run = bench.first(mode, base)
    steps = [step for step in run.recorder.steps if step.phase == "painting"]
    assert [step.step for step in steps] == sorted(step.step for step in steps)
    assert steps[-1].step == steps[-1].total >= STEPS
    assert {step.step for step in steps} >= set(range(1, steps[-1].total + 1)), "each step is told"
    assert run.recorder.images
    for image in run.recorder.images:
        shown = np.asarray(Image.open(BytesIO(image)).convert("RGB"))
        assert shown.std() > 1, "a preview is no plain area"


@pytest.mark.parametrize("base", [base for mode, base in SERVED if mode == "image"])
def test_a_preview_looks_at_what_the_decoder_will_get(bench: FamilyBench, base: str) -> None:
    """Unpacked, scaled and shifted as the pipeline itself does it before it decodes its last latents."""
    import torch

    bench.ask("image", base)
    with bench.cache.lease(spec_of(base)) as pipe, torch.inference_mode():
        last, picture = last_latents(pipe)
        cells = raw_latents(pipe, last, SIDE, SIDE)
        cells = cells[:, :, None] if hasattr(pipe.vae.config, "z_dim") else cells
        decoded = pipe.vae.decode(cells, return_dict=False)[0]
        decoded = decoded[:, :, 0] if decoded.ndim == 5 else decoded
    seen = (decoded[0].permute(1, 2, 0) / 2 + 0.5).clamp(0, 1).numpy()
    assert np.abs(seen - picture).max() < 1e-4


@pytest.mark.parametrize(("mode", "base"), SERVED)
def test_stop_works_within_one_step(bench: FamilyBench, mode: str, base: str) -> None:
    whole = bench.first(mode, base)
    stopped = bench.run(bench.ask(mode, base, seed=8) if mode != "layers" else bench.ask(mode, base), stop_at=1)
    assert stopped.recorder.cancelled and not stopped.pieces
    assert stopped.late <= whole.calls / STEPS


@pytest.mark.parametrize(("mode", "base"), SERVED)
def test_its_own_file_tells_how_to_make_it_again(bench: FamilyBench, mode: str, base: str) -> None:
    """The same bytes on the same kind of processor; after other jobs, and after one that was stopped."""
    run = bench.first(mode, base)
    recipe = run.recipe()
    assert recipe.models[0].key == spec_of(base).key
    bench.run(bench.ask(mode, base), stop_at=1)
    assert bench.again(recipe).bytes == run.bytes


@pytest.mark.parametrize(("mode", "base"), SERVED)
def test_another_seed_is_another_picture(bench: FamilyBench, mode: str, base: str) -> None:
    assert bench.run(bench.ask(mode, base, seed=8)).bytes != bench.first(mode, base).bytes


@pytest.mark.parametrize(("mode", "base"), REFUSED)
def test_what_a_family_cannot_do_is_refused_with_the_reason(bench: FamilyBench, mode: str, base: str) -> None:
    with pytest.raises(InkstoneError, match=spec_of(base).title):
        bench.ask(mode, base)


@pytest.mark.parametrize("base", [base for mode, base in SERVED if mode == "repaint"])
def test_repainting_changes_the_masked_part_alone(bench: FamilyBench, base: str) -> None:
    before, after = (
        np.asarray(picture.convert("RGB")) for picture in (bench.picture, opened(bench.first("repaint", base)))
    )
    masked = np.asarray(bench.mask.convert("L")) > 0
    assert (before[~masked] == after[~masked]).all()
    assert (before[masked] != after[masked]).any()


@pytest.mark.parametrize("base", [base for mode, base in SERVED if mode == "extend"])
def test_extending_keeps_what_was_there(bench: FamilyBench, base: str) -> None:
    larger, side = opened(bench.first("extend", base)).convert("RGB"), bench.picture.width
    assert larger.size == (side * 3 // 2, side)
    kept = larger.crop((side // 4, 0, side // 4 + side, side))
    assert (np.asarray(kept) == np.asarray(bench.picture))[:, 4:-4].all()


@pytest.mark.parametrize("base", [base for mode, base in SERVED if mode == "change"])
def test_nothing_changed_is_the_same_picture(bench: FamilyBench, base: str) -> None:
    run = bench.run(bench.ask("change", base, strength=0.0))
    assert (np.asarray(opened(run).convert("RGB")) == np.asarray(bench.picture)).all()
    assert not run.calls


def test_the_tables_of_the_docs_are_those_of_the_catalog() -> None:
    text = TARGET.read_text(encoding="utf-8")
    assert text == written(text)
    assert all(spec.revision[:8] in text for spec in PAINTERS)


@pytest.mark.parametrize("spec", PAINTERS, ids=lambda spec: spec.key)
def test_a_download_brings_every_part_of_the_pipeline(bench: FamilyBench, spec: ModelSpec) -> None:
    index = json.loads((bench.checkpoint(spec.base) / "model_index.json").read_text())
    parts = {name: told[1] for name, told in index.items() if isinstance(told, list) and told[1]}
    assert "model_index.json" in spec.files
    for part, kind in parts.items():
        assert any(fnmatch(f"{part}/{name}", pattern) for name in SETTINGS for pattern in spec.files), part
        if not kind.endswith(("Tokenizer", "TokenizerFast", "TokenizersBackend", "Scheduler", "Processor")):
            weights = {name for name in WEIGHTS for pattern in spec.files if fnmatch(f"{part}/{name}", pattern)}
            assert weights, part
