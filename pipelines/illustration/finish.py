"""Finishes: how the painted picture looks, from flat to mosaic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from PIL import Image

    from pipelines.illustration.scene import Scene

Finish = Literal["flat", "ink", "watercolour", "oil", "pixel", "paper-cut", "mosaic"]

FINISHES: tuple[Finish, ...] = get_args(Finish)


def finish(picture: Image.Image, scene: Scene, name: Finish, seed: int) -> Image.Image:
    """The rendered scene in a finish, same size, RGB. The same arguments give the same pixels."""
    # A form that lists the finishes must not wait for scipy.
    from pipelines.illustration.finish_brush import oil, watercolour
    from pipelines.illustration.finish_paper import paper_cut
    from pipelines.illustration.finish_print import ink, mosaic, pixel

    if name == "flat":
        return picture
    if name == "paper-cut":
        return paper_cut(picture, scene, seed)
    brushes = {"ink": ink, "watercolour": watercolour, "oil": oil, "pixel": pixel, "mosaic": mosaic}
    return brushes[name](picture, seed)
