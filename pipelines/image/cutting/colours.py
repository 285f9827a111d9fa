"""Colours: of the subject alone where its edge is half seen, and of what lies behind it.

What shows at an edge is subject and surroundings mixed; laid on another ground it would have a halo of the old one.
Both are estimated from their neighbours (Forte and Pitié, 2021, arXiv 2006.14970), on a small picture.
Arrays are float32 from 0 to 1: colours (rows, columns, 3), masks (rows, columns).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def apart(colours: Floats, mask: Floats) -> tuple[Floats, Floats]:
    """The subject's own colours everywhere, and those of what is around it."""
    return spread(colours, mask), spread(colours, 1 - mask)


def spread(colours: Floats, weight: Floats) -> Floats:
    """The colours where `weight` is 1, carried on into where it is 0, from near first: pull and push over ever smaller
    pictures (Gortler and others 1996, The Lumigraph)."""
    # Half-seen pixels hold both: they count little, so that they colour nothing.
    return _filled(colours, np.asarray(weight**4, np.float32))


def _filled(colours: Floats, weight: Floats) -> Floats:
    known = colours * weight[..., None]
    if max(weight.shape) == 1:
        return np.asarray(known / max(float(weight.sum()), 1e-6), np.float32)
    size = tuple(-(-side // 2) for side in reversed(weight.shape))
    share = _sized(weight, size)
    mean = np.asarray(_sized(known, size) / np.maximum(share, 1e-6)[..., None], np.float32)
    around = _sized(_filled(mean, np.clip(2 * share, 0, 1)), (weight.shape[1], weight.shape[0]))
    return np.asarray(known + (1 - weight)[..., None] * around, np.float32)


def _sized(values: Floats, size: tuple[int, ...]) -> Floats:
    """(rows, columns) or with channels, at another size (width, height)."""
    from PIL import Image

    if values.ndim == 2:
        return np.asarray(Image.fromarray(values).resize((size[0], size[1]), Image.Resampling.BILINEAR))
    return np.stack([_sized(values[..., at], size) for at in range(values.shape[-1])], axis=-1)


def unmixed(seen: Floats, mask: Floats, own: Floats, around: Floats) -> Floats:
    """The subject's colour in each pixel: as it is seen where all of it is the subject's, else without what shines
    through."""
    part = mask[..., None]
    return np.clip(own + part * (seen - part * own - (1 - part) * around), 0, 1)
