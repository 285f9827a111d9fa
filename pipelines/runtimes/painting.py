"""Painting: one picture by a diffusers pipeline."""

from __future__ import annotations

from typing import Any

from pipelines.runtimes.denoising import Call, Canvas, on_step
from pipelines.runtimes.latents import Previewer
from studio.jobs.engine import JobContext


def paint(pipe: Any, call: Call, canvas: Canvas, seed: int, ctx: JobContext, number: int, count: int) -> Any:
    """Picture `number` of `count`, as diffusers gives it. Raises Cancelled at the next step."""
    import torch

    steps = call.steps
    previewer = Previewer(pipe, canvas.width, canvas.height)
    return pipe(
        **call.options,
        width=canvas.width,
        height=canvas.height,
        # On the processor, so that a seed gives the same noise on every device.
        generator=torch.Generator("cpu").manual_seed(seed),
        callback_on_step_end=on_step(ctx, previewer, "painting", steps, number * steps, count * steps),
        callback_on_step_end_tensor_inputs=["latents"],
    )
