"""From how certain lines are to lines on paper: graphite, ink, or the closed lines of a colouring page.

Arrays are float32, (rows, columns): 0 (nothing, or black) to 1 (a line, or white).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_THINNEST, _WIDEST = 0.0012, 0.0034
"""Half of a line's width, in parts of the longer side."""
_FAINTEST, _SUREST = 0.04, 0.32
"""How certain a line has to be: with all the detail there is, and with none."""
_GAP = 0.002
"""Gaps in a line that are closed, in parts of the longer side."""
_DARKEST = 0.2
"""Graphite is never quite black."""
_NOTHING = 0.2
"""Below a line's edge by so much there is only paper."""
_CORNERS = 6
"""An outline with fewer is a speck."""
_SPECK = 0.03
"""A line on a colouring page is at least so long, in parts of the longer side."""


def pencil(certain: Floats, lightness: Floats, detail: float, weight: float) -> Floats:
    """Graphite: soft lines, tones rubbed in from the picture's own shades, and the grain of the paper."""
    from scipy.ndimage import gaussian_filter

    side = max(certain.shape)
    around = gaussian_filter(lightness, side / 70)
    shade = np.clip(lightness / np.maximum(around, 0.05), 0, 1) ** (0.5 + 1.5 * detail)
    tone = 1 - 0.55 * (1 - gaussian_filter(lightness, side / 300)) ** 1.3
    lines = 1 - np.clip(certain * (0.4 + 0.7 * weight), 0, 0.9)
    drawn = _DARKEST + (1 - _DARKEST) * shade * tone * lines
    dice = np.random.default_rng(0)
    grain = gaussian_filter(dice.standard_normal(certain.shape, np.float32), max(0.6, side / 1600))
    # Graphite stays on the paper's teeth: the grain shows in what is grey, and not in white.
    return np.clip(drawn + 0.55 * grain * drawn * (1 - drawn), 0, 1).astype(np.float32)


def ridges(certain: Floats, detail: float, weight: float) -> Floats:
    """Lines of one width along the ridges of what is certain: above 0 inside of a line, below it outside.

    `weight`: 0 for thin lines, 1 for wide ones.
    """
    from scipy.ndimage import gaussian_filter

    half = (_THINNEST + (_WIDEST - _THINNEST) * weight) * max(certain.shape)
    soft = gaussian_filter(certain, max(0.6, half / 2))
    around = gaussian_filter(certain, max(1.2, 2.2 * half))
    faint = _SUREST + (_FAINTEST - _SUREST) * detail
    # As a share of what is around, so that a faint line is as wide as a certain one.
    return np.asarray((soft - around) / (around + faint) - 0.15 * faint / (around + 0.02), np.float32)


def closed(lines: Floats) -> Floats:
    """The lines of a colouring page: small gaps are closed, and what is short is left out."""
    from scipy.ndimage import find_objects, gaussian_filter, grey_closing, grey_dilation, label

    side = max(lines.shape)
    found = grey_closing(lines, footprint=_disc(max(1, round(_GAP * side))))
    pieces, count = label(found > 0, np.ones((3, 3)))
    long = np.zeros(count + 1, bool)
    for number, (down, across) in enumerate(find_objects(pieces), start=1):
        long[number] = max(down.stop - down.start, across.stop - across.start) >= _SPECK * side
    # With all that surrounds it: beside a line its values are near to one.
    short = grey_dilation(((pieces > 0) & ~long[pieces]).astype(np.uint8), footprint=_disc(3)) > 0
    kept = grey_dilation(long[pieces].astype(np.uint8), footprint=_disc(3)) > 0
    cleared = np.where(short & ~kept, np.float32(-_NOTHING), found)
    return gaussian_filter(np.clip(cleared, -_NOTHING, _NOTHING), 0.7)


def inked(lines: Floats, scale: float) -> Floats:
    """White paper with black lines, enlarged `scale` times, with smooth edges."""
    from PIL import Image

    rows, columns = lines.shape
    size = (max(1, round(columns * scale)), max(1, round(rows * scale)))
    large = np.asarray(Image.fromarray(lines).resize(size, Image.Resampling.BICUBIC), np.float32)
    steep = np.hypot(*np.gradient(large)) + 1e-4
    return np.clip(0.5 - large / steep, 0, 1).astype(np.float32)


def path_of(lines: Floats, scale: float) -> str:
    """The outlines of all lines as the data of an SVG path, `scale` times as large; the even-odd rule fills them."""
    from contourpy import contour_generator

    framed = np.pad(lines, 1, constant_values=-_NOTHING)
    outlines: list[NDArray[np.float64]] = contour_generator(z=framed).lines(0)  # type: ignore[assignment]
    # The frame shifted all by one pixel, of which half is that a pixel's value stands in its middle.
    rounded = (((outline - 0.5) * scale).round(1) for outline in outlines if len(outline) > _CORNERS)
    return "".join("M" + "L".join(f"{x:g} {y:g}" for x, y in outline[:-1].tolist()) + "Z" for outline in rounded)


def _disc(radius: int) -> NDArray[np.bool_]:
    down, across = np.mgrid[-radius : radius + 1, -radius : radius + 1]
    return np.asarray(down * down + across * across <= radius * radius + 0.5)
