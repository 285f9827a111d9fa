"""Ground: what a subject stands on once it is cut out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.image.ask_picture import CutoutParams

if TYPE_CHECKING:
    from PIL.Image import Image

_BLUR = 0.025
"""Of the old surroundings, as a share of the longer side."""


def laid(subject: Image, around: Image, params: CutoutParams) -> Image:
    """The subject (RGBA) on what was asked for: as it is, on a colour (RGB), or on `around` out of focus."""
    from PIL import Image

    if params.background == "transparent":
        return _alone(subject)
    ground = (
        _blurred(around, subject.size)
        if params.background == "blurred"
        else Image.new("RGB", subject.size, _colour(params))
    )
    ground.paste(subject, mask=subject.getchannel("A"))
    return ground


def _alone(subject: Image) -> Image:
    """Without what is not seen: what was cut away is not in the file any more."""
    from PIL import Image

    seen = subject.getchannel("A").point(lambda value: 255 if value else 0)
    return Image.composite(subject, Image.new("RGBA", subject.size), seen)


def _colour(params: CutoutParams) -> tuple[int, ...]:
    named = {"white": "#ffffff", "black": "#000000", "colour": params.colour}[params.background]
    return tuple(int(pair, 16) for pair in re.findall("..", named[1:]))


def _blurred(around: Image, size: tuple[int, int]) -> Image:
    """`around` is small: it is blurred as it is, and enlarged without a trace of that."""
    from PIL import Image, ImageFilter

    soft = around.filter(ImageFilter.GaussianBlur(_BLUR * max(around.size)))
    return soft.resize(size, Image.Resampling.BICUBIC)
