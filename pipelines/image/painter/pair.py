"""Pair: two painted things set together in one icon, the first in front at the lower left, the second behind it.

A model this small paints one thing well and two things badly, so each is painted by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from PIL.Image import Image

PART = 0.62
"""Side of each thing's square, as a share of the icon's."""
LIGHTEST = 232
"""Pixels whose darkest channel is above this are ground where they hang together with the border."""
CLEAR = 244
"""Ground as light as this vanishes, for painted white is seldom quite white; darker fades, to covering at LIGHTEST."""


def together(front: Image, back: Image) -> Image:
    """RGB on white, as large as the larger of the two square pictures on white."""
    from PIL import Image as Images

    side = max(front.width, back.width)
    part = round(side * PART)
    whole = Images.new("RGBA", (side, side), "white")
    for picture, corner in ((back, (side - part, 0)), (front, (0, side - part))):
        whole.alpha_composite(cut_out(picture).resize((part, part), Images.Resampling.LANCZOS), corner)
    return whole.convert("RGB")


def cut_out(picture: Image) -> Image:
    """RGBA: the picture without the white around it; white inside of its outline stays."""
    pixels = np.asarray(picture.convert("RGB"))
    darkest = pixels.min(-1)
    clear = _from_border(darkest > LIGHTEST)
    fading = ((CLEAR - darkest.astype(np.float32)) / (CLEAR - LIGHTEST)).clip(0, 1)
    alpha = np.where(clear, fading, 1.0)
    from PIL import Image as Images

    return Images.fromarray(np.dstack([pixels, np.round(alpha * 255).astype(np.uint8)]))


def _from_border(ground: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The part of `ground` that hangs together with the border of the picture."""
    from PIL import Image as Images
    from PIL import ImageDraw

    # A copy: over an array's own memory the filling leaves no trace.
    framed = Images.fromarray(np.pad(ground, 1, constant_values=True).astype(np.uint8)).copy()
    ImageDraw.floodfill(framed, (0, 0), 2)
    return np.asarray(framed)[1:-1, 1:-1] == 2
