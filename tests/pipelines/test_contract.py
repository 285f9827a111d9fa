"""Every model engine, on a tiny real checkpoint, keeps the shared contract; and what each does beyond it."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pytest
from PIL import Image
from pydantic import Field

from pipelines import chat, diffusion, musicgen, video
from pipelines.animation import AnimationParams
from pipelines.compat import prepare
from pipelines.denoising import Canvas
from pipelines.image import ImageParams
from pipelines.loading import Loading
from pipelines.writing import WritingParams
from studio.catalog import ModelSpec
from studio.errors import BadInput, Cancelled, InkstoneError, LoadFailed, ModelAbsent
from studio.params import Params
from tests import contract, tiny
from tests.contract import Bench, Case, Processor

PROMPT = "a red fox under the moon"


class Seconds(Params):
    """The fields of a music request that a model reads."""

    seconds: float = Field(1.0)


def spec(key: str, task: Any, engine: str, commercial: Literal["yes", "no"] = "yes", **values: Any) -> ModelSpec:
    licence = {"yes": "Apache-2.0", "no": "CC-BY-NC-4.0"}[commercial]
    size = {"weights_mb": 1, "working_mb": 1, "licence": licence, "commercial": commercial}
    return ModelSpec(key=key, title=key.title(), task=task, engine=engine, dtype="float32", **{**size, **values})


PICTURE = {"steps": 3, "guidance_scale": 4.0, "side": 64}
FILM = {"steps": 2, "guidance_scale": 4.0, "width": 64, "height": 64, "frames": 8, "fps": 4}
CASES = [
    Case(
        "stable-diffusion",
        diffusion.run,
        ImageParams(prompt=PROMPT, aspect="4:3", size=512, negative_prompt="snow"),
        spec("sd", "text-to-image", "diffusers", defaults=PICTURE),
        tiny.stable_diffusion,
        lambda pipe: pipe.unet,
        "painting",
        previews="image",
    ),
    Case(
        "flux",
        diffusion.run,
        ImageParams(prompt=PROMPT, aspect="9:16", size=512, count=2),
        spec("flux", "text-to-image", "diffusers", defaults=PICTURE),
        tiny.flux,
        lambda pipe: pipe.transformer,
        "painting",
        previews="image",
    ),
    Case(
        "animatediff",
        video.run,
        AnimationParams(prompt=PROMPT, seconds=2, size=480),
        spec("film", "text-to-video", "diffusers", pipeline="AnimateDiffPipeline", defaults={**FILM, "steps": 3}),
        tiny.animatediff,
        lambda pipe: pipe.unet,
        "filming",
        previews="image",
    ),
    Case(
        "chat",
        chat.run,
        WritingParams(prompt=PROMPT, kind="poem", form="haiku"),
        spec("llama", "text-generation", "transformers"),
        tiny.chat,
        lambda pair: pair.model,
        "writing",
        previews="text",
    ),
    Case(
        "musicgen",
        musicgen.run,
        Seconds(prompt="a calm piano tune"),
        spec("musicgen", "text-to-music", "transformers", "no", defaults={"window": 30}),
        tiny.musicgen,
        lambda pair: pair.model.decoder,
        "composing",
    ),
    Case(
        "audiocraft",
        musicgen.run,
        Seconds(prompt="a calm piano tune"),
        spec("audiocraft", "text-to-music", "audiocraft", "no", defaults={"window": 30}),
        tiny.audiocraft_musicgen,
        lambda model: model.lm.transformer,
        "composing",
    ),
]


@pytest.fixture(scope="session", autouse=True)
def _importable() -> Iterator[None]:
    prepare()
    import torch

    # Threads cost more than they bring on tensors this small, above all while other tests run.
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="session")
def checkpoints(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Built when they are first asked for, once a session."""

    class Built(dict[str, Path]):
        def __missing__(self, name: str) -> Path:
            self[name] = tiny.BUILDERS[name](tmp_path_factory.mktemp(name))
            return self[name]

    return Built()


@pytest.fixture(scope="session")
def benches(checkpoints: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Bench]:
    """One loaded model a case, shared by the checks: that is how the studio uses it too."""

    class Set(dict[str, Bench]):
        def __missing__(self, name: str) -> Bench:
            case = next(case for case in CASES if case.name == name)
            self[name] = Bench(case, checkpoints[case.checkpoint.__name__], tmp_path_factory.mktemp("job"))
            return self[name]

    return Set()


@pytest.fixture(params=CASES, ids=lambda case: case.name)
def bench(request: pytest.FixtureRequest, benches: dict[str, Bench]) -> Bench:
    return benches[request.param.name]


def test_the_bar_goes_forward_to_its_end(bench: Bench) -> None:
    contract.check_progress(bench)


def test_it_shows_what_it_is_making(bench: Bench) -> None:
    contract.check_previews(bench)


def test_stop_works_within_one_step(bench: Bench) -> None:
    contract.check_cancel(bench)


def test_a_seed_makes_the_same_thing_again(bench: Bench) -> None:
    contract.check_seed(bench)


def test_a_failure_leaves_the_model_usable(bench: Bench, checkpoints: dict[str, Path], tmp_path: Path) -> None:
    fresh = Bench(bench.case, checkpoints[bench.case.checkpoint.__name__], tmp_path)
    contract.check_reset(bench, fresh)


def test_the_recipe_is_complete(bench: Bench) -> None:
    contract.check_recipe(bench)
