"""Redraw: a picture painted anew after a picture, as far from it as is wished."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.image.ask_picture import ChangeParams
from pipelines.image.canvas import fitted_back, opened, whole
from pipelines.image.diffused import area_of
from pipelines.image.from_picture import FromPicture
from pipelines.runtimes.denoising import PaintingOptions
from studio.jobs.catalog_engine import MAIN
from studio.jobs.engine import Ask, JobContext
from studio.words import Sentence, say
from studio.works.facts import PictureFacts
from studio.works.made import Made, MadeFile, title_of
from studio.works.recipe import Recipe

if TYPE_CHECKING:
    from PIL.Image import Image


class Redraw(FromPicture[ChangeParams]):
    """Image to image by any diffusion model that can."""

    key = "redraw"
    use = "change"

    def spares(self, recipe: Recipe) -> bool:
        return not round(float(recipe.params.get("strength", 1)), 2)

    def told(self, title: str, model: str) -> Sentence:
        return say("redraw.made", title=title, model=model)

    def run(self, ask: Ask[ChangeParams, PaintingOptions], ctx: JobContext) -> Iterator[Made]:
        """One Made a picture, each as large as the one it was made from; that one itself at strength 0."""
        upload, path = ctx.brought(ask.params.picture)
        picture = opened(path)
        # In hundredths: finer steps would need a schedule of thousands.
        strength = round(ask.params.strength, 2)
        if not strength:
            yield _unchanged(ask, path, picture, upload.notes)
            return
        window = whole(picture.size, area_of(ask.models[MAIN]))
        given = {"image": window.seen(picture), "strength": strength}
        finish = partial(fitted_back, like=picture)
        yield from self.paint(ask, ctx, window.canvas, given, finish, upload.notes)


def _unchanged(
    ask: Ask[ChangeParams, PaintingOptions], path: Path, picture: Image, notes: tuple[Sentence, ...]
) -> Made:
    """The picture as it was brought, byte for byte."""
    return Made(
        kind="image",
        title=title_of(ask.params.prompt),
        files=(MadeFile("main", ".png", path.read_bytes()),),
        text=str(say("redraw.same")),
        notes=(*notes, say("redraw.same")),
        facts=PictureFacts(seed=ask.seed, width=picture.width, height=picture.height),
    )
