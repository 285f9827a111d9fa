"""Mark: a pattern that nobody sees, by which a picture of the studio's is known again.

A fixed pattern of waves, between ten and sixty-four halves of one across the picture, is laid over its brightness:
hardly there where it is plain, stronger where it is rich. It is written and looked for in a small square that any size
of the picture is brought to, so that scaling does not move it; mirroring and quarter turns are tried. Spread spectrum
after Cox, Kilian, Leighton and Shamoon, "Secure spread spectrum watermarking for multimedia" (1997). What it survives
and what it does not: docs/safety.md. It says that a picture came from a studio like this one, never from which, nor who
made it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

    Plane: TypeAlias = NDArray[np.float32]
    """(_SIDE, _SIDE)."""

FOUND = 4.5
"""From this strength on a picture counts as marked: a chance of 3 in 100,000 for one that is not."""
MODES = ("L", "LA", "RGB", "RGBA")
"""Those of Pillow's that can be marked; of another one each pixel is no shade that could be a little lighter."""
SMALLEST = 64
"""Pixels of the shorter side from which a picture can be marked."""
_SIDE = 256
_LOWEST, _HIGHEST = 10, 64
_SECRET = b"Inkstone, the mark in pictures, first"
_SOFT, _NEAR = 4.0, 6.0
"""Standard deviations, in pixels of the square, of what is taken away from it and of its richness."""
_STEEPEST = 10.0
"""Levels of 255 at which an edge counts no further."""
_PLAIN = 2.5
"""Richness that a plain surface is given, in levels of 255."""
_USUAL, _WANTED = 0.22, 16.0
"""The part of the richness that is tried first, and the strength that it shall have."""
_SMALL, _FIRMER = 360, 2.4
"""Of pictures below so many pixels, which codecs flatten first, the mark is firmer, up to so many times."""
_LOUDEST = 2.3
"""Levels of 255 by which it may change a picture in the mean (root of the mean square): 41 dB."""


def marked(image: Image) -> Image:
    """The picture with the mark, in its own mode, size and transparency; itself where it cannot be marked.

    The same picture gives the same bytes. Its colour profile and other notes are kept.
    """
    from PIL import Image as images

    if image.mode not in MODES or min(image.size) < SMALLEST:
        return image
    firmer = min(max(_SMALL / min(image.size), 1.0), _FIRMER)
    wave = _wave(_square(image), firmer)
    gain, loudest = _USUAL, _LOUDEST / float((wave * wave).mean() ** 0.5)
    for _ in range(2):
        pixels = _laid_over(image, min(gain, loudest) * wave)
        result = images.fromarray(pixels, image.mode)
        # What rounds away or is as light as can be already has to be made up for.
        gain = min(gain, loudest) * min(max(firmer * _WANTED / max(_seen(result)[0], 1e-3), 0.8), 3.0)
    result.info = dict(image.info)
    return result


def mark_strength(image: Image) -> float:
    """How clearly the mark is seen: in standard deviations of what chance gives, for the best of eight ways to turn it.

    Pictures without it have some 1.4; 0 for one too small to tell.
    """
    return max(_seen(image)) if min(image.size) >= SMALLEST // 2 else 0.0


def is_marked(image: Image) -> bool:
    return mark_strength(image) >= FOUND


@cache
def _key() -> tuple[NDArray[np.bool_], Plane, Plane]:
    """Which waves there are, the sign of each, and the pattern that they make, of standard deviation 1."""
    import hashlib

    import numpy as np
    from scipy.fft import idctn

    number = np.arange(_SIDE)
    length = np.hypot(number[:, None], number[None, :])
    ring = (length >= _LOWEST) & (length < _HIGHEST)
    # A digest is the same for ever; a library's dice need not be.
    drawn = hashlib.shake_256(_SECRET).digest(-(-int(ring.sum()) // 8))
    signs = np.zeros((_SIDE, _SIDE), np.float32)
    signs[ring] = np.unpackbits(np.frombuffer(drawn, np.uint8))[: ring.sum()] * 2.0 - 1.0
    pattern = idctn(signs, norm="ortho").astype(np.float32)
    return ring, signs, pattern / pattern.std()


def _square(image: Image) -> Plane:
    """Its brightness, 0 to 255, as seen on white."""
    import numpy as np
    from PIL import Image as images

    if "A" in image.mode or "transparency" in image.info:
        sheet = images.new("RGBA", image.size, "white")
        sheet.alpha_composite(image.convert("RGBA"))
        image = sheet
    small = image.convert("L").convert("F").resize((_SIDE, _SIDE), images.Resampling.BICUBIC)
    return np.asarray(small, np.float32)


def _told_apart(square: Plane) -> tuple[Plane, Plane]:
    """What is finer than its large forms, and how rich in it each place is."""
    import numpy as np

    fine = np.clip(square - _blurred(square, _SOFT), -_STEEPEST, _STEEPEST)
    return fine, _blurred(np.abs(fine), _NEAR) + _PLAIN


def _blurred(square: Plane, sigma: float) -> Plane:
    from scipy.ndimage import gaussian_filter

    blurred: Plane = gaussian_filter(square, sigma, truncate=2.5, mode="reflect")
    return blurred


def _wave(square: Plane, firmer: float) -> Plane:
    """The pattern as strong as each place allows."""
    richness = _told_apart(square)[1]
    wave: Plane = (richness + (firmer - 1.0) * _PLAIN) * _key()[2]
    return wave


def _laid_over(image: Image, wave: Plane) -> NDArray[np.uint8]:
    import numpy as np
    from PIL import Image as images

    pixels: NDArray[Any] = np.array(image)
    change = np.asarray(images.fromarray(wave).resize(image.size, images.Resampling.BICUBIC))
    colours = pixels if pixels.ndim == 2 else pixels[..., : 3 if pixels.shape[2] > 2 else 1]
    colours[...] = np.clip(np.rint(colours + (change if pixels.ndim == 2 else change[..., None])), 0, 255)
    return pixels


def _seen(image: Image) -> list[float]:
    """How well its waves agree with those of the mark: upright first, then mirrored and turned."""
    import numpy as np
    from scipy.fft import dctn
    from scipy.ndimage import uniform_filter

    ring, signs, _ = _key()
    fine, richness = _told_apart(_square(image))
    waves = dctn(fine / richness, norm="ortho")
    # Each against its neighbours: a few strong ones of a grid or of stripes must not drown the others.
    waves = np.where(ring, np.clip(waves / (uniform_filter(np.abs(waves), 7) + 1e-6), -3, 3), 0)
    size = max(float(np.sqrt((waves * waves).sum())), 1e-6)
    turned = -1.0 + 2.0 * (np.arange(_SIDE) % 2 == 0)
    mirrored = (1.0, turned[None, :], turned[:, None], turned[:, None] * turned[None, :])
    return [float((way * flip * signs).sum()) / size for way in (waves, waves.T) for flip in mirrored]
