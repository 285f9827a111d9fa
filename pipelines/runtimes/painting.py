"""Painting: one picture by a diffusers pipeline."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from math import ceil
from typing import Any

from pipelines.runtimes.denoising import Call, Canvas, StepCallback, on_step
from pipelines.runtimes.latents import Previewer
from studio.jobs.engine import JobContext

FEWEST = 4
"""Steps that are taken at any strength, where the model takes as many at all: two of them alone leave a blur."""


def paint(
    pipe: Any, call: Call, canvas: Canvas, seed: int, ctx: JobContext, number: int, count: int, **given: Any
) -> Any:
    """Picture `number` of `count`, as diffusers gives it; `given`: what it begins with. Raises Cancelled at the next
    step."""
    import torch

    steps = taken(call.steps, given.get("strength", 1.0))
    previewer = Previewer(pipe, canvas.width, canvas.height)
    with call.running(pipe, seed), _all_chance_from(seed):
        return pipe(
            **call.options,
            **_named(pipe, given),
            **_size(pipe, canvas),
            # On the processor, so that a seed gives the same noise on every device.
            generator=torch.Generator("cpu").manual_seed(seed),
            **_followed(pipe, on_step(ctx, previewer, "painting", steps, number * steps, count * steps)),
        )


def from_noise_of(call: Call, strength: float) -> Call:
    """The call with a schedule of which `strength` (0 to 1) is walked: as many steps as were asked for, and more where
    too few of them would be taken."""
    steps = max(call.steps, ceil(min(call.steps, FEWEST) / strength))
    return replace(call, options={**call.options, "num_inference_steps": steps})


def taken(steps: int, strength: float) -> int:
    """Steps that are walked of a schedule of `steps`."""
    return max(1, min(steps, int(steps * strength)))


def _size(pipe: Any, canvas: Canvas) -> dict[str, int]:
    """Width and height, for a pipeline that does not take them from the picture it is given."""
    known = inspect.signature(pipe.__call__).parameters
    return {"width": canvas.width, "height": canvas.height} if "width" in known else {}


def _named(pipe: Any, given: dict[str, Any]) -> dict[str, Any]:
    """The older families call the picture of a control network what others call the picture to change."""
    known = inspect.signature(pipe.__call__).parameters
    return {name if name in known or name != "control_image" else "image": value for name, value in given.items()}


def _followed(pipe: Any, callback: StepCallback) -> dict[str, Any]:
    """The callback as a pipeline takes it: PixArt's, of 2023, hands over the latents alone."""
    if "callback_on_step_end" in inspect.signature(pipe.__call__).parameters:
        return {"callback_on_step_end": callback, "callback_on_step_end_tensor_inputs": ["latents"]}
    return {"callback": lambda step, timestep, latents: callback(pipe, step, timestep, {"latents": latents})}


@contextmanager
def _all_chance_from(seed: int) -> Iterator[None]:
    """Pipelines that draw from torch's own random numbers beside their generator follow the seed as well: SD 3 with a
    control network does (diffusers 0.42.1). Nobody else's numbers are moved."""
    import torch

    with torch.random.fork_rng(devices=()):
        torch.manual_seed(seed)
        yield
