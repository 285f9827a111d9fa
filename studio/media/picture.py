"""Pictures as bytes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

PREVIEW_SIDE = 512


def png(picture: Image, compress_level: int = 6) -> bytes:
    """PNG without metadata: the store writes the recipe into it. `compress_level` is zlib's, 0 to 9."""
    stream = io.BytesIO()
    picture.save(stream, "PNG", compress_level=compress_level)
    return stream.getvalue()


def preview(picture: Image, side: int = PREVIEW_SIDE) -> bytes:
    """A small JPEG, its longer side at most `side` pixels."""
    small = picture.copy()
    small.thumbnail((side, side))
    stream = io.BytesIO()
    small.save(stream, "JPEG", quality=80)
    return stream.getvalue()
