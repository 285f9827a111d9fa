"""Finishes: how the painted picture looks, from flat to mosaic."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, get_args

from typing_extensions import TypeIs

from pipelines.scene.options import DrawnLook, Finish

if TYPE_CHECKING:
    from PIL import Image

    from pipelines.scene.scene import Check, Scene

FINISHES: tuple[Finish, ...] = get_args(Finish)

_NAMES: dict[Finish, str] = {
    "watercolour": r"water-?colou?rs?|gouache|aquarelle|水彩",
    "oil": r"oil paint\w*|oil on canvas|in oils?|oil(?= *(?:$|,))|impressionis\w+|van gogh|monet|油画",
    "ink": r"ink|sumi-?e|line art|水墨|钢笔画",
    "pixel": r"pixels?|pixel[- ]art|8[- ]bit|像素",
    "paper-cut": r"paper[- ]?cut\w*|cut[- ]paper|collage|剪纸",
    "mosaic": r"mosaics?|马赛克|镶嵌",
}
_NAMED = {name: re.compile(rf"(?<![a-z])(?:{words})(?![a-z])", re.I) for name, words in _NAMES.items()}


def is_finish(name: Finish | DrawnLook) -> TypeIs[Finish]:
    """Whether it is a finish, which is worked out, and not a look, which a network paints."""
    return name in FINISHES


def named_finish(prompt: str) -> Finish:
    """The finish that the prompt asks for, "flat" when it names none. English and Chinese."""
    found = [(match.start(), name) for name, words in _NAMED.items() if (match := words.search(prompt))]
    return min(found)[1] if found else "flat"


def finish(picture: Image.Image, scene: Scene, name: Finish, seed: int, check: Check = lambda: None) -> Image.Image:
    """The rendered scene in a finish, same size, RGB. The same arguments give the same pixels.

    `check` is called between its steps; what it raises ends the work.
    """
    if name == "flat" or (name == "pixel" and scene.brief.kind == "pixel"):
        return picture
    # A form that lists the finishes must not wait for scipy, nor a picture without one.
    from pipelines.scene.finish.brush import oil, watercolour
    from pipelines.scene.finish.paper import paper_cut
    from pipelines.scene.finish.print import ink, mosaic, pixel

    if name == "paper-cut":
        return paper_cut(picture, scene, seed, check)
    if name == "pixel":
        return pixel(picture)
    return {"ink": ink, "watercolour": watercolour, "oil": oil, "mosaic": mosaic}[name](picture, seed, check)
