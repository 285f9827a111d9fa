"""Noise: taken away by the mean of what looks alike nearby (non-local means: Buades, Coll and Morel, 2005)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipelines.image.light import Floats, from_lab, to_lab
from pipelines.image.strips import told_strips
from studio.jobs.engine import JobContext

_FAR = 3
"""Pixels to each side that are compared with one."""
_PATCH = 5
"""Side of what is compared around both."""
REACH = _FAR + _PATCH // 2
_QUIETEST = 0.004
"""Lightness of the least noise that is looked for, where hardly any is measured."""
_LOOKED_AT = 1024
"""Pixels of a side of the middle that noise is measured in."""


def cleaned(pixels: NDArray[np.uint8], amount: float, ctx: JobContext) -> NDArray[np.uint8]:
    """(rows, columns, 3) without noise; `amount`: 0 to 1, how unlike may be what is taken for the same. Some second a
    megapixel."""
    found = np.empty_like(pixels)
    noise = noise_of(pixels)
    for rows in told_strips(len(pixels), ctx, "denoising"):
        above = max(0, rows.start - REACH)
        lab = _averaged(to_lab(pixels[above : rows.stop + REACH]), noise, 2.6 * amount)
        found[rows] = from_lab(lab[rows.start - above :][: rows.stop - rows.start])
    return found


def noise_of(pixels: NDArray[np.uint8]) -> float:
    """The noise of lightness as its standard deviation, measured where the picture is quiet (Immerkær, 1996)."""
    top, left = (max(0, (side - _LOOKED_AT) // 2) for side in pixels.shape[:2])
    light = np.pad(to_lab(pixels[top : top + _LOOKED_AT, left : left + _LOOKED_AT])[..., 0], 1, mode="edge")
    around = light[:-2, 1:-1] + light[2:, 1:-1] + light[1:-1, :-2] + light[1:-1, 2:]
    differs = float(np.median(np.abs(4 * light[1:-1, 1:-1] - around)))
    # Of normal noise the median is 0.6745 of the deviation; four neighbours and four times itself add up to root 20.
    return max(_QUIETEST, differs / 0.6745 / np.sqrt(20))


def _averaged(lab: Floats, noise: float, tolerance: float) -> Floats:
    """Each pixel with those whose surroundings are like its own. `tolerance`: in noises."""
    total, weight = lab.copy(), np.ones(lab.shape[:2], np.float32)
    for down in range(_FAR + 1):
        for right in range(-_FAR, _FAR + 1):
            if (down, right) > (0, 0):
                _with_shifted(lab, down, right, noise, tolerance, total, weight)
    return np.asarray(total / weight[..., None], np.float32)


def _with_shifted(
    lab: Floats, down: int, right: int, noise: float, tolerance: float, total: Floats, weight: Floats
) -> None:
    """Add each pixel's neighbour at one distance to it, and it to that, as far as both look alike."""
    from scipy.ndimage import uniform_filter

    rows, columns = lab.shape[:2]
    if down >= rows or abs(right) >= columns:
        return
    here = (slice(0, rows - down), slice(max(0, -right), columns - max(0, right)))
    there = (slice(down, rows), slice(max(0, right), columns - max(0, -right)))
    unlike = uniform_filter(np.square(lab[here] - lab[there]).sum(axis=2), _PATCH, mode="nearest")
    alike = np.exp(-np.maximum(unlike - 2 * noise**2, 0) / (tolerance * noise) ** 2).astype(np.float32)
    for one, other in ((here, there), (there, here)):
        total[one] += alike[..., None] * lab[other]
        weight[one] += alike
