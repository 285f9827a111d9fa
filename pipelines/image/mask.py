"""Masks: where a picture is painted anew, and how what was painted is put back so that nothing else changes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.image.canvas import Box, Window, opened
from pipelines.runtimes.denoising import GRAIN
from studio.errors import BadInput
from studio.words import say

if TYPE_CHECKING:
    from PIL.Image import Image

HALF = 128
"""Grey from which a pixel of a mask counts as white."""
SKEW = 0.02
"""Proportions of a mask may differ from its picture's by so much: sizes are rounded on the way."""


def read_mask(path: Path, size: tuple[int, int]) -> Image:
    """The mask of a picture of this size: 255 where it is painted anew, else 0.

    Raises BadInput for one of another shape, and for one without any white.
    """
    from PIL import Image

    mask = _grey(opened(path))
    if abs(mask.width * size[1] / (mask.height * size[0]) - 1) > SKEW:
        sizes = {"mask_width": mask.width, "mask_height": mask.height, "width": size[0], "height": size[1]}
        raise BadInput(say("mask.shape", **sizes), fields={"mask": say("mask.unfit")})
    if mask.size != size:
        mask = mask.resize(size, Image.Resampling.BILINEAR)
    mask = mask.point(lambda grey: 255 * (grey >= HALF))
    if not mask.getbbox():
        raise BadInput(say("mask.empty"), hint=say("mask.paint"), fields={"mask": say("mask.nothing")})
    return mask


def bounds_of(mask: Image) -> Box:
    """The part of the picture that holds all of the mask."""
    box = mask.getbbox()
    assert box, "read_mask refuses an empty one"
    return box


def cells(mask: Image, window: Window) -> Image:
    """The mask as the model takes it, at the size of the canvas: each cell of its latents that it touches, whole."""
    from PIL import Image

    canvas = window.canvas
    # First up, so that a thin line is not lost between two samples.
    part = mask.crop(window.box).resize((canvas.width, canvas.height), Image.Resampling.BOX)
    touched = part.point(lambda grey: 255 * (grey > 0)).reduce(GRAIN).point(lambda grey: 255 * (grey > 0))
    return touched.resize((canvas.width, canvas.height), Image.Resampling.NEAREST)


def softened(mask: Image, radius: int) -> Image:
    """The mask with a soft edge of at most `radius` pixels that lies inside of it alone: outside, all stays 0."""
    import numpy as np
    from PIL import Image
    from scipy.ndimage import distance_transform_cdt

    if mask.getextrema() == (255, 255):
        return mask
    depth = distance_transform_cdt(np.asarray(mask), metric="chessboard")
    # A line that is thinner than its edge would hardly be seen.
    edge = max(1, min(radius, int(depth.max()) // 2))
    steps = np.linspace(0, 255, edge + 1).round().astype(np.uint8)
    return Image.fromarray(steps[np.minimum(depth, edge)])


def pasted(picture: Image, painted: Image, window: Window, soft: Image) -> Image:
    """The picture with what was painted where the soft mask is; every other pixel as it was, byte for byte."""
    from PIL import Image

    left, top, right, bottom = window.box
    part = painted.convert("RGB").resize((right - left, bottom - top), Image.Resampling.LANCZOS)
    result = picture.copy()
    result.paste(part.convert(picture.mode), (left, top), soft.crop(window.box))
    return result


def _grey(mask: Image) -> Image:
    """The mask in grey; what can be seen through is not painted over."""
    from PIL import Image

    if mask.mode == "RGBA":
        mask = Image.alpha_composite(Image.new("RGBA", mask.size, "black"), mask)
    return mask.convert("L")
