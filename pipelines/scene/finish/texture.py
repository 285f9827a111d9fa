"""Grain, paper and small filters that the finishes share. Arrays are float32; pictures hold values from 0 to 1."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from PIL import Image
from scipy import ndimage

Picture = npt.NDArray[np.float32]
"""(height, width, 3), 0 to 1."""
Plane = npt.NDArray[np.float32]
"""(height, width)."""


def to_array(picture: Image.Image) -> Picture:
    """An RGB picture as floats."""
    return np.asarray(picture.convert("RGB"), dtype=np.float32) / np.float32(255)


def to_image(array: Picture) -> Image.Image:
    """Floats as an RGB picture; values outside 0 to 1 are clipped."""
    levels = np.clip(array, 0, 1)
    levels *= 255
    levels += 0.5
    return Image.fromarray(levels.astype(np.uint8))


def bands(height: int, rows: int = 128) -> Iterator[slice]:
    """The rows of a picture in bands: what is worked out pixel by pixel then needs little memory."""
    return (slice(top, min(height, top + rows)) for top in range(0, height, rows))


def unit(array: npt.NDArray[np.float32]) -> float:
    """A hundredth of the geometric mean of the sides, in pixels: textures in it look alike at every size."""
    return float((array.shape[0] * array.shape[1]) ** 0.5 / 100)


def noise(rng: np.random.Generator, height: int, width: int, grain: float, octaves: int = 3) -> Plane:
    """Smooth noise with features of about `grain` pixels, mean 0, standard deviation about 1."""
    total, weight = np.zeros((height, width), dtype=np.float32), 1.0
    for octave in range(octaves):
        size = max(1.0, grain / 2**octave)
        rows, columns = max(2, round(height / size) + 1), max(2, round(width / size) + 1)
        small = rng.standard_normal((rows, columns), dtype=np.float32)
        total += weight * np.asarray(Image.fromarray(small).resize((width, height), Image.Resampling.BICUBIC))
        weight *= 0.55
    spread = max(1e-6, float(total.std()))
    total -= total.mean()
    total /= spread
    return total


def paper(rng: np.random.Generator, height: int, width: int, tooth: float) -> Plane:
    """The relief of paper lit from the upper left, about -1 to 1. `tooth` is the size of its grain in pixels."""
    relief = noise(rng, height, width, tooth, 2) + 0.5 * noise(rng, height, width, tooth * 3, 1)
    slope = relief - shifted(relief, 1, 1)
    return np.clip(slope / (2.5 * max(1e-6, float(slope.std()))), -1, 1)


def blur(array: npt.NDArray[np.float32], radius: float) -> npt.NDArray[np.float32]:
    """Gaussian blur over height and width; `radius` is the standard deviation in pixels."""
    sigma = (radius, radius, 0) if array.ndim == 3 else radius
    return ndimage.gaussian_filter(array, sigma, truncate=2.5)


def luminance(array: Picture) -> Plane:
    """Rec. 709 luma."""
    return array @ np.array([0.2126, 0.7152, 0.0722], dtype=np.float32)


def edges(array: Picture, radius: float) -> Plane:
    """Strength of the colour edges, 0 to 1, after smoothing by `radius` pixels."""
    soft = blur(array, radius)
    steep = np.zeros(soft.shape[:2], np.float32)
    for channel in range(soft.shape[2]):
        down, across = np.gradient(soft[..., channel])
        steep += down**2 + across**2
    return np.asarray(np.clip(np.sqrt(steep) * radius * 3.2, 0, 1), dtype=np.float32)


def bend(array: npt.NDArray[np.float32], dx: Plane, dy: Plane) -> npt.NDArray[np.float32]:
    """The array with each pixel fetched from (x + dx, y + dy), whole pixels, edges repeated."""
    height, width = array.shape[:2]
    bent = np.empty_like(array)
    for band in bands(height):
        rows = np.clip(np.arange(height)[band, None] + np.rint(dy[band]).astype(np.int32), 0, height - 1)
        columns = np.clip(np.arange(width)[None, :] + np.rint(dx[band]).astype(np.int32), 0, width - 1)
        bent[band] = array[rows, columns]
    return bent


def shifted(array: npt.NDArray[np.float32], down: int, right: int) -> npt.NDArray[np.float32]:
    """The array moved by whole pixels; what comes in at the border repeats it."""
    height, width = array.shape[:2]
    pad = [(abs(down), abs(down)), (abs(right), abs(right))] + [(0, 0)] * (array.ndim - 2)
    padded = np.pad(array, pad, mode="edge")
    top, left = abs(down) - down, abs(right) - right
    return padded[top : top + height, left : left + width]


def saturated(array: Picture, factor: float) -> Picture:
    """Colours moved away from (factor above 1) or towards grey."""
    grey = luminance(array)[..., None]
    return grey + (array - grey) * factor
