"""Pictures, masks and benches for the engines that begin with a picture."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from studio.jobs.engine import Engine
from studio.models.catalog import ModelSpec, Task
from studio.params import Params
from studio.works.made import Made
from tests.contract import Bench, Case, Recorder

PROMPT = "a red fox under the moon"
PICTURE, MASK = "a" * 64, "b" * 64
MORE = ("c" * 64, "d" * 64, "e" * 64)


def spec(base: str, kind: str = "", task: Task = "text-to-image", **values: Any) -> ModelSpec:
    """A tiny model: it was trained on 64 x 64 and takes three steps."""
    size = {"weights_mb": 1, "working_mb": 1, "licence": "Apache-2.0", "commercial": "yes"}
    usual = {"key": base, "title": base.title(), "defaults": {"steps": 3, "guidance_scale": 4.0, "side": 64}}
    told = {"task": task, "runtime": "diffusers", "dtype": "float32", "base": base, "class_name": kind}
    return ModelSpec(**{**size, **usual, **told, **values})


def bench(engine: Engine[Any, Any], params: Params, model: ModelSpec, checkpoint: Path, folder: Path) -> Bench:
    """An engine with its model; `folder` holds the pictures that a person brings, by their ids."""
    case = Case("picture", engine, params, model, lambda _: checkpoint, _denoiser, "painting", "image")
    return Bench(case, checkpoint, folder)


def keep(folder: Path, picture: Image.Image, id: str = PICTURE) -> Image.Image:
    """Bring a picture."""
    picture.save(folder / f"{id}.png")
    return picture


def scene(width: int = 96, height: int = 80, seed: int = 1, mode: str = "RGB") -> Image.Image:
    """Soft hills of colour with some grain."""
    dice = np.random.default_rng(seed)
    small = Image.fromarray(dice.integers(30, 225, (5, 6, 3), np.uint8))
    soft = np.asarray(small.resize((width, height), Image.Resampling.BICUBIC)).astype(float)
    picture = Image.fromarray(np.clip(soft + dice.normal(0, 6, soft.shape), 0, 255).astype(np.uint8))
    if mode == "RGBA":
        picture.putalpha(Image.linear_gradient("L").resize(picture.size))
    return picture


def mask(size: tuple[int, int], *boxes: tuple[int, int, int, int]) -> Image.Image:
    """White in the boxes: left, top, and the pixels after the last ones."""
    picture = Image.new("RGB", size)
    for left, top, right, bottom in boxes:
        ImageDraw.Draw(picture).rectangle((left, top, right - 1, bottom - 1), "white")
    return picture


def pixels(picture: Image.Image) -> NDArray[np.int16]:
    return np.asarray(picture).astype(np.int16)


def of(made: Made, role: str = "main") -> Image.Image:
    """The picture that a file of a work holds."""
    return Image.open(BytesIO(next(file.data for file in made.files if file.role == role)))


def calls(bench: Bench, ctx: Recorder, **changes: Any) -> tuple[list[Made], int]:
    """What a job makes, and how often the model was asked."""
    count = 0

    def counted(*_: Any) -> None:
        nonlocal count
        count += 1

    hook = bench.worker().register_forward_hook(counted)
    try:
        return list(bench.pieces(ctx, bench.case.ask(7, **changes))), count
    finally:
        hook.remove()


def _denoiser(pipe: Any) -> Any:
    return getattr(pipe, "unet", None) or pipe.transformer
