"""Denoising: what pictures and films have in common when a diffusers pipeline makes them."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import Field

from pipelines.runtimes.latents import Previewer
from studio.errors import BadInput
from studio.jobs.engine import JobContext
from studio.models.catalog import ModelSpec
from studio.params import Options
from studio.words import Sentence, say

SMALLEST, LARGEST = 64, 4096
"""Bounds of a side in pixels: below, no latent is left; above, no model was ever trained."""
GRAIN = 16
"""Sides are multiples of this: 8 pixels a latent cell, and two cells a token."""
ROOM = 1.3
"""A model is asked for up to this many times the area it was trained on; beyond, it paints everything twice."""

STEPS, GUIDANCE = 25, 7.0
"""For models that say none."""
_SAMPLERS = {
    "DDIMScheduler": "DDIM",
    "DDPMScheduler": "DDPM",
    "DPMSolverMultistepScheduler": "DPM++ 2M",
    "DPMSolverSinglestepScheduler": "DPM++ 2S",
    "EulerAncestralDiscreteScheduler": "Euler a",
    "EulerDiscreteScheduler": "Euler",
    "FlowMatchEulerDiscreteScheduler": "Euler",
    "HeunDiscreteScheduler": "Heun",
    "KDPM2AncestralDiscreteScheduler": "DPM2 a",
    "KDPM2DiscreteScheduler": "DPM2",
    "LCMScheduler": "LCM",
    "LMSDiscreteScheduler": "LMS",
    "PNDMScheduler": "PLMS",
    "UniPCMultistepScheduler": "UniPC",
}
_SCHEDULES = {
    "use_karras_sigmas": "Karras",
    "use_exponential_sigmas": "Exponential",
    "use_beta_sigmas": "Beta",
}

StepCallback = Callable[[Any, int, Any, dict[str, Any]], dict[str, Any]]


class DenoisingOptions(Options):
    """How a diffusion model is run; empty for what suits the model."""

    section = "denoising"

    steps: int | None = Field(None, ge=1, le=100)
    guidance: float | None = Field(None, ge=0, le=30)


@dataclass(frozen=True)
class Call:
    """What a pipeline is called with, of what it knows, and sentences about what had to be left out."""

    options: dict[str, Any]
    notes: tuple[Sentence, ...]

    @property
    def steps(self) -> int:
        return int(self.options["num_inference_steps"])

    def facts(self, pipe: Any) -> dict[str, Any]:
        """Facts of how it was run, for PictureFacts and FilmFacts."""
        sampler, schedule = solver_of(pipe.scheduler)
        guidance = self.options.get("guidance_scale")
        return {"steps": self.steps, "guidance_scale": guidance, "sampler": sampler, "schedule": schedule}


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
            sides = {"width": width, "height": height, "smallest": SMALLEST, "largest": LARGEST}
            raise BadInput(say("denoising.bad_size", **sides))
        shrink = 1.0 if width * height <= ROOM * area else (area / (width * height)) ** 0.5
        return cls(_grained(width * shrink), _grained(height * shrink), size)

    @property
    def reduced(self) -> bool:
        """Whether the model paints clearly fewer pixels than were asked for."""
        return self.width * self.height < 0.9 * self.wanted[0] * self.wanted[1]


def call_of(pipe: Any, prompt: str | list[str], unwanted: str, options: DenoisingOptions, spec: ModelSpec) -> Call:
    """The call for a prompt; `unwanted` is the negative prompt."""
    known = inspect.signature(pipe.__call__).parameters
    usual = GUIDANCE if spec.defaults.guidance_scale is None else spec.defaults.guidance_scale
    guidance = usual if options.guidance is None else options.guidance
    given: dict[str, Any] = {"prompt": prompt, "num_inference_steps": options.steps or spec.defaults.steps or STEPS}
    notes = []
    if "guidance_scale" in known:
        given["guidance_scale"] = guidance
    elif options.guidance is not None:
        notes.append(say("denoising.no_guidance", title=spec.title))
    if unwanted and "negative_prompt" in known and guidance > 1:
        given["negative_prompt"] = unwanted
    elif unwanted:
        notes.append(say("denoising.no_negative", title=spec.title, unwanted=unwanted))
    return Call(given, tuple(notes))


def solver_of(scheduler: Any) -> tuple[str, str]:
    """Sampler and schedule type of a diffusers scheduler, by the names that AUTOMATIC1111's web UI has for them."""
    name, config = type(scheduler).__name__, scheduler.config
    sampler = _SAMPLERS.get(name, name.removesuffix("Scheduler"))
    if "sde" in str(config.get("algorithm_type", "")):
        sampler += " SDE"
    for switch, schedule in _SCHEDULES.items():
        if config.get(switch):
            return sampler, schedule
    if name.startswith("FlowMatch"):
        return sampler, "Simple"
    return sampler, "SGM Uniform" if config.get("timestep_spacing") == "trailing" else "Uniform"


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
