"""From a prompt to a film: composed as the illustrator composes, its layers set in motion."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from pipelines.animation.ask import dimensions
from pipelines.animation.moving.options import MovingAsk, looped
from pipelines.animation.moving.staging import Staging, finish_of
from pipelines.scene.finish.finish import named_finish
from pipelines.scene.finish.look import no_look
from pipelines.scene.lay.describe import describe
from pipelines.scene.move.film import Film
from pipelines.scene.options import LOOKS
from pipelines.scene.read.briefing import brief_of, notes_of
from pipelines.scene.scene import Brief
from studio.jobs.engine import JobContext
from studio.media.picture import png
from studio.media.video import encode
from studio.words import Sentence, say
from studio.works.facts import FilmFacts
from studio.works.made import Made, MadeFile, title_of

POSTER_COMPRESSION = 4


def make(ask: MovingAsk, ctx: JobContext) -> Iterator[Made]:
    """One film. Raises Cancelled within a frame."""
    params = ask.params
    ctx.progress("reading_prompt")
    brief = brief_of(params.prompt, params.negative_prompt, ask.models, ctx, ask.options.characters)
    ctx.progress("composing")
    with _net(ask, ctx) as net:
        stage = Staging(ask, brief, ctx, net)
        film = stage.film()
    data = encode(film, params.fps, params.format)
    ctx.progress("saving")
    poster = png(film.picture(stage.poster), POSTER_COMPRESSION)
    yield Made(
        kind="animation",
        title=title_of(params.prompt),
        files=(MadeFile("main", f".{params.format}", data), MadeFile("poster", ".png", poster)),
        text=describe(stage.scenes[-1]),
        notes=_notes(ask, brief),
        facts=_facts(ask, stage, film),
    )


def _net(ask: MovingAsk, ctx: JobContext) -> AbstractContextManager[Any]:
    """The network of looks, where it is needed and here."""
    return ctx.lease(ask.models[LOOKS]) if LOOKS in ask.models else nullcontext()


def _notes(ask: MovingAsk, brief: Brief) -> tuple[Sentence, ...]:
    """What the person should know: words that nothing is drawn for, and a finish that films do not have."""
    named = named_finish(ask.params.prompt)
    if ask.options.finish != "auto" or named == finish_of(ask):
        return (*notes_of(brief), *no_look(ask.options.finish, ask.models))
    return (*notes_of(brief), say("moving.no_finish", finish=named))


def _facts(ask: MovingAsk, stage: Staging, film: Film) -> FilmFacts:
    """What was used and made."""
    width, height = dimensions(ask.params)
    used = dict.fromkeys(layer.subject.drawing for layer in stage.scenes[0].layers if layer.subject)
    return FilmFacts(
        width=width,
        height=height,
        seconds=round(stage.seconds, 3),
        fps=ask.params.fps,
        frames=len(film),
        loop=looped(ask),
        camera=stage.move,
        verbs=stage.verbs,
        finish=finish_of(ask),
        style=ask.options.style,
        drawings=tuple(used),
    )
