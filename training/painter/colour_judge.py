"""The judge of colours: what a person would call the colour of a drawing on white, by hue, saturation and value.

It shares nothing with the recolouring, which works in OKLab by families of colours.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

HUES = ((14, "red"), (41, "orange"), (67, "yellow"), (165, "green"), (256, "blue"), (300, "purple"), (342, "pink"))
"""Upper ends in degrees; beyond the last is red again."""
NAMES = ("red", "orange", "yellow", "green", "blue", "purple", "pink", "brown", "black", "white", "grey")


def named(picture: NDArray[np.uint8]) -> list[str]:
    """The colours of a drawing, uint8 (h, w, 3), on white: the most frequent first."""
    hsv = np.asarray(Image.fromarray(picture).convert("HSV"), np.float64).reshape(-1, 3) / 255
    ground = (hsv[:, 2] > 0.965) & (hsv[:, 1] < 0.03)
    names, counts = np.unique(_names(hsv[~ground]), return_counts=True)
    return [str(names[place]) for place in np.argsort(-counts, kind="stable")]


def _names(hsv: NDArray[np.float64]) -> NDArray[np.str_]:
    """A name for each pixel (n, 3)."""
    degrees, saturation, value = hsv[:, 0] * 360, hsv[:, 1], hsv[:, 2]
    ends = np.array([end for end, _ in HUES])
    names = np.array([*(name for _, name in HUES), "red"])[np.searchsorted(ends, degrees, side="right")]
    warm = np.isin(names, ("red", "orange"))
    names = np.where(warm & (saturation < 0.6) & (value > 0.8) & (degrees > 41 - 60), _pale(degrees, names), names)
    names = np.where((names == "orange") & (value < 0.68), "brown", names)
    names = np.where(saturation < 0.16, np.where(value > 0.84, "white", "grey"), names)
    return np.where(value < 0.3, "black", names)


def _pale(degrees: NDArray[np.float64], names: NDArray[np.str_]) -> NDArray[np.str_]:
    """Pale red is pink; pale orange stays what it is."""
    return np.where((degrees < 14) | (degrees >= 342), "pink", names)
