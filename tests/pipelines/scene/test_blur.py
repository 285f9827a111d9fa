"""The small filters, beside scipy's."""

from __future__ import annotations

import numpy as np
from scipy import ndimage

from pipelines.scene.paint.blur import blurred, widened

FIELD = np.zeros((60, 44), np.float32)
FIELD[14:40, 12:30] = 1


def test_a_blur_is_scipys_away_from_the_edge() -> None:
    for reach in (0.8, 2.0, 4.5):
        assert np.abs(blurred(FIELD, reach) - ndimage.gaussian_filter(FIELD, reach)).max() < 0.01


def test_the_highest_value_around_is_scipys() -> None:
    slope = FIELD * np.arange(44, dtype=np.float32)
    assert np.array_equal(widened(slope, 5), ndimage.maximum_filter(slope, 5, mode="nearest"))
