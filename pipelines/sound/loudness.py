"""Loudness of sound that is too long to be held at once (ITU-R BS.1770-4, in blocks of 0.4 s)."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

SILENCE = -70.0
"""LUFS of silence, and the gate below which nothing counts."""
_BLOCK = 0.4
_BELOW = 10.0
"""LU below what is left at which the second gate stands."""


def measured(pieces: Iterable[np.ndarray], rate: int) -> float:
    """LUFS of all pieces together, each float of shape (samples,) or (samples, channels); those shorter than 0.4 s do
    not count. SILENCE where nothing is heard."""
    import numpy as np
    import pyloudnorm

    found: list[float] = []
    for piece in pieces:
        if len(piece) < _BLOCK * rate:
            continue
        meter = pyloudnorm.Meter(rate)
        with warnings.catch_warnings():
            # Silence has a loudness of minus infinity, which the library warns of.
            warnings.simplefilter("ignore")
            meter.integrated_loudness(piece)
        found += meter.blockwise_loudness
    blocks = np.array([block for block in found if block > SILENCE])
    if not len(blocks):
        return SILENCE
    gate = _mean(blocks) - _BELOW
    return _mean(blocks[blocks > gate])


def _mean(blocks: np.ndarray) -> float:
    """The level of the mean power."""
    import numpy as np

    return float(10 * np.log10(np.mean(10 ** (blocks / 10))))
