"""Diffusion: pictures by a text-to-image model of the catalog, through diffusers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from pipelines.image.ask import ImageParams, dimensions
from pipelines.image.diffused import area_of, fitted
from pipelines.image.manner import StyledOptions, check_manner
from pipelines.image.pieces import painted
from pipelines.image.wording import check_words
from pipelines.runtimes import diffusers
from pipelines.runtimes.denoising import Canvas
from pipelines.runtimes.loras import loras_for
from studio.errors import InkstoneError
from studio.jobs.catalog_engine import MAIN, CatalogEngine
from studio.jobs.engine import Ask, Choice, Host, JobContext
from studio.words import say
from studio.works.made import Made

DiffusionAsk = Ask[ImageParams, StyledOptions]


class Diffusion(CatalogEngine[ImageParams, StyledOptions]):
    """Any text-to-image pipeline of diffusers."""

    key = "diffusion"
    options = StyledOptions
    task = "text-to-image"
    runtimes = (diffusers.NAME,)

    def fits(self, params: ImageParams, choice: Choice, host: Host) -> InkstoneError | None:
        check_words(params, host)
        return super().fits(params, choice, host)

    def check(self, params: ImageParams, options: StyledOptions, choice: Choice, host: Host) -> None:
        """Raises BadInput for a LoRA that there is not, or of another model, and for a style that nothing reads."""
        check_manner(options, choice.models[MAIN], host.catalog)
        loras_for(params.prompt, options.loras, choice.models[MAIN], host)

    def run(self, ask: DiffusionAsk, ctx: JobContext) -> Iterator[Made]:
        """One Made a picture, seeds counting up. Raises Cancelled at the next step, BadInput for a bad size or LoRA."""
        spec = ask.models[MAIN]
        canvas = Canvas.plan(dimensions(ask.params), area_of(spec))
        for one in painted(ask, ctx, canvas, partial(ctx.lease, spec)):
            picture = fitted(one.image.convert("RGB"), canvas.wanted)
            yield one.made(picture, say("diffusion.painted", title=one.piece.title, model=spec.title))
