"""From a prompt to pictures: one scene for each seed, rendered and finished."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipelines.image.ask import dimensions, seeds
from pipelines.image.illustrator.options import IllustratorAsk
from pipelines.image.wording import Wording, worded
from pipelines.runtimes.stylizing import mixed, painted
from pipelines.scene.finish.finish import finish, is_finish, named_finish
from pipelines.scene.finish.look import no_look
from pipelines.scene.lay.describe import describe
from pipelines.scene.options import LOOKS, DrawnLook, Finish
from pipelines.scene.paint.compose import compose
from pipelines.scene.paint.render import render, scene_svg
from pipelines.scene.read.briefing import brief_of, drawings, notes_of
from pipelines.scene.scene import Brief, Scene
from studio.jobs.engine import JobContext
from studio.media.picture import png, preview
from studio.works.facts import PictureFacts
from studio.works.made import Made, MadeFile, title_of

if TYPE_CHECKING:
    from PIL.Image import Image


def make(ask: IllustratorAsk, ctx: JobContext) -> Iterator[Made]:
    """One Made a picture, seeds counting up."""
    params = ask.params
    briefs: dict[tuple[str, str], Brief] = {}
    for number, seed in enumerate(seeds(params), start=1):
        wording = worded(params, seed, ctx.host, drawn=True)
        asked = (wording.prompt, wording.negative)
        if asked not in briefs:
            ctx.progress("reading_prompt")
            briefs[asked] = brief_of(*asked, ask.models, ctx, ask.options.characters)
        yield _picture(ask, briefs[asked], wording, seed, ctx, number)


def _picture(ask: IllustratorAsk, brief: Brief, wording: Wording, seed: int, ctx: JobContext, number: int) -> Made:
    finish_name = finish_of(ask, wording)
    params, (width, height) = ask.params, dimensions(ask.params)
    ctx.progress("composing", number, params.count)
    scene = compose(brief, width, height, seed, ask.options.style, drawings(), ctx.check, detail=ask.options.detail)
    ctx.progress("painting", number, params.count)
    picture = render(scene, width, height, ctx.check)
    ctx.preview(image=preview(picture))
    ctx.progress("finishing", number, params.count)
    picture = _finished(ask, picture, scene, finish_name, ctx)
    return Made(
        kind="image",
        title=title_of(wording.words),
        # Level 1 is five times as fast as the usual one and a tenth larger.
        files=(MadeFile("main", ".png", png(picture, 1)), MadeFile("svg", ".svg", scene_svg(scene).encode())),
        text=describe(scene),
        notes=(*wording.notes, *notes_of(scene.brief), *no_look(finish_name, ask.models)),
        facts=_facts(ask, scene, finish_name, wording),
    )


def _finished(ask: IllustratorAsk, picture: Image, scene: Scene, name: Finish | DrawnLook, ctx: JobContext) -> Image:
    """The picture in a finish; in a look where its network is here, else as it is."""
    if is_finish(name):
        return finish(picture, scene, name, scene.seed, ctx.check)
    if LOOKS not in ask.models:
        return picture
    with ctx.lease(ask.models[LOOKS]) as net:
        return painted(net, picture, mixed({name: 1.0}), ctx.check)


def finish_of(ask: IllustratorAsk, wording: Wording) -> Finish | DrawnLook:
    """The finish that was chosen, or that the prompt or its style names."""
    chosen = ask.options.finish
    return named_finish(wording.prompt) if chosen == "auto" else chosen


def _facts(ask: IllustratorAsk, scene: Scene, finish_name: str, wording: Wording) -> PictureFacts:
    return PictureFacts(
        seed=scene.seed,
        width=scene.width,
        height=scene.height,
        finish=finish_name,
        style=ask.options.style,
        drawings=tuple(dict.fromkeys(layer.subject.drawing for layer in scene.layers if layer.subject)),
        **wording.facts(ask.params),
    )
