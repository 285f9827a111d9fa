"""Video diffusion: films by a text-to-video model of the catalog, through diffusers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from PIL import Image

from pipelines.animation.ask import AnimationParams, dimensions
from pipelines.runtimes import diffusers
from pipelines.runtimes.denoising import Call, Canvas, DenoisingOptions, call_of, on_step
from pipelines.runtimes.latents import Previewer
from pipelines.runtimes.licence import licence_notes
from studio.jobs.catalog_engine import MAIN, CatalogEngine
from studio.jobs.engine import Ask, JobContext
from studio.media.formats import Frame
from studio.media.picture import png
from studio.models.catalog import ModelSpec
from studio.words import Sentence, say
from studio.works.facts import FilmFacts
from studio.works.made import Made, MadeFile, title_of

SIDE, FRAMES, FPS = 512, 16, 8
"""For models that say none."""

VideoAsk = Ask[AnimationParams, DenoisingOptions]


class VideoDiffusion(CatalogEngine[AnimationParams, DenoisingOptions]):
    """Any text-to-video pipeline of diffusers."""

    key = "video-diffusion"
    options = DenoisingOptions
    task = "text-to-video"
    runtimes = (diffusers.NAME,)

    def run(self, ask: VideoAsk, ctx: JobContext) -> Iterator[Made]:
        """One film of as many seconds as the model makes. Raises Cancelled at the next step, BadInput for its size."""
        params, spec = ask.params, ask.models[MAIN]
        width, height = spec.defaults.width or SIDE, spec.defaults.height or SIDE
        canvas = Canvas.plan(dimensions(params), width * height)
        with ctx.lease(spec) as pipe:
            call = call_of(pipe, params.prompt, params.negative_prompt, ask.options, spec)
            frames = _film(pipe, call, canvas, frame_count(params.seconds, spec), ask.seed, ctx)
            how = call.facts(pipe)
        ctx.progress("saving")
        seconds, fps = round(len(frames) / fps_of(spec), 2), fps_of(spec)
        facts = FilmFacts(width=canvas.width, height=canvas.height, seconds=seconds, fps=fps, frames=len(frames), **how)
        notes = (*call.notes, *_remarks(params, spec, canvas, seconds), *licence_notes(spec))
        yield _made(params, spec, frames, facts, notes)


def _made(
    params: AnimationParams, spec: ModelSpec, frames: list[Frame], facts: FilmFacts, notes: tuple[Sentence, ...]
) -> Made:
    title = title_of(params.prompt)
    from studio.media.video import encode

    film = MadeFile("main", f".{params.format}", encode(frames, fps_of(spec), params.format))
    poster = MadeFile("poster", ".png", png(Image.fromarray(frames[len(frames) // 2])))
    text = str(say("video.film", title=title, model=spec.title))
    return Made(kind="animation", title=title, files=(film, poster), text=text, notes=notes, facts=facts)


def fps_of(spec: ModelSpec) -> int:
    """Frames a second that the model was trained on."""
    return spec.defaults.fps or FPS


def frame_count(seconds: float, spec: ModelSpec) -> int:
    """How many frames the model makes for so many seconds: at most what it was trained on, in the steps it needs."""
    usual = spec.defaults
    wanted = min(usual.frames or FRAMES, round(seconds * fps_of(spec)))
    # Models whose decoder packs some frames into one want one more than a multiple of it.
    return (wanted - 1) // usual.frame_step * usual.frame_step + 1


def _film(pipe: Any, call: Call, canvas: Canvas, count: int, seed: int, ctx: JobContext) -> list[Frame]:
    import torch

    previewer = Previewer(pipe, canvas.width, canvas.height)
    with call.running(pipe, seed):
        result = pipe(
            **call.options,
            width=canvas.width,
            height=canvas.height,
            num_frames=count,
            output_type="np",
            # On the processor, so that a seed gives the same noise on every device.
            generator=torch.Generator("cpu").manual_seed(seed),
            callback_on_step_end=on_step(ctx, previewer, "filming", call.steps),
            callback_on_step_end_tensor_inputs=["latents"],
        )
    return [(np.clip(frame, 0, 1) * 255).round().astype(np.uint8) for frame in result.frames[0]]


def _remarks(params: AnimationParams, spec: ModelSpec, canvas: Canvas, seconds: float) -> Iterator[Sentence]:
    """Sentences about what became of the wish, when the film lasts `seconds`."""
    if seconds < params.seconds - 0.5 or fps_of(spec) != params.fps:
        yield say("video.short", model=spec.title, seconds=seconds, fps=fps_of(spec))
    if canvas.reduced:
        yield say("video.small", model=spec.title, width=canvas.width, height=canvas.height)
