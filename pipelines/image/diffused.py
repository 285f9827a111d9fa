"""What every picture by a diffusion model has: how large it is painted, its facts, its notes, its file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipelines.runtimes.denoising import Canvas
from studio.media.picture import png
from studio.models.catalog import ModelSpec
from studio.words import Sentence, say
from studio.works.facts import PictureFacts
from studio.works.made import Made, MadeFile

SIDE = 1024
"""Pixels along a side, for models that do not say what they were trained on."""


def area_of(spec: ModelSpec) -> int:
    """Pixels of the pictures that a model was trained on."""
    return (spec.defaults.side or SIDE) ** 2


def facts_of(picture: Any, canvas: Canvas, seed: int, denoised: dict[str, Any]) -> PictureFacts:
    painted = f"{canvas.width} x {canvas.height}"
    return PictureFacts(seed=seed, width=picture.width, height=picture.height, painted=painted, **denoised)


def made_of(
    picture: Any,
    facts: PictureFacts,
    title: str,
    text: Sentence,
    notes: tuple[Sentence, ...],
    more: tuple[MadeFile, ...] = (),
) -> Made:
    """One picture, with `more` files beside it."""
    files = (MadeFile("main", ".png", png(picture)), *more)
    return Made(kind="image", title=title, files=files, text=str(text), notes=notes, facts=facts)


def remarks(spec: ModelSpec, canvas: Canvas, result: Any) -> Iterator[Sentence]:
    """Sentences about what became of the wish."""
    if canvas.reduced:
        painted = {"painted_width": canvas.width, "painted_height": canvas.height}
        width, height = canvas.wanted
        yield say("diffusion.enlarged", title=spec.title, width=width, height=height, **painted)
    if any(getattr(result, "nsfw_content_detected", None) or []):
        yield say("diffusion.blackened")


def fitted(picture: Any, size: tuple[int, int]) -> Any:
    """The picture at `size`: scaled to cover it and cut around the middle, so that nothing is stretched."""
    from PIL import Image, ImageOps

    return picture if picture.size == size else ImageOps.fit(picture, size, Image.Resampling.LANCZOS)
