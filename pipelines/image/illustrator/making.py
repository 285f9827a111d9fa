"""From a prompt to pictures: one scene for each seed, rendered and finished."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.image.ask import dimensions, seeds
from pipelines.image.illustrator.options import IllustratorAsk
from pipelines.scene.finish.finish import finish, named_finish
from pipelines.scene.lay.describe import describe
from pipelines.scene.options import MEANING, Finish
from pipelines.scene.paint.compose import compose
from pipelines.scene.paint.render import render, scene_svg
from pipelines.scene.read.briefing import brief_of, drawings, notes_of
from pipelines.scene.scene import Brief, Scene
from studio.jobs.engine import JobContext
from studio.media.picture import png, preview
from studio.works.facts import PictureFacts
from studio.works.made import Made, MadeFile, title_of


def make(ask: IllustratorAsk, ctx: JobContext) -> Iterator[Made]:
    """One Made a picture, seeds counting up."""
    params = ask.params
    ctx.progress("reading_prompt")
    brief = brief_of(params.prompt, params.negative_prompt, ask.models.get(MEANING), ctx)
    for number, seed in enumerate(seeds(params), start=1):
        yield _picture(ask, brief, seed, ctx, number)


def _picture(ask: IllustratorAsk, brief: Brief, seed: int, ctx: JobContext, number: int) -> Made:
    params, (width, height) = ask.params, dimensions(ask.params)
    ctx.progress("composing", number, params.count)
    scene = compose(brief, width, height, seed, ask.options.style, drawings(), ctx.check)
    ctx.progress("painting", number, params.count)
    picture = render(scene, width, height, ctx.check)
    ctx.preview(image=preview(picture))
    ctx.progress("finishing", number, params.count)
    picture = finish(picture, scene, finish_of(ask), seed, ctx.check)
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
