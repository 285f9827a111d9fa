"""From a picture to a page of words about it."""

from __future__ import annotations

from collections.abc import Iterator

from PIL import Image

from pipelines.image.ask_picture import DescribeParams
from pipelines.image.describing.measuring import measured
from pipelines.image.describing.naming import Guess, guesses
from pipelines.image.describing.networks import NAMER, SUBJECT
from pipelines.image.describing.standing import Standing, standing
from pipelines.image.describing.telling import Known, alt_text, description, prompt, tags
from pipelines.image.told import told_prompt
from pipelines.image.worded import Section, worded
from studio.errors import ModelAbsent
from studio.jobs.engine import Ask, JobContext
from studio.params import Options
from studio.words import Sentence, plain, say, speaking
from studio.works.made import Made
from studio.works.upload import Upload

DescribeAsk = Ask[DescribeParams, Options]
_GROUND = (255, 255, 255)


def make(ask: DescribeAsk, ctx: JobContext) -> Iterator[Made]:
    """One Made: description, alt text, tags and a prompt, in the language that was asked for."""
    upload, path = ctx.brought(ask.params.picture)
    ctx.progress("looking")
    with Image.open(path) as opened:
        picture = _flat(opened)
    known = _known(picture, ask, ctx)
    with speaking(ask.params.language):
        made = worded(upload, _sections(known, upload), _notes(known, upload))
    ctx.preview(text=made.text)
    yield made


def _flat(opened: Image.Image) -> Image.Image:
    if not opened.has_transparency_data:
        return opened.convert("RGB")
    ground = Image.new("RGBA", opened.size, _GROUND)
    return Image.alpha_composite(ground, opened.convert("RGBA")).convert("RGB")


def _known(picture: Image.Image, ask: DescribeAsk, ctx: JobContext) -> Known:
    found = measured(picture)
    ctx.progress("recognising")
    seen: tuple[Guess, ...] = ()
    where: Standing | None = None
    if NAMER in ask.models and found.material == "photo":
        with ctx.lease(ask.models[NAMER]) as session:
            folder = ctx.host.catalog.locate(ask.models[NAMER])
            if folder is None:
                raise ModelAbsent(say("describer.names_gone"))
            seen = tuple(guesses(session, picture, folder.parent))
    if SUBJECT in ask.models:
        with ctx.lease(ask.models[SUBJECT]) as session:
            where = standing(session, picture)
    return Known(found, seen, where, SUBJECT in ask.models)


def _sections(known: Known, upload: Upload) -> list[Section]:
    told = told_prompt(upload)
    return [
        Section("description", description(known)),
        Section("alt", alt_text(known)),
        Section("tags", say("describer.tags", all=tags(known))),
        Section("prompt", prompt(known)),
        *([Section("told", plain(told))] if told else []),
    ]


def _notes(known: Known, upload: Upload) -> tuple[Sentence, ...]:
    """What the person should know of how the words came about."""
    drawn = known.measured.material == "drawing"
    return (*upload.notes, say("describer.drawn" if drawn else "describer.by_measuring"))
