"""From a picture to the enhanced one, a strip at a time, so that a large one needs little memory."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipelines.image.ask import EnhanceParams
from pipelines.image.enhancer.light import Floats, from_lab, to_lab
from pipelines.image.enhancer.tone import Tone, coloured, curve, detailed, wanted
from studio.jobs.engine import Ask, JobContext
from studio.media.picture import png, preview
from studio.params import Options
from studio.words import Sentence, say
from studio.works.facts import PictureFacts
from studio.works.made import Made, MadeFile, title_of
from studio.works.upload import Upload

_ROWS = 256
_LOOKED_AT = 512
"""Pixels of the longer side that is looked at for what the picture needs."""


def make(ask: Ask[EnhanceParams, Options], ctx: JobContext) -> Iterator[Made]:
    """One Made: the enhanced picture, as large as it was."""
    upload, path = ctx.brought(ask.params.picture)
    ctx.progress("looking")
    with Image.open(path) as opened:
        picture = opened.convert("RGBA" if "A" in opened.getbands() else "RGB")
    tone = _asked(ask.params)
    if ask.params.auto:
        tone = _needed(picture).turned(tone)
    found = enhanced(picture, tone, ctx)
    ctx.preview(image=preview(found.convert("RGB")))
    ctx.progress("saving")
    yield _made(found, upload, tone)


def enhanced(picture: Image.Image, tone: Tone, ctx: JobContext) -> Image.Image:
    """The picture with its tone changed. Alpha stays as it is."""
    pixels = np.asarray(picture)[..., :3]
    before = np.empty(pixels.shape[:2], np.float32)
    for rows in _strips(pixels, ctx, "looking"):
        before[rows] = to_lab(pixels[rows])[..., 0]
    after = detailed(curve(before, tone), tone)
    found = np.empty_like(pixels)
    for rows in _strips(pixels, ctx, "enhancing"):
        found[rows] = _strip(pixels[rows], before[rows], after[rows], tone)
    image = Image.fromarray(found)
    if picture.mode == "RGBA":
        image.putalpha(picture.getchannel("A"))
    return image


def _strip(pixels: NDArray[np.uint8], before: Floats, after: Floats, tone: Tone) -> NDArray[np.uint8]:
    lab = to_lab(pixels)
    ratio = np.asarray(after / np.maximum(before, 1e-3), np.float32)
    return from_lab(np.concatenate([after[..., None], coloured(lab[..., 1:], ratio, tone.colour)], axis=-1))


def _strips(pixels: NDArray[np.uint8], ctx: JobContext, phase: str) -> Iterator[slice]:
    starts = range(0, len(pixels), _ROWS)
    for number, start in enumerate(starts, start=1):
        ctx.progress(phase, number, len(starts))
        yield slice(start, start + _ROWS)


def _asked(params: EnhanceParams) -> Tone:
    return Tone(**{name: getattr(params, name) for name in vars(Tone()) if hasattr(params, name)})


def _needed(picture: Image.Image) -> Tone:
    small = picture.convert("RGB")
    small.thumbnail((_LOOKED_AT, _LOOKED_AT))
    lab = to_lab(np.asarray(small))
    return wanted(lab[..., 0], np.hypot(lab[..., 1], lab[..., 2]))


def _made(picture: Image.Image, upload: Upload, tone: Tone) -> Made:
    name = upload.name.rpartition(".")[0] or upload.name or str(say("upload.kind.picture"))
    return Made(
        kind="image",
        title=title_of(str(say("enhancer.title", name=name))),
        files=(MadeFile("main", ".png", png(picture, 3)),),
        text=str(say("enhancer.alt", name=name)),
        notes=(*upload.notes, *_changes(tone)),
        facts=PictureFacts(width=picture.width, height=picture.height),
    )


def _changes(tone: Tone) -> list[Sentence]:
    """What was changed and how far, in sentences."""
    turned = {name: round(value, 2) for name, value in vars(tone).items() if name not in ("black", "white")}
    levels = [say("enhancer.levels")] if (tone.black, tone.white) != (0, 1) else []
    if not any(turned.values()):
        return levels or [say("enhancer.unchanged")]
    return [*levels, say("enhancer.turned", **turned)]
