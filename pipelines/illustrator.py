"""The illustrator: understands the prompt, composes a vector scene, renders it and gives it a finish."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from functools import cache
from typing import Any

from PIL import Image

from pipelines.illustration.compose import compose
from pipelines.illustration.describe import describe
from pipelines.illustration.drawings import Drawings
from pipelines.illustration.finish import finish
from pipelines.illustration.render import render, scene_svg
from pipelines.illustration.scene import Brief, Scene
from pipelines.illustration.understand import understand
from pipelines.image import ImageParams, dimensions
from studio.catalog import ModelSpec
from studio.jobs import JobContext, Made, MadeFile
from studio.params import SEED_LIMIT

PREVIEW_SIDE = 512
TITLE_LENGTH = 60


def run(params: ImageParams, spec: ModelSpec, ctx: JobContext) -> Iterator[Made]:
    """One picture for each of `params.count` seeds. `spec` is the model of meaning; it works without its files too."""
    ctx.progress("reading the prompt")
    brief = read(params, spec, ctx)
    for number in range(params.count):
        seed = ((params.seed or 0) + number) % (SEED_LIMIT + 1)
        yield _picture(params, brief, seed, ctx, number)


def read(params: ImageParams, spec: ModelSpec, ctx: JobContext) -> Brief:
    """The prompt understood, without what must be left out."""
    pack = drawings()
    with _meaning(spec, ctx) as meaning:
        brief = understand(params.prompt, pack, meaning)
        if not params.negative_prompt:
            return brief
        return leave_out(brief, understand(params.negative_prompt, pack, meaning))


def leave_out(brief: Brief, unwanted: Brief) -> Brief:
    """The brief without the things, features and weather that another one names."""
    drop = {subject.drawing for subject in unwanted.subjects}
    kept = [index for index, subject in enumerate(brief.subjects) if subject.drawing not in drop]
    subjects = tuple(brief.subjects[index] for index in kept)
    moved = {old: new for new, old in enumerate(kept)}
    subjects = tuple(
        replace(subject, other=moved.get(subject.other), relation=subject.relation if subject.other in moved else None)
        if isinstance(subject.other, int)
        else subject
        for subject in subjects
    )
    features = tuple(feature for feature in brief.features if feature not in unwanted.features)
    weather = "clear" if brief.weather == unwanted.weather else brief.weather
    return replace(brief, subjects=subjects, features=features, weather=weather)


@cache
def drawings() -> Drawings:
    """The shipped pack, read once."""
    return Drawings.load()


def _picture(params: ImageParams, brief: Brief, seed: int, ctx: JobContext, number: int) -> Made:
    width, height = dimensions(params)
    ctx.progress("composing", number, params.count)
    scene = compose(brief, width, height, seed, params.style, drawings())
    ctx.progress("painting", number, params.count)
    picture = render(scene, width, height)
    ctx.preview(image=_small(picture))
    ctx.progress("finishing", number, params.count)
    picture = finish(picture, scene, params.finish, seed)
    return Made(
        kind="image",
        title=_title(params.prompt),
        files=(MadeFile("main", ".png", _png(picture)), MadeFile("svg", ".svg", scene_svg(scene).encode())),
        text=describe(scene),
        notes=_notes(brief),
        facts=_facts(params, scene),
    )


def _meaning(spec: ModelSpec, ctx: JobContext) -> AbstractContextManager[Any]:
    return ctx.lease(spec) if ctx.host.catalog.present(spec) else nullcontext()


def _notes(brief: Brief) -> tuple[str, ...]:
    return (f"No drawing for: {', '.join(brief.unknown)}.",) if brief.unknown else ()


def _facts(params: ImageParams, scene: Scene) -> dict[str, Any]:
    used = dict.fromkeys(layer.subject.drawing for layer in scene.layers if layer.subject)
    return {
        "seed": scene.seed,
        "width": scene.width,
        "height": scene.height,
        "finish": params.finish,
        "style": params.style,
        "drawings": list(used),
    }


def _title(prompt: str) -> str:
    line = " ".join(prompt.split())
    return line if len(line) <= TITLE_LENGTH else line[: TITLE_LENGTH - 1].rsplit(" ", 1)[0] + "…"


def _png(picture: Image.Image) -> bytes:
    stream = io.BytesIO()
    # Level 1 is five times as fast as the default and a tenth larger.
    picture.save(stream, "PNG", compress_level=1)
    return stream.getvalue()


def _small(picture: Image.Image) -> bytes:
    small = picture.copy()
    small.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    stream = io.BytesIO()
    small.save(stream, "JPEG", quality=80)
    return stream.getvalue()
