"""From a picture to the enhanced one, a strip at a time, so that a large one needs little memory."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipelines.image.ask import EnhanceParams
from pipelines.image.canvas import opened
from pipelines.image.enhancer.looking import looked
from pipelines.image.enhancer.looks import LOOKS
from pipelines.image.enhancer.noise import cleaned
from pipelines.image.enhancer.tone import Tone, coloured, curve, detailed, wanted
from pipelines.image.light import Floats, from_lab, to_lab
from pipelines.image.strips import told_strips
from studio.jobs.engine import Ask, JobContext
from studio.media.picture import png, preview
from studio.params import Options
from studio.words import Sentence, say
from studio.works.facts import PictureFacts
from studio.works.made import Made, MadeFile, title_of
from studio.works.upload import Upload

_LOOKED_AT = 512
"""Pixels of the longer side that is looked at for what the picture needs."""


def make(ask: Ask[EnhanceParams, Options], ctx: JobContext) -> Iterator[Made]:
    """One Made: the enhanced picture, as large as it was."""
    upload, path = ctx.brought(ask.params.picture)
    ctx.progress("looking")
    picture = opened(path)
    tone = _asked(ask.params)
    if ask.params.auto:
        tone = _needed(picture).turned(tone)
    found = _looked(enhanced(_cleaned(picture, ask.params.denoise, ctx), tone, ctx), ask.params, ctx)
    ctx.preview(image=preview(found.convert("RGB")))
    ctx.progress("saving")
    yield _made(found, upload, (*_changes(tone, ask.params.denoise), *_look(ask.params)))


def _cleaned(picture: Image.Image, amount: float, ctx: JobContext) -> Image.Image:
    return _kept(picture, cleaned(np.asarray(picture.convert("RGB")), amount, ctx)) if amount else picture


def _looked(picture: Image.Image, params: EnhanceParams, ctx: JobContext) -> Image.Image:
    if params.filter == "none" or not params.filter_strength:
        return picture
    found = looked(picture.convert("RGB"), LOOKS[params.filter], params.filter_strength, ctx)
    return _kept(picture, np.asarray(found))


def enhanced(picture: Image.Image, tone: Tone, ctx: JobContext) -> Image.Image:
    """The picture with its tone changed. Alpha stays as it is."""
    pixels = np.asarray(picture)[..., :3]
    before = np.empty(pixels.shape[:2], np.float32)
    for rows in told_strips(len(pixels), ctx, "looking"):
        before[rows] = to_lab(pixels[rows])[..., 0]
    after = detailed(curve(before, tone), tone)
    found = np.empty_like(pixels)
    for rows in told_strips(len(pixels), ctx, "enhancing"):
        found[rows] = _strip(pixels[rows], before[rows], after[rows], tone)
    return _kept(picture, found)


def _kept(picture: Image.Image, pixels: NDArray[np.uint8]) -> Image.Image:
    """Other colours with the picture's own transparency."""
    image = Image.fromarray(pixels)
    if picture.mode == "RGBA":
        image.putalpha(picture.getchannel("A"))
    return image


def _strip(pixels: NDArray[np.uint8], before: Floats, after: Floats, tone: Tone) -> NDArray[np.uint8]:
    lab = to_lab(pixels)
    ratio = np.asarray(after / np.maximum(before, 1e-3), np.float32)
    return from_lab(np.concatenate([after[..., None], coloured(lab[..., 1:], ratio, tone.colour)], axis=-1))


def _asked(params: EnhanceParams) -> Tone:
    return Tone(**{name: getattr(params, name) for name in vars(Tone()) if hasattr(params, name)})


def _needed(picture: Image.Image) -> Tone:
    small = picture.convert("RGB")
    small.thumbnail((_LOOKED_AT, _LOOKED_AT))
    lab = to_lab(np.asarray(small))
    return wanted(lab[..., 0], np.hypot(lab[..., 1], lab[..., 2]))


def _made(picture: Image.Image, upload: Upload, changes: tuple[Sentence, ...]) -> Made:
    return Made(
        kind="image",
        title=title_of(str(say("enhancer.title", name=upload.title))),
        files=(MadeFile("main", ".png", png(picture, 3)),),
        text=str(say("enhancer.alt", name=upload.title)),
        notes=(*upload.notes, *changes),
        facts=PictureFacts(width=picture.width, height=picture.height),
    )


def _changes(tone: Tone, denoise: float) -> Iterator[Sentence]:
    """What was changed and how far, in sentences."""
    turned = {name: round(value, 2) for name, value in vars(tone).items() if name not in ("black", "white")}
    levels = (tone.black, tone.white) != (0, 1)
    if levels:
        yield say("enhancer.levels")
    if denoise:
        yield say("enhancer.denoised", amount=denoise)
    if any(turned.values()):
        yield say("enhancer.turned", **turned)
    elif not levels and not denoise:
        yield say("enhancer.unchanged")


def _look(params: EnhanceParams) -> Iterator[Sentence]:
    if params.filter != "none":
        yield say(
            "enhancer.filtered", filter=params.titles_of("filter")[params.filter], strength=params.filter_strength
        )
