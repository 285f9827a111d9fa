"""The icon painter: a thing or two on white, 128 x 128, by a small diffusion model of our own, enlarged where asked.

It is a StableDiffusionPipeline whose words are read by MiniLM. It knows the concepts of its concepts.json and nothing
beside them, so a prompt is read for their names, and the person is told what was not heard.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from pydantic import Field

from pipelines.image.ask import ImageParams, seeds
from pipelines.image.painter.concepts import Concepts, Subject, names_in
from pipelines.image.painter.icon import Look
from pipelines.image.painter.pair import together
from pipelines.image.painter.words import embedded
from pipelines.image.wording import Wording, check_words, worded
from pipelines.runtimes.denoising import Call, Canvas, DenoisingOptions, call_of
from pipelines.runtimes.licence import licence_notes
from pipelines.runtimes.painting import paint
from studio.errors import InkstoneError
from studio.jobs.catalog_engine import MAIN, obstacle
from studio.jobs.engine import Ask, Choice, Engine, Host, JobContext
from studio.media.picture import png
from studio.models.catalog import ModelSpec
from studio.words import Sentence, say
from studio.works.facts import PictureFacts
from studio.works.made import Made, MadeFile, title_of

READER, UPSCALER = "reader", "upscaler"
ROLES = {MAIN: "icon-painter", READER: "minilm-torch", UPSCALER: "upscaler"}
"""The models it runs with; without the upscaler's files its icons stay small."""
SIDE = 128
CANVAS = Canvas(SIDE, SIDE, (SIDE, SIDE))


class PainterOptions(DenoisingOptions):
    """What the icon painter is told. The size is a side in pixels; "auto" takes the look that the prompt names."""

    section = "painter"

    icon_look: Literal["auto", Look] = Field("auto", json_schema_extra={"control": "swatches", "group": "main"})
    icon_size: Literal["512", "128"] = Field("512", json_schema_extra={"control": "radio"})


PainterAsk = Ask[ImageParams, PainterOptions]


@dataclass(frozen=True)
class Heard:
    """A prompt as the painter takes it: what is painted, and what each thing and silence mean, (things, 16, 384)."""

    subject: Subject
    words: Any
    silence: Any


class Painter(Engine[ImageParams, PainterOptions]):
    """Paints icons for those who ask for it: it cannot paint scenes, so it never offers itself."""

    key = "painter"
    options = PainterOptions
    guess = 4.0

    def choices(self, host: Host) -> Iterator[Choice]:
        """One, where its weights are."""
        specs = {role: host.catalog[key] for role, key in ROLES.items()}
        if host.catalog.present(specs[MAIN]):
            here = {role: spec for role, spec in specs.items() if role != UPSCALER or host.catalog.present(spec)}
            yield Choice(self, specs[MAIN].key, here)

    def fits(self, params: ImageParams, choice: Choice, host: Host) -> InkstoneError | None:
        check_words(params, host)
        return next(filter(None, (obstacle(spec, host) for spec in choice.models.values())), None)

    def volunteers(self, params: ImageParams, choice: Choice, host: Host) -> bool:
        return False

    def uses(self, options: PainterOptions, choice: Choice) -> Mapping[str, ModelSpec]:
        """The upscaler only for the larger size."""
        larger = options.icon_size != str(SIDE)
        return {role: spec for role, spec in choice.models.items() if larger or role != UPSCALER}

    def run(self, ask: PainterAsk, ctx: JobContext) -> Iterator[Made]:
        """One Made an icon, seeds counting up. Raises Cancelled at the next step."""
        ctx.progress("waking_painter")
        spec, upscaler = ask.models[MAIN], ask.models.get(UPSCALER)
        wordings = [worded(ask.params, seed, ctx.host, drawn=True) for seed in seeds(ask.params)]
        heard = _heard(ask, {wording.prompt for wording in wordings}, ctx)
        with ctx.lease(spec) as pipe:
            for number, (seed, wording) in enumerate(zip(seeds(ask.params), wordings, strict=True)):
                mine = heard[wording.prompt]
                call = _call(pipe, ask, mine)
                painted = paint(pipe, call, CANVAS, seed, ctx, number, ask.params.count).images
                things = [_enlarged(thing.convert("RGB"), upscaler, ctx) for thing in painted]
                picture = things[0] if len(things) == 1 else together(*things)
                facts = _facts(picture, mine.subject, seed, call.facts(pipe) | wording.facts(ask.params))
                notes = (*wording.notes, *mine.subject.notes, *_unheard(ask, upscaler), *call.notes)
                yield _made(wording, mine.subject, picture, facts, (*notes, *licence_notes(spec)))


def _heard(ask: PainterAsk, prompts: Iterable[str], ctx: JobContext) -> dict[str, Heard]:
    """What each of the prompts means to it."""
    path, look = ctx.host.catalog.locate(ask.models[MAIN]), ask.options.icon_look
    names = names_in(path.parent) if path else {}
    found = {}
    with ctx.lease(ask.models[READER]) as reader:
        for prompt in prompts:
            subject = Concepts(names, reader).subject(prompt, None if look == "auto" else look)
            asked = list(subject.asked)
            found[prompt] = Heard(subject, embedded(asked, reader), embedded([""] * len(asked), reader))
    return found


def _call(pipe: Any, ask: PainterAsk, heard: Heard) -> Call:
    """The call with what the words mean instead of the words: the pipeline has nothing to read them with."""
    call = call_of(pipe, heard.subject.words, "", ask.options, ask.models[MAIN])
    meant = {"prompt": None, "prompt_embeds": heard.words, "negative_prompt_embeds": heard.silence}
    return replace(call, options={**call.options, **meant})


def _enlarged(picture: Any, upscaler: ModelSpec | None, ctx: JobContext) -> Any:
    if upscaler is None:
        return picture
    ctx.progress("enlarging")
    with ctx.lease(upscaler) as upscale:
        return upscale(picture, ctx.check)


def _facts(picture: Any, subject: Subject, seed: int, denoised: dict[str, Any]) -> PictureFacts:
    size = {"width": picture.width, "height": picture.height, "painted": f"{SIDE} x {SIDE}"}
    return PictureFacts(seed=seed, subject=subject.words, **size, **denoised)


def _made(wording: Wording, subject: Subject, picture: Any, facts: PictureFacts, notes: tuple[Sentence, ...]) -> Made:
    painted = "painter.painted" if len(subject.asked) == 1 else "painter.painted_each"
    return Made(
        kind="image",
        title=title_of(wording.words),
        files=(MadeFile("main", ".png", png(picture)),),
        text=str(say(painted, subject=subject.words)),
        notes=notes,
        facts=facts,
    )


def _unheard(ask: PainterAsk, upscaler: ModelSpec | None) -> Iterator[Sentence]:
    """Sentences about wishes that had no effect."""
    params = ask.params
    if ask.options.icon_size != str(SIDE) and upscaler is None:
        yield say("painter.no_upscaler", side=SIDE)
    if params.aspect != "1:1":
        yield say("painter.square", aspect=params.aspect)
    if params.negative_prompt:
        yield say("painter.no_negative", unwanted=params.negative_prompt)
