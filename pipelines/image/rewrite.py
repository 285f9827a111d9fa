"""Rewrite: a picture changed as words say, with other pictures to take things from."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from pipelines.image.ask_picture import EditParams
from pipelines.image.canvas import fitted_back, opened, whole
from pipelines.image.diffused import area_of
from pipelines.image.from_picture import FromPicture
from pipelines.runtimes.denoising import PaintingOptions
from studio.jobs.catalog_engine import MAIN
from studio.jobs.engine import Ask, JobContext
from studio.words import Sentence, say
from studio.works.made import Made


class Rewrite(FromPicture[EditParams]):
    """Models that read pictures beside the words: FLUX.2 klein, Qwen-Image-Edit."""

    key = "rewrite"
    options = PaintingOptions
    use = "edit"
    tasks = ("text-to-image", "editing")

    def told(self, title: str, model: str) -> Sentence:
        return say("rewrite.made", title=title, model=model)

    def run(self, ask: Ask[EditParams, PaintingOptions], ctx: JobContext) -> Iterator[Made]:
        """One Made a picture, each as large as the first that was brought."""
        params, area = ask.params, area_of(ask.models[MAIN])
        ids = (params.picture, params.reference_2, params.reference_3, params.reference_4)
        brought = [ctx.brought(id) for id in ids if id]
        pictures = [opened(path) for _, path in brought]
        windows = [whole(picture.size, area) for picture in pictures]
        given = {"image": [window.seen(picture) for window, picture in zip(windows, pictures, strict=True)]}
        finish = partial(fitted_back, like=pictures[0].convert("RGB"))
        notes = tuple(note for upload, _ in brought for note in upload.notes)
        yield from self.paint(ask, ctx, windows[0].canvas, given, finish, notes)
