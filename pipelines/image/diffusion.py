"""Diffusion: pictures by a text-to-image model of the catalog, through diffusers."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from pipelines.image.ask import ImageParams, dimensions
from pipelines.runtimes.captions import licence_notes, model_facts, title_of
from pipelines.runtimes.denoising import Canvas, call_options, on_step
from pipelines.runtimes.latents import Previewer
from studio.jobs.engine import JobContext, Made, MadeFile
from studio.models.catalog import ModelSpec
from studio.params import SEED_LIMIT


def run(params: ImageParams, spec: ModelSpec, ctx: JobContext) -> Iterator[Made]:
    """`params.count` pictures, seeds counting up. Raises Cancelled at the next step, BadInput for a bad size."""
    canvas = Canvas.plan(dimensions(params), int(spec.defaults.get("side", 1024)) ** 2)
    with ctx.lease(spec) as pipe:
        options, notes = call_options(pipe, params, spec)
        for number in range(params.count):
            seed = ((params.seed or 0) + number) % (SEED_LIMIT + 1)
            result = paint(pipe, options, canvas, seed, ctx, number, params.count)
            ctx.progress("finishing")
            yield _made(params, spec, canvas, options, seed, result, notes)


def paint(
    pipe: Any, options: dict[str, Any], canvas: Canvas, seed: int, ctx: JobContext, number: int, count: int
) -> Any:
    """Picture `number` of `count`, as diffusers gives it. Raises Cancelled at the next step."""
    import torch

    steps = options["num_inference_steps"]
    previewer = Previewer(pipe, canvas.width, canvas.height)
    return pipe(
        **options,
        width=canvas.width,
        height=canvas.height,
        # On the processor, so that a seed gives the same noise on every device.
        generator=torch.Generator("cpu").manual_seed(seed),
        callback_on_step_end=on_step(ctx, previewer, "painting", steps, number * steps, count * steps),
        callback_on_step_end_tensor_inputs=["latents"],
    )


def _made(
    params: ImageParams,
    spec: ModelSpec,
    canvas: Canvas,
    options: dict[str, Any],
    seed: int,
    result: Any,
    notes: list[str],
) -> Made:
    picture = _fitted(result.images[0].convert("RGB"), canvas.wanted)
    facts = {
        **model_facts(spec),
        "seed": seed,
        "width": picture.width,
        "height": picture.height,
        "painted": f"{canvas.width} x {canvas.height}",
        "steps": options["num_inference_steps"],
        "guidance": options.get("guidance_scale"),
    }
    return Made(
        kind="image",
        title=title_of(params.prompt),
        files=(MadeFile("main", ".png", png(picture)),),
        text=f"A picture of “{title_of(params.prompt)}”, painted by {spec.title}.",
        notes=(*notes, *_remarks(spec, canvas, result), *licence_notes(spec)),
        facts=facts,
    )


def _remarks(spec: ModelSpec, canvas: Canvas, result: Any) -> Iterator[str]:
    """Sentences about what became of the wish."""
    if canvas.reduced:
        width, height = canvas.wanted
        yield f"{spec.title} painted {canvas.width} x {canvas.height} pixels; they were enlarged to {width} x {height}."
    if any(getattr(result, "nsfw_content_detected", None) or []):
        yield (
            "The model's safety filter took the picture for unsuitable and made it black. "
            "It is often wrong: try another seed or other words."
        )


def _fitted(picture: Any, size: tuple[int, int]) -> Any:
    """The picture at `size`: scaled to cover it and cut around the middle, so that nothing is stretched."""
    from PIL import Image, ImageOps

    return picture if picture.size == size else ImageOps.fit(picture, size, Image.Resampling.LANCZOS)


def png(picture: Any) -> bytes:
    """PNG without metadata: the store writes the recipe into it."""
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()
