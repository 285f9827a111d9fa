"""Limiting: true peaks held below -1 dBTP, and the loudness that every piece ends at."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

LOUDNESS = -14.0
"""LUFS."""
CEILING = -1.3
"""dBTP. A little below -1, for what a file format or another meter's filter adds."""
ROUNDS = 4
"""Limiting takes a little loudness away again, hence several."""


def limited(sound: np.ndarray, rate: int) -> np.ndarray:
    """The sound with true peaks (oversampled, ITU-R BS.1770) held at the ceiling, from 4 ms ahead of each."""
    import numpy as np
    from scipy.ndimage import minimum_filter1d, uniform_filter1d

    ceiling = 10 ** (CEILING / 20)
    peaks = true_peaks(sound)
    if peaks.max() <= ceiling:
        return sound
    needed = np.minimum(1.0, ceiling / np.maximum(peaks, 1e-9))
    reach = int(0.004 * rate) | 1
    # A mean over the reach of a minimum over the reach never exceeds what is needed at its centre.
    gain = uniform_filter1d(minimum_filter1d(needed, 2 * reach + 1), reach)
    return (sound * gain[:, None]).astype(np.float32)


def true_peaks(sound: np.ndarray) -> np.ndarray:
    """The largest absolute value around each sample, between samples too."""
    import numpy as np
    from scipy.signal import resample_poly

    fine = np.maximum(*(np.abs(resample_poly(sound[:, side], 4, 1)) for side in (0, 1)))
    # Slices are many times quicker here than a maximum along a short axis.
    return np.maximum(np.maximum(fine[0::4], fine[1::4]), np.maximum(fine[2::4], fine[3::4]))
