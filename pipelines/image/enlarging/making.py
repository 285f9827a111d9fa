"""From a picture to a larger one, a tile at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from itertools import pairwise
from statistics import median
from time import monotonic
from typing import Any, Literal

from PIL import Image

from pipelines.image.ask_picture import EnlargeParams
from pipelines.image.canvas import opened
from pipelines.image.enlarging.networks import DRAWINGS, PHOTOS
from pipelines.image.material import material_of
from pipelines.image.told import drawn_here
from studio.errors import BadInput
from studio.jobs.engine import Ask, JobContext
from studio.media.picture import PREVIEW_SIDE, png, preview
from studio.params import Options
from studio.words import Sentence, say
from studio.works.facts import PictureFacts
from studio.works.made import Made, MadeFile, title_of
from studio.works.upload import Upload

Enlarged = Literal["drawing", "photo"]
"""What the networks know."""
LARGEST = 8192
"""Pixels of a side of the result: 64 megapixels where it is square."""
PATIENCE = 4.2e6
"""Pixels that the network for photographs takes at most: ten minutes on two idle cores."""
_TOLD_FROM = 60.0
"""Seconds to go from which a person is told how many minutes it takes."""
_TIMED = 8
"""Tiles by which the rest is guessed. The first take ten times as long as those after them, until all is warm."""


def make(ask: Ask[EnlargeParams, Options], ctx: JobContext) -> Iterator[Made]:
    """One Made: the picture, `factor` times as large. Raises BadInput for what would be too large, or take too long."""
    upload, path = ctx.brought(ask.params.picture)
    ctx.progress("looking")
    factor = int(ask.params.factor)
    picture = opened(path)
    _check_size(picture.size, factor)
    material = _material(picture, upload, ask.params)
    large, notes = _enlarged(picture, material, factor, ask, ctx)
    ctx.preview(image=preview(large.reduce(max(1, max(large.size) // PREVIEW_SIDE)).convert("RGB")))
    ctx.progress("saving")
    yield _made(large, upload, factor, (*upload.notes, *notes))


def _check_size(size: tuple[int, int], factor: int) -> None:
    if max(size) * factor > LARGEST:
        told = say("enlarger.too_large", width=size[0] * factor, height=size[1] * factor, largest=LARGEST)
        raise BadInput(told, hint=say("enlarger.up_to", largest=LARGEST // factor))


def _material(picture: Image.Image, upload: Upload, params: EnlargeParams) -> Enlarged:
    if params.material != "auto":
        return params.material
    return "photo" if material_of(picture.convert("RGB"), drawn_here(upload)) == "photo" else "drawing"


def _enlarged(
    picture: Image.Image, material: Enlarged, factor: int, ask: Ask[EnlargeParams, Options], ctx: JobContext
) -> tuple[Image.Image, list[Sentence]]:
    """The larger picture, and what is to be said of how it was done."""
    spec = ask.models.get(PHOTOS if material == "photo" else DRAWINGS)
    if spec is None:
        size = (picture.width * factor, picture.height * factor)
        return picture.resize(size, Image.Resampling.LANCZOS), [say(f"enlarger.without_{material}")]
    if material == "photo" and picture.width * picture.height > PATIENCE:
        wide = say("enlarger.too_slow", megapixels=picture.width * picture.height / 1e6, most=PATIENCE / 1e6)
        raise BadInput(wide, hint=say("enlarger.as_drawing"))
    with ctx.lease(spec) as upscale:
        large = upscale(picture, _watched(upscale.tiles(*picture.size), ctx), factor)
    return large, [say(f"enlarger.by_{material}")] if ask.params.material == "auto" else []


def _watched(tiles: int, ctx: JobContext) -> Callable[[], Any]:
    """What is called before each tile: it says which one it is, and how long the rest takes where that is long."""
    moments: deque[float] = deque(maxlen=_TIMED + 1)
    done = 0

    def tell() -> None:
        nonlocal done
        moments.append(monotonic())
        took = [after - before for before, after in pairwise(moments)]
        left = median(took) * (tiles - done) if len(took) == _TIMED else 0.0
        done += 1
        if left < _TOLD_FROM:
            ctx.progress("enlarging", done, tiles)
        else:
            ctx.progress("enlarging_long", done, tiles, minutes=max(1, round(left / 60)))

    return tell


def _made(picture: Image.Image, upload: Upload, factor: int, notes: tuple[Sentence, ...]) -> Made:
    return Made(
        kind="image",
        title=title_of(str(say("enlarger.title", name=upload.title, factor=factor))),
        files=(MadeFile("main", ".png", png(picture, 3)),),
        text=str(say("enlarger.alt", name=upload.title, factor=factor)),
        notes=notes,
        facts=PictureFacts(width=picture.width, height=picture.height),
    )
