"""Material: whether a picture is drawn in plain areas, or has the fine texture that photographs and paintings have.

Texture alone does not tell those two apart: "photo" may be either, "painting" is what is known to be none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from PIL.Image import Image

Material = Literal["drawing", "painting", "photo"]
_LOOKED_AT = 512
"""Pixels of the longer side."""
_QUIETEST = 40
"""Per cent of the pixels that are compared: the quiet ones, since edges tell nothing."""
_TEXTURE = 1.2
"""How far a quiet pixel is from its neighbours, of 255. Clean drawings stay below 0.7; photographs were above 1.3."""


def material_of(picture: Image, drawn: bool = False) -> Material:
    """`picture`: RGB of any size; `drawn`: whether its file says that it is no photograph."""
    if texture(picture) < _TEXTURE:
        return "drawing"
    return "painting" if drawn else "photo"


def texture(picture: Image) -> float:
    """How far its quiet pixels differ from the mean of their four neighbours, times four; 0 for plain areas."""
    small = picture.copy()
    small.thumbnail((_LOOKED_AT, _LOOKED_AT))
    light = np.pad(np.asarray(small, np.float32).mean(axis=2), 1, mode="edge")
    around = light[:-2, 1:-1] + light[2:, 1:-1] + light[1:-1, :-2] + light[1:-1, 2:]
    return float(np.percentile(np.abs(4 * light[1:-1, 1:-1] - around), _QUIETEST))
