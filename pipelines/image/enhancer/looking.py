"""From a picture to one with a look, a strip at a time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipelines.image.enhancer.looks import Look
from pipelines.image.light import Floats, from_lab, to_lab
from pipelines.image.strips import enlarged, told_strips
from studio.jobs.engine import JobContext

_WIDE, _FINE = 384, 1400
"""Pixels of the longer side at which glow is worked out, and at which grain has its own size."""
_GLOWS_FROM = 0.45
"""Lightness from which what is bright spreads."""


@dataclass(frozen=True)
class Around:
    """What a strip needs to know of the whole picture."""

    size: tuple[int, int]
    """Width and height."""
    glow: Floats
    """(rows, columns, 3): the small picture out of focus, in Oklab."""
    grain: Floats
    """(rows, columns, 1): noise around 0."""


def looked(picture: Image.Image, look: Look, strength: float, ctx: JobContext) -> Image.Image:
    """The RGB picture with the look; `strength` from nothing to all of it."""
    pixels = np.asarray(picture)
    around, found = _around(picture), np.empty_like(pixels)
    for rows in told_strips(picture.height, ctx, "enhancing"):
        before = to_lab(pixels[rows])
        after = _strip(before, look, around, rows)
        found[rows] = from_lab(np.asarray(before + np.float32(strength) * (after - before), np.float32))
    return Image.fromarray(found)


def _around(picture: Image.Image) -> Around:
    from scipy.ndimage import gaussian_filter

    small = picture.copy()
    small.thumbnail((_WIDE, _WIDE))
    sigma = max(small.size) / 28
    glow = gaussian_filter(to_lab(np.asarray(small)), (sigma, sigma, 0), mode="nearest")
    scale = min(1.0, _FINE / max(picture.size))
    shape = (max(1, round(picture.height * scale)), max(1, round(picture.width * scale)))
    grain = gaussian_filter(np.random.default_rng(0).standard_normal(shape, np.float32), 0.5)
    return Around(picture.size, np.asarray(glow, np.float32), np.asarray(grain[..., None], np.float32))


def _strip(lab: Floats, look: Look, around: Around, rows: slice) -> Floats:
    light, colours = lab[..., 0], lab[..., 1:] * np.float32(look.colour)
    if look.glow:
        soft = enlarged(around.glow, around.size, rows)
        light = light + np.float32(look.glow) * (1 - light) * np.maximum(soft[..., 0] - _GLOWS_FROM, 0)
        colours = colours + np.float32(0.25 * look.glow * look.colour) * (soft[..., 1:] - lab[..., 1:])
    steep = light * light * (3 - 2 * light)
    light = light + np.float32(look.contrast) * (steep - light)
    light = np.float32(look.darkest) + np.float32(look.lightest - look.darkest) * light
    light = light * _darkened(look, around.size, rows)
    if look.grain:
        # Least in black and in white, as on film.
        room = np.sqrt(np.clip(4 * light * (1 - light), 0, 1))
        light = light + np.float32(0.07 * look.grain) * room * enlarged(around.grain, around.size, rows)[..., 0]
    return np.concatenate([np.clip(light, 0, 1)[..., None], colours + _tinted(light, look)], axis=-1)


def _tinted(light: Floats, look: Look) -> Floats:
    """What is added to a and b: of shadows and lights, none to black and white, which have no room for it."""
    share = np.clip(light, 0, 1)[..., None]
    room = np.clip(8 * share, 0, 1) * np.clip(8 * (1.02 - share), 0, 1)
    shadows, lights = np.array(look.shadows, np.float32), np.array(look.lights, np.float32)
    return np.asarray(room * ((1 - share) * shadows + share * lights), np.float32)


def _darkened(look: Look, size: tuple[int, int], rows: slice) -> NDArray[np.float32] | float:
    """What a vignette leaves of the light: all in the middle, least in the corners."""
    if not look.vignette:
        return 1.0
    down = (np.arange(rows.start, rows.stop, dtype=np.float32) + 0.5) / size[1] * 2 - 1
    across = (np.arange(size[0], dtype=np.float32) + 0.5) / size[0] * 2 - 1
    far = np.clip((np.sqrt(down[:, None] ** 2 + across**2) - 0.45) / 0.97, 0, 1)
    return np.asarray(1 - np.float32(0.75 * look.vignette) * far * far * (3 - 2 * far), np.float32)
