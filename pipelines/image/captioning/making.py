"""From a picture to a page about it, a question after the other, each answer seen while it is written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PIL import Image

from pipelines.image.ask_picture import DescribeParams
from pipelines.image.canvas import flat, opened
from pipelines.image.captioning.prompts import MOST, QUESTIONS, Part
from pipelines.image.captioning.ways import Way, way_of
from pipelines.image.told import told_prompt
from pipelines.image.worded import Section, worded
from pipelines.runtimes.licence import licence_notes
from pipelines.runtimes.tokens import each_token
from pipelines.runtimes.transformers import Pair
from studio.errors import InkstoneError
from studio.jobs.catalog_engine import MAIN
from studio.jobs.engine import Ask, JobContext
from studio.models.catalog import ModelSpec
from studio.params import Options
from studio.words import Sentence, plain, say, speaking
from studio.works.made import Made
from studio.works.upload import Upload

CaptionAsk = Ask[DescribeParams, Options]
_LARGEST = 1024
"""Pixels of the longer side that a model is shown: more costs time and memory, and tells no more."""


def make(ask: CaptionAsk, ctx: JobContext) -> Iterator[Made]:
    """One Made: what the model answered."""
    upload, path = ctx.brought(ask.params.picture)
    ctx.progress("looking")
    picture = flat(opened(path))
    picture.thumbnail((_LARGEST, _LARGEST))
    spec = ask.models[MAIN]
    language = _language(spec, ask.params)
    with ctx.lease(spec) as pair:
        way = way_of(pair)
        answers = _answers(pair, way, picture, language, ctx)
    if not any(answers.values()):
        raise InkstoneError(say("captioner.nothing", title=spec.title), hint=say("captioner.another"))
    with speaking(language):
        made = worded(upload, _sections(answers, upload), (*upload.notes, *_notes(spec, way, ask.params)))
    yield made


def _answers(pair: Pair, way: Way, picture: Image.Image, language: str, ctx: JobContext) -> dict[Part, str]:
    found: dict[Part, str] = {}
    for number, part in enumerate(way.parts, start=1):
        ctx.progress("answering", number, len(way.parts))
        found[part] = _answer(pair, way, picture, part, language, ctx, "\n\n".join(found.values()))
    return found


def _answer(pair: Pair, way: Way, picture: Image.Image, part: Part, language: str, ctx: JobContext, before: str) -> str:
    """One answer. `before`: what was answered already, which is shown above it."""
    import torch

    model = pair.model
    inputs = _placed(way.inputs(pair, picture, part, language), model)

    def report(ids: Any) -> None:
        ctx.preview(text=f"{before}\n\n{way.answer(pair, ids, inputs, part)}".strip())

    with torch.inference_mode():
        how = {"max_new_tokens": MOST[part], "do_sample": False, "stopping_criteria": each_token(report)}
        ids = model.generate(**inputs, **how)
    return way.answer(pair, ids, inputs, part)


def _placed(inputs: Any, model: Any) -> dict[str, Any]:
    """On the model's device; pixels in its own type."""
    return {
        name: value.to(model.device, model.dtype if value.is_floating_point() else None)
        for name, value in inputs.items()
    }


def _language(spec: ModelSpec, params: DescribeParams) -> str:
    """The one that was asked for, where the model writes it; else English."""
    wanted = params.language
    return wanted if wanted in QUESTIONS and (not spec.languages or wanted in spec.languages) else "en"


def _sections(answers: dict[Part, str], upload: Upload) -> list[Section]:
    told = told_prompt(upload)
    found = [Section(part, plain(text)) for part, text in answers.items() if text]
    return [*found, *([Section("told", plain(told))] if told else [])]


def _notes(spec: ModelSpec, way: Way, params: DescribeParams) -> Iterator[Sentence]:
    """What the person should know of how the words came about."""
    yield say("captioner.may_err", title=spec.title)
    if _language(spec, params) != params.language:
        yield say("captioner.english", title=spec.title)
    if "prompt" not in way.parts:
        yield say("captioner.fewer", title=spec.title)
    yield from licence_notes(spec)
