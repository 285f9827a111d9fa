"""Canvas: what of a picture a model paints, and how large, so that the result fits the picture again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.runtimes.denoising import ROOM, Canvas, grained
from studio.errors import BadInput
from studio.words import say

if TYPE_CHECKING:
    from PIL.Image import Image

Box = tuple[int, int, int, int]
"""Left, top, right and bottom in pixels."""

LEAST = 16
"""Pixels along a side, below which there is nothing to see."""
NARROWEST = 8
"""The longer side is at most so many times the shorter one."""
LITTLE = 0.5
"""Of the area a model was trained on: less is painted larger, else it sees nothing clearly."""
MARGIN = 32
"""Pixels around a part, at least, so that it is painted to fit what is beside it."""


@dataclass(frozen=True)
class Window:
    """A part of a picture, and how large the model paints it."""

    box: Box
    canvas: Canvas

    def seen(self, picture: Image) -> Image:
        """What the model sees of the picture: RGB, at the size of the canvas."""
        from PIL import Image

        size = (self.canvas.width, self.canvas.height)
        return flat(picture.crop(self.box)).resize(size, Image.Resampling.LANCZOS)


def canvas_for(size: tuple[int, int], area: int) -> Canvas:
    """How large a model trained on `area` pixels paints a picture of this size: its own area where the picture has
    clearly more or less. Raises BadInput for a picture that is too small or too narrow."""
    width, height = size
    if min(size) < LEAST:
        raise BadInput(say("canvas.tiny", width=width, height=height, least=LEAST))
    if max(size) > NARROWEST * min(size):
        raise BadInput(say("canvas.narrow", width=width, height=height, times=NARROWEST))
    fits = LITTLE * area <= width * height <= ROOM * area
    scale = 1.0 if fits else (area / (width * height)) ** 0.5
    return Canvas(grained(width * scale), grained(height * scale), size)


def whole(size: tuple[int, int], area: int) -> Window:
    """All of a picture. Raises BadInput as `canvas_for` does."""
    return Window((0, 0, *size), canvas_for(size, area))


def around(part: Box, size: tuple[int, int], area: int) -> Window:
    """A part of a picture with what is around it; all of the picture where that is not much more."""
    left, right = _grown(part[0], part[2], size[0], part[3] - part[1])
    top, bottom = _grown(part[1], part[3], size[1], part[2] - part[0])
    if (right - left) * (bottom - top) > size[0] * size[1] / 2:
        return whole(size, area)
    return Window((left, top, right, bottom), canvas_for((right - left, bottom - top), area))


def opened(path: Path) -> Image:
    """A brought picture: RGB, or RGBA where something of it can be seen through."""
    from PIL import Image

    with Image.open(path) as picture:
        return picture.convert("RGBA" if "A" in picture.getbands() or "transparency" in picture.info else "RGB")


def flat(picture: Image) -> Image:
    """The picture on white: models see no transparency."""
    from PIL import Image

    if picture.mode != "RGBA":
        return picture.convert("RGB")
    white = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(white, picture).convert("RGB")


def sized(picture: Image, side: int) -> Image:
    """The picture with a longer side of so many pixels, larger or smaller."""
    from PIL import Image

    scale = side / max(picture.size)
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3)


def fitted_back(painted: Image, like: Image) -> Image:
    """What was painted after the picture `like`, as large as it and seen through where it is."""
    from PIL import Image

    result = painted.convert("RGB").resize(like.size, Image.Resampling.LANCZOS)
    if like.mode == "RGBA":
        result.putalpha(like.getchannel("A"))
    return result


def _grown(start: int, end: int, length: int, other: int) -> tuple[int, int]:
    """A stretch of a side with a margin, and at least half as long as the part is along the other side."""
    pad = max(MARGIN, (end - start) // 3, (other // 2 - (end - start)) // 2)
    return max(0, start - pad), min(length, end + pad)
