"""Denoising: what pictures and films have in common when a diffusers pipeline makes them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from pydantic import Field

from pipelines.runtimes.latents import Previewer
from pipelines.runtimes.noise import Variation, can_vary, varied
from pipelines.runtimes.solvers import SolverName, fitting, solver_for, solver_of, solving
from pipelines.runtimes.tags import without_tags
from pipelines.runtimes.watch import Watch
from pipelines.runtimes.weights import (
    embedded,
    hears_weights,
    is_clearly_weighted,
    is_long,
    is_weighted,
    plain,
    unescaped,
)
from studio.errors import BadInput
from studio.jobs.engine import JobContext
from studio.models.catalog import ModelSpec
from studio.params import AUTO, MaybeBrought, OptionalText, Options, Seed
from studio.words import Sentence, say

SMALLEST, LARGEST = 64, 4096
"""Bounds of a side in pixels: below, no latent is left; above, no model was ever trained."""
GRAIN = 16
"""Sides are multiples of this: 8 pixels a latent cell, and two cells a token."""
ROOM = 1.3
"""A model is asked for up to this many times the area it was trained on; beyond, it paints everything twice."""

STEPS, GUIDANCE = 25, 7.0
"""For models that say none."""

StepCallback = Callable[[Any, int, Any, dict[str, Any]], dict[str, Any]]


class DenoisingOptions(Options):
    """How a diffusion model is run; empty for what suits the model."""

    section = "denoising"

    steps: int | None = Field(None, ge=1, le=100)
    guidance: float | None = Field(None, ge=0, le=30)
    scheduler: SolverName = "auto"

    @property
    def varied(self) -> Variation | None:
        """How the noise is varied; None where it is not."""
        return None


class PaintingOptions(DenoisingOptions):
    """How a diffusion model is run that paints pictures."""

    loras: OptionalText = Field("", max_length=1000)
    lora_file: MaybeBrought = Field("", json_schema_extra={"takes": ["weights"]})
    variation: float = Field(0.0, ge=0, le=1)
    variation_seed: Seed = None

    @property
    def varied(self) -> Variation | None:
        return Variation(self.variation, self.variation_seed) if self.variation else None


@dataclass(frozen=True)
class Call:
    """What a pipeline is called with, of what it knows, and sentences about what had to be left out."""

    options: dict[str, Any]
    notes: tuple[Sentence, ...]
    solver: Any = None
    """The scheduler that was chosen instead of the model's own."""
    variation: Variation | None = None

    @property
    def steps(self) -> int:
        return int(self.options["num_inference_steps"])

    def facts(self, pipe: Any) -> dict[str, Any]:
        """Facts of how it was run, for PictureFacts and FilmFacts."""
        sampler, schedule = solver_of(self.solver or pipe.scheduler)
        guidance = self.options.get("guidance_scale", self.options.get("true_cfg_scale"))
        return {"steps": self.steps, "guidance_scale": guidance, "sampler": sampler, "schedule": schedule}

    @contextmanager
    def running(self, pipe: Any, seed: int) -> Iterator[None]:
        """The pipeline as it was chosen to run, for as long as the block does; then as it was."""
        with solving(pipe, self.solver), varied(pipe, self.variation, seed):
            yield


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
        return cls(grained(width * shrink), grained(height * shrink), size)

    @property
    def reduced(self) -> bool:
        """Whether the model paints clearly fewer pixels than were asked for."""
        return self.width * self.height < 0.9 * self.wanted[0] * self.wanted[1]


