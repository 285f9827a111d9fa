"""Extend: a picture with more on its sides; what was there stays, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from pipelines.image.ask_picture import ExtendParams
from pipelines.image.canvas import opened, whole
from pipelines.image.diffused import area_of
from pipelines.image.from_picture import FromPicture
from pipelines.image.mask import cells, pasted, softened
from pipelines.image.outside import Sides, grown, new_part
from pipelines.runtimes.denoising import PaintingOptions
from studio.errors import BadInput
from studio.jobs.catalog_engine import MAIN
from studio.jobs.engine import Ask, JobContext
from studio.words import Sentence, say
from studio.works.made import Made
from studio.works.recipe import Recipe

STRENGTH = 0.9
"""Of the mirrored border under the new part a little is left, so that even weak models go on with it."""
SEAM = 24
"""The seam is soft over this part of the picture's longer side."""
LONGEST, MOST = 8192, 32_000_000
"""Pixels along a side, and in all."""


class Extend(FromPicture[ExtendParams]):
    """Outpainting by any diffusion model that can repaint a part."""

    key = "extend"
    use = "repaint"

    def spares(self, recipe: Recipe) -> bool:
        return True

    def told(self, title: str, model: str) -> Sentence:
        return say("extend.made", title=title, model=model)

    def run(self, ask: Ask[ExtendParams, PaintingOptions], ctx: JobContext) -> Iterator[Made]:
        """One Made a picture. Raises BadInput where nothing is added, and where the result were too large."""
        upload, path = ctx.brought(ask.params.picture)
        picture = opened(path)
        sides = _sides(ask.params, picture.size)
        larger = grown(picture, sides)
        mask = new_part(picture.size, sides)
        window = whole(larger.size, area_of(ask.models[MAIN]))
        given = {"image": window.seen(larger), "mask_image": cells(mask, window), "strength": STRENGTH}
        finish = partial(pasted, larger, window=window, soft=softened(mask, max(1, max(picture.size) // SEAM)))
        yield from self.paint(ask, ctx, window.canvas, given, finish, upload.notes)


def _sides(params: ExtendParams, size: tuple[int, int]) -> Sides:
    width, height = size
    sides = Sides.of(params.left, params.right, params.above, params.below, size)
    if not any(sides):
        raise BadInput(say("extend.nothing"))
    wide, high = width + sides.left + sides.right, height + sides.above + sides.below
    if max(wide, high) > LONGEST or wide * high > MOST:
        raise BadInput(say("extend.too_large", width=wide, height=high, longest=LONGEST, megapixels=MOST // 10**6))
    return sides
