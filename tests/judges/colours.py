"""Colours: the basic colour terms of English, told from the pixels of one layer."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

ENOUGH = 0.28
"""Part of a thing that must have the colour it was given; details such as eyes and wheels keep their own."""
SHARED = 0.12
"""The same where it was given two."""

_LMS = np.array(((0.4122215, 0.5363325, 0.051446), (0.2119035, 0.6806995, 0.107397), (0.0883025, 0.2817188, 0.6299787)))
_LAB = np.array(
    ((0.2104543, 0.7936178, -0.0040720), (1.9779985, -2.4285922, 0.4505937), (0.0259040, 0.7827718, -0.8086758))
)


def shares(pixels: npt.NDArray[np.uint8]) -> dict[str, float]:
    """Which part of the opaque pixels could be called by each term; some can be called by two.

    `pixels` is straight RGBA of shape (h, w, 4). Shadows and glows are not opaque.
    """
    opaque = pixels[pixels[..., 3] > 200][:, :3]
    if not len(opaque):
        return {}
    light, chroma, hue = _lch(opaque)
    return {term: float(mask.mean()) for term, mask in _called(light, chroma, hue).items()}


def has(pixels: npt.NDArray[np.uint8], colours: tuple[str, ...]) -> bool:
    """Whether a layer shows the colours that were asked for."""
    found = shares(pixels)
    return all(found.get(colour, 0.0) >= (ENOUGH if len(colours) == 1 else SHARED) for colour in colours)


def _called(
    light: npt.NDArray[np.float64], chroma: npt.NDArray[np.float64], hue: npt.NDArray[np.float64]
) -> dict[str, npt.NDArray[np.bool_]]:
    """Masks by term. Borders overlap, since people's do: a dark orange is a brown, a light red a pink."""
    vivid = chroma > 0.05
    return {
        "black": (light < 0.42) & (chroma < 0.06),
        "white": (light > 0.83) & (chroma < 0.06),
        "grey": (light > 0.4) & (light < 0.92) & (chroma < 0.045),
        "red": vivid & (chroma > 0.12) & (hue > 13) & (hue < 42) & (light < 0.72),
        "orange": vivid & (chroma > 0.09) & (hue > 38) & (hue < 80) & (light > 0.58),
        "yellow": vivid & (chroma > 0.11) & (hue > 76) & (hue < 115) & (light > 0.7),
        "green": vivid & (hue > 112) & (hue < 182),
        "blue": vivid & (hue > 190) & (hue < 290),
        "purple": vivid & (hue > 282) & (hue < 345) & (light < 0.8),
        "pink": vivid
        & ((((hue > 335) | (hue < 16)) & (light > 0.55)) | ((hue < 30) & (light > 0.66) & (chroma < 0.2))),
        "brown": (chroma > 0.025) & (chroma < 0.14) & (hue > 25) & (hue < 90) & (light < 0.66),
    }


def _lch(
    rgb: npt.NDArray[np.uint8],
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Oklab lightness and chroma, and hue in degrees (Björn Ottosson, 2020)."""
    part = rgb / 255.0
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    lab = np.cbrt(linear @ _LMS.T) @ _LAB.T
    return lab[:, 0], np.hypot(lab[:, 1], lab[:, 2]), np.degrees(np.arctan2(lab[:, 2], lab[:, 1])) % 360
