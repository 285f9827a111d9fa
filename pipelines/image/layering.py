"""Layering: a picture taken apart into layers that can be seen through, which lie on each other as it was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipelines.image.ask_picture import LayersParams
from pipelines.image.canvas import canvas_for, opened
from pipelines.image.diffused import area_of, facts_of, made_of
from pipelines.image.from_picture import FromPicture
from pipelines.runtimes.denoising import Canvas, PaintingOptions, call_of
from pipelines.runtimes.licence import licence_notes
from pipelines.runtimes.loras import adapters_of, applied, notes_of, said_of
from pipelines.runtimes.painting import paint
from studio.jobs.catalog_engine import MAIN
from studio.jobs.engine import Ask, JobContext
from studio.media.picture import png
from studio.words import Sentence, say
from studio.works.made import Made, MadeFile, title_of

if TYPE_CHECKING:
    from PIL.Image import Image

SMALL, LARGE = 640, 1024
"""Such models paint at one of two sizes: pixels along the side of a square."""
GRAIN = 32
"""Their sides are multiples of this."""


class Layering(FromPicture[LayersParams]):
    """Models that answer with several pictures with alpha: Qwen-Image-Layered."""

    key = "separation"
    options = PaintingOptions
    use = "layers"
    tasks = ("layering",)

    def told(self, title: str, model: str) -> Sentence:
        return say("layering.made", title=title, model=model)

    def run(self, ask: Ask[LayersParams, PaintingOptions], ctx: JobContext) -> Iterator[Made]:
        """One Made: all layers on each other, and each by itself as layer-1 (the lowest), layer-2 ..., all as large as
        the picture."""
        params, spec = ask.params, ask.models[MAIN]
        upload, path = ctx.brought(params.picture)
        picture = opened(path).convert("RGBA")
        side = LARGE if area_of(spec) >= LARGE**2 else SMALL
        canvas = _canvas(picture.size, side)
        # Shown while they are made, the layers and the picture stand below each other.
        stacked = Canvas(canvas.width, canvas.height * (params.layers + 1), canvas.wanted)
        loras = applied("", ask.options, spec, ctx)
        with self.leased(ask, ctx, adapters_of(loras)) as pipe:
            call = call_of(pipe, "", "", ask.options, spec)
            given = {"image": picture, "layers": params.layers, "resolution": side}
            result = paint(pipe, call, stacked, ask.seed, ctx, 0, 1, **given)
            denoised = call.facts(pipe)
        ctx.progress("finishing")
        layers = [_fitted(layer, picture.size) for layer in result.images[0]]
        title = title_of(str(say("layering.title", name=upload.name.rpartition(".")[0] or upload.name)))
        facts = facts_of(picture, canvas, ask.seed, {**denoised, "loras": said_of(loras)})
        notes = (*upload.notes, *call.notes, *notes_of(loras), *licence_notes(spec))
        yield made_of(_together(layers), facts, title, self.told(title, spec.title), notes, tuple(_files(layers)))


def _canvas(size: tuple[int, int], side: int) -> Canvas:
    """The size that the model takes for a picture. Raises BadInput for one that is too small or too narrow."""
    canvas_for(size, side**2)
    scale = side / (size[0] * size[1]) ** 0.5
    width, height = (round(length * scale / GRAIN) * GRAIN for length in size)
    return Canvas(width, height, size)


def _fitted(layer: Image, size: tuple[int, int]) -> Image:
    from PIL import Image

    return layer.convert("RGBA").resize(size, Image.Resampling.LANCZOS)


def _together(layers: list[Image]) -> Image:
    from PIL import Image

    result = Image.new("RGBA", layers[0].size)
    for layer in layers:
        result.alpha_composite(layer)
    return result


def _files(layers: list[Image]) -> Iterator[MadeFile]:
    for number, layer in enumerate(layers, start=1):
        yield MadeFile(f"layer-{number}", ".png", png(layer))
