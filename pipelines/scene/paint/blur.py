"""Blur: filters of small fields by numpy alone; scipy's would take longer to import than a picture to draw."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

Field = npt.NDArray[np.float32]


def blurred(field: Field, reach: float) -> Field:
    """A Gaussian blur whose deviation is `reach` cells, as the product with two small matrices."""
    high, wide = (_bell(size, reach) for size in field.shape)
    return np.asarray(high @ field @ wide.T, np.float32)


def widened(field: Field, size: int) -> Field:
    """The highest value within a square of `size` cells (odd) around each; beyond the edge the edge goes on."""
    around = np.pad(field, size // 2, mode="edge")
    return np.asarray(np.lib.stride_tricks.sliding_window_view(around, (size, size)).max(axis=(2, 3)), np.float32)


@lru_cache(maxsize=256)
def _bell(size: int, reach: float) -> Field:
    """Each row the weights of a blur at one place, summing to 1; shape (size, size)."""
    at = np.arange(size, dtype=np.float32)
    weights = np.exp(-0.5 * ((at[:, None] - at) / reach) ** 2)
    return np.asarray(weights / weights.sum(axis=1, keepdims=True), np.float32)
