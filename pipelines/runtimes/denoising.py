"""Denoising: what pictures and films have in common when a diffusers pipeline makes them."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from pipelines.runtimes.latents import Previewer
from studio.errors import BadInput
from studio.jobs.engine import JobContext
from studio.models.catalog import ModelSpec

SMALLEST, LARGEST = 64, 4096
"""Bounds of a side in pixels: below, no latent is left; above, no model was ever trained."""
GRAIN = 16
"""Sides are multiples of this: 8 pixels a latent cell, and two cells a token."""
ROOM = 1.3
"""A model is asked for up to this many times the area it was trained on; beyond, it paints everything twice."""

StepCallback = Callable[[Any, int, Any, dict[str, Any]], dict[str, Any]]


class Wishes(Protocol):
    """The fields of Params that a denoising model reads."""

    @property
    def prompt(self) -> str: ...

    @property
    def negative_prompt(self) -> str: ...

    @property
    def steps(self) -> int | None: ...

    @property
    def guidance(self) -> float | None: ...


@dataclass(frozen=True)
class Canvas:
    """How large the model paints, and how large the work was asked for."""

    width: int
    height: int
    wanted: tuple[int, int]

    @classmethod
    def plan(cls, size: tuple[int, int], area: int) -> Canvas:
        """The size asked for; where a model trained on `area` pixels cannot paint that, the same shape at that area.

        Raises BadInput for a size that no model paints.
        """
        width, height = size
        if not all(SMALLEST <= length <= LARGEST for length in size):
            raise BadInput(
                f"A picture of {width:,} x {height:,} pixels cannot be painted; "
                f"each side is from {SMALLEST} to {LARGEST:,}."
            )
        shrink = 1.0 if width * height <= ROOM * area else (area / (width * height)) ** 0.5
        return cls(_grained(width * shrink), _grained(height * shrink), size)

    @property
    def reduced(self) -> bool:
        """Whether the model paints clearly fewer pixels than were asked for."""
        return self.width * self.height < 0.9 * self.wanted[0] * self.wanted[1]


def call_options(pipe: Any, params: Wishes, spec: ModelSpec) -> tuple[dict[str, Any], list[str]]:
    """What the pipeline is called with, of what it knows, and sentences about what was left out."""
    known = inspect.signature(pipe.__call__).parameters
    steps = params.steps or int(spec.defaults.get("steps", 25))
    guidance = params.guidance if params.guidance is not None else float(spec.defaults.get("guidance_scale", 7.0))
    options: dict[str, Any] = {"prompt": params.prompt, "num_inference_steps": steps}
    notes = []
    if "guidance_scale" in known:
        options["guidance_scale"] = guidance
    elif params.guidance is not None:
        notes.append(f"{spec.title} has no guidance to set, so yours had no effect.")
    if params.negative_prompt and "negative_prompt" in known and guidance > 1:
        options["negative_prompt"] = params.negative_prompt
    elif params.negative_prompt:
        notes.append(
            f"{spec.title} cannot leave things out at this guidance, so “{params.negative_prompt}” had no effect."
        )
    return options, notes


def on_step(
    ctx: JobContext, previewer: Previewer, phase: str, steps: int, done: int = 0, total: int | None = None
) -> StepCallback:
    """A step callback for diffusers: progress, a preview, and Cancelled once the person has stopped the job.

    `done` of `total` steps are those of earlier pictures of the same job.
    """

    def callback(pipe: Any, step: int, timestep: Any, tensors: dict[str, Any]) -> dict[str, Any]:
        # Solvers of second order take more steps than were asked for.
        ctx.progress(phase, done + min(step + 1, steps), total or steps)
        # After the last step the picture itself follows, so only a single one is worth a preview.
        if (step + 1 < steps or steps == 1) and (shown := previewer.image(tensors["latents"])):
            ctx.preview(image=shown)
        return {}

    return callback


def _grained(length: float) -> int:
    return max(SMALLEST, round(length / GRAIN) * GRAIN)
