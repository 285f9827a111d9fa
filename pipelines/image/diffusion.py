"""Diffusion: pictures by a text-to-image model of the catalog, through diffusers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipelines.image.ask import ImageParams, dimensions, seeds
from pipelines.runtimes import diffusers
from pipelines.runtimes.denoising import Canvas, DenoisingOptions, call_of
from pipelines.runtimes.licence import licence_notes
from pipelines.runtimes.painting import paint
from studio.jobs.catalog_engine import MAIN, CatalogEngine
from studio.jobs.engine import Ask, JobContext
from studio.media.picture import png
from studio.models.catalog import ModelSpec
from studio.words import Sentence, say
from studio.works.facts import PictureFacts
from studio.works.made import Made, MadeFile, title_of

SIDE = 1024
"""Pixels along a side, for models that do not say what they were trained on."""

DiffusionAsk = Ask[ImageParams, DenoisingOptions]


class Diffusion(CatalogEngine[ImageParams, DenoisingOptions]):
    """Any text-to-image pipeline of diffusers."""

    key = "diffusion"
    options = DenoisingOptions
    task = "text-to-image"
    runtimes = (diffusers.NAME,)

    def run(self, ask: DiffusionAsk, ctx: JobContext) -> Iterator[Made]:
        """One Made a picture, seeds counting up. Raises Cancelled at the next step, BadInput for a bad size."""
        params, spec = ask.params, ask.models[MAIN]
        canvas = Canvas.plan(dimensions(params), (spec.defaults.side or SIDE) ** 2)
        with ctx.lease(spec) as pipe:
            call = call_of(pipe, params.prompt, params.negative_prompt, ask.options, spec)
            for number, seed in enumerate(seeds(params)):
                painted = paint(pipe, call, canvas, seed, ctx, number, params.count)
                ctx.progress("finishing")
                picture = _fitted(painted.images[0].convert("RGB"), canvas.wanted)
                facts = _facts(picture, canvas, seed, call.facts(pipe))
                notes = (*call.notes, *_remarks(spec, canvas, painted), *licence_notes(spec))
                yield _made(ask, picture, facts, notes)


def _facts(picture: Any, canvas: Canvas, seed: int, denoised: dict[str, Any]) -> PictureFacts:
    painted = f"{canvas.width} x {canvas.height}"
    return PictureFacts(seed=seed, width=picture.width, height=picture.height, painted=painted, **denoised)


def _made(ask: DiffusionAsk, picture: Any, facts: PictureFacts, notes: tuple[Sentence, ...]) -> Made:
    title = title_of(ask.params.prompt)
    return Made(
        kind="image",
        title=title,
        files=(MadeFile("main", ".png", png(picture)),),
        text=str(say("diffusion.painted", title=title, model=ask.models[MAIN].title)),
        notes=notes,
        facts=facts,
    )


def _remarks(spec: ModelSpec, canvas: Canvas, result: Any) -> Iterator[Sentence]:
    """Sentences about what became of the wish."""
    if canvas.reduced:
        painted = {"painted_width": canvas.width, "painted_height": canvas.height}
        width, height = canvas.wanted
        yield say("diffusion.enlarged", title=spec.title, width=width, height=height, **painted)
    if any(getattr(result, "nsfw_content_detected", None) or []):
        yield say("diffusion.blackened")


def _fitted(picture: Any, size: tuple[int, int]) -> Any:
    """The picture at `size`: scaled to cover it and cut around the middle, so that nothing is stretched."""
    from PIL import Image, ImageOps

    return picture if picture.size == size else ImageOps.fit(picture, size, Image.Resampling.LANCZOS)
