"""Colours: the mean colour of a picture, and the name of the one that is seen most in it."""

from __future__ import annotations

import colorsys
from collections import defaultdict
from pathlib import Path

HUES = (
    "red", "orange", "yellow", "green", "teal", "blue", "purple", "pink", "brown", "black", "grey", "white",
)  # fmt: skip
NOT_SEEN = "none"
"""Instead of the name of a colour where a file shows nothing, or is only a drawing of what is heard."""
_ENDS = ((15, "red"), (45, "orange"), (70, "yellow"), (160, "green"), (195, "teal"), (255, "blue"), (290, "purple"))
"""Where each hue ends, in degrees."""
_DARK, _BRIGHT, _PALE = 0.16, 0.86, 0.13
"""Of lightness and saturation: what is darker is black, what is paler is white or grey."""


_GRID = 16
"""Pixels a side that are looked at."""
_GREY_COUNTS = 0.2
"""What a pixel without colour counts, beside 1 for the most vivid: a red flag in fog is red."""


def tint(file: Path, suffix: str) -> tuple[str, str]:
    """The mean colour as #rrggbb, and the name of what is seen most.

    Raises OSError or ValueError for a file that shows nothing.
    """
    from PIL import Image

    from studio.media.still import still

    small = still(file, suffix).resize((_GRID, _GRID), Image.Resampling.BOX)
    red, green, blue = small.resize((1, 1), Image.Resampling.BOX).tobytes()
    return f"#{red:02x}{green:02x}{blue:02x}", _most(small.tobytes())


def _most(pixels: bytes) -> str:
    """The name of the colour that is seen most. `pixels`: RGB."""
    seen: dict[str, float] = defaultdict(float)
    for at in range(0, len(pixels), 3):
        colour = pixels[at : at + 3]
        seen[name(*colour)] += _GREY_COUNTS + (max(colour) - min(colour)) / 255
    return max(seen, key=seen.__getitem__)


def name(red: int, green: int, blue: int) -> str:
    """Which of HUES a colour is, of 0 to 255 each."""
    hue, lightness, _ = colorsys.rgb_to_hls(red / 255, green / 255, blue / 255)
    vivid = (max(red, green, blue) - min(red, green, blue)) / 255
    if lightness < _DARK:
        return "black"
    if vivid < _PALE:
        return "white" if lightness > _BRIGHT else "grey"
    degrees = hue * 360
    if degrees < 45 and lightness < 0.4:
        return "brown"
    if degrees >= 290:
        return "pink" if degrees < 345 or lightness > 0.65 else "red"
    return next(named for end, named in _ENDS if degrees < end)
