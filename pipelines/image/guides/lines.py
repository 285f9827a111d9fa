"""Lines of a picture by arithmetic: edges after Canny (1986), and thick strokes as of a sketch.

Grey values are float32 from 0 (black) to 255 (white), shape (rows, columns); lines are boolean.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Lines = NDArray[np.bool_]

FINE, BROAD = 1.2, 2.4
"""Sigma in pixels of the blur before edges are looked for; a sketch keeps to the larger shapes."""
STEEPEST = 0.92
"""Share of pixels that are flatter than a line that begins anywhere."""
FAINTEST = 20.0
"""Steps of grey in a pixel, below which there is only noise."""
CONTINUES = 0.4
"""A line goes on down to this part of what it begins with."""


def edges(grey: Floats, sigma: float = FINE) -> Lines:
    """Lines one pixel wide where the light changes most, after Canny: weak ones only where they go on from strong."""
    from scipy import ndimage

    soft = ndimage.gaussian_filter(grey, sigma, mode="nearest")
    down, across = (ndimage.sobel(soft, axis=axis, mode="nearest") / 4 for axis in (0, 1))
    slope = np.hypot(down, across)
    crest = slope * _is_crest(slope, down, across)
    begins = max(FAINTEST / sigma, float(np.quantile(slope, STEEPEST)))
    parts, count = ndimage.label(crest >= CONTINUES * begins, structure=np.ones((3, 3)))
    strong = np.zeros(count + 1, bool)
    strong[parts[crest >= begins]] = True
    strong[0] = False
    return np.asarray(strong[parts])


def strokes(grey: Floats) -> Lines:
    """Thick lines around the larger shapes."""
    from scipy import ndimage

    thick = max(2, round(max(grey.shape) / 200))
    return np.asarray(ndimage.binary_dilation(edges(grey, BROAD), _disc(thick)))


def drawn(pixels: NDArray[np.uint8]) -> Lines | None:
    """The lines of a picture (rows, columns, 3) that holds nothing else, dark on light or light on dark; else None."""
    if not colourless(pixels):
        return None
    grey = pixels[..., 1]
    light, dark = float((grey > 215).mean()), float((grey < 40).mean())
    if light + dark < 0.8 or max(light, dark) < 0.6 or min(light, dark) == 0:
        return None
    return np.asarray(grey < 128 if light > dark else grey >= 128)


def colourless(pixels: NDArray[np.uint8], tolerance: float = 4.0) -> bool:
    """Whether a picture (rows, columns, 3) is grey throughout."""
    wide = pixels.astype(np.int16)
    return float(np.ptp(wide, axis=-1).mean()) < tolerance


def smooth(pixels: NDArray[np.uint8], tolerance: float = 2.0) -> bool:
    """Whether grey changes softly nearly everywhere, as depth does, and is not the same all over."""
    from scipy import ndimage

    grey = pixels[..., 1].astype(np.float32)
    grain = np.abs(grey - ndimage.median_filter(grey, 3, mode="nearest"))
    return float(grain.mean()) < tolerance / 4 and float(grey.std()) > 2 * tolerance


def _is_crest(slope: Floats, down: Floats, across: Floats) -> Lines:
    """Where no neighbour in the direction of the slope is steeper."""
    turn = np.round(np.arctan2(down, across) / (np.pi / 4)).astype(int) % 4
    padded = np.pad(slope, 1)
    rows, columns = slope.shape

    def beside(dy: int, dx: int) -> Any:
        return padded[1 + dy : 1 + dy + rows, 1 + dx : 1 + dx + columns]

    crest = np.zeros(slope.shape, bool)
    for number, (dy, dx) in enumerate(((0, 1), (1, 1), (1, 0), (1, -1))):
        crest |= (turn == number) & (slope >= beside(dy, dx)) & (slope > beside(-dy, -dx))
    return crest


def _disc(radius: int) -> Lines:
    y, x = np.mgrid[-radius : radius + 1, -radius : radius + 1]
    return np.asarray(x * x + y * y <= radius * radius + 1)
