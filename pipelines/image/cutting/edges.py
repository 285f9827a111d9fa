"""Edges: from where the subject is, roughly, to which pixels are its own, by the colours of the picture.

The guided filter (He, Sun and Tang, 2010) finds, around each pixel, how the rough mask follows from colour; it is
worked out on a small picture and applied to the large one (the fast guided filter, He and Sun 2015, arXiv 1505.00996).
Arrays are float32 from 0 to 1: colours (rows, columns, 3), masks (rows, columns).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pipelines.image.strips import enlarged, strips

if TYPE_CHECKING:
    from PIL.Image import Image

Floats = NDArray[np.float32]
_NARROW = 0.012
"""Radius of the surroundings, as a share of the longer side: about what a pixel of the network covers."""
_KEEPS = 4e-4
"""Differences of colour below the root of this are noise."""
_SOLID, _EMPTY = 0.9, 0.1
"""What is more, or less, than this is all of the subject, or none."""


def refined(mask: Floats, colours: Floats) -> Floats:
    """(rows, columns, 4): how the mask follows from red, green and blue around each pixel, and what is added."""
    radius = max(2, round(_NARROW * max(mask.shape)))
    mean, about = _mean(colours, radius), _mean(mask, radius)
    together = _mean(colours * mask[..., None], radius) - mean * about[..., None]
    slopes = _solved(colours, mean, radius, together)
    offsets = about - np.einsum("ijk,ijk->ij", slopes, mean)
    return _mean(np.concatenate([slopes, offsets[..., None]], axis=-1), radius)


def applied(follows: Floats, mask: Floats, picture: Image) -> Iterator[tuple[slice, Floats]]:
    """The mask of the large picture, a strip after the other. `follows`, `mask`: of the small one."""
    for rows in strips(picture.height):
        strip = np.asarray(picture.crop((0, rows.start, picture.width, rows.stop)), np.float32) / 255
        large = enlarged(np.concatenate([follows, mask[..., None]], axis=-1), picture.size, rows)
        fine = np.einsum("ijk,ijk->ij", large[..., :3], strip) + large[..., 3]
        yield rows, _settled(fine, large[..., 4])


def _settled(fine: Floats, rough: Floats) -> Floats:
    """Half-seen pixels only at the edge: what is surely inside or outside is all or nothing."""
    steep = np.clip((fine - _EMPTY) / (_SOLID - _EMPTY), 0, 1)
    steep = np.where(rough > 0.97, np.maximum(steep, rough), steep)
    return np.asarray(np.where(rough < 0.02, 0, steep), np.float32)


def _solved(colours: Floats, mean: Floats, radius: int, together: Floats) -> Floats:
    """The slopes: the inverse of how colours vary around each pixel, times how they vary with the mask."""
    pairs = [(at, other) for at in range(3) for other in range(at, 3)]
    varies = np.empty((*mean.shape[:2], 3, 3), np.float32)
    for at, other in pairs:
        found = _mean(colours[..., at] * colours[..., other], radius) - mean[..., at] * mean[..., other]
        varies[..., at, other] = varies[..., other, at] = found
    varies += _KEEPS * np.eye(3, dtype=np.float32)
    return np.asarray(np.linalg.solve(varies, together[..., None])[..., 0], np.float32)


def _mean(values: Floats, radius: int) -> Floats:
    """Of a square around each pixel."""
    from scipy.ndimage import uniform_filter

    size = (2 * radius + 1,) * 2 + (1,) * (values.ndim - 2)
    return np.asarray(uniform_filter(values, size, mode="nearest"), np.float32)
