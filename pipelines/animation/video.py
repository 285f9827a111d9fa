"""Video: films by a text-to-video model of the catalog, through diffusers."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import numpy as np
from PIL import Image

from pipelines.animation.ask import AnimationParams, dimensions
from pipelines.runtimes.captions import licence_notes, model_facts, title_of
from pipelines.runtimes.denoising import Canvas, call_options, on_step
from pipelines.runtimes.latents import Previewer
from studio.jobs.engine import JobContext, Made, MadeFile
from studio.media.video import Frame, encode
from studio.models.catalog import ModelSpec


def run(params: AnimationParams, spec: ModelSpec, ctx: JobContext) -> Iterator[Made]:
    """One film of as many seconds as the model makes. Raises Cancelled at the next step, BadInput for a bad size."""
    defaults = spec.defaults
    canvas = Canvas.plan(dimensions(params), int(defaults.get("width", 512)) * int(defaults.get("height", 512)))
    count, fps = frame_count(params.seconds, spec), int(defaults.get("fps", 8))
    with ctx.lease(spec) as pipe:
        options, notes = call_options(pipe, params, spec)
        frames = _film(pipe, options, canvas, count, params.seed or 0, ctx)
    ctx.progress("saving")
    facts = {
        **model_facts(spec),
        "seed": params.seed or 0,
        "width": canvas.width,
        "height": canvas.height,
        "frames": len(frames),
        "fps": fps,
        "seconds": round(len(frames) / fps, 2),
        "steps": options["num_inference_steps"],
        "guidance": options.get("guidance_scale"),
    }
    poster = MadeFile("poster", ".png", _png(frames[len(frames) // 2]))
    yield Made(
        kind="animation",
        title=title_of(params.prompt),
        files=(MadeFile("main", f".{params.format}", encode(frames, fps, params.format)), poster),
        text=f"A film of “{title_of(params.prompt)}”, made by {spec.title}.",
        notes=(*notes, *_remarks(params, spec, canvas, facts), *licence_notes(spec)),
        facts=facts,
    )


def frame_count(seconds: float, spec: ModelSpec) -> int:
    """How many frames the model makes for so many seconds: at most what it was trained on, in the steps it needs."""
    defaults = spec.defaults
    most, fps, step = int(defaults.get("frames", 16)), int(defaults.get("fps", 8)), int(defaults.get("frame_step", 1))
    wanted = min(most, round(seconds * fps))
    # Models whose decoder packs `step` frames into one want one more than a multiple of it.
    return (wanted - 1) // step * step + 1


def _film(pipe: Any, options: dict[str, Any], canvas: Canvas, count: int, seed: int, ctx: JobContext) -> list[Frame]:
    import torch

    steps = options["num_inference_steps"]
    result = pipe(
        **options,
        width=canvas.width,
        height=canvas.height,
        num_frames=count,
        output_type="np",
        # On the processor, so that a seed gives the same noise on every device.
        generator=torch.Generator("cpu").manual_seed(seed),
        callback_on_step_end=on_step(ctx, Previewer(pipe, canvas.width, canvas.height), "filming", steps),
        callback_on_step_end_tensor_inputs=["latents"],
    )
    return [(np.clip(frame, 0, 1) * 255).round().astype(np.uint8) for frame in result.frames[0]]


def _remarks(params: AnimationParams, spec: ModelSpec, canvas: Canvas, facts: dict[str, Any]) -> Iterator[str]:
    """Sentences about what became of the wish."""
    if facts["seconds"] < params.seconds - 0.5 or facts["fps"] != params.fps:
        yield f"{spec.title} makes {facts['seconds']:g} s at a time, at {facts['fps']} frames a second."
    if canvas.reduced:
        yield f"{spec.title} films at {canvas.width} x {canvas.height} pixels."


def _png(frame: Frame) -> bytes:
    stream = io.BytesIO()
    Image.fromarray(frame).save(stream, "PNG")
    return stream.getvalue()
