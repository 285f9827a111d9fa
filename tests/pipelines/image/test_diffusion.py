"""Pictures of a diffusion model as they are asked for: words by seed, weights, samplers, variations, LoRAs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import perf_counter, sleep
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import save_file

from pipelines.image.ask import ImageParams
from pipelines.image.diffusion import Diffusion
from pipelines.runtimes.compat import prepare
from pipelines.runtimes.glance import SHARE
from pipelines.runtimes.latents import Look, Previewer
from studio.jobs.engine import Host
from studio.models.catalog import Catalog
from studio.works.facts import PictureFacts
from studio.works.made import Made
from studio.works.upload import Upload
from studio.works.works import now
from tests import tiny
from tests.contract import Bench, Case, Recorder
from tests.pipelines.test_contract import PICTURE, spec

PART = "unet.down_blocks.1.attentions.0.transformer_blocks.0.attn2.to_k"


def bench(build: Callable[[Path], Path], folder: Path, **values: Any) -> Bench:
    prepare()
    import torch

    torch.manual_seed(0)
    model = spec("tiny", "text-to-image", "diffusers", defaults=PICTURE, base="sd-1.5", **values)
    params = ImageParams(prompt="a red fox", size=512)
    case = Case("image", Diffusion(), params, model, build, lambda pipe: pipe, "painting")
    made = Bench(case, build(folder / "tiny"), folder)
    made.host = Host(Catalog([model]), made.host.device, folder)
    return made


@pytest.fixture(scope="module")
def sd(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    made = bench(tiny.stable_diffusion, tmp_path_factory.mktemp("sd"))
    chance = np.random.default_rng(1)
    values = {f"{PART}.lora_A.weight": (4, 32), f"{PART}.lora_B.weight": (32, 4)}
    (made.scratch / "loras").mkdir()
    weights = {name: chance.normal(size=shape).astype(np.float32) for name, shape in values.items()}
    save_file(weights, made.scratch / "loras" / "ink.safetensors", metadata={"modelspec.trigger_phrase": "inky"})
    return made


def facts(made: Made) -> PictureFacts:
    assert isinstance(made.facts, PictureFacts)
    return made.facts


def picture(bench: Bench, **changes: Any) -> bytes:
    return bench.run(7, **changes)[0][0].files[0].data


def test_each_picture_has_words_of_its_own_and_its_recipe_makes_it_again(sd: Bench) -> None:
    prompt = "a {red|blue|green|white} __animal__ {at dawn|at night}"
    pieces, _ = sd.run(7, prompt=prompt, count=4)
    used = [facts(made).prompt_used for made in pieces]
    assert len(set(used)) >= 3 and [facts(made).seed for made in pieces] == [7, 8, 9, 10]
    (again,), _ = sd.run(9, prompt=prompt)
    assert again.files[0].data == pieces[2].files[0].data
    (plain,), _ = sd.run(9, prompt=used[2])
    assert plain.files[0].data == again.files[0].data and plain.title == again.title


def test_weights_are_heard(sd: Bench) -> None:
    weighted = sd.run(7, prompt="a (red:1.5) fox")[0][0]
    assert weighted.files[0].data != picture(sd) != picture(sd, prompt="a fox")
    assert weighted.title == "a red fox"
    assert not any(note.key.startswith(("denoising", "wording")) for note in weighted.notes)


def test_a_bracket_that_is_no_weight_is_read_without_its_mark(sd: Bench) -> None:
    assert picture(sd, prompt=r"a red fox :\)") == picture(sd, prompt="a red fox :)")
    assert picture(sd, prompt=r"a \(red\) fox") not in (picture(sd), picture(sd, prompt="a (red) fox"))


def test_a_sampler_is_used_and_told_and_gone_after(sd: Bench) -> None:
    before = picture(sd)
    (made,), _ = sd.run(7, scheduler="DPM++ 2M Karras")
    assert (facts(made).sampler, facts(made).schedule) == ("DPM++ 2M", "Karras")
    assert made.files[0].data != before == picture(sd)


def test_a_variation_is_near_and_gone_after(sd: Bench) -> None:
    before = picture(sd)
    varied = picture(sd, variation=0.2, variation_seed=3)
    assert varied != before == picture(sd)
    assert varied == picture(sd, variation=0.2, variation_seed=3) != picture(sd, variation=0.2)


def test_a_lora_changes_the_picture_and_leaves_none_behind(sd: Bench) -> None:
    before = picture(sd)
    (made,), _ = sd.run(7, loras="ink:0.8")
    assert made.files[0].data != before == picture(sd)
    assert facts(made).loras == ("ink:0.8",) and "inky" in "".join(map(str, made.notes))
    (tagged,), _ = sd.run(7, prompt="a red fox <lora:ink:0.8>")
    assert tagged.files[0].data == made.files[0].data and tagged.title == "a red fox"
    assert picture(sd, loras="ink:0.3") not in (before, made.files[0].data)


def test_a_lora_of_ones_own_file(sd: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    id, file = "f" * 64, sd.scratch / "loras" / "ink.safetensors"
    own = Upload(id=id, owner="ann", kind="weights", suffix=file.suffix, size=1, name="My ink.v2.st", created=now())
    monkeypatch.setattr(Recorder, "brought", lambda ctx, asked: {id: (own, file)}[asked])
    (made,), _ = sd.run(7, lora_file=id)
    assert made.files[0].data == picture(sd, loras="ink") and facts(made).loras == ("My ink.v2:1",)


def test_what_a_model_cannot_do_is_told(tmp_path: Path) -> None:
    flux = bench(tiny.flux, tmp_path)
    (plain,), _ = flux.run(7)
    (made,), _ = flux.run(7, prompt="a (red:1.3) fox", scheduler="DDIM")
    assert made.files[0].data == plain.files[0].data
    assert {note.key for note in made.notes} >= {"denoising.no_weights", "denoising.other_solver"}


def test_previews_take_little_of_the_time(sd: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    real, took = Previewer.look, list[float]()

    def slow(self: Previewer, latents: Any) -> Look | None:
        begun = perf_counter()
        sleep(0.3)
        shown = real(self, latents)
        took.append(perf_counter() - begun)
        return shown

    monkeypatch.setattr(Previewer, "look", slow)
    begun = perf_counter()
    _, ctx = sd.run(7, steps=30)
    assert 1 <= len(ctx.images) == len(took) < 29
    assert sum(took[1:]) <= SHARE * (perf_counter() - begun)
