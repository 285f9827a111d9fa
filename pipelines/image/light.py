"""Light: lightness and colour of pixels in Oklab (Björn Ottosson, 2020), in which equal steps look equal.

Arrays are float32: RGB from sRGB bytes, lightness 0 (black) to 1 (white), a and b about -0.4 to 0.4.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
_TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    np.float32,
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ],
    np.float32,
)
_FROM_CONES = np.linalg.inv(_TO_CONES).astype(np.float32)
_FROM_LAB = np.linalg.inv(_TO_LAB).astype(np.float32)
_STEPS = 4096
_SLACK = 1e-3
"""Linear light that is lost in rounding."""


def to_lab(pixels: NDArray[np.uint8]) -> Floats:
    """Lightness, a and b of sRGB pixels, in the last axis."""
    cones = _linear()[pixels] @ _TO_CONES.T
    return np.asarray(np.cbrt(cones) @ _TO_LAB.T, np.float32)


def from_lab(lab: Floats) -> NDArray[np.uint8]:
    """sRGB pixels; what no screen can show becomes the nearest it can in each channel."""
    steps = np.clip(_light(lab) * (_STEPS - 1), 0, _STEPS - 1) + 0.5
    return _encoded()[steps.astype(np.intp)]


def shown(lab: Floats) -> NDArray[np.bool_]:
    """Which of the colours a screen can show as they are."""
    light = _light(lab)
    return np.asarray(((light >= -_SLACK) & (light <= 1 + _SLACK)).all(axis=-1))


def _light(lab: Floats) -> Floats:
    """Linear light of red, green and blue; below 0 or above 1 where no screen can show it."""
    roots = lab @ _FROM_LAB.T
    return np.asarray((roots * roots * roots) @ _FROM_CONES.T, np.float32)


@cache
def _linear() -> Floats:
    """Linear light of each sRGB byte (IEC 61966-2-1)."""
    value = np.arange(256) / 255
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4).astype(np.float32)


@cache
def _encoded() -> NDArray[np.uint8]:
    """The sRGB byte of linear light in 4,096 steps."""
    light = np.arange(_STEPS) / (_STEPS - 1)
    value = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    return np.asarray((255 * value).round(), np.uint8)