def call_of(pipe: Any, prompt: str | list[str], unwanted: str, options: DenoisingOptions, spec: ModelSpec) -> Call:
    """The call for a prompt; `unwanted` is the negative prompt. Weights of words are heard where the model can."""
    known = inspect.signature(pipe.__call__).parameters
    usual = GUIDANCE if spec.defaults.guidance_scale is None else spec.defaults.guidance_scale
    guidance = usual if options.guidance is None else options.guidance
    given: dict[str, Any] = {"num_inference_steps": options.steps or spec.defaults.steps or STEPS}
    notes = []
    if _is_guided_by_two(known):
        given["true_cfg_scale"] = guidance
    elif "guidance_scale" in known:
        given["guidance_scale"] = guidance
    elif options.guidance is not None:
        notes.append(say("denoising.no_guidance", title=spec.title))
    if unwanted and not ("negative_prompt" in known and guidance > 1):
        notes.append(say("denoising.no_negative", title=spec.title, unwanted=unwanted))
        unwanted = ""
    words, deaf = _words(pipe, prompt, unwanted, spec, "prompt_embeds" in known)
    if "true_cfg_scale" in given and guidance > 1:
        # Without any it would not be guided at all.
        words.setdefault("negative_prompt", " ")
    solver, unfit = _solver(pipe, options, spec)
    steady = options.varied and not can_vary(pipe)
    still = [say("denoising.no_variation", title=spec.title)] if steady else []
    return Call({**words, **given}, (*notes, *deaf, *unfit, *still), solver, options.varied)


def _is_guided_by_two(known: Mapping[str, inspect.Parameter]) -> bool:
    """Whether it is guided by the difference of two prompts, and its guidance_scale is for distilled models alone: so
    it is with Qwen-Image."""
    return "true_cfg_scale" in known and known["guidance_scale"].default is None


def _words(
    pipe: Any, prompt: str | list[str], unwanted: str, spec: ModelSpec, hears: bool
) -> tuple[dict[str, Any], list[Sentence]]:
    """Prompt and negative prompt, or what their readers hear of them where they have weights or are long."""
    if isinstance(prompt, list):
        return {"prompt": prompt, **({"negative_prompt": unwanted} if unwanted else {})}, []
    asked = without_tags(prompt) or prompt, without_tags(unwanted)
    if hears and hears_weights(pipe):
        if any(is_weighted(text) or is_long(pipe, text) for text in asked):
            return embedded(pipe, *asked), []
    elif any(map(is_clearly_weighted, asked)):
        words, left_out = map(plain, asked)
        notes = [say("denoising.no_weights", title=spec.title)]
        return {"prompt": words, **({"negative_prompt": left_out} if left_out else {})}, notes
    words, left_out = map(unescaped, asked)
    return {"prompt": words, **({"negative_prompt": left_out} if left_out else {})}, []


def _solver(pipe: Any, options: DenoisingOptions, spec: ModelSpec) -> tuple[Any, list[Sentence]]:
    """The scheduler that was chosen, or None and why not."""
    if options.scheduler == AUTO:
        return None, []
    solver = solver_for(options.scheduler, pipe.scheduler)
    told = {"title": spec.title, "name": options.scheduler, "fitting": fitting(pipe.scheduler)}
    return solver, [] if solver else [say("denoising.other_solver", **told)]


def on_step(
    ctx: JobContext, previewer: Previewer, phase: str, steps: int, done: int = 0, total: int | None = None
) -> StepCallback:
    """A step callback for diffusers: progress, a preview where there is time for one, and Cancelled once the person has
    stopped the job.

    `done` of `total` steps are those of earlier pictures of the same job.
    """
    watch = Watch(ctx, previewer)

    def callback(pipe: Any, step: int, timestep: Any, tensors: dict[str, Any]) -> dict[str, Any]:
        # Solvers of second order take more steps than were asked for.
        ctx.progress(phase, done + min(step + 1, steps), total or steps)
        # After the last step the picture itself follows, so only a single one is worth a preview.
        if step + 1 < steps or steps == 1:
            watch.step(tensors["latents"])
        return {}

    return callback


def grained(length: float) -> int:
    """The nearest length in pixels that a model can paint."""
    return max(SMALLEST, round(length / GRAIN) * GRAIN)
