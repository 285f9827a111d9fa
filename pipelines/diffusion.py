"""Diffusion: pictures by a text-to-image model of the catalog, through diffusers."""

from __future__ import annotations

import inspect
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipelines.latents import Previewer
from studio.catalog import ModelSpec
from studio.errors import BadInput
from studio.jobs import JobContext, Made, MadeFile

if TYPE_CHECKING:
    from pipelines.image import ImageParams

SMALLEST, LARGEST = 64, 4096
"""Bounds of a side in pixels: below, no latent is left; above, no model was ever trained."""
GRAIN = 16
"""Sides are multiples of this: 8 px a latent cell, and two cells a token."""
ROOM = 1.3
"""A model is asked for up to this many times the area it was trained on; beyond, it paints everything twice."""
TITLE_LENGTH = 70

StepCallback = Callable[[Any, int, Any, dict[str, Any]], dict[str, Any]]


@dataclass(frozen=True)
class Canvas:
    """How large the model paints, and how large the picture is to be."""

    width: int
    height: int
    wanted: tuple[int, int]

    @classmethod
    def plan(cls, size: tuple[int, int], side: int) -> Canvas:
        """The size asked for, or the same shape at about side x side pixels where that is more than the model can.

        Raises BadInput for a size that no model paints.
        """
        if not all(SMALLEST <= length <= LARGEST for length in size):
            raise BadInput(
                f"A picture of {size[0]:,} x {size[1]:,} pixels cannot be painted; "
                f"each side is from {SMALLEST} to {LARGEST:,}."
            )
        width, height = size
        shrink = min(1.0, (ROOM * side * side / (width * height)) ** 0.5)
        if shrink < 1:
            shrink = side / (width * height) ** 0.5
        return cls(_grained(width * shrink), _grained(height * shrink), size)

    @property
    def enlarged(self) -> bool:
        return self.width * self.height < 0.95 * self.wanted[0] * self.wanted[1]


def run(params: ImageParams, spec: ModelSpec, ctx: JobContext) -> Iterator[Made]:
    """Paint `params.count` pictures, one seed after another. Raises Cancelled at the next step, BadInput for a bad size."""
    from pipelines.image import dimensions

    canvas = Canvas.plan(dimensions(params), int(spec.defaults.get("side", 1024)))
    ctx.progress("loading")
    with ctx.lease(spec) as pipe:
        options, notes = call_options(pipe, params, spec)
        for number in range(params.count):
            seed = ((params.seed or 0) + number) % 2**32
            yield _paint(params, spec, ctx, pipe, canvas, options, notes, seed, number)


def call_options(pipe: Any, params: Any, spec: ModelSpec) -> tuple[dict[str, Any], list[str]]:
    """What the pipeline is called with, of what it knows, and sentences about what was left out."""
    known = inspect.signature(pipe.__call__).parameters
    steps = params.steps or int(spec.defaults.get("steps", 25))
    guidance = params.guidance if params.guidance is not None else float(spec.defaults.get("guidance_scale", 7.0))
    options: dict[str, Any] = {"prompt": params.prompt, "num_inference_steps": steps, "guidance_scale": guidance}
    notes = []
    if params.negative_prompt and "negative_prompt" in known and guidance > 1:
        options["negative_prompt"] = params.negative_prompt
    elif params.negative_prompt:
        notes.append(f"{spec.title} cannot leave things out, so the negative prompt had no effect.")
    return {name: value for name, value in options.items() if name in known}, notes


def on_step(ctx: JobContext, previewer: Previewer, phase: str, steps: int, picture: int = 0, pictures: int = 1) -> StepCallback:
    """A step callback: progress, a preview, and Cancelled once the person has stopped the job."""
    total = steps * pictures

    def callback(pipe: Any, step: int, timestep: Any, tensors: dict[str, Any]) -> dict[str, Any]:
        # Solvers of second order take more steps than were asked for.
        ctx.progress(phase, picture * steps + min(step + 1, steps), total)
        # The last one is followed by the picture itself, unless it is the only one.
        if (step + 1 < steps or steps == 1) and (shown := previewer.image(tensors["latents"])):
            ctx.preview(image=shown)
        return {}

    return callback


def _paint(
    params: ImageParams,
    spec: ModelSpec,
    ctx: JobContext,
    pipe: Any,
    canvas: Canvas,
    options: dict[str, Any],
    notes: list[str],
    seed: int,
    number: int,
) -> Made:
    import torch

    steps = options["num_inference_steps"]
    ctx.check()
    result = pipe(
        **options,
        width=canvas.width,
        height=canvas.height,
        # On the processor, so that a seed gives the same noise on every device.
        generator=torch.Generator("cpu").manual_seed(seed),
        callback_on_step_end=on_step(
            ctx, Previewer(pipe, canvas.width, canvas.height), "painting", steps, number, params.count
        ),
        callback_on_step_end_tensor_inputs=["latents"],
    )
    ctx.check()
    image = result.images[0].convert("RGB")
    notes = [*notes, *_remarks(result, spec, canvas)]
    if image.size != canvas.wanted:
        image = _resized(image, canvas.wanted)
    facts = {
        "seed": seed,
        "steps": steps,
        "guidance": options.get("guidance_scale", 0.0),
        "width": image.width,
        "height": image.height,
        "painted_width": canvas.width,
        "painted_height": canvas.height,
        "model": spec.key,
        "licence": spec.licence,
        "commercial": spec.commercial,
    }
    text = f"A picture of “{params.prompt}”, painted by {spec.title}."
    return Made("image", title_of(params.prompt), (MadeFile("main", ".png", _png(image)),), text, tuple(notes), facts)


def title_of(prompt: str) -> str:
    """The first line of a prompt, shortened at a word."""
    line = prompt.strip().splitlines()[0]
    return line if len(line) <= TITLE_LENGTH else line[:TITLE_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def licence_note(spec: ModelSpec) -> list[str]:
    """A sentence where the licence of the weights restricts what may be done with the result."""
    if spec.commercial == "no":
        return [f"The weights of {spec.title} are licensed {spec.licence}: not for commercial use."]
    if spec.commercial == "ask":
        return [f"The licence of {spec.title} ({spec.licence}) sets conditions on commercial use; read it before you sell."]
    return []


def _remarks(result: Any, spec: ModelSpec, canvas: Canvas) -> list[str]:
    notes = licence_note(spec)
    if canvas.enlarged:
        width, height = canvas.wanted
        notes.append(f"{spec.title} painted {canvas.width} x {canvas.height} pixels, enlarged to {width} x {height}.")
    if any(getattr(result, "nsfw_content_detected", None) or []):
        notes.append(
            "The model's safety filter took the picture for unsuitable and made it black. "
            "It is often wrong: try another seed or other words."
        )
    return notes


def _grained(length: float) -> int:
    return max(SMALLEST, round(length / GRAIN) * GRAIN)


def _resized(image: Any, size: tuple[int, int]) -> Any:
    """Scaled to cover `size` and cut to it from the middle, so that nothing is stretched."""
    from PIL import Image, ImageOps

    return ImageOps.fit(image, size, Image.Resampling.LANCZOS)


def _png(image: Any) -> bytes:
    """PNG without metadata: the store writes the recipe into it."""
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()
