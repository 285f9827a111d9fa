"""Strips: a large picture worked on some rows at a time, so that it needs little memory."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from studio.jobs.engine import JobContext

Floats = NDArray[np.float32]
ROWS = 256


def strips(height: int) -> Iterator[slice]:
    """All rows of a picture, at most ROWS at a time."""
    for top in range(0, height, ROWS):
        yield slice(top, min(top + ROWS, height))


def told_strips(height: int, ctx: JobContext, phase: str) -> Iterator[slice]:
    """The same, and which one of how many is worked on is told before each."""
    count = -(-height // ROWS)
    for number, rows in enumerate(strips(height), start=1):
        ctx.progress(phase, number, count)
        yield rows


def enlarged(small: Floats, size: tuple[int, int], rows: slice) -> Floats:
    """Rows of (rows, columns, channels) at a larger `size` (width, height), each channel by itself."""
    from PIL import Image

    scale = small.shape[0] / size[1]
    box = (0.0, rows.start * scale, float(small.shape[1]), min(rows.stop * scale, float(small.shape[0])))
    to = (size[0], rows.stop - rows.start)
    layers = (Image.fromarray(small[..., at]) for at in range(small.shape[-1]))
    return np.stack([np.asarray(layer.resize(to, Image.Resampling.BILINEAR, box)) for layer in layers], axis=-1)
