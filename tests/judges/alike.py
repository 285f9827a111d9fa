"""Alike: structural similarity of two pictures."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PIL import Image
from scipy.ndimage import gaussian_filter

_SIGMA = 1.5
_SMALL = ((0.01 * 255) ** 2, (0.03 * 255) ** 2)


def similarity(one: Image.Image, other: Image.Image) -> float:
    """Mean SSIM of two pictures of one size in grey, -1 to 1 (Wang, Bovik, Sheikh and Simoncelli, 2004)."""
    a, b = (np.asarray(picture.convert("L"), dtype=np.float64) for picture in (one, other))
    mean_a, mean_b = _blurred(a), _blurred(b)
    spread_a, spread_b = _blurred(a * a) - mean_a**2, _blurred(b * b) - mean_b**2
    both = _blurred(a * b) - mean_a * mean_b
    above = (2 * mean_a * mean_b + _SMALL[0]) * (2 * both + _SMALL[1])
    below = (mean_a**2 + mean_b**2 + _SMALL[0]) * (spread_a + spread_b + _SMALL[1])
    return float((above / below).mean())


def _blurred(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return np.asarray(gaussian_filter(values, _SIGMA))
