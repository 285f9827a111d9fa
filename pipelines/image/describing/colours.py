"""Colours: which ones a picture has most of, by names."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

import numpy as np
from PIL import Image

from pipelines.image.light import Floats, to_lab
from studio.works.colours import name

Shade = Literal["plain", "dark", "light", "vivid", "pale"]
_GRID = 64
"""Pixels a side that are looked at."""
_MOST, _LEAST = 4, 0.05
"""Colours that are told, and the share of the picture that each has at least."""
_DARK, _LIGHT, _VIVID, _PALE = 0.42, 0.8, 0.16, 0.05
"""Of lightness and chroma in Oklab."""
_WITHOUT = ("black", "white")
"""Colours that have no shades."""


@dataclass(frozen=True)
class Seen:
    """A colour, and the share of the picture that it has."""

    hue: str
    """One of studio.works.colours.HUES."""
    shade: Shade
    share: float


def main_colours(picture: Image.Image) -> list[Seen]:
    """Those that the RGB picture has most of, first the commonest; never none."""
    small = picture.resize((_GRID, _GRID), Image.Resampling.BOX)
    pixels = np.asarray(small).reshape(-1, 3)
    lab = to_lab(pixels)
    counted = Counter(_named(pixel, light) for pixel, light in zip(pixels.tolist(), lab, strict=True))
    found = [Seen(hue, shade, count / len(pixels)) for (hue, shade), count in counted.most_common(_MOST)]
    return [seen for number, seen in enumerate(found) if number == 0 or seen.share >= _LEAST]


def _named(pixel: list[int], lab: Floats) -> tuple[str, Shade]:
    hue = name(*pixel)
    return hue, "plain" if hue in _WITHOUT else _shade(float(lab[0]), float(np.hypot(lab[1], lab[2])), hue)


def _shade(light: float, chroma: float, hue: str) -> Shade:
    if light < _DARK:
        return "dark"
    if light > _LIGHT and chroma < _VIVID:
        return "light"
    if hue == "grey":
        return "plain"
    return "vivid" if chroma > _VIVID else "pale" if chroma < _PALE else "plain"
