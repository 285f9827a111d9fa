"""The illustrator: understands the prompt, composes a vector scene, renders it and gives it a finish."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from pipelines.image.ask import ImageParams, dimensions, seeds
from pipelines.scene.finish.finish import Finish, finish, named_finish
from pipelines.scene.lay.describe import describe
from pipelines.scene.options import DrawingOptions, DrawingStyle
from pipelines.scene.paint.compose import compose
from pipelines.scene.paint.render import render, scene_svg
from pipelines.scene.read.briefing import brief_of, drawings, notes_of
from pipelines.scene.scene import Brief, Scene
from studio.jobs.engine import Ask, Choice, Engine, Host, JobContext
from studio.media.picture import png, preview
from studio.works.facts import PictureFacts
from studio.works.made import Made, MadeFile, title_of

MEANING = "meaning"
"""Role of the model that finds drawings for words that the lists lack."""


class IllustratorOptions(DrawingOptions):
    """How a picture is drawn and painted; "auto" takes the finish that the prompt names."""

    section = "illustrator"

    finish: Literal["auto", Finish] = Field("auto", json_schema_extra={"control": "radio"})
    style: DrawingStyle = "flat"


IllustratorAsk = Ask[ImageParams, IllustratorOptions]


class Illustrator(Engine[ImageParams, IllustratorOptions]):
    """Composes the shipped drawings. It works without its model of meaning too, and knows fewer words then."""

    key = "illustrator"
    options = IllustratorOptions
    guess = 2.0

    def choices(self, host: Host) -> Iterator[Choice]:
        meaning = host.catalog["minilm"]
        yield Choice(self, self.key, {MEANING: meaning} if host.catalog.present(meaning) else {})

    def run(self, ask: IllustratorAsk, ctx: JobContext) -> Iterator[Made]:
        """One Made a picture, seeds counting up."""
        params = ask.params
        ctx.progress("reading_prompt")
        brief = brief_of(params.prompt, params.negative_prompt, ask.models.get(MEANING), ctx)
        for number, seed in enumerate(seeds(params), start=1):
            yield _picture(ask, brief, seed, ctx, number)


def _picture(ask: IllustratorAsk, brief: Brief, seed: int, ctx: JobContext, number: int) -> Made:
    params, (width, height) = ask.params, dimensions(ask.params)
    ctx.progress("composing", number, params.count)
    scene = compose(brief, width, height, seed, ask.options.style, drawings())
    ctx.progress("painting", number, params.count)
    picture = render(scene, width, height)
    ctx.preview(image=preview(picture))
    ctx.progress("finishing", number, params.count)
    picture = finish(picture, scene, finish_of(ask), seed)
    return Made(
        kind="image",
        title=title_of(params.prompt),
        # Level 1 is five times as fast as the usual one and a tenth larger.
        files=(MadeFile("main", ".png", png(picture, 1)), MadeFile("svg", ".svg", scene_svg(scene).encode())),
        text=describe(scene),
        notes=notes_of(brief),
        facts=_facts(ask, scene),
    )


def finish_of(ask: IllustratorAsk) -> Finish:
    """The finish that was chosen, or that the prompt names."""
    chosen = ask.options.finish
    return named_finish(ask.params.prompt) if chosen == "auto" else chosen


def _facts(ask: IllustratorAsk, scene: Scene) -> PictureFacts:
    return PictureFacts(
        seed=scene.seed,
        width=scene.width,
        height=scene.height,
        finish=finish_of(ask),
        style=ask.options.style,
        drawings=tuple(dict.fromkeys(layer.subject.drawing for layer in scene.layers if layer.subject)),
    )
