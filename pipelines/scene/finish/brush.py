"""Brush finishes: watercolour and oil."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PIL import Image
from scipy import ndimage

from pipelines.scene.finish.texture import (
    Picture,
    Plane,
    bands,
    bend,
    blur,
    luminance,
    noise,
    paper,
    saturated,
    shifted,
    to_array,
    to_image,
    unit,
)
from pipelines.scene.scene import Check


def watercolour(picture: Image.Image, seed: int, check: Check) -> Image.Image:
    """Transparent washes on rough paper: wobbling edges with dark rims, pooled pigment, a ragged white border."""
    rng = np.random.default_rng(seed)
    array = to_array(picture)
    height, width = array.shape[:2]
    u = unit(array)
    wobble = [noise(rng, height, width, 5 * u, 3) * 0.26 * u for _ in range(2)]
    check()
    array = kuwahara(array, max(2, round(0.42 * u)), check)
    wet = bend(array, *wobble)
    del array, wobble
    check()
    # Pigment gathers where a wash ends.
    rim = np.abs(blur(luminance(wet), 0.55 * u) - blur(luminance(wet), 0.16 * u))
    depth = 1 - saturated(wet, 1.12)
    del wet
    check()
    # A dark wash is laid twice: its pools and blooms show less, and night stays night.
    even = 1 - 0.7 * luminance(depth)
    pool = 1 + 0.17 * even * noise(rng, height, width, 16 * u, 4)
    check()
    pool += 0.07 * noise(rng, height, width, 1.1 * u, 2)
    depth = depth * np.clip(pool, 0.45, 1.7)[..., None] * 0.9 + np.clip(rim * 4.5, 0, 0.32)[..., None] * (0.35 + depth)
    check()
    bloom = np.clip(noise(rng, height, width, 22 * u, 2) - 1.1, 0, 1) * 0.3 * even
    depth *= (1 - bloom)[..., None] * _ragged(rng, height, width, u)[..., None]
    check()
    sheet = np.array([0.985, 0.972, 0.945], dtype=np.float32)
    grain = paper(rng, height, width, max(1.5, 0.3 * u))
    return to_image(sheet * (1 - np.clip(depth, 0, 0.96)) * (1 + 0.045 * grain)[..., None])


def oil(picture: Image.Image, seed: int, check: Check) -> Image.Image:
    """Thick strokes that follow the forms, with the relief of bristles in side light."""
    rng = np.random.default_rng(seed)
    flat = saturated(to_array(picture), 1.24)
    u = unit(flat)
    flat = kuwahara(flat, max(2, round(0.34 * u)), check)
    dx, dy = _flow(rng, flat, u, check)
    check()
    dabs = _dabs(rng, flat, u)
    del flat
    check()
    dragged = _dragged(dabs, dx, dy, steps=9, stride=max(1.0, 0.2 * u), check=check)
    del dabs, dx, dy
    colour, streaks, dab = dragged[..., :3], dragged[..., 3], dragged[..., 4]
    streaks = streaks / max(1e-6, float(streaks.std()))
    relief = streaks + 3.0 * luminance(colour) * 2
    check()
    light = ndimage.sobel(relief, axis=0) + 0.7 * ndimage.sobel(relief, axis=1)
    light = np.clip(light / max(1e-6, 3.0 * float(light.std())), -1, 1)
    check()
    warm = np.array([1.0, 0.97, 0.9], dtype=np.float32)
    painted = colour * (1 + 0.04 * streaks + 0.055 * dab)[..., None] + 0.075 * light[..., None] * warm
    return to_image(painted)


def _dabs(rng: np.random.Generator, flat: Picture, u: float) -> npt.NDArray[np.float32]:
    """What is dragged along the flow: patches of colour, and short streaks of light and dark paint in them."""
    height, width = flat.shape[:2]
    dabs = np.empty((height, width, 5), np.float32)
    jitter = [noise(rng, height, width, 1.3 * u, 1) * 0.24 * u for _ in range(2)]
    dabs[..., :3] = bend(flat, *jitter)
    dabs[..., 3] = blur(rng.standard_normal((height, width), dtype=np.float32), max(0.5, 0.07 * u))
    dabs[..., 4] = noise(rng, height, width, 1.5 * u, 1)
    return dabs


def kuwahara(array: Picture, radius: int, check: Check) -> Picture:
    """Kuwahara's filter (1976): each pixel takes the mean of the calmest of four squares beside it; edges stay
    sharp."""
    side = radius + 1
    mean = ndimage.uniform_filter(array, (side, side, 0))
    grey = luminance(array)
    spread = ndimage.uniform_filter(grey * grey, side) - ndimage.uniform_filter(grey, side) ** 2
    best, lowest = mean.copy(), np.full(grey.shape, np.inf, dtype=np.float32)
    half = (radius + 1) // 2
    for dy in (-half, half):
        for dx in (-half, half):
            check()
            moved = shifted(spread, dy, dx)
            take = moved < lowest
            np.copyto(lowest, moved, where=take)
            np.copyto(best, shifted(mean, dy, dx), where=take[..., None])
    return best


def _flow(rng: np.random.Generator, array: Picture, u: float, check: Check) -> tuple[Plane, Plane]:
    """Unit vectors along the edges (structure tensor), turned into slow swirls where there are none."""
    grey = blur(luminance(array), 0.25 * u)
    gy, gx = np.gradient(grey)
    tensor = []
    for part in (gx * gx, gy * gy, gx * gy):
        check()
        tensor.append(blur(np.asarray(part, np.float32), 0.9 * u))
    xx, yy, xy = tensor
    check()
    swirl = noise(rng, grey.shape[0], grey.shape[1], 40 * u, 2) * 0.7
    calm = np.float32(2.5e-6)
    angle = (
        0.5 * np.arctan2(2 * xy + calm * np.sin(2 * swirl + np.pi), xx - yy + calm * np.cos(2 * swirl + np.pi))
        + np.pi / 2
    )
    return np.cos(angle).astype(np.float32), np.sin(angle).astype(np.float32)


def _dragged(
    stack: npt.NDArray[np.float32], dx: Plane, dy: Plane, steps: int, stride: float, check: Check
) -> npt.NDArray[np.float32]:
    """Line integral convolution: the mean along the flow, `steps` whole-pixel steps of `stride` to both sides."""
    height, width = dx.shape
    flat = stack.reshape(-1, stack.shape[2])
    total, vx, vy = stack.copy(), dx.ravel(), dy.ravel()
    for band in bands(height):
        check()
        part = total[band].reshape(-1, stack.shape[2])
        for sign in (-1, 1):
            x, y = (a.astype(np.float32).ravel() for a in np.meshgrid(np.arange(width), np.arange(height)[band]))
            at = y.astype(np.int32) * width + x.astype(np.int32)
            for _ in range(steps // 2):
                x = np.clip(x + sign * stride * vx[at], 0, width - 1)
                y = np.clip(y + sign * stride * vy[at], 0, height - 1)
                at = y.astype(np.int32) * width + x.astype(np.int32)
                part += flat[at]
    total /= 2 * (steps // 2) + 1
    return total


def _ragged(rng: np.random.Generator, height: int, width: int, u: float) -> Plane:
    """1 inside, 0 at the paper's border, with the irregular edge of a wash."""
    rows, columns = np.arange(height, dtype=np.float32)[:, None], np.arange(width, dtype=np.float32)[None, :]
    inside = np.minimum(np.minimum(rows, height - 1 - rows), np.minimum(columns, width - 1 - columns))
    edge = inside - 2.4 * u + noise(rng, height, width, 6 * u, 4) * 0.75 * u
    return np.asarray(np.clip(edge / (0.35 * u) + 0.5, 0, 1), dtype=np.float32)
