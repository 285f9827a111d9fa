"""Recolouring: a drawing in another colour, for lessons such as "a blue cat".

Works in OKLab (Björn Ottosson 2020, "A perceptual color space for image processing"): the main colour of the drawing
moves to the wanted one, light and shade stay, and so do the parts that have other colours: eyes, beaks, wheels.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipelines.scene.palette import to_oklab

Floats = NDArray[np.float64]
Pixels = NDArray[np.uint8]

_TO_CONES = np.array(
    [[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566],
     [0.0883024619, 0.2817188376, 0.6299787005]]
)  # fmt: skip
_TO_LAB = np.array(
    [[0.2104542553, 0.7936177850, -0.0040720468], [1.9779984951, -2.4285922050, 0.4505937099],
     [0.0259040371, 0.7827717662, -0.8086757660]]
)  # fmt: skip
COLOURLESS = 0.045
"""Chroma below which a colour counts as grey."""
CLUSTERS = 6
LOOKED_AT = 2000
"""Pixels of a drawing that its main colour is found from."""


def oklab(rgb: NDArray[Any]) -> Floats:
    """Lightness 0 to 1, green to red, blue to yellow of sRGB colours (..., 3) in 0 to 255."""
    value = np.asarray(rgb, np.float64) / 255
    linear = np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)
    return np.asarray(np.cbrt(linear @ _TO_CONES.T) @ _TO_LAB.T)


def srgb(lab: Floats) -> Pixels:
    """uint8 (..., 3) of OKLab colours, cut to what sRGB holds."""
    linear = ((lab @ np.linalg.inv(_TO_LAB).T) ** 3) @ np.linalg.inv(_TO_CONES).T
    linear = linear.clip(0, 1)
    value = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
    return np.asarray(np.round(value * 255), dtype=np.uint8)


class Recolouring:
    """A drawing, RGBA uint8 (h, w, 4), whose main colour can be moved to others."""

    def __init__(self, picture: Pixels) -> None:
        self._alpha = picture[..., 3]
        self._lab = oklab(picture[..., :3])
        self._main = main_colour(self._lab[self._alpha > 127])
        self._share = belonging(self._lab, self._main)[..., None]
        chroma = np.hypot(self._lab[..., 1], self._lab[..., 2])
        self._strength = (chroma / max(np.hypot(*self._main[1:]), COLOURLESS)).clip(0.75, 1.2)[..., None]

    def __call__(self, colour: str) -> Pixels:
        """The drawing in "#rrggbb"; transparency, light and shade stay."""
        wanted = np.array(to_oklab(colour))
        made = self._strength * wanted
        # Shading keeps its contrast around the new lightness, less where that is near black or white.
        room = min(1.0, 2.5 * min(wanted[0], 1.08 - wanted[0]))
        made[..., 0] = (wanted[0] + room * (self._lab[..., 0] - self._main[0])).clip(0.05, 1)
        return np.dstack([srgb(self._lab + self._share * (made - self._lab)), self._alpha])


def main_colour(colours: Floats) -> Floats:
    """The heart of the largest family of like colours among OKLab colours (n, 3).

    Greys and near-blacks count less: an outline or a tyre is seldom what a thing's colour is said of.
    """
    if not len(colours):
        return np.zeros(3)
    colours = colours[:: -(-len(colours) // LOOKED_AT)]
    centres, counts = _clustered(colours)
    shares = np.array([belonging(centres, centre) @ counts for centre in centres])
    vivid = np.hypot(centres[:, 1], centres[:, 2]) >= COLOURLESS
    return centres[np.argmax(shares * np.where(vivid, 1.0, 0.5))]


def belonging(lab: Floats, main: Floats) -> Floats:
    """How much each OKLab colour belongs to the family of the main one, 0 to 1.

    Coloured: like hues of any lightness. Grey: greys of like lightness.
    """
    chroma, main_chroma = np.hypot(lab[..., 1], lab[..., 2]), np.hypot(main[1], main[2])
    if main_chroma < COLOURLESS:
        near = 1 - (np.abs(lab[..., 0] - main[0]) - 0.22).clip(0) / 0.15
        return np.asarray((near * (1 - (chroma - COLOURLESS) / 0.04).clip(0, 1)).clip(0, 1))
    turn = np.arctan2(lab[..., 2], lab[..., 1]) - np.arctan2(main[2], main[1])
    away = np.abs((turn + np.pi) % (2 * np.pi) - np.pi)
    like = 1 - (away - 0.7).clip(0) / 0.35
    return np.asarray((like * ((chroma - 0.2 * main_chroma) / (0.25 * main_chroma)).clip(0, 1)).clip(0, 1))


def _clustered(colours: Floats) -> tuple[Floats, Floats]:
    """Centres (k, 3) and sizes (k,) of k-means, started from the quantiles of lightness."""
    ordered = colours[np.argsort(colours[:, 0])]
    centres = ordered[np.linspace(0, len(ordered) - 1, CLUSTERS).astype(int)]
    for _ in range(8):
        nearest = ((colours[:, None] - centres) ** 2).sum(-1).argmin(1)
        counts = np.bincount(nearest, minlength=CLUSTERS).astype(float)
        sums = np.stack([np.bincount(nearest, colours[:, axis], CLUSTERS) for axis in range(3)], 1)
        centres = np.where(counts[:, None] > 0, sums / counts.clip(1)[:, None], centres)
    return centres, counts
