"""From a picture to the painted one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipelines.image.canvas import flat, opened, sized
from pipelines.image.styling.asked import UPSCALER, StyleAsk
from pipelines.image.styling.colours import recoloured
from pipelines.runtimes.stylizing import like, mixed, painted
from studio.jobs.catalog_engine import MAIN
from studio.jobs.engine import JobContext
from studio.media.picture import png, preview
from studio.words import Sentence, say
from studio.works.facts import PictureFacts
from studio.works.made import Made, MadeFile, title_of
from studio.works.upload import Upload

if TYPE_CHECKING:
    from PIL.Image import Image


def make(ask: StyleAsk, ctx: JobContext) -> Iterator[Made]:
    """One Made: the painted picture, as large as was asked for."""
    from PIL import Image

    upload, path = ctx.brought(ask.params.picture)
    # A small one is enlarged before it is painted, else its strokes are coarse.
    whole = sized(opened(path), ask.params.size)
    before = flat(whole)
    after = _in_manner(ask, before, ctx) if ask.params.like else _in_looks(ask, before, ctx)
    ctx.progress("finishing")
    if ask.params.keep_colours:
        after = recoloured(after, before, ctx.check)
    after = Image.blend(before, after, ask.params.strength)
    if whole.mode == "RGBA":
        after.putalpha(whole.getchannel("A"))
    ctx.preview(image=preview(after.convert("RGB")))
    ctx.progress("saving")
    yield _made(ask, after, upload)


def looks_of(ask: StyleAsk) -> dict[str, float]:
    """How much of each look: one, or two that share."""
    params = ask.params
    if params.second_look in ("none", params.look):
        return {params.look: 1.0}
    return {params.look: 1 - params.share, params.second_look: params.share}


def _in_looks(ask: StyleAsk, picture: Image, ctx: JobContext) -> Image:
    ctx.progress("stylizing")
    with ctx.lease(ask.models[MAIN]) as net:
        return painted(net, picture, mixed(looks_of(ask)), ctx.check)


def _in_manner(ask: StyleAsk, picture: Image, ctx: JobContext) -> Image:
    from PIL import Image

    _, path = ctx.brought(ask.params.like)
    ctx.progress("stylizing")
    with ctx.lease(ask.models[MAIN]) as nets:
        made = like(nets, picture, flat(opened(path)))
    upscaler = ask.models.get(UPSCALER)
    if upscaler is not None and max(picture.size) > max(made.size):
        ctx.progress("enlarging")
        with ctx.lease(upscaler) as upscale:
            made = upscale(made, ctx.check)
    return made.resize(picture.size, Image.Resampling.LANCZOS)


def _made(ask: StyleAsk, picture: Image, upload: Upload) -> Made:
    return Made(
        kind="image",
        title=title_of(str(say("styling.title", name=upload.title, look=_called(ask)))),
        files=(MadeFile("main", ".png", png(picture, 3)),),
        text=str(say("styling.alt", name=upload.title, look=_called(ask))),
        notes=(*upload.notes, *_notes(ask)),
        facts=PictureFacts(width=picture.width, height=picture.height),
    )


def _called(ask: StyleAsk) -> Sentence:
    if ask.params.like:
        return say("styling.own")
    titles = type(ask.params).titles_of("look")
    first, *others = (titles[look] for look in looks_of(ask))
    return say("styling.both", one=first, two=others[0]) if others else first


def _notes(ask: StyleAsk) -> Iterator[Sentence]:
    if ask.params.like and UPSCALER not in ask.models:
        yield say("styling.soft")
