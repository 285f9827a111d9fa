"""Subject: what a picture is of, and not what is around it, as u2netp sees it (Qin and others 2020, arXiv 2005.09007).

Arrays are float32: certainty 0 (around it) to 1 (the subject).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from PIL.Image import Image

Floats = NDArray[np.float32]
Box = tuple[int, int, int, int]

FINDER = "u2netp"
"""Its key in the catalog."""
SIDE = 320
"""Pixels of the square that the network looks at, whatever the picture's shape."""
SURE = 0.5
"""What the network is less certain of is no subject."""
_MEAN, _SPREAD = np.array([0.485, 0.456, 0.406], np.float32), np.array([0.229, 0.224, 0.225], np.float32)
_AROUND = 0.12
"""Share of the subject's size that is left around it where it is looked at more closely."""
_SMALL = 0.5
"""Share of the picture up to which a subject is looked at once more, by itself."""


def subject_of(session: Any, picture: Image, size: tuple[int, int]) -> Floats | None:
    """How certainly each pixel of `size` (width, height) belongs to the subject; None where nothing stands out.

    `picture`: RGB. A small subject is looked at twice, the second time alone.
    """
    first = _seen(session, picture)
    if first.max() < SURE:
        return None
    box = _box_of(first, picture.size)
    if (box[2] - box[0]) * (box[3] - box[1]) > _SMALL * picture.width * picture.height:
        return _sized(first, size)
    nearer = _seen(session, picture.crop(box))
    return _sized(first, size) if nearer.max() < SURE else _placed(nearer, box, picture.size, size)


def _seen(session: Any, picture: Image) -> Floats:
    """(SIDE, SIDE), whatever the picture's shape."""
    from PIL import Image

    small = np.asarray(picture.resize((SIDE, SIDE), Image.Resampling.LANCZOS, reducing_gap=2), np.float32)
    pixels = (small / max(float(small.max()), 1) - _MEAN) / _SPREAD
    given = {session.get_inputs()[0].name: np.ascontiguousarray(pixels.transpose(2, 0, 1)[None], np.float32)}
    first_output = session.get_outputs()[0].name
    return np.asarray(session.run([first_output], given)[0][0, 0], np.float32)


def _box_of(certain: Floats, size: tuple[int, int]) -> Box:
    """Left, top, right and bottom of the subject in a picture of `size`, with some room around it."""
    (top, bottom), (left, right) = ((int(where.min()), int(where.max()) + 1) for where in np.nonzero(certain >= SURE))
    across, down = _AROUND * (right - left) + 4, _AROUND * (bottom - top) + 4
    wide, high = size[0] / SIDE, size[1] / SIDE
    return (
        int(max(0, left - across) * wide),
        int(max(0, top - down) * high),
        max(int(min(SIDE, right + across) * wide), int(max(0, left - across) * wide) + 1),
        max(int(min(SIDE, bottom + down) * high), int(max(0, top - down) * high) + 1),
    )


def _placed(nearer: Floats, box: Box, whole: tuple[int, int], size: tuple[int, int]) -> Floats:
    """What was seen in a box of a picture, in the picture at another size."""
    wide, high = size[0] / whole[0], size[1] / whole[1]
    left, top = int(box[0] * wide), int(box[1] * high)
    right, bottom = max(left + 1, round(box[2] * wide)), max(top + 1, round(box[3] * high))
    found = np.zeros(size[::-1], np.float32)
    found[top:bottom, left:right] = _sized(nearer, (right - left, bottom - top))[: size[1] - top, : size[0] - left]
    return found


def _sized(certain: Floats, size: tuple[int, int]) -> Floats:
    from PIL import Image

    return np.clip(np.asarray(Image.fromarray(certain).resize(size, Image.Resampling.BICUBIC)), 0, 1)
