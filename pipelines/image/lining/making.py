"""From a picture to a drawing of its lines."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from PIL import Image

from pipelines.image.ask_picture import LinesParams
from pipelines.image.canvas import flat, opened, sized
from pipelines.image.lining.drawing import Floats, closed, inked, pencil, ridges
from pipelines.image.lining.page import lines_svg, on_page, page_svg
from pipelines.runtimes.hed import LONGEST, edges
from studio.errors import BadInput
from studio.jobs.catalog_engine import MAIN
from studio.jobs.engine import Ask, JobContext
from studio.media.picture import png, preview
from studio.params import Options
from studio.words import say
from studio.works.facts import PictureFacts
from studio.works.made import Made, MadeFile, title_of
from studio.works.upload import Upload

LinesAsk = Ask[LinesParams, Options]

_LARGEST = 2048
_NARROWEST = 16
"""Pixels of the shorter side where the longer one has LONGEST: in less there are no lines."""


def make(ask: LinesAsk, ctx: JobContext) -> Iterator[Made]:
    """One Made. Raises BadInput for a picture that is a mere strip."""
    upload, path = ctx.brought(ask.params.picture)
    picture = flat(opened(path))
    small = sized(picture, LONGEST)
    if min(small.size) < _NARROWEST:
        raise BadInput(say("lining.narrow"), hint=say("lining.another"))
    ctx.progress("looking")
    with ctx.lease(ask.models[MAIN]) as net:
        certain = edges(net, small)
    ctx.progress("drawing_lines")
    drawn, svg = _drawn(ask, picture, certain)
    ctx.preview(image=preview(drawn))
    ctx.progress("saving")
    yield _made(ask, drawn, svg, upload)


def _drawn(ask: LinesAsk, picture: Image.Image, certain: Floats) -> tuple[Image.Image, str]:
    """The drawing in grey, and its lines as SVG; empty for a pencil drawing, which has tones."""
    detail, weight = ask.params.detail, ask.params.weight
    large = sized(picture, max(LONGEST, min(_LARGEST, max(picture.size))))
    if ask.params.drawn_in == "pencil":
        enlarged = np.asarray(Image.fromarray(certain).resize(large.size, Image.Resampling.BICUBIC), np.float32)
        lightness = np.asarray(large.convert("L"), np.float32) / np.float32(255)
        return _grey(pencil(enlarged.clip(0, 1), lightness, detail, weight)), ""
    lines = ridges(certain, detail, weight)
    if ask.params.drawn_in == "colouring":
        lines = closed(lines)
        return on_page(lines), page_svg(lines)
    scale = max(large.size) / LONGEST
    return _grey(inked(lines, scale)), lines_svg(lines, scale)


def _grey(drawn: Floats) -> Image.Image:
    return Image.fromarray((drawn * 255 + 0.5).astype(np.uint8))


def _made(ask: LinesAsk, drawn: Image.Image, svg: str, upload: Upload) -> Made:
    return Made(
        kind="image",
        title=title_of(str(say(f"lining.{ask.params.drawn_in}", name=upload.title))),
        files=(
            MadeFile("main", ".png", png(drawn, 3)),
            *((MadeFile("svg", ".svg", svg.encode()),) if svg else ()),
        ),
        text=str(say("lining.alt", name=upload.title)),
        notes=upload.notes,
        facts=PictureFacts(width=drawn.width, height=drawn.height),
    )
