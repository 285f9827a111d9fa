"""Repaint: what a mask covers is painted anew, and nothing else changes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from pipelines.image.ask_picture import RepaintParams
from pipelines.image.canvas import around, opened
from pipelines.image.diffused import area_of
from pipelines.image.from_picture import FromPicture
from pipelines.image.mask import bounds_of, cells, pasted, read_mask, softened
from pipelines.runtimes.denoising import PaintingOptions
from studio.jobs.catalog_engine import MAIN
from studio.jobs.engine import Ask, JobContext
from studio.words import Sentence, say
from studio.works.made import Made
from studio.works.recipe import Recipe

EDGE = 150
"""The soft edge is this part of the picture's longer side."""


class Repaint(FromPicture[RepaintParams]):
    """Inpainting by any diffusion model that can; a small part is painted at the model's own size."""

    key = "repainting"
    use = "repaint"

    def spares(self, recipe: Recipe) -> bool:
        return True

    def told(self, title: str, model: str) -> Sentence:
        return say("repaint.made", title=title, model=model)

    def run(self, ask: Ask[RepaintParams, PaintingOptions], ctx: JobContext) -> Iterator[Made]:
        """One Made a picture, equal to the brought one outside the mask byte for byte. Raises BadInput for a mask of
        another shape and for an empty one."""
        upload, path = ctx.brought(ask.params.picture)
        picture = opened(path)
        mask = read_mask(ctx.brought(ask.params.mask)[1], picture.size)
        window = around(bounds_of(mask), picture.size, area_of(ask.models[MAIN]))
        given = {
            "image": window.seen(picture),
            "mask_image": cells(mask, window),
            "strength": max(0.01, round(ask.params.strength, 2)),
        }
        soft = softened(mask, max(1, max(picture.size) // EDGE))
        finish = partial(pasted, picture, window=window, soft=soft)
        yield from self.paint(ask, ctx, window.canvas, given, finish, upload.notes)
