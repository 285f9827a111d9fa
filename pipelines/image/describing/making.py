"""From a picture to a page of words about it."""

from __future__ import annotations

from collections.abc import Iterator

from PIL import Image

from pipelines.image.ask_picture import DescribeParams
from pipelines.image.canvas import flat, opened
from pipelines.image.describing.measuring import measured
from pipelines.image.describing.naming import Guess, guesses
from pipelines.image.describing.networks import NAMER, SUBJECT
from pipelines.image.describing.standing import Standing, standing
from pipelines.image.describing.telling import Known, alt_text, description, prompt, tags
from pipelines.image.told import drawn_here, told_prompt
from pipelines.image.worded import Section, worded
from studio.errors import ModelAbsent
from studio.jobs.engine import Ask, JobContext
from studio.params import Options
from studio.words import Sentence, plain, say, speaking
from studio.works.made import Made
from studio.works.upload import Upload

DescribeAsk = Ask[DescribeParams, Options]


def make(ask: DescribeAsk, ctx: JobContext) -> Iterator[Made]:
    """One Made: description, alt text, tags and a prompt, in the language that was asked for."""
    upload, path = ctx.brought(ask.params.picture)
    ctx.progress("looking")
    picture = flat(opened(path))
    known = _known(picture, drawn_here(upload), ask, ctx)
    with speaking(ask.params.language):
        made = worded(upload, _sections(known, upload), _notes(known, upload))
    ctx.preview(text=made.text)
    yield made


def _known(picture: Image.Image, drawn: bool, ask: DescribeAsk, ctx: JobContext) -> Known:
    found = measured(picture, drawn)
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
    guessed = known.measured.material == "photo"
    return (*upload.notes, say("describer.by_measuring" if guessed else "describer.drawn"))
