"""From a picture to its subject alone, as large as it was, a strip at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageFilter

from pipelines.image.ask_picture import CutoutParams
from pipelines.image.cutting.colours import apart, unmixed
from pipelines.image.cutting.edges import applied, refined
from pipelines.image.cutting.ground import laid
from pipelines.image.strips import ROWS, enlarged
from pipelines.image.subject import SURE, subject_of
from studio.jobs.catalog_engine import MAIN
from studio.jobs.engine import Ask, JobContext
from studio.media.picture import png, preview
from studio.params import Options
from studio.words import Sentence, say
from studio.works.facts import PictureFacts
from studio.works.made import Made, MadeFile, title_of
from studio.works.upload import Upload

Floats = NDArray[np.float32]
_WORKED_ON = 1024
"""Pixels of the longer side at which edges and colours are worked out."""
_SOFTEST = 0.008
"""Blur of the softest edge, as a share of the longer side."""
_SEEN_THROUGH = 0.02
"""Share of a picture that is transparent where it is cut out already."""
_GREY = (128, 128, 128)


def make(ask: Ask[CutoutParams, Options], ctx: JobContext) -> Iterator[Made]:
    """One Made: the subject on transparency or on what was asked for."""
    upload, path = ctx.brought(ask.params.picture)
    ctx.progress("looking")
    with Image.open(path) as opened:
        picture = opened.convert("RGBA")
    given = picture.getchannel("A")
    if _is_cut_out(given):
        subject, around, notes = picture, _small(_flat(picture)), [say("cutter.already")]
    else:
        with ctx.lease(ask.models[MAIN]) as session:
            subject, around, notes = cut_out(session, _flat(picture), ask.params.largest, ctx)
        subject.putalpha(ImageChops.darker(subject.getchannel("A"), given))
    subject = _softened(subject, ask.params.soften)
    found = laid(subject, around, ask.params)
    ctx.preview(image=preview(_flat(found)))
    ctx.progress("saving")
    yield _made(found, upload, ask.params, (*upload.notes, *notes))


def cut_out(
    session: Any, picture: Image.Image, largest: bool, ctx: JobContext
) -> tuple[Image.Image, Image.Image, list[Sentence]]:
    """The subject (RGBA), a small picture of what is around it, and what is to be said. `picture`: RGB."""
    small = _small(picture)
    rough = subject_of(session, picture, small.size)
    if rough is None:
        return picture.convert("RGBA"), small, [say("cutter.nothing")]
    if largest:
        rough = _largest(rough)
    colours = np.asarray(small, np.float32) / np.float32(255)
    own, around = apart(colours, rough)
    return _whole(picture, rough, colours, np.concatenate([own, around], axis=-1), ctx), _image(around), []


def _whole(picture: Image.Image, rough: Floats, colours: Floats, both: Floats, ctx: JobContext) -> Image.Image:
    """All of the picture with its mask and its own colours. `both`: own and surrounding colours of the small one."""
    found = np.zeros((picture.height, picture.width, 4), np.uint8)
    count = -(-picture.height // ROWS)
    for number, (rows, mask) in enumerate(applied(refined(rough, colours), rough, picture), start=1):
        ctx.progress("cutting_subject", number, count)
        seen = np.asarray(picture.crop((0, rows.start, picture.width, rows.stop)), np.float32) / np.float32(255)
        large = enlarged(both, picture.size, rows)
        own = unmixed(seen, mask, large[..., :3], large[..., 3:])
        found[rows] = (255 * np.concatenate([own, mask[..., None]], axis=-1)).round()
    return Image.fromarray(found)


def _largest(mask: Floats) -> Floats:
    """The mask with the largest piece alone, and its soft surroundings."""
    from scipy.ndimage import binary_dilation, label

    pieces, count = label(mask >= SURE)
    if count < 2:
        return mask
    kept = pieces == 1 + int(np.argmax(np.bincount(pieces.ravel())[1:]))
    return np.asarray(np.where(binary_dilation(kept, iterations=max(2, max(mask.shape) // 100)), mask, 0), np.float32)


def _softened(subject: Image.Image, amount: float) -> Image.Image:
    if amount:
        blur = ImageFilter.GaussianBlur(amount * _SOFTEST * max(subject.size))
        # Only inwards: what was cut away has no colour.
        subject.putalpha(ImageChops.darker(subject.getchannel("A"), subject.getchannel("A").filter(blur)))
    return subject


def _is_cut_out(alpha: Image.Image) -> bool:
    return sum(alpha.histogram()[:128]) > _SEEN_THROUGH * alpha.width * alpha.height


def _small(picture: Image.Image) -> Image.Image:
    small = picture.copy()
    small.thumbnail((_WORKED_ON, _WORKED_ON))
    return small


def _flat(picture: Image.Image) -> Image.Image:
    """Without transparency: on grey, which no subject is lost on."""
    if picture.mode != "RGBA":
        return picture
    ground = Image.new("RGB", picture.size, _GREY)
    ground.paste(picture, mask=picture.getchannel("A"))
    return ground


def _image(colours: Floats) -> Image.Image:
    return Image.fromarray((255 * np.clip(colours, 0, 1)).round().astype(np.uint8))


def _made(picture: Image.Image, upload: Upload, params: CutoutParams, notes: tuple[Sentence, ...]) -> Made:
    ground = params.titles_of("background")[params.background]
    return Made(
        kind="image",
        title=title_of(str(say("cutter.title", name=upload.title))),
        files=(MadeFile("main", ".png", png(picture, 3)),),
        text=str(say("cutter.alt", name=upload.title, ground=ground)),
        notes=notes,
        facts=PictureFacts(width=picture.width, height=picture.height),
    )
